import { draftOf, getPodCondition, isEqual, type Pod, timestamp } from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { DELETE_DEFAULT } from '../../store/index.ts';
import type { Action, View } from '../controller.ts';
import { withDisruption } from '../disruption-target.ts';
import { isDeleting } from '../meta.ts';
import { PREEMPTED, type Preemption } from './preemption.ts';

/** Records that a pod cannot be placed, and the node on which room is made for it, if any. */
export function refuse(
  pod: Pod,
  reason: string,
  message: string,
  nominated: string | undefined,
  view: View,
): Action[] {
  const why = because('scheduler.unschedulable', { pod: pod.metadata.name, message });
  const old = getPodCondition(pod, 'PodScheduled');
  const now = timestamp(view.clock.epochMs());
  const isSame = old?.status === 'False';
  const condition = {
    type: 'PodScheduled',
    observedGeneration: pod.metadata.generation ?? 0,
    status: 'False',
    lastProbeTime: null as unknown as string,
    lastTransitionTime: isSame ? (old.lastTransitionTime ?? now) : now,
    reason,
    message,
  };
  const object = draftOf(pod);
  const others = (pod.status.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
  object.status.conditions = [...others, condition];
  if (nominated === undefined) delete object.status.nominatedNodeName;
  else object.status.nominatedNodeName = nominated;
  const isKnown = isEqual(old, condition) && pod.status.nominatedNodeName === nominated;
  const update: Action[] = isKnown ? [] : [{ type: 'update', object, subresource: 'status', why }];
  return [...update, { type: 'wait', about: pod, why }];
}

/** Ends a pod to make room for another. Models PreemptPod. */
function evict(victim: Pod, pod: Pod, node: string, view: View): Action[] {
  const { name } = victim.metadata;
  const why = because('scheduler.preempt', { pod: name, node, other: pod.metadata.name });
  const scheduler = pod.spec.schedulerName ?? 'default-scheduler';
  const text = `${scheduler}: preempting to accommodate a higher priority pod`;
  const object = withDisruption(victim, PREEMPTED, text, view.clock);
  const message = `Preempted by pod ${pod.metadata.uid} on node ${node}`;
  const event: Action = {
    type: 'event',
    about: victim,
    severity: 'Normal',
    reason: 'Preempted',
    message,
  };
  return [
    { type: 'update', object, subresource: 'status', why, onFailure: () => [] },
    { type: 'delete', object: victim, options: DELETE_DEFAULT, why, onFailure: () => [] },
    event,
  ];
}

/** An attempt that found no node: what it says, and what came of trying to make room. */
export interface Failure {
  readonly message: string;
  /** The filters that refused. */
  readonly rules: readonly string[];
  /** Undefined when no node was looked at. */
  readonly preemption?: Preemption;
}

/** What follows from an attempt that found no node. Models handleSchedulingFailure. */
export function fail(pod: Pod, outcome: Failure, view: View): Action[] {
  const { message, preemption } = outcome;
  const isPromised = preemption !== undefined && 'candidate' in preemption;
  const keeps = preemption === undefined || ('message' in preemption && preemption.keepsNomination);
  const old = pod.status.nominatedNodeName;
  const nominated = isPromised ? preemption.candidate.node : keeps ? old : undefined;
  const reason = 'FailedScheduling';
  return [
    ...refuse(pod, 'Unschedulable', message, nominated, view),
    { type: 'event', about: pod, severity: 'Warning', reason, message },
    ...(isPromised
      ? preemption.candidate.victims
          .filter((victim) => !isDeleting(victim))
          .flatMap((victim) => evict(victim, pod, preemption.candidate.node, view))
      : []),
  ];
}
