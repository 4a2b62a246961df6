import type { Container, Pod } from '../api/index.ts';
import {
  type CommandTable,
  type Effect,
  type FileSystem,
  type Hosted,
  hostMachine,
} from '../kernel/index.ts';
import { type ContainerContext, containerMachine, type Exit } from './container.machine.ts';
import { createContainerFiles, hostnameOf } from './container-files.ts';
import { environmentOf, expandVariables } from './environment.ts';
import { fullName, type Image, parseReference } from './image.ts';
import type { PodAccess, PodContainer, RunningContainer } from './pod-container.ts';
import { podFullName, type RunFacts } from './pod-status.ts';
import type { KubeletParts } from './ports.ts';
import { createProbes, type Probes } from './probes.ts';
import { type Run, startRun } from './run.ts';
import { sha256 } from './sha256.ts';

/** A run that went on for this long resets the back-off. */
const LONG_RUN_MS = 600_000;

interface Attempt {
  readonly run: Run;
  readonly containerId: string;
  readonly running: RunningContainer;
}

/** Creates a container of a pod: its machine, its runs, its probes and its logs. */
export function createContainer(
  parts: KubeletParts,
  access: PodAccess,
  initialSpec: Container,
  role: PodContainer['role'],
): PodContainer {
  const { queue, profile, images } = parts;
  let spec = initialSpec;
  let image: Image | undefined;
  let env: ReadonlyMap<string, string> = new Map();
  let current: Attempt | undefined;
  let previous: Attempt | undefined;
  let attempts = 0;
  let probes: Probes | undefined;
  let killing = `Stopping container ${spec.name}`;
  let isKillRecorded = false;
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
    const isPresent = access.presentImages.has(imageName(spec));
    const pull = profile.pull({ pod, container: spec, image: answer, isPresent });
    pulledInMs = pull.type === 'present' ? 0 : pull.delayMs;
    const startMs = profile.startMs(pod, spec);
    machine.send({ type: 'PREPARED', plan: { pull, startMs } });
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
    killing = `Stopping container ${spec.name}`;
    current = createAttempt({ parts, access, spec, image, env, attempt: attempts, exited });
    attempts++;
    const startError = current.run.startError();
    if (startError !== undefined) {
      record('Warning', 'Failed', `Error: ${startError}`);
      return;
    }
    record('Normal', 'Started', 'Container started');
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
  const signalStop = (): void => {
    if (isKillRecorded) return;
    isKillRecorded = true;
    record('Normal', 'Killing', killing);
    current?.run.stop(profile.stop(access.pod(), spec));
  };
  const error = (): string => {
    const { pull } = machine.snapshot().context.plan;
    return pull.type === 'failed' ? pull.error.message : '';
  };
  const effects: Readonly<Record<string, () => void>> = {
    prepare,
    run,
    signalStop,
    signalKill: () => current?.run.kill(),
    report: access.changed,
    recordPulling: () => record('Normal', 'Pulling', `Pulling image "${spec.image}"`),
    recordPulled: () => {
      access.presentImages.add(imageName(spec));
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

  return {
    name: spec.name,
    role,
    facts() {
      const { value, context } = machine.snapshot();
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
        image: imageName(spec),
        imageId: imageId(spec),
      };
    },
    start: () => machine.send({ type: 'START' }),
    stop: (graceMs) => machine.send({ type: 'STOP', graceMs }),
    update(next) {
      const isChanged = next.image !== spec.image;
      spec = next;
      if (!isChanged) {
        probes?.ask();
      } else if (machine.snapshot().value === 'Running') {
        killing = `Container ${spec.name} definition changed, will be restarted`;
        machine.send({ type: 'RESTART', graceMs: graceOf(access.pod()) });
      } else machine.send({ type: 'REFRESH' });
    },
    drop() {
      if (machine.snapshot().value === 'Running') signalStop();
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
  if (role === 'init') return policy === 'Never' ? 'Never' : 'OnFailure';
  return (spec.restartPolicy as typeof policy | undefined) ?? policy;
}

const imageName = ({ image = '' }: Container): string => {
  const reference = parseReference(image);
  return reference === undefined ? image : fullName(reference);
};

const imageId = (spec: Container): string => {
  const reference = parseReference(spec.image ?? '');
  if (reference === undefined) return '';
  const { repository, digest } = reference;
  return `${repository}@${digest === '' ? `sha256:${sha256(imageName(spec))}` : digest}`;
};

const pulledMessage = ({ image }: Container, ms: number, found: Image | undefined): string => {
  const seconds = ms < 1000 ? `${ms}ms` : `${ms / 1000}s`;
  return (
    `Successfully pulled image "${image}" in ${seconds} (${seconds} including waiting). ` +
    `Image size: ${found?.sizeBytes ?? 0} bytes.`
  );
};

interface AttemptInput {
  readonly parts: KubeletParts;
  readonly access: PodAccess;
  readonly spec: Container;
  readonly image: Image | undefined;
  readonly env: ReadonlyMap<string, string>;
  readonly attempt: number;
  readonly exited: (exit: Exit) => void;
}

/** Makes a new container from its image, and starts its main program. */
function createAttempt(input: AttemptInput): Attempt {
  const { parts, access, spec, image, env, attempt, exited } = input;
  const { queue, processes, prng, profile } = parts;
  const pod = access.pod();
  const { podIp } = access.facts();
  const hostname = hostnameOf(pod);
  const nowEpochMs = (): number => queue.epochMs();
  let files: FileSystem | undefined;
  const filesOf = (): FileSystem => {
    if (files !== undefined) return files;
    const { volume } = access;
    const from = image ?? NO_IMAGE;
    files = createContainerFiles({
      pod,
      container: spec,
      image: from,
      podIp,
      env,
      volume,
      nowEpochMs,
    });
    return files;
  };
  const commands = (programs: CommandTable): CommandTable => {
    const own = image?.programs({
      hostname,
      isListening: (port) => run.service(port) !== undefined,
    });
    return parts.createCommands({
      namespace: pod.metadata.namespace ?? '',
      pod: pod.metadata.name,
      podIp,
      hostname,
      user: 'root',
      files: filesOf(),
      tools: image?.tools ?? [],
      programs: new Map([...programs, ...(own ?? []).map((each) => [each.name, each] as const)]),
    });
  };
  const expanded = (words: readonly string[]): string[] =>
    words.map((word) => expandVariables(word, env));
  const directory = spec.workingDir ?? image?.workingDirectory ?? '/';
  const run = startRun({
    queue,
    processes,
    prng,
    plan: profile.run(pod, spec, attempt),
    argv: [
      ...expanded(spec.command ?? image?.entrypoint ?? []),
      ...expanded(spec.args ?? (spec.command === undefined ? (image?.command ?? []) : [])),
    ],
    image,
    directory,
    env,
    hostname,
    ports: (spec.ports ?? []).map(({ containerPort }) => containerPort),
    files: filesOf,
    commands,
    onExit: exited,
  });
  const running: RunningContainer = {
    env,
    directory,
    image,
    files: filesOf,
    commands: () => commands(run.programs()),
    service: run.service,
    exec: run.exec,
  };
  return { run, containerId: `containerd://${prng.text(64, '0123456789abcdef')}`, running };
}

const NO_IMAGE: Image = {
  reference: '',
  sizeBytes: 0,
  entrypoint: [],
  command: [],
  env: {},
  workingDirectory: '/',
  userId: 0,
  files: {},
  tools: [],
  servers: {},
  programs: () => [],
  isModelled: false,
};
