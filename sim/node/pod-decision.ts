import type { PodEvent } from './pod.machine.ts';
import type { ContainerFacts } from './pod-status.ts';

/** What a pod worker does next; `event` undefined: it waits. */
export interface Decision {
  readonly event: PodEvent | undefined;
  /** Whether the sidecars have nothing left to serve. */
  readonly stopsSidecars: boolean;
}

const WAIT: Decision = { event: undefined, stopsSidecars: false };

/**
 * The sidecar that may end now when it is asked to: they go in the reverse order of their starts,
 * after everything else; undefined while that is not over. Models the kubelet's
 * terminationOrdering.
 */
export function sidecarToEnd(containers: readonly ContainerFacts[]): string | undefined {
  const isGone = (each: ContainerFacts): boolean => isOver(each) || each.state === 'Created';
  if (containers.some((each) => each.role !== 'sidecar' && !isGone(each))) return undefined;
  return containers.findLast((each) => each.role === 'sidecar' && !isGone(each))?.spec.name;
}

const isOver = ({ state }: ContainerFacts): boolean =>
  state === 'Ended' || state === 'ContainerStatusUnknown';
const isSuccess = ({ state, context }: ContainerFacts): boolean =>
  state === 'Ended' && context.exit?.exitCode === 0;

/** Whether an init container still has to run, or a sidecar to start. */
export function isPendingInit(facts: ContainerFacts): boolean {
  if (facts.role !== 'init' && facts.role !== 'sidecar') return false;
  return facts.role === 'sidecar' ? !facts.isStarted : !isSuccess(facts);
}

/**
 * What follows for a pod from the states of its containers. `state` is the value of its machine.
 * Models computePodActions of pkg/kubelet/kuberuntime.
 */
export function decisionOf(state: unknown, containers: readonly ContainerFacts[]): Decision {
  const main = containers.filter(({ role }) => role === 'main');
  const sidecars = containers.filter(({ role }) => role === 'sidecar');
  const phase = main.every(isSuccess) ? 'Succeeded' : 'Failed';
  const completed: PodEvent = { type: 'COMPLETED', phase };
  if (state === 'Terminating' || state === 'Failing') {
    if (!containers.every((each) => each.role === 'sidecar' || isOver(each))) return WAIT;
    return { event: sidecars.every(isOver) ? completed : undefined, stopsSidecars: true };
  }
  const syncing = (state as { Syncing?: string }).Syncing;
  if (syncing === 'Initializing') {
    const isFailed = containers.some(
      (each) => each.role === 'init' && each.state === 'Ended' && !isSuccess(each),
    );
    const event: PodEvent = isFailed
      ? { type: 'COMPLETED', phase: 'Failed' }
      : { type: 'NEXT_INIT' };
    return { event, stopsSidecars: isFailed };
  }
  if (syncing !== 'Running' || !main.every(isOver)) return WAIT;
  return { event: completed, stopsSidecars: true };
}
