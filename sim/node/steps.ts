import {
  type Command,
  type FileSystem,
  type Program,
  type Queue,
  sleep,
  type Timer,
  until,
} from '../kernel/index.ts';
import type { Server, ServerStart, Service, Step } from './image.ts';

/** Where the steps of a server have their effect. */
export interface StepTarget {
  log(text: string): void;
  listen(port: number, service: Service): void;
  files(): FileSystem;
  /** Memory that is held from now on, in bytes. */
  hold(bytes: number, growthPerMinute: number): void;
}

/** Does one step; returns the exit code when it was the last. */
export function takeStep(step: Step, target: StepTarget): number | undefined {
  if (step.type === 'exit') return step.exitCode;
  if (step.type === 'log') target.log(step.text);
  if (step.type === 'listen') target.listen(step.port, step.service);
  if (step.type === 'memory') target.hold(step.bytes, step.growthPerMinute);
  if (step.type === 'write') {
    const files = target.files();
    if (step.path.endsWith('/')) files.makeDirectory(step.path.slice(0, -1));
    else files.write(step.path, step.content);
  }
  return undefined;
}

/** Schedules steps; `exited` is called at the first `exit`. Returns the timers, to cancel them. */
export function scheduleSteps(
  queue: Queue,
  steps: readonly Step[],
  target: StepTarget,
  exited: (exitCode: number) => void,
): Timer[] {
  let atMs = 0;
  return steps.map((step) => {
    atMs += Math.max(0, Math.round(step.afterMs));
    return queue.schedule(atMs, 'container step', () => {
      const exitCode = takeStep(step, target);
      if (exitCode !== undefined) exited(exitCode);
    });
  });
}

/** A server as a command, for a shell that starts it: the same steps, then waiting for a signal. */
export function serverCommand(
  name: string,
  server: Server,
  startOf: (args: readonly string[], env: ReadonlyMap<string, string>) => ServerStart,
  target: StepTarget,
): Command {
  return {
    name,
    summary: `the server ${name}`,
    *run({ args, env, self, stdout, stderr }): Program {
      const start = startOf(args, env);
      let isStopping = false;
      self.onSignal((signal) => {
        isStopping ||= signal === 'SIGTERM' || signal === 'SIGINT' || signal === 'SIGQUIT';
        return isStopping;
      });
      for (const step of server.start(start)) {
        yield* sleep(step.afterMs);
        if (isStopping) break;
        const code = takeStep(step, { ...target, log: () => {} });
        if (code !== undefined) return code;
        if (step.type === 'log') {
          yield* (step.stream === 'stdout' ? stdout : stderr).write(step.text);
        }
      }
      yield* until(() => isStopping);
      for (const step of server.stop(start, start.clock.epochMs())) {
        yield* sleep(step.afterMs);
        const code = takeStep(step, { ...target, log: () => {} });
        if (code !== undefined) return code;
        if (step.type === 'log') yield* stderr.write(step.text);
      }
      return 0;
    },
  };
}
