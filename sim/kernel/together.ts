import { type Runner, startProgram } from './calls.ts';
import type { Program, Wait } from './program.ts';
import type { Clock } from './queue.ts';

interface Running<R> {
  readonly program: Runner<R | undefined>;
  /** What it waits for; undefined when it can go on. */
  wait: Wait | undefined;
  /** When its delay is over. */
  dueMs: number;
}

const canGoOn = <R>({ wait, dueMs }: Running<R>, nowMs: number): boolean =>
  wait === undefined || nowMs >= dueMs || wait.ready?.() === true;

/**
 * Runs programs side by side, each as far as it can go, in their order. Answers what the first one
 * answers that answers anything, after ending the others; undefined when all ended without.
 */
export function* together<R>(
  clock: Clock,
  programs: readonly Program<R | undefined>[],
): Program<R | undefined> {
  let running: Running<R>[] = programs.map((program) => ({
    program: startProgram(program),
    wait: undefined,
    dueMs: 0,
  }));
  try {
    while (running.length > 0) {
      const able = running.filter((one) => canGoOn(one, clock.nowMs()));
      for (const one of able) {
        const step = one.program.next();
        if (step.done === true) {
          running = running.filter((other) => other !== one);
          if (step.value !== undefined) return step.value;
          continue;
        }
        one.wait = step.value;
        one.dueMs = clock.nowMs() + (step.value.delayMs ?? Number.POSITIVE_INFINITY);
        if (step.value.part !== undefined) {
          // The whole world waits for a part, so that nobody can go on before it is there.
          yield step.value;
          one.wait = undefined;
        }
      }
      if (able.length > 0) continue;
      const waiting = running;
      const dueMs = Math.min(...waiting.map((one) => one.dueMs));
      const ready = (): boolean => waiting.some((one) => one.wait?.ready?.() === true);
      yield Number.isFinite(dueMs) ? { ready, delayMs: dueMs - clock.nowMs() } : { ready };
    }
    return undefined;
  } finally {
    for (const { program } of running) program.end(undefined);
  }
}
