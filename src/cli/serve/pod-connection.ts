import {
  type Conversation,
  decodeUtf8,
  encodeUtf8,
  type Processes,
  type Service,
} from '../../../sim/kernel/index.ts';
import { createHttpConnection, type WebService } from './http-connection.ts';

/** What a forwarded connection meets in a pod. */
export interface PodConnections {
  /** What answers on a port of a pod; undefined when nothing listens there. */
  serviceOf(namespace: string, pod: string, port: number): Service | undefined;
  nowEpochMs(): number;
  /** Where a server's side of a connection runs. */
  readonly processes: Processes;
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
  /** The client is gone. */
  close(): void;
}

// Models containerd's words for a port where nothing listens.
const refused = ({ port }: PodPort): string =>
  `error forwarding port ${port} to pod, uid : failed to execute portforward in network ` +
  `namespace: failed to connect to localhost:${port} inside namespace, IPv4: dial tcp4 ` +
  `127.0.0.1:${port}: connect: connection refused`;

const notModelled = ({ port }: PodPort): string =>
  `the bytes that the server on port ${port} speaks are not modelled, so nothing outside the ` +
  'simulator could talk with it: use its client in a pod, as with kubectl exec';

const NOTHING: PodConnection = { receive: () => undefined, close: () => undefined };

type StreamService = Extract<Service, { protocol: 'stream' }>;

/** Forwarded connections appear to servers as the kubelet makes them: within the pod. */
const LOCAL = '127.0.0.1';
const FIRST_CLIENT_PORT = 40_000;

/** A connection to a server that talks for as long as its client stays. */
function connectToStream(
  pods: PodConnections,
  service: StreamService,
  answers: Answers,
): PodConnection {
  let isOver = false;
  let conversation: Conversation | undefined;
  const early: string[] = [];
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    conversation?.end();
  };
  pods.processes.spawn('port-forward', function* () {
    conversation = yield* service.accept({
      address: LOCAL,
      port: FIRST_CLIENT_PORT,
      send(text) {
        if (!isOver) answers.data(Buffer.from(encodeUtf8(text)));
      },
      close() {
        if (isOver) return;
        isOver = true;
        answers.end();
      },
    });
    if (isOver) conversation.end();
    for (const text of early.splice(0)) conversation.receive(text);
    return 0;
  });
  pods.after();
  return {
    receive(bytes) {
      if (isOver) return;
      const text = decodeUtf8(bytes);
      if (conversation === undefined) early.push(text);
      else conversation.receive(text);
      pods.after();
    },
    close() {
      end();
      pods.after();
    },
  };
}

/** A connection to a web server. */
function connectToWeb(pods: PodConnections, service: WebService, answers: Answers): PodConnection {
  const connection = createHttpConnection(service, pods.nowEpochMs, answers.data);
  let isOver = false;
  return {
    receive(bytes) {
      if (isOver) return;
      isOver = !connection.receive(bytes);
      pods.after();
      if (isOver) answers.end();
    },
    close() {
      isOver = true;
    },
  };
}

/** Connects to a port of a pod, or says on the error channel why that cannot be. */
export function connectToPod(
  pods: PodConnections,
  target: PodPort,
  answers: Answers,
): PodConnection {
  const service = pods.serviceOf(target.namespace, target.pod, target.port);
  if (service?.protocol === 'http') return connectToWeb(pods, service, answers);
  if (service?.protocol === 'stream' && service.isReal) {
    return connectToStream(pods, service, answers);
  }
  answers.error(service === undefined ? refused(target) : notModelled(target));
  answers.end();
  return NOTHING;
}
