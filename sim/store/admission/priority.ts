import {
  ALLOWED,
  type KubeObject,
  type Pod,
  type PriorityClass,
  pods,
  priorityClasses,
  type Result,
} from '../../api/index.ts';
import { ownAt } from '../../kernel/index.ts';
import type { Admission } from '../api-server.ts';
import type { StoreView } from '../store.ts';
import { refuse } from './refusal.ts';

interface Computed {
  readonly name: string;
  readonly value: number;
  readonly preemptionPolicy: string;
}

/** Classes that every cluster has. */
const SYSTEM_CLASSES: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

const PREEMPT = 'PreemptLowerPriority';

const computed = ({ metadata, value = 0, preemptionPolicy }: PriorityClass): Computed => ({
  name: metadata.name,
  value,
  preemptionPolicy: preemptionPolicy ?? PREEMPT,
});

/** The default class, the lowest if there are several; without one the priority is 0. */
const defaultPriority = (view: StoreView): Computed => {
  const classes = view
    .list(priorityClasses, '')
    .filter((priorityClass) => priorityClass.globalDefault === true)
    .sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
  return classes[0] === undefined
    ? { name: '', value: 0, preemptionPolicy: PREEMPT }
    : computed(classes[0]);
};

const namedPriority = (view: StoreView, name: string): Computed | undefined => {
  const found = view.get(priorityClasses, '', name);
  if (found !== undefined) return computed(found);
  const value = ownAt(SYSTEM_CLASSES, name);
  return value === undefined ? undefined : { name, value, preemptionPolicy: PREEMPT };
};

/** What a pod may not say of itself: its class does. */
const notGiven = (what: string, computedValue: string | number): string =>
  [
    `the ${what} must not be provided in pod spec;`,
    `priority admission controller computed ${computedValue} from the given PriorityClass name`,
  ].join(' ');

function admitPod(draft: KubeObject, old: Pod | undefined, view: StoreView): Result<null> {
  const { spec } = draft as Pod;
  if (old !== undefined) {
    // The priority is computed once; a replacement that leaves it out keeps it.
    if (old.spec.priority !== undefined) spec.priority ??= old.spec.priority;
    if (old.spec.preemptionPolicy !== undefined) {
      spec.preemptionPolicy ??= old.spec.preemptionPolicy;
    }
    return ALLOWED;
  }
  const name = spec.priorityClassName ?? '';
  const priority = name === '' ? defaultPriority(view) : namedPriority(view, name);
  if (priority === undefined) {
    return refuse(pods, draft, `no PriorityClass with name ${name} was found`);
  }
  if (spec.priority !== undefined && spec.priority !== priority.value) {
    const text = notGiven(`integer value of priority (${spec.priority})`, priority.value);
    return refuse(pods, draft, text);
  }
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== priority.preemptionPolicy) {
    const what = `string value of PreemptionPolicy (${spec.preemptionPolicy})`;
    const text = notGiven(what, priority.preemptionPolicy);
    return refuse(pods, draft, text);
  }
  if (priority.name !== '') spec.priorityClassName = priority.name;
  spec.priority = priority.value;
  spec.preemptionPolicy = priority.preemptionPolicy;
  return ALLOWED;
}

function admitClass(draft: KubeObject, view: StoreView): Result<null> {
  const { globalDefault, metadata } = draft as PriorityClass;
  if (globalDefault !== true) return ALLOWED;
  const other = view
    .list(priorityClasses, '')
    .find((found) => found.globalDefault === true && found.metadata.name !== metadata.name);
  if (other === undefined) return ALLOWED;
  const found = `PriorityClass ${other.metadata.name} is already marked as default`;
  return refuse(priorityClasses, draft, `${found}. Only one default can exist`);
}

/** Turns the name of a priority class into the number that the scheduler compares. */
export const priority: Admission = {
  name: 'Priority',
  admit(kind, draft, old, { view, subresource }) {
    if (subresource !== '') return ALLOWED;
    if (kind === pods) return admitPod(draft, old as Pod | undefined, view);
    return kind === priorityClasses ? admitClass(draft, view) : ALLOWED;
  },
};
