import type { Pod } from '../api/index.ts';
import type { Origin } from '../kernel/index.ts';
import type { EventRecorder, EventSource } from '../store/index.ts';
import type { PodFailure } from './pod.machine.ts';
import type { VolumeFailure } from './volumes.ts';

type Severity = 'Normal' | 'Warning';

/** What a pod worker records its events with. */
export interface PodEventParts {
  readonly recorder: EventRecorder;
  readonly node: string;
  pod(): Pod;
  origin(): Origin;
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

export function createPodEvents(parts: PodEventParts): PodEvents {
  const kubelet: EventSource = { component: 'kubelet', host: parts.node, style: 'legacy' };
  let attachMessage = '';

  const recordBy =
    (source: EventSource): PodEvents['record'] =>
    (fieldPath, severity, reason, message) => {
      if (!parts.isConnected()) return;
      const event = { about: parts.pod(), fieldPath, severity, reason, message, action: '' };
      parts.recorder.record(source, event, parts.origin());
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
    failed: ({ reason, message }) => record('', 'Normal', reason, message),
  };
}
