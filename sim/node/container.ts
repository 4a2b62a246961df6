import type { Container, Pod } from '../api/index.ts';
import { type Effect, type Hosted, hostMachine } from '../kernel/index.ts';
import { type Attempt, createAttempt } from './attempt.ts';
import {
  type ContainerContext,
  containerMachine,
  type Exit,
  LEAST_GRACE_MS,
} from './container.machine.ts';
import { environmentOf } from './environment.ts';
import { runHook } from './hooks.ts';
import { fullName, type Image, parseReference } from './image.ts';
import type { PodAccess, PodContainer } from './pod-container.ts';
import { podFullName, type RunFacts } from './pod-status.ts';
import type { KubeletParts } from './ports.ts';
import { createProbes, type Probes } from './probes.ts';
import { sha256 } from './sha256.ts';

/** A run that went on for this long resets the back-off. */
const LONG_RUN_MS = 600_000;

/** Creates a container of a pod: its machine, its runs, its probes and its logs. */
export function createContainer(
  parts: KubeletParts,
  access: PodAccess,
  initialSpec: Container,
  role: PodContainer['role'],
): PodContainer {
  const { queue, profile, images } = parts;
  let spec = initialSpec;
  let names = imageNamesOf(spec);
  let image: Image | undefined;
  let env: ReadonlyMap<string, string> = new Map();
  let current: Attempt | undefined;
  let previous: Attempt | undefined;
  let attempts = 0;
  let probes: Probes | undefined;
  let killing = `Stopping container ${spec.name}`;
  let isKillRecorded = false;
  let isSignalled = false;
  let hookOf: Attempt | undefined;
  let killAtMs = 0;
  let pulledInMs = 0;

  const record = (severity: 'Normal' | 'Warning', reason: string, message: string): void =>
    access.record(spec, severity, reason, message);

  const prepare = (): void => {
    const answer = images.find(spec.image ?? '');
    image = answer.ok ? answer.image : undefined;
    const settled = environmentOf(parts.server.view, access.facts(), spec, image?.env ?? {});
    if (!settled.ok) {
      machine.send({ type: 'CONFIG_ERROR', message: settled.message });
      return;
    }
    env = settled.env;
    const pod = access.pod();
    const isPresent = access.presentImages.has(names.name);
    const pull = profile.pull({ pod, container: spec, image: answer, isPresent });
    pulledInMs = pull.type === 'present' ? 0 : pull.delayMs;
    const startMs = profile.startMs(pod, spec);
    const isReal = profile.run(pod, spec, attempts).type === 'image';
    const hasPostStart = isReal && spec.lifecycle?.postStart !== undefined;
    machine.send({ type: 'PREPARED', plan: { pull, startMs, hasPostStart } });
  };
  const exited = (exit: Exit): void => {
    probes?.stop();
    probes = undefined;
    const startedAtEpochMs = current?.run.startedAtEpochMs ?? 0;
    const isLongRun = queue.epochMs() - startedAtEpochMs >= LONG_RUN_MS;
    machine.send({ type: 'EXITED', exit, isLongRun });
  };
  const run = (): void => {
    record('Normal', 'Created', 'Container created');
    previous = current;
    isKillRecorded = false;
    isSignalled = false;
    killing = `Stopping container ${spec.name}`;
    current = createAttempt({ parts, access, spec, image, env, attempt: attempts, exited });
    attempts++;
    const startError = current.run.startError();
    if (startError === undefined) record('Normal', 'Started', 'Container started');
    else record('Warning', 'Failed', `Error: ${startError}`);
  };
  const beginProbes = (): void => {
    if (current === undefined || current.run.startError() !== undefined) return;
    probes = createProbes(parts, {
      spec: () => spec,
      pod: access.pod,
      podIp: () => access.facts().podIp,
      running: current.running,
      record,
      changed: access.changed,
      restart: (message, graceMs) => {
        killing = message;
        machine.send({ type: 'RESTART', graceMs });
      },
    });
  };
  const is = (state: Parameters<ReturnType<typeof machine.snapshot>['matches']>[0]): boolean =>
    machine.snapshot().matches(state);
  const leftMs = (): number => Math.max(LEAST_GRACE_MS, killAtMs - queue.nowMs());
  /** Runs a hook of the current run; nobody hears of one that outlives its run. */
  const startHook = (kind: 'postStart' | 'preStop', done: (failure: string) => void): boolean => {
    const hook = spec.lifecycle?.[kind];
    const of = current;
    if (hook === undefined || !of?.hasHooks || of.run.startError() !== undefined) return false;
    const { podIp } = access.facts();
    const target = { spec, pod: access.pod(), podIp, running: of.running };
    runHook(queue, target, hook, (failure) => {
      if (current === of && of.run.exit() === undefined) done(failure);
    });
    return true;
  };
  const runPostStart = (): void => {
    startHook('postStart', (failure) => {
      if (!is('PostStart')) return;
      machine.send({ type: 'HOOK_DONE', failure, graceMs: graceOf(access.pod()) });
    });
  };
  const runPreStop = (): void => {
    const { graceMs } = machine.snapshot().context;
    killAtMs = queue.nowMs() + graceMs;
    if (hookOf !== undefined && hookOf === current) return;
    hookOf = current;
    const done = (failure: string): void => {
      if (failure !== '') record('Warning', 'FailedPreStopHook', 'PreStopHook failed');
      if (!is({ Stopping: 'PreStop' })) return;
      machine.send({ type: 'HOOK_DONE', failure, graceMs: leftMs() });
    };
    if (graceMs === 0 || !startHook('preStop', done)) done('');
  };
  const recordKilling = (): void => {
    if (isKillRecorded) return;
    isKillRecorded = true;
    record('Normal', 'Killing', killing);
  };
  const signalStop = (): void => {
    if (isSignalled) return;
    isSignalled = true;
    current?.run.stop(profile.stop(access.pod(), spec));
  };
  const takeTurn = (): void => {
    if (is({ Stopping: 'Waiting' })) machine.send({ type: 'TURN', graceMs: leftMs() });
  };
  const error = (): string => {
    const { pull } = machine.snapshot().context.plan;
    return pull.type === 'failed' ? pull.error.message : '';
  };
  const effects: Readonly<Record<string, () => void>> = {
    prepare,
    run,
    runPostStart,
    recordPostStartFailed: () => {
      killing = 'FailedPostStartHook';
      record('Warning', 'FailedPostStartHook', 'PostStartHook failed');
    },
    beginProbes,
    recordKilling,
    runPreStop,
    // A sidecar is told by its pod, which knows the others.
    askTurn: () => (role === 'sidecar' ? access.changed() : takeTurn()),
    signalStop,
    signalKill: () => current?.run.kill(),
    report: access.changed,
    recordPulling: () => record('Normal', 'Pulling', `Pulling image "${spec.image}"`),
    recordPulled: () => {
      access.presentImages.add(names.name);
      record('Normal', 'Pulled', pulledMessage(spec, pulledInMs, image));
    },
    recordPresent: () => {
      const what = `Container image "${spec.image}" already present on machine`;
      record('Normal', 'Pulled', `${what} and can be accessed by the pod`);
    },
    recordPullFailed: () => {
      record('Warning', 'Failed', `Failed to pull image "${spec.image}": ${error()}`);
      record('Warning', 'Failed', 'Error: ErrImagePull');
    },
    recordPullBackOff: () => {
      record('Normal', 'BackOff', `Back-off pulling image "${spec.image}"`);
      record('Warning', 'Failed', 'Error: ImagePullBackOff');
    },
    recordImageRefused: () => {
      const { pull } = machine.snapshot().context.plan;
      const reason = pull.type === 'failed' ? pull.error.reason : '';
      record('Warning', reason === 'InvalidImageName' ? 'InspectFailed' : reason, error());
      record('Warning', 'Failed', `Error: ${reason}`);
    },
    recordConfigError: () =>
      record('Warning', 'Failed', `Error: ${machine.snapshot().context.message}`),
    recordCrashBackOff: () => {
      const pod = podFullName(access.pod());
      const what = `Back-off restarting failed container ${spec.name} in pod ${pod}`;
      record('Warning', 'BackOff', what);
    },
  };
  const machine: Hosted<typeof containerMachine> = hostMachine(
    queue,
    containerMachine,
    {
      restartPolicy: restartPolicyOf(access.pod(), spec, role),
      restartMs: profile.restartMs,
      retryMs: profile.retryMs,
      idleStopMs: profile.idleStopMs,
      backOffFirstMs: profile.backOffFirstMs,
      backOffMaxMs: profile.backOffMaxMs,
    },
    (effect: Effect) => effects[effect.type]?.(),
  );

  const stateName = (): string => {
    const { value } = machine.snapshot();
    return typeof value === 'string' ? value : (Object.keys(value)[0] ?? '');
  };
  const isUp = (): boolean => is('Running') || is('PostStart');

  return {
    name: spec.name,
    role,
    facts() {
      const { context } = machine.snapshot();
      const value = stateName();
      const isRunning = value === 'Running' || value === 'Stopping';
      const isDone = role === 'init' && value === 'Ended' && context.exit?.exitCode === 0;
      return {
        spec,
        role,
        state: value,
        context: context as ContainerContext,
        current: runFacts(current),
        previous: runFacts(previous),
        restarts: Math.max(0, attempts - 1),
        isReady: isDone || (isRunning && probes?.isReady() === true),
        isStarted: isRunning && probes?.isStarted() === true,
        image: names.name,
        imageId: names.id,
      };
    },
    start: () => machine.send({ type: 'START' }),
    stop: (graceMs) => machine.send({ type: 'STOP', graceMs }),
    takeTurn,
    update(next) {
      const isChanged = next.image !== spec.image;
      spec = next;
      if (isChanged) names = imageNamesOf(spec);
      if (!isChanged) {
        probes?.ask();
      } else if (isUp()) {
        killing = `Container ${spec.name} definition changed, will be restarted`;
        machine.send({ type: 'RESTART', graceMs: graceOf(access.pod()) });
      } else machine.send({ type: 'REFRESH' });
    },
    drop() {
      if (isUp()) recordKilling();
      probes?.stop();
      machine.stop();
      current?.run.kill();
    },
    run: () => (current?.run.exit() === undefined ? current?.running : undefined),
    log: (isPrevious) => (isPrevious ? previous : current)?.run.log,
  };
}

const runFacts = (attempt: Attempt | undefined): RunFacts | undefined =>
  attempt && {
    containerId: attempt.containerId,
    startedAtEpochMs: attempt.run.startedAtEpochMs,
    finishedAtEpochMs: attempt.run.finishedAtEpochMs(),
    exit: attempt.run.exit(),
  };

/** The grace that a container of a pod gets when it is restarted. */
export const graceOf = ({ spec }: Pod): number => (spec.terminationGracePeriodSeconds ?? 30) * 1000;

function restartPolicyOf(
  pod: Pod,
  spec: Container,
  role: PodContainer['role'],
): 'Always' | 'OnFailure' | 'Never' {
  const policy = (pod.spec.restartPolicy ?? 'Always') as 'Always' | 'OnFailure' | 'Never';
  if (role === 'sidecar') return 'Always';
  if (role === 'ephemeral') return 'Never';
  if (role === 'init') return policy === 'Never' ? 'Never' : 'OnFailure';
  return (spec.restartPolicy as typeof policy | undefined) ?? policy;
}

/** What the status calls the image of a container, and the id of what is run; '' for no image. */
function imageNamesOf({ image = '' }: Container): { readonly name: string; readonly id: string } {
  const reference = parseReference(image);
  if (reference === undefined) return { name: image, id: '' };
  const name = fullName(reference);
  const { repository, digest } = reference;
  return { name, id: `${repository}@${digest === '' ? `sha256:${sha256(name)}` : digest}` };
}

const pulledMessage = ({ image }: Container, ms: number, found: Image | undefined): string => {
  const seconds = ms < 1000 ? `${ms}ms` : `${ms / 1000}s`;
  return (
    `Successfully pulled image "${image}" in ${seconds} (${seconds} including waiting). ` +
    `Image size: ${found?.sizeBytes ?? 0} bytes.`
  );
};
