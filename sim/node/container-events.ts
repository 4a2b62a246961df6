import type { Container, Pod } from '../api/index.ts';
import { podFullName } from './pod-status.ts';
import type { Pull } from './profile.ts';

/** What the events of a container tell about. */
export interface EventSubject {
  spec(): Container;
  pod(): Pod;
  /** What happened with its image last. */
  pull(): Pull;
  /** Why its configuration is refused. */
  refusal(): string;
  record(severity: 'Normal' | 'Warning', reason: string, message: string): void;
}

/** The kubelet's words for what a container's machine says, by the names of its actions. */
export function containerEvents(subject: EventSubject): Readonly<Record<string, () => void>> {
  const { record } = subject;
  const image = (): string => `image "${subject.spec().image}"`;
  const failure = (): { reason: string; message: string } => {
    const pull = subject.pull();
    return pull.type === 'failed' ? pull.error : { reason: '', message: '' };
  };
  return {
    recordPostStartFailed: () => record('Warning', 'FailedPostStartHook', 'PostStartHook failed'),
    recordPulling: () => record('Normal', 'Pulling', `Pulling ${image()}`),
    recordPresent() {
      const what = `Container ${image()} already present on machine`;
      record('Normal', 'Pulled', `${what} and can be accessed by the pod`);
    },
    recordPullFailed() {
      record('Warning', 'Failed', `Failed to pull ${image()}: ${failure().message}`);
      record('Warning', 'Failed', 'Error: ErrImagePull');
    },
    recordPullBackOff() {
      record('Normal', 'BackOff', `Back-off pulling ${image()}`);
      record('Warning', 'Failed', 'Error: ImagePullBackOff');
    },
    recordImageRefused() {
      const { reason, message } = failure();
      record('Warning', reason === 'InvalidImageName' ? 'InspectFailed' : reason, message);
      record('Warning', 'Failed', `Error: ${reason}`);
    },
    recordConfigError: () => record('Warning', 'Failed', `Error: ${subject.refusal()}`),
    recordCrashBackOff() {
      const pod = podFullName(subject.pod());
      const what = `Back-off restarting failed container ${subject.spec().name} in pod ${pod}`;
      record('Warning', 'BackOff', what);
    },
  };
}
