import type { Container, LifecycleHandler, Pod } from '../api/index.ts';
import type { Queue } from '../kernel/index.ts';
import { type CommandOutcome, getHttp, runCommand } from './actions.ts';
import type { RunningContainer } from './pod-container.ts';
import { podFullName } from './pod-status.ts';

/** The container whose hook runs. */
export interface HookTarget {
  readonly spec: Container;
  readonly pod: Pod;
  readonly podIp: string;
  readonly running: RunningContainer;
}

const commandError = (argv: readonly string[], outcome: CommandOutcome): string => {
  if (!outcome.isStarted) return outcome.message;
  const { exitCode, output } = outcome;
  return exitCode === 0 ? '' : `command '${argv.join(' ')}' exited with ${exitCode}: ${output}`;
};

/**
 * Runs a `postStart` or `preStop` hook in a container; `done` gets '' or why it failed. An HTTP
 * hook succeeds with any answer. Models pkg/kubelet/lifecycle/handlers.go.
 */
export function runHook(
  queue: Queue,
  { spec, pod, podIp, running }: HookTarget,
  { exec, httpGet, sleep }: LifecycleHandler,
  done: (failure: string) => void,
): void {
  const of = `for Container "${spec.name}" in Pod "${podFullName(pod)}" failed - error:`;
  if (exec !== undefined) {
    const argv = exec.command ?? [];
    runCommand(queue, running, argv, (outcome) => {
      const error = commandError(argv, outcome);
      const output = outcome.isStarted ? outcome.output : '';
      const what = `Exec lifecycle hook ([${argv.join(' ')}]) ${of} ${error}`;
      done(error === '' ? '' : `${what}, message: ${JSON.stringify(output)}`);
    });
  } else if (httpGet !== undefined) {
    const answer = getHttp({ spec, podIp, running }, httpGet, 'kube-lifecycle', queue.epochMs());
    const what = `HTTP lifecycle hook (${httpGet.path ?? ''}) ${of}`;
    done(answer.isAnswered ? '' : `${what} ${answer.message}`);
  } else {
    queue.schedule((sleep?.seconds ?? 0) * 1000, 'sleep hook', () => done(''));
  }
}
