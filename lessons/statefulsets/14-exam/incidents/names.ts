import {
  type Change,
  firstMoment,
  met,
  podMoments,
  reason,
  scored,
  unmet,
  type Verdict,
  type World,
} from '../../../../sim/lesson/index.ts';
import { setOf } from './words.ts';

const cartOf = setOf('shop', 'cart');

const byLearner = ({ origin }: Change): boolean => origin.actor === 'user';

interface ServiceState {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly clusterIP?: string;
    readonly selector?: Readonly<Record<string, string>>;
  };
}
interface MemberState {
  readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec: { readonly subdomain?: string };
}
/** The pod 0 of the set as it is now. */
const firstMember = (world: World): MemberState | undefined => {
  const { namespace, set } = cartOf(world);
  const states = world.changes.filter(
    ({ kind, object }) =>
      kind.kind === 'Pod' &&
      object.metadata.namespace === namespace &&
      object.metadata.name === `${set}-0`,
  );
  return states.at(-1)?.object as MemberState | undefined;
};

/** The Service by whose name the pods are known, as it is now. */
const serviceOfNames = (world: World): ServiceState | undefined => {
  const name = firstMember(world)?.spec.subdomain;
  const last = world.changes.findLast(
    ({ kind, object }) =>
      kind.kind === 'Service' &&
      object.metadata.namespace === cartOf(world).namespace &&
      object.metadata.name === name,
  );
  return last?.type === 'DELETED' ? undefined : (last?.object as unknown as ServiceState);
};

function namesResolve(world: World): Verdict {
  if (serviceOfNames(world)?.spec.clusterIP !== 'None') return unmet(reason('no-names'));
  const selector = Object.entries(serviceOfNames(world)?.spec.selector ?? {});
  const labels = firstMember(world)?.metadata.labels ?? {};
  const fits = selector.length > 0 && selector.every(([key, value]) => labels[key] === value);
  if (!fits) return unmet(reason('selects-others'));
  const at = firstMoment(world, cartOf(world), (ready) => ready.size === 2);
  return at === undefined ? unmet(reason('not-ready')) : met(reason('resolve'), at);
}

const stoppedMember = (world: World): boolean => {
  const { namespace, set } = cartOf(world);
  return podMoments(world, namespace, set).some(({ type }) => type === 'ending');
};

/** Whoever has mended the names without a restart has cut off nobody. */
function membersSpared(world: World): Verdict {
  return stoppedMember(world) ? unmet(reason('stopped')) : namesResolve(world);
}

const madeWithAddress = (world: World): boolean =>
  world.changes.some(
    (change) =>
      byLearner(change) &&
      change.kind.kind === 'Service' &&
      change.type !== 'DELETED' &&
      change.object.metadata.namespace === cartOf(world).namespace &&
      (change.object as unknown as ServiceState).spec.clusterIP !== 'None',
  );

/** 02:10: clients do not find the members by name. */
export const names = scored(
  'names',
  [
    { id: 'resolve', points: 15, check: namesResolve },
    { id: 'spared', points: 10, check: membersSpared },
  ],
  [
    { id: 'cluster-ip', isTaken: madeWithAddress },
    { id: 'restarted', isTaken: stoppedMember },
  ],
);
