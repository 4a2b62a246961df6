import {
  type Command,
  type CommandContext,
  type CommandTable,
  type FileSystem,
  type Program,
  type Queue,
  type Signal,
  sleep,
  type Timer,
  until,
} from '../kernel/index.ts';
import type { Server, ServerStart, Service, Step, StepProgram } from './image.ts';

/** Where the steps of a server have their effect. */
export interface StepTarget {
  log(text: string): void;
  listen(port: number, service: Service): void;
  files(): FileSystem;
  /** Memory that is held from now on, in bytes. */
  hold(bytes: number, growthPerMinute: number): void;
  /** Thousandths of a core that are used from now on. */
  runAt(milli: number): void;
}

/** Does one step; returns the exit code when it was the last. */
export function takeStep(step: Step, target: StepTarget): number | undefined {
  if (step.type === 'exit') return step.exitCode;
  if (step.type === 'log') target.log(step.text);
  if (step.type === 'listen') target.listen(step.port, step.service);
  if (step.type === 'memory') target.hold(step.bytes, step.growthPerMinute);
  if (step.type === 'cpu') target.runAt(step.milli);
  if (step.type === 'write') {
    const files = target.files();
    if (step.path.endsWith('/')) files.makeDirectory(step.path.slice(0, -1));
    else files.write(step.path, step.content);
  }
  return undefined;
}

/** Steps that are on their way. */
export interface Scheduled {
  cancel(): void;
}

/** Steps that are taken together, as nothing comes between them. */
interface Moment {
  readonly atMs: number;
  readonly steps: Step[];
}

/** When steps are taken, counted from their start; a program has a moment of its own. */
function momentsOf(steps: readonly Step[]): readonly Moment[] {
  const moments: Moment[] = [];
  let atMs = 0;
  for (const step of steps) {
    atMs += Math.max(0, Math.round(step.afterMs));
    const last = moments.at(-1);
    if (last?.atMs === atMs && step.type !== 'run') last.steps.push(step);
    else moments.push({ atMs, steps: [step] });
  }
  return moments;
}

/** Schedules steps; `exited` is called at the first `exit`. */
export function scheduleSteps(
  queue: Queue,
  steps: readonly Step[],
  target: StepTarget,
  exited: (exitCode: number) => void,
  run: (program: StepProgram, done: (next: readonly Step[]) => void) => void,
): Scheduled {
  let timers: Timer[] = [];
  let isCancelled = false;
  const take = (step: Step, rest: readonly Step[]): void => {
    if (isCancelled) return;
    if (step.type === 'run') {
      run(step.program, (next) => {
        if (!isCancelled) schedule([...next, ...rest]);
      });
      return;
    }
    const exitCode = takeStep(step, target);
    if (exitCode !== undefined) exited(exitCode);
  };
  const schedule = (list: readonly Step[]): void => {
    const at = list.findIndex(({ type }) => type === 'run');
    const now = at < 0 ? list : list.slice(0, at + 1);
    const rest = list.slice(now.length);
    timers = momentsOf(now).map(({ atMs, steps }) =>
      queue.schedule(atMs, 'container steps', () => {
        for (const step of steps) take(step, rest);
      }),
    );
  };
  schedule(steps);
  return {
    cancel() {
      isCancelled = true;
      for (const timer of timers) queue.cancel(timer);
    },
  };
}

/** A server as a command, for a shell that starts it: the same steps, then waiting for a signal. */
export function serverCommand(
  name: string,
  server: Server,
  startOf: (args: readonly string[], env: ReadonlyMap<string, string>) => ServerStart,
  target: StepTarget,
  commands: () => CommandTable,
): Command {
  const parts = { server, startOf, commands, target: { ...target, log: () => {} } };
  return {
    name,
    summary: `the server ${name}`,
    run: (context) => serve(parts, context),
  };
}

interface ServerParts {
  readonly server: Server;
  /** Nothing is written to the log of the container. */
  readonly target: StepTarget;
  startOf(args: readonly string[], env: ReadonlyMap<string, string>): ServerStart;
  commands(): CommandTable;
}

/** Takes steps until one of them ends the server with a code. */
function* take(
  parts: ServerParts,
  steps: readonly Step[],
  context: CommandContext,
  isStopping: () => boolean,
): Program<number | undefined> {
  for (const step of steps) {
    yield* sleep(step.afterMs);
    if (isStopping()) return undefined;
    if (step.type === 'run') {
      const next = yield* step.program(context, parts.commands);
      const code = yield* take(parts, next, context, isStopping);
      if (code !== undefined) return code;
      continue;
    }
    const code = takeStep(step, parts.target);
    if (code !== undefined) return code;
    if (step.type === 'log') {
      yield* (step.stream === 'stdout' ? context.stdout : context.stderr).write(step.text);
    }
  }
  return undefined;
}

function* serve(parts: ServerParts, context: CommandContext): Program {
  const { server } = parts;
  const start = parts.startOf(context.args, context.env);
  let stopSignal: Signal | undefined;
  context.self.onSignal((signal) => {
    if (['SIGTERM', 'SIGINT', 'SIGQUIT'].includes(signal)) stopSignal = signal;
    return stopSignal !== undefined;
  });
  const code = yield* take(parts, server.start(start), context, () => stopSignal !== undefined);
  if (code !== undefined) return code;
  yield* until(() => stopSignal !== undefined);
  const stopping = server.stop(start, start.clock.epochMs(), stopSignal ?? 'SIGTERM');
  const last = yield* take(parts, stopping, { ...context, stdout: context.stderr }, () => false);
  return last ?? 0;
}
