import { type Result, success } from '../api/index.ts';
import type { Client } from '../client/index.ts';
import type { Process } from '../kernel/index.ts';
import { createInbox, createOutbox } from './outbox.ts';
import type { HttpParts, ResourceRequest } from './parts.ts';
import { isTrue, type Query, textOf } from './query.ts';
import type { RemoteCommand, RunningCommand } from './running-command.ts';
import { createRemoteTerminal } from './terminal.ts';

interface Wanted {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
  readonly hasStdin: boolean;
}

const wantedOf = ({ path, query }: ResourceRequest): Wanted => ({
  namespace: path.namespace,
  pod: path.name,
  container: textOf(query, 'container'),
  command: query.get('command') ?? [],
  hasStdin: isTrue(query, 'stdin'),
});

function startPlain(client: Client, wanted: Wanted): Result<RunningCommand> {
  const inbox = createInbox();
  const stdout = createOutbox();
  const stderr = createOutbox();
  const started = client.exec({
    ...wanted,
    stdin: wanted.hasStdin ? inbox.reader : undefined,
    stdout: stdout.writer,
    stderr: stderr.writer,
    tty: undefined,
  });
  if (!started.ok) return started;
  const process = started.value;
  return success({
    input: inbox.push,
    endInput: inbox.end,
    isInputFull: inbox.isFull,
    resize: () => undefined,
    takeOutput: stdout.take,
    takeError: stderr.take,
    exitCode: () => process.exitCode(),
    hangUp() {
      inbox.end();
      stdout.close();
      stderr.close();
      process.signal('SIGKILL');
    },
  });
}

function startInTerminal(client: Client, wanted: Wanted): Result<RunningCommand> {
  let process: Process | undefined;
  const terminal = createRemoteTerminal((signal) => process?.signal(signal));
  const { tty } = terminal;
  const started = client.exec({ ...wanted, stdin: tty, stdout: tty, stderr: tty, tty });
  if (!started.ok) return started;
  process = started.value;
  return success({
    input: terminal.type,
    endInput: () => undefined,
    isInputFull: () => false,
    resize: terminal.resize,
    takeOutput: terminal.take,
    takeError: () => '',
    exitCode: () => process.exitCode(),
    hangUp: () => process.signal('SIGKILL'),
  });
}

/** Follows what the container's main program writes from now on; nothing reads the input. */
function startAttached({ client, processes }: HttpParts, wanted: Wanted): Result<RunningCommand> {
  const log = client.logs({
    namespace: wanted.namespace,
    pod: wanted.pod,
    container: wanted.container,
    isFollowed: true,
    isPrevious: false,
    tailLines: 0,
    sinceSeconds: undefined,
    hasTimestamps: false,
  });
  if (!log.ok) return log;
  const reader = log.value;
  const out = createOutbox();
  const process = processes.spawn('attach', function* () {
    for (;;) {
      const text = yield* reader.read();
      if (text === undefined || !(yield* out.writer.write(text))) return 0;
    }
  });
  return success({
    input: () => undefined,
    endInput: () => undefined,
    isInputFull: () => false,
    resize: () => undefined,
    takeOutput: out.take,
    takeError: () => '',
    exitCode: () => process.exitCode(),
    hangUp() {
      out.close();
      process.signal('SIGKILL');
    },
  });
}

/** The exec and attach subresources of a pod. */
export function remoteCommandOf(request: ResourceRequest): RemoteCommand {
  const { parts, path } = request;
  const wanted = wantedOf(request);
  const hasTerminal = wantsTerminal(request.query);
  const start = (): Result<RunningCommand> => {
    if (path.subresource === 'attach') return startAttached(parts, wanted);
    return hasTerminal ? startInTerminal(parts.client, wanted) : startPlain(parts.client, wanted);
  };
  return { hasStdin: wanted.hasStdin, hasTerminal, start };
}

const wantsTerminal = (query: Query): boolean => isTrue(query, 'tty');
