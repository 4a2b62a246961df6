import {
  allOf,
  firstMoment,
  met,
  neverFewerReady,
  podMoments,
  readyCounts,
  reason,
  selects,
  statesOf,
  type Task,
  unmet,
  type Verdict,
  type World,
} from '../../../../sim/lesson/index.ts';
import { DATABASE, isNamedBy, LABELS, type NodeState, podsNow } from './cluster.ts';

const NODE = 'node-3';

interface Budget {
  readonly metadata: { readonly namespace?: string };
  readonly spec: { readonly selector?: Parameters<typeof selects>[0] };
  readonly status?: { readonly disruptionsAllowed?: number };
}

function budgetExists(world: World): Verdict {
  const fits = statesOf<Budget>(world, 'PodDisruptionBudget', () => true).some(
    ({ metadata, spec }) =>
      metadata.namespace === DATABASE.namespace && selects(spec.selector, LABELS),
  );
  return fits ? met(reason('budget')) : unmet(reason('no-budget'));
}

const isDrained = (world: World): boolean => {
  const node = statesOf<NodeState>(world, 'Node', (name) => name === NODE).at(-1);
  const isEmpty = podsNow(world).every(
    ({ metadata, spec }) => spec.nodeName !== NODE || !isNamedBy(DATABASE, metadata.name),
  );
  return node?.spec.unschedulable === true && isEmpty;
};

const isWhole = (world: World): boolean => {
  const ready = podMoments(world, DATABASE.namespace, DATABASE.set);
  return readyCounts(ready).at(-1)?.ready === 3;
};

/** The node was emptied while the budget was there, and three pods were ready elsewhere. */
function drained(world: World): Verdict {
  if (!isDrained(world)) return unmet(reason('not-drained'));
  const at = firstMoment(
    world,
    DATABASE,
    (ready, { replicas }) => replicas === 3 && ready.size === 3,
  );
  return at === undefined ? unmet(reason('too-few')) : met(reason('drained'));
}

/** The database is whole, and its budget lets nobody go: it asks for all of it. */
const letsNobodyGo = (world: World): boolean =>
  statesOf<Budget>(world, 'PodDisruptionBudget', () => true)
    .filter(({ spec }) => selects(spec.selector, LABELS))
    .at(-1)?.status?.disruptionsAllowed === 0 && isWhole(world);

/** A budget was made whose selector finds none of the database's pods. */
const guardsOthers = (world: World): boolean =>
  !budgetExists(world).ok && statesOf(world, 'PodDisruptionBudget', () => true).length > 0;

/** Station 8: a budget for disruptions … */
export const budget: Task = {
  id: 'budget',
  check: budgetExists,
  wrongTurns: [{ id: 'other-pods', isTaken: guardsOthers }],
};

/** … and what it is good for. */
export const drain: Task = {
  id: 'drain',
  check: (world) => allOf(world, [budgetExists, drained, neverFewerReady(DATABASE, 3, 2)]),
  wrongTurns: [{ id: 'no-room', isTaken: letsNobodyGo }],
};
