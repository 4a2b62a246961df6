import type { Container, Pod } from '../api/index.ts';
import type { Hosted, Queue } from '../kernel/index.ts';
import type { Attempt } from './attempt.ts';
import { type containerMachine, LEAST_GRACE_MS } from './container.machine.ts';
import { runHook } from './hooks.ts';
import type { StopPlan } from './profile.ts';

/** What the hooks of a container need of it. */
export interface HookParts {
  readonly queue: Queue;
  spec(): Container;
  pod(): Pod;
  podIp(): string;
  /** The run that goes on, or the last one. */
  current(): Attempt | undefined;
  machine(): Hosted<typeof containerMachine>;
  /** The grace of a run that is ended because its `postStart` failed. */
  graceMs(): number;
  record(severity: 'Normal' | 'Warning', reason: string, message: string): void;
  /** Why the run is ended. */
  killing(): string;
  stopPlan(): StopPlan;
  /** A hook failed; its run goes on to its end. */
  failed(kind: 'postStart' | 'preStop'): void;
}

/** The hooks of a container and its turn to end; the machine is told when each is over. */
export interface ContainerHooks {
  /** Said once of a run, as is its SIGTERM. */
  recordKilling(): void;
  signalStop(): void;
  runPostStart(): void;
  runPreStop(): void;
  takeTurn(): void;
}

export function createContainerHooks(parts: HookParts): ContainerHooks {
  const { queue } = parts;
  /** The run whose end has begun. */
  let ending: Attempt | undefined;
  let recorded: Attempt | undefined;
  let signalled: Attempt | undefined;
  let killAtMs = 0;

  const isIn = (state: 'PostStart' | { Stopping: 'PreStop' | 'Waiting' }): boolean =>
    parts.machine().snapshot().matches(state);
  const leftMs = (): number => Math.max(LEAST_GRACE_MS, killAtMs - queue.nowMs());
  /** Runs a hook of the current run; nobody hears of one that outlives its run. */
  const start = (kind: 'postStart' | 'preStop', done: (failure: string) => void): boolean => {
    const spec = parts.spec();
    const hook = spec.lifecycle?.[kind];
    const of = parts.current();
    if (hook === undefined || !of?.hasHooks || of.run.startError() !== undefined) return false;
    const target = { spec, pod: parts.pod(), podIp: parts.podIp(), running: of.running };
    runHook(queue, target, hook, (failure) => {
      if (parts.current() !== of || of.run.exit() !== undefined) return;
      if (failure !== '') parts.failed(kind);
      done(failure);
    });
    return true;
  };
  return {
    recordKilling() {
      if (recorded !== undefined && recorded === parts.current()) return;
      recorded = parts.current();
      parts.record('Normal', 'Killing', parts.killing());
    },
    signalStop() {
      if (signalled !== undefined && signalled === parts.current()) return;
      signalled = parts.current();
      signalled?.run.stop(parts.stopPlan());
    },
    runPostStart() {
      start('postStart', (failure) => {
        if (!isIn('PostStart')) return;
        parts.machine().send({ type: 'HOOK_DONE', failure, graceMs: parts.graceMs() });
      });
    },
    runPreStop() {
      const { graceMs } = parts.machine().snapshot().context;
      killAtMs = queue.nowMs() + graceMs;
      // A shorter grace came while the hook runs.
      if (ending !== undefined && ending === parts.current()) return;
      ending = parts.current();
      const done = (failure: string): void => {
        if (!isIn({ Stopping: 'PreStop' })) return;
        parts.machine().send({ type: 'HOOK_DONE', failure, graceMs: leftMs() });
      };
      if (graceMs === 0 || !start('preStop', done)) done('');
    },
    takeTurn() {
      if (!isIn({ Stopping: 'Waiting' })) return;
      parts.machine().send({ type: 'TURN', graceMs: leftMs() });
    },
  };
}
