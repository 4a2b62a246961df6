import type { Container, HTTPGetAction } from '../api/index.ts';
import {
  type Command,
  type Program,
  type Queue,
  readerOf,
  type Self,
  type Writer,
  writerTo,
} from '../kernel/index.ts';
import type { RunningContainer } from './pod-container.ts';

/** How a command in a container ended. */
export type CommandOutcome =
  | { readonly isStarted: true; readonly exitCode: number; readonly output: string }
  /** The container has no such command. */
  | { readonly isStarted: false; readonly message: string };

/** Runs a command in a container without input; `done` gets its outcome, at once or later. */
export function runCommand(
  queue: Queue,
  running: RunningContainer,
  argv: readonly string[],
  done: (outcome: CommandOutcome) => void,
): void {
  const [path = '', ...args] = argv;
  const command = running.commands().get(path.slice(path.lastIndexOf('/') + 1));
  if (command === undefined) {
    const missing = `exec: "${path}": executable file not found in $PATH`;
    const reason = 'OCI runtime exec failed: exec failed: unable to start container process';
    done({ isStarted: false, message: `${reason}: ${missing}: unknown` });
    return;
  }
  let output = '';
  const writer = writerTo((text) => {
    output += text;
  });
  const ended = (exitCode: number): void => {
    queue.schedule(0, 'command outcome', () => done({ isStarted: true, exitCode, output }));
  };
  running.exec(command.name, (self) => execute(running, command, args, { writer, ended, self }));
}

function* execute(
  running: RunningContainer,
  command: Command,
  args: readonly string[],
  { writer, ended, self }: { writer: Writer; ended: (exitCode: number) => void; self: Self },
): Program {
  const { env, directory } = running;
  const streams = { stdin: readerOf(''), stdout: writer, stderr: writer, tty: undefined };
  const files = running.files();
  const context = { args, name: command.name, env, directory, files, self, ...streams };
  const exitCode = yield* command.run(context);
  ended(exitCode);
  return exitCode;
}

/** The number of a port that is given by number or by its name in the container. */
export function portOf(spec: Container, port: number | string): number {
  if (typeof port === 'number') return port;
  return spec.ports?.find(({ name }) => name === port)?.containerPort ?? 0;
}

/** Of the cluster, as clients of a kubelet name it. */
const MINOR_VERSION = '1.36';

/** A status code, or why there is no answer. */
export type HttpOutcome =
  | { readonly isAnswered: true; readonly status: number }
  | { readonly isAnswered: false; readonly message: string };

export interface HttpTarget {
  readonly spec: Container;
  readonly podIp: string;
  readonly running: RunningContainer;
}

/** The node's address in the network of its pods. */
const gatewayOf = (podIp: string): string => podIp.replace(/\d+$/, '1');

/** The kubelet's own GET to a container of this pod; `agent` is what it says that it is. */
export function getHttp(
  { spec, podIp, running }: HttpTarget,
  action: HTTPGetAction,
  agent: 'kube-probe' | 'kube-lifecycle',
  atEpochMs: number,
): HttpOutcome {
  const port = portOf(spec, action.port ?? 80);
  const address = `${action.host ?? podIp}:${port}`;
  const path = action.path ?? '/';
  const url = `${(action.scheme ?? 'HTTP').toLowerCase()}://${address}${path}`;
  const service = running.service(port);
  if (service === undefined) {
    const refusal = `dial tcp ${address}: connect: connection refused`;
    return { isAnswered: false, message: `Get "${url}": ${refusal}` };
  }
  if (service.protocol !== 'http') return { isAnswered: false, message: `Get "${url}": EOF` };
  const given = (action.httpHeaders ?? []).map(
    ({ name, value }) => [name.toLowerCase(), value] as const,
  );
  const headers = new Map([
    ['host', address],
    ['user-agent', `${agent}/${MINOR_VERSION}`],
    ...(agent === 'kube-probe' ? [['accept', '*/*'] as const] : []),
    ...given,
  ]);
  const request = { method: 'GET', path, headers, body: '', atEpochMs, from: gatewayOf(podIp) };
  return { isAnswered: true, status: service.handle(request).status };
}
