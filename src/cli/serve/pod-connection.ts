import type { Service } from '../../../sim/kernel/index.ts';
import { createHttpConnection } from './http-connection.ts';

/** What a forwarded connection meets in a pod. */
export interface PodConnections {
  /** What answers on a port of a pod; undefined when nothing listens there. */
  serviceOf(namespace: string, pod: string, port: number): Service | undefined;
  nowEpochMs(): number;
  /** Lets the cluster react to what was sent. */
  after(): void;
}

export interface PodPort {
  readonly namespace: string;
  readonly pod: string;
  readonly port: number;
}

/** Where a connection's answers go. */
export interface Answers {
  data(bytes: Buffer): void;
  error(text: string): void;
  end(): void;
}

/** One connection to a port of a pod. */
export interface PodConnection {
  receive(bytes: Buffer): void;
}

// Models containerd's words for a port where nothing listens.
const refused = ({ port }: PodPort): string =>
  `error forwarding port ${port} to pod, uid : failed to execute portforward in network ` +
  `namespace: failed to connect to localhost:${port} inside namespace, IPv4: dial tcp4 ` +
  `127.0.0.1:${port}: connect: connection refused`;

const notModelled = ({ port }: PodPort): string =>
  `what port ${port} speaks is not modelled over a port-forward; only HTTP is`;

const NOTHING: PodConnection = { receive: () => undefined };

/** Connects to a port of a pod, or says on the error channel why that cannot be. */
export function connectToPod(
  pods: PodConnections,
  target: PodPort,
  answers: Answers,
): PodConnection {
  const service = pods.serviceOf(target.namespace, target.pod, target.port);
  if (service?.protocol !== 'http') {
    answers.error(service === undefined ? refused(target) : notModelled(target));
    answers.end();
    return NOTHING;
  }
  const connection = createHttpConnection(service, pods.nowEpochMs, answers.data);
  let isOver = false;
  return {
    receive(bytes) {
      if (isOver) return;
      isOver = !connection.receive(bytes);
      pods.after();
      if (isOver) answers.end();
    },
  };
}
