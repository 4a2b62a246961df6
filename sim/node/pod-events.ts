import type { Pod } from '../api/index.ts';
import type { Origin } from '../kernel/index.ts';
import type { EventRecorder, EventSource } from '../store/index.ts';
import type { PodFailure } from './pod.machine.ts';
import { EVICTED } from './pod-space.ts';
import type { VolumeFailure } from './volumes.ts';

type Severity = 'Normal' | 'Warning';

/** The node that speaks. */
export interface EventNode {
  readonly name: string;
  /** Whether anybody would hear of it. */
  isConnected(): boolean;
}

/** The events of one pod. */
export interface PodEvents {
  record(fieldPath: string, severity: Severity, reason: string, message: string): void;
  /** Volumes cannot be mounted; false when that has been said before and is not said again. */
  mountFailed(failure: VolumeFailure): boolean;
  /** The node ends the pod. */
  failed(failure: PodFailure): void;
}

const ATTACHER: EventSource = { component: 'attachdetach-controller', host: '', style: 'legacy' };

/** Creates the events of a pod; `now` gives the pod and why it is spoken of. */
export function createPodEvents(
  recorder: EventRecorder,
  node: EventNode,
  now: () => { readonly pod: Pod; readonly origin: Origin },
): PodEvents {
  const kubelet: EventSource = { component: 'kubelet', host: node.name, style: 'legacy' };
  let attachMessage = '';

  const recordBy =
    (source: EventSource): PodEvents['record'] =>
    (fieldPath, severity, reason, message) => {
      if (!node.isConnected()) return;
      const { pod: about, origin } = now();
      const event = { about, fieldPath, severity, reason, message, action: '' };
      recorder.record(source, event, origin);
    };
  const record = recordBy(kubelet);
  return {
    record,
    mountFailed({ reason, message }) {
      if (reason !== 'FailedAttachVolume') {
        record('', 'Warning', reason, message);
        return true;
      }
      // The controller says it once, the kubelet again and again.
      if (message === attachMessage) return false;
      attachMessage = message;
      recordBy(ATTACHER)('', 'Warning', reason, message);
      return true;
    },
    failed: ({ reason, message }) =>
      record('', reason === EVICTED ? 'Warning' : 'Normal', reason, message),
  };
}
