import type { Container, Pod } from '../api/index.ts';
import { type Effect, type Hosted, hostMachine, rememberLast, sha256 } from '../kernel/index.ts';
import { type Attempt, createAttempt } from './attempt.ts';
import {
  type ContainerContext,
  type ContainerInput,
  containerMachine,
  type Exit,
} from './container.machine.ts';
import { containerEvents } from './container-events.ts';
import { createContainerHooks } from './container-hooks.ts';
import { environmentOf, type KnownVariables } from './environment.ts';
import { rootRefusal } from './identity.ts';
import { fullName, type Image, parseReference } from './image.ts';
import type { PodAccess, PodContainer } from './pod-container.ts';
import type { RunFacts } from './pod-status.ts';
import type { KubeletParts } from './ports.ts';
import { createProbes, type Probes } from './probes.ts';
import type { NodeProfile } from './profile.ts';
import { runningMachine } from './statechart.ts';

type Machine = Hosted<typeof containerMachine>;

/** The outermost state of a container. */
const stateOf = (machine: Machine): string => {
  const { value } = machine.snapshot();
  return typeof value === 'string' ? value : (Object.keys(value)[0] ?? '');
};

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
  let known: KnownVariables = { env: new Map(), references: new Map() };
  let current: Attempt | undefined;
  let previous: Attempt | undefined;
  let attempts = 0;
  let probes: Probes | undefined;
  let killing = `Stopping container ${spec.name}`;
  let pulledInMs = 0;

  const record = (severity: 'Normal' | 'Warning', reason: string, message: string): void =>
    access.record(spec, severity, reason, message);
  const subject = { spec: () => spec, pod: access.pod, podIp: () => access.facts().podIp, record };
  const prepare = (): void => {
    const answer = images.find(spec.image ?? '');
    image = answer.ok ? answer.image : undefined;
    const settled = environmentOf(parts.server.view, access.facts(), spec, image?.env ?? {});
    const pod = access.pod();
    if (settled.ok) known = settled;
    const refusal = settled.ok ? rootRefusal(pod, spec, image) : settled.message;
    const found = attempts === 0 ? access.found(spec.name) : undefined;
    if (found !== undefined) access.presentImages.add(names.name);
    const isPresent = access.presentImages.has(names.name);
    const pull = found
      ? ({ type: 'present' } as const)
      : profile.pull({ pod, container: spec, image: answer, isPresent });
    pulledInMs = pull.type === 'present' ? 0 : pull.delayMs;
    const startMs = found ? 0 : profile.startMs(pod, spec);
    const isReal = profile.run(pod, spec, attempts).type === 'image';
    const hasPostStart = isReal && spec.lifecycle?.postStart !== undefined;
    machine.send({ type: 'PREPARED', plan: { pull, startMs, hasPostStart, refusal } });
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
    killing = `Stopping container ${spec.name}`;
    current = createAttempt({ parts, access, spec, image, known, exited, attempt: attempts++ });
    const startError = current.run.startError();
    if (startError === undefined) record('Normal', 'Started', 'Container started');
    else record('Warning', 'Failed', `Error: ${startError}`);
  };
  const beginProbes = (): void => {
    if (current === undefined || current.run.startError() !== undefined) return;
    probes = createProbes(parts, {
      ...subject,
      running: current.running,
      changed: access.changed,
      restart: (message, graceMs) => {
        killing = message;
        machine.send({ type: 'RESTART', graceMs });
      },
    });
  };
  const hooks = createContainerHooks({
    ...subject,
    queue,
    current: () => current,
    machine: () => machine,
    graceMs: () => graceOf(access.pod()),
    killing: () => killing,
    stopPlan: () => profile.stop(access.pod(), spec),
    failed(kind) {
      if (kind === 'postStart') killing = 'FailedPostStartHook';
      else record('Warning', 'FailedPreStopHook', 'PreStopHook failed');
    },
  });
  const effects: Readonly<Record<string, () => void>> = {
    ...containerEvents({
      ...subject,
      pull: () => machine.snapshot().context.plan.pull,
      refusal: () => machine.snapshot().context.plan.refusal,
    }),
    prepare,
    run,
    ...hooks,
    beginProbes,
    // A sidecar is told by its pod, which knows the others.
    askTurn: () => (role === 'sidecar' ? access.changed() : hooks.takeTurn()),
    signalKill: () => current?.run.kill(),
    report: access.changed,
    recordPulled: () => {
      access.presentImages.add(names.name);
      record('Normal', 'Pulled', pulledMessage(spec, pulledInMs, image));
    },
  };
  const execute = ({ type }: Effect): void => effects[type]?.();
  const input = machineInput(profile, restartPolicyOf(access.pod(), spec, role));
  const machine: Machine = hostMachine(queue, containerMachine, input, execute);
  const isUp = (): boolean => ['Running', 'PostStart'].includes(stateOf(machine));

  return {
    name: spec.name,
    role,
    facts() {
      const { context } = machine.snapshot();
      const value = stateOf(machine);
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
    machines: () => [
      runningMachine(containerMachine, spec.name, machine.snapshot()),
      ...(probes?.machines() ?? []),
    ],
    start: () => machine.send({ type: 'START' }),
    stop: (graceMs) => machine.send({ type: 'STOP', graceMs }),
    takeTurn: hooks.takeTurn,
    processes: () => (isUp() ? current?.processes : undefined),
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
      if (isUp()) hooks.recordKilling();
      probes?.stop();
      machine.stop();
      current?.run.kill();
    },
    run: () => (current?.run.exit() === undefined ? current?.running : undefined),
    log(isPrevious) {
      // The run that ended last is the previous one as soon as the next one is waited for.
      const isOver = current?.run.exit() !== undefined && WAITING.has(stateOf(machine));
      return (isPrevious && !isOver ? previous : current)?.run.log;
    },
  };
}

/** The states that the status of a container calls waiting, once it has run. */
const WAITING: ReadonlySet<string> = new Set([
  'CrashLoopBackOff',
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'CreateContainerConfigError',
]);

const machineInput = (
  profile: NodeProfile,
  restartPolicy: ContainerInput['restartPolicy'],
): ContainerInput => ({
  restartPolicy,
  restartMs: profile.restartMs,
  retryMs: profile.retryMs,
  idleStopMs: profile.idleStopMs,
  backOffFirstMs: profile.backOffFirstMs,
  backOffMaxMs: profile.backOffMaxMs,
});

const runFacts = (attempt: Attempt | undefined): RunFacts | undefined =>
  attempt && {
    containerId: attempt.containerId,
    startedAtEpochMs: attempt.startedAtEpochMs,
    finishedAtEpochMs: attempt.run.finishedAtEpochMs(),
    exit: attempt.run.exit(),
    user: attempt.user,
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

interface ImageNames {
  readonly name: string;
  readonly id: string;
}

const namesOfImage = rememberLast((image: string): ImageNames => {
  const reference = parseReference(image);
  if (reference === undefined) return { name: image, id: '' };
  const name = fullName(reference);
  const { repository, digest } = reference;
  return { name, id: `${repository}@${digest === '' ? `sha256:${sha256(name)}` : digest}` };
});

/** What the status calls the image of a container, and the id of what is run; '' for no image. */
const imageNamesOf = ({ image = '' }: Container): ImageNames => namesOfImage(image);

const pulledMessage = ({ image }: Container, ms: number, found: Image | undefined): string => {
  const seconds = ms < 1000 ? `${ms}ms` : `${ms / 1000}s`;
  return (
    `Successfully pulled image "${image}" in ${seconds} (${seconds} including waiting). ` +
    `Image size: ${found?.sizeBytes ?? 0} bytes.`
  );
};
