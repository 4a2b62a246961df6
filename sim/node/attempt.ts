import { type Container, milliValue, wholeValue } from '../api/index.ts';
import {
  type Command,
  type CommandTable,
  type Processes,
  type Signal,
  signalOf,
} from '../kernel/index.ts';
import { createAttemptFiles } from './attempt-files.ts';
import type { ConsoleKind } from './console.ts';
import type { Exit } from './container.machine.ts';
import { expandVariables, type KnownVariables } from './environment.ts';
import { hostnameOf } from './host-name.ts';
import { type ContainerUser, ROOT_USER, userOf } from './identity.ts';
import type { Image } from './image.ts';
import { createMeter } from './meter.ts';
import type { PodAccess, RunningContainer } from './pod-container.ts';
import type { KubeletParts } from './ports.ts';
import { type Run, startRun } from './run.ts';
import { terminationMessage } from './termination-message.ts';

/** One run of a container, with what it runs in. */
export interface Attempt {
  readonly run: Run;
  readonly containerId: string;
  readonly user: ContainerUser;
  readonly processes: Processes;
  readonly startedAtEpochMs: number;
  readonly running: RunningContainer;
  /** False for a run that its profile only emulates: its hooks are not run. */
  readonly hasHooks: boolean;
}

export interface AttemptInput {
  readonly parts: KubeletParts;
  readonly access: PodAccess;
  readonly spec: Container;
  readonly image: Image | undefined;
  readonly known: KnownVariables;
  readonly attempt: number;
  readonly exited: (exit: Exit) => void;
}

/** Makes a new container from its image, and starts its main program. */
export function createAttempt(input: AttemptInput): Attempt {
  const { parts, access, spec, image, known, attempt, exited } = input;
  const { queue, prng, profile } = parts;
  const pod = access.pod();
  const set = profile.usage(pod, spec);
  const usage = { ...(image ?? NO_IMAGE).usage, ...set };
  const meter = createMeter(queue, usage.cpuMilli);
  const processes =
    access.processes()?.shared(meter.spend) ?? parts.processes.namespace(meter.spend);
  const { podIp } = access.facts();
  const hostname = hostnameOf(pod);
  const plan = profile.run(pod, spec, attempt);
  const user = plan.type === 'image' ? userOf(pod, spec, image ?? NO_IMAGE) : ROOT_USER;
  const env = withHome(known.env, user);
  const files = createAttemptFiles({
    ...{ access, spec, image: image ?? NO_IMAGE, known, user, queue },
    programs: () => imagePrograms(new Map()).map(({ name }) => name),
  });
  const namespace = pod.metadata.namespace ?? '';
  const dial = parts.createDial({ namespace, pod: pod.metadata.name, podIp, files: files.own });
  const imagePrograms = (programs: ReadonlyMap<string, Command>): readonly Command[] =>
    image?.programs({
      hostname,
      user: user.name === '' ? String(user.uid) : user.name,
      clock: queue,
      prng,
      dial,
      versionOf: (program, own) => profile.programVersions[program] ?? own,
      commands: () => commands(programs),
      isListening: (port) => run.service(port) !== undefined,
      listen: (port, service) => run.listen(port, service),
      hold: (bytes) => run.hold(bytes),
      spawn: (name, program) => run.spawn(name, program),
      processes: processes.alive,
    }) ?? [];
  const commands = (programs: ReadonlyMap<string, Command>): CommandTable =>
    parts.createCommands({
      namespace,
      pod: pod.metadata.name,
      podIp,
      hostname,
      user: user.name,
      identity: user,
      facts: { env, memoryLimitBytes: memoryLimit(spec), milliCpuLimit: milliCpuLimit(spec) },
      files: files.own(),
      processes,
      tools: image?.tools ?? [],
      prompts: (image ?? NO_IMAGE).prompts,
      programs: new Map([
        ...programs,
        ...imagePrograms(programs).map((each) => [each.name, each] as const),
      ]),
    });
  const directory = spec.workingDir ?? image?.workingDirectory ?? '/';
  const run = startRun({
    queue,
    processes,
    prng,
    plan,
    argv: argvOf(spec, image, known.references),
    image,
    usage,
    isMemorySet: (set.memoryBytes ?? set.memoryGrowthPerMinute) !== undefined,
    meter,
    directory,
    env,
    isPlain: user.uid === 0 && isPlain(spec),
    hostname,
    stopSignal: stopSignalOf(spec) ?? (image ?? NO_IMAGE).stopSignal,
    address: podIp,
    console: consoleOf(spec),
    ports: (spec.ports ?? []).map(({ containerPort }) => containerPort),
    limitBytes: memoryLimit(spec),
    files: files.main,
    dial,
    commands,
    lastWords: (log, exitCode) => terminationMessage(spec, files.made(), log, exitCode),
    onExit: exited,
  });
  const found = attempt === 0 ? access.found(spec.name) : undefined;
  const startedAtEpochMs = found?.startedAtEpochMs ?? run.startedAtEpochMs;
  const running: RunningContainer = {
    env,
    directory,
    image,
    files: files.own,
    commands: () => commands(run.programs()),
    service: run.service,
    memoryBytes: run.memoryBytes,
    attach: run.attach,
    startedAtEpochMs,
    usage: run.usage,
    exec: run.exec,
  };
  const containerId = found?.containerId ?? `containerd://${prng.text(64, '0123456789abcdef')}`;
  const hasHooks = plan.type === 'image';
  return { run, containerId, user, processes, startedAtEpochMs, running, hasHooks };
}

/** The signal that a container asks for itself. */
const stopSignalOf = ({ lifecycle }: Container): Signal | undefined =>
  lifecycle?.stopSignal === undefined ? undefined : signalOf(lifecycle.stopSignal);

/** What a container runs: its own words, or those of its image. */
function argvOf(
  { command, args }: Container,
  image: Image | undefined,
  references: ReadonlyMap<string, string>,
): readonly string[] {
  const first = command ?? image?.entrypoint ?? [];
  const rest = args ?? (command === undefined ? (image?.command ?? []) : []);
  return [...first, ...rest].map((word) => expandVariables(word, references));
}

const consoleOf = ({ stdin, tty, stdinOnce }: Container): ConsoleKind | undefined =>
  stdin === true ? { hasTty: tty === true, isOnce: stdinOnce === true } : undefined;

/** Whether a container has the files of its image and may write them all. */
const isPlain = ({ securityContext, volumeMounts = [] }: Container): boolean =>
  securityContext?.readOnlyRootFilesystem !== true &&
  volumeMounts.every(({ mountPath }) => mountPath.startsWith('/var/run/secrets/'));

/** The runtime adds the home directory when nobody set it. */
const withHome = (
  env: ReadonlyMap<string, string>,
  { home }: ContainerUser,
): ReadonlyMap<string, string> => (env.has('HOME') ? env : new Map([...env, ['HOME', home]]));

const memoryLimit = ({ resources }: Container): number | undefined => {
  const limit = resources?.limits?.memory;
  return limit === undefined ? undefined : wholeValue(limit);
};

const milliCpuLimit = ({ resources }: Container): number | undefined => {
  const limit = resources?.limits?.cpu;
  return limit === undefined ? undefined : milliValue(limit);
};

const NO_IMAGE: Image = {
  reference: '',
  sizeBytes: 0,
  usage: { cpuMilli: 1, cpuMsPerRequest: 0, memoryBytes: 1_000_000, memoryGrowthPerMinute: 0 },
  entrypoint: [],
  command: [],
  env: {},
  workingDirectory: '/',
  user: '',
  servesAs: undefined,
  files: {},
  tools: [],
  places: { links: {}, pathOf: (program) => `/usr/bin/${program}` },
  servers: {},
  programs: () => [],
  stopSignal: 'SIGTERM',
  prompts: { bash: '\\s-\\v\\$ ', sh: '\\$ ' },
  isModelled: false,
};
