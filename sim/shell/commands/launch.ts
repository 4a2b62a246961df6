import type { CommandContext, Process, Program, Self, Signal } from '../../kernel/index.ts';
import { readerOf, until } from '../../kernel/index.ts';
import { LIMITS } from '../../limits.ts';
import { lookUp, startOf } from '../lookup.ts';
import type { ShellHost } from '../types.ts';
import type { Tool } from './tool.ts';

export type Launched =
  | { readonly ok: true; readonly process: Process }
  | { readonly ok: false; readonly error: 'ENOENT' | 'EACCES' | 'EAGAIN' };

/** Starts another command with this one's surroundings, changed by `changes`. */
export function launch(
  host: ShellHost,
  context: CommandContext,
  argv: readonly string[],
  changes: Partial<
    Pick<CommandContext, 'env' | 'stdin' | 'stdout' | 'stderr' | 'tty' | 'directory'>
  >,
): Launched {
  const [name = ''] = argv;
  const env = changes.env ?? context.env;
  const found = lookUp(host.commands, context.files, context.directory, env.get('PATH'), name);
  if (found.type === 'error') {
    return {
      ok: false,
      error: found.error === 'EACCES' || found.error === 'EISDIR' ? 'EACCES' : 'ENOENT',
    };
  }
  if (host.processes.alive().length >= LIMITS.processes) return { ok: false, error: 'EAGAIN' };
  const { command, args } = startOf(host.commands, found, argv);
  const process = host.processes.spawn(argv.join(' '), (self: Self) =>
    command.run({ ...context, ...changes, args, name, env, self }),
  );
  return { ok: true, process };
}

/** Waits for a child; should this program be ended first, the child is ended too. */
export function* waitForChild(process: Process, onEnd: Signal = 'SIGKILL'): Program {
  let isDone = false;
  try {
    yield* until(() => process.exitCode() !== undefined);
    isDone = true;
    return process.exitCode() ?? 0;
  } finally {
    if (!isDone) process.signal(onEnd);
  }
}

/** Runs a command that reads `text`; its status, or 127 when there is none of that name. */
export function* runPiped(
  tool: Tool,
  host: () => ShellHost,
  argv: readonly string[],
  text: string,
  env: ReadonlyMap<string, string>,
): Program {
  const launched = launch(host(), tool.context, argv, { stdin: readerOf(text), env });
  return launched.ok ? yield* waitForChild(launched.process) : 127;
}

/** Starts a command and waits for it; `notFound` renders a failure to start. */
export function* runChild(
  host: ShellHost,
  context: CommandContext,
  argv: readonly string[],
  changes: Parameters<typeof launch>[3],
  notFound: (error: 'ENOENT' | 'EACCES' | 'EAGAIN') => Program,
): Program {
  const launched = launch(host, context, argv, changes);
  return launched.ok ? yield* waitForChild(launched.process) : yield* notFound(launched.error);
}
