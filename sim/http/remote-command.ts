import { type Result, success } from '../api/index.ts';
import type { ExecRequest } from '../client/index.ts';
import type { Process } from '../kernel/index.ts';
import { createInbox, createOutbox } from './outbox.ts';
import type { ResourceRequest } from './parts.ts';
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

type Streams = Pick<ExecRequest, 'stdin' | 'stdout' | 'stderr' | 'tty'>;
/** Starts a command, or attaches to the main program, with these streams. */
type Begin = (streams: Streams) => Result<Process>;

function startPlain(begin: Begin, { hasStdin }: Wanted): Result<RunningCommand> {
  const inbox = createInbox();
  const stdout = createOutbox();
  const stderr = createOutbox();
  const started = begin({
    stdin: hasStdin ? inbox.reader : undefined,
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

function startInTerminal(begin: Begin, { hasStdin }: Wanted): Result<RunningCommand> {
  let process: Process | undefined;
  const terminal = createRemoteTerminal((signal) => process?.signal(signal));
  const { tty } = terminal;
  const started = begin({ stdin: hasStdin ? tty : undefined, stdout: tty, stderr: tty, tty });
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

/** The exec and attach subresources of a pod. */
export function remoteCommandOf(request: ResourceRequest): RemoteCommand {
  const { parts, path } = request;
  const wanted = wantedOf(request);
  const hasTerminal = wantsTerminal(request.query);
  const start = (): Result<RunningCommand> => {
    const { client } = parts;
    const begin: Begin = (streams) =>
      path.subresource === 'attach'
        ? client.attach({ ...wanted, ...streams })
        : client.exec({ ...wanted, ...streams });
    return hasTerminal ? startInTerminal(begin, wanted) : startPlain(begin, wanted);
  };
  return { hasStdin: wanted.hasStdin, hasTerminal, start };
}

const wantsTerminal = (query: Query): boolean => isTrue(query, 'tty');
