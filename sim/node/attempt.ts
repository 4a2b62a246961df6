import { type Container, wholeValue } from '../api/index.ts';
import {
  type CommandTable,
  type FileSystem,
  filesOf,
  giveTree,
  makingFor,
  type Signal,
  signalOf,
} from '../kernel/index.ts';
import type { Exit } from './container.machine.ts';
import { createContainerFiles, hostnameOf } from './container-files.ts';
import { expandVariables } from './environment.ts';
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
  readonly env: ReadonlyMap<string, string>;
  /** What `$(NAME)` may refer to. */
  readonly references: ReadonlyMap<string, string>;
  readonly attempt: number;
  readonly exited: (exit: Exit) => void;
}

/** Makes a new container from its image, and starts its main program. */
export function createAttempt(input: AttemptInput): Attempt {
  const { parts, access, spec, image, references, attempt, exited } = input;
  const { queue, prng, profile } = parts;
  const pod = access.pod();
  const set = profile.usage(pod, spec);
  const usage = { ...(image ?? NO_IMAGE).usage, ...set };
  const meter = createMeter(queue, usage.cpuMilli);
  const processes = parts.processes.namespace(meter.spend);
  const { podIp } = access.facts();
  const hostname = hostnameOf(pod);
  const nowEpochMs = (): number => queue.epochMs();
  const plan = profile.run(pod, spec, attempt);
  const user = plan.type === 'image' ? userOf(pod, spec, image ?? NO_IMAGE) : ROOT_USER;
  const env = withHome(input.env, user);
  let files: FileSystem | undefined;
  const ownFiles = (): FileSystem => {
    if (files !== undefined) return files;
    const { volume } = access;
    const from = image ?? NO_IMAGE;
    const all = createContainerFiles({
      ...{ pod, container: spec, image: from, podIp, volume, nowEpochMs },
      env: references,
    });
    files = user.uid === 0 && user.gid === 0 ? all : filesOf(all, user);
    return files;
  };
  const mainFiles = servingFiles(spec, image, user, ownFiles);
  const namespace = pod.metadata.namespace ?? '';
  const dial = parts.createDial({ namespace, pod: pod.metadata.name, podIp, files: ownFiles });
  const commands = (programs: CommandTable): CommandTable => {
    const own = image?.programs({
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
    });
    return parts.createCommands({
      namespace,
      pod: pod.metadata.name,
      podIp,
      hostname,
      user: user.name,
      identity: user,
      files: ownFiles(),
      processes,
      tools: image?.tools ?? [],
      prompts: (image ?? NO_IMAGE).prompts,
      programs: new Map([...programs, ...(own ?? []).map((each) => [each.name, each] as const)]),
    });
  };
  const expanded = (words: readonly string[]): string[] =>
    words.map((word) => expandVariables(word, references));
  const directory = spec.workingDir ?? image?.workingDirectory ?? '/';
  const run = startRun({
    queue,
    processes,
    prng,
    plan,
    argv: [
      ...expanded(spec.command ?? image?.entrypoint ?? []),
      ...expanded(spec.args ?? (spec.command === undefined ? (image?.command ?? []) : [])),
    ],
    image,
    usage,
    isMemorySet: set.memoryBytes !== undefined,
    meter,
    directory,
    env,
    isPlain: user.uid === 0 && isPlain(spec),
    hostname,
    stopSignal: stopSignalOf(spec) ?? (image ?? NO_IMAGE).stopSignal,
    address: podIp,
    console:
      spec.stdin === true
        ? { hasTty: spec.tty === true, isOnce: spec.stdinOnce === true }
        : undefined,
    ports: (spec.ports ?? []).map(({ containerPort }) => containerPort),
    limitBytes: memoryLimit(spec),
    files: mainFiles,
    dial,
    commands,
    lastWords: (log, exitCode) => terminationMessage(spec, files, log, exitCode),
    onExit: exited,
  });
  const found = attempt === 0 ? access.found(spec.name) : undefined;
  const startedAtEpochMs = found?.startedAtEpochMs ?? run.startedAtEpochMs;
  const running: RunningContainer = {
    env,
    directory,
    image,
    files: ownFiles,
    commands: () => commands(run.programs()),
    service: run.service,
    memoryBytes: run.memoryBytes,
    attach: run.attach,
    startedAtEpochMs,
    usage: run.usage,
    exec: run.exec,
  };
  const containerId = found?.containerId ?? `containerd://${prng.text(64, '0123456789abcdef')}`;
  return { run, containerId, user, startedAtEpochMs, running, hasHooks: plan.type === 'image' };
}

/** The signal that a container asks for itself. */
const stopSignalOf = ({ lifecycle }: Container): Signal | undefined =>
  lifecycle?.stopSignal === undefined ? undefined : signalOf(lifecycle.stopSignal);

/** Whether a container has the files of its image and may write them all. */
const isPlain = ({ securityContext, volumeMounts = [] }: Container): boolean =>
  securityContext?.readOnlyRootFilesystem !== true &&
  volumeMounts.every(({ mountPath }) => mountPath.startsWith('/var/run/secrets/'));

/** The files as the main program sees them, which may become another user. */
function servingFiles(
  spec: Container,
  image: Image | undefined,
  user: ContainerUser,
  ownFiles: () => FileSystem,
): () => FileSystem {
  const serving = user.uid === 0 && spec.command === undefined ? image?.servesAs : undefined;
  if (serving === undefined) return ownFiles;
  let served: FileSystem | undefined;
  return () => {
    if (served !== undefined) return served;
    const { uid, gid, umask, directories } = serving;
    for (const path of directories) giveTree(ownFiles(), path, uid, gid);
    served = makingFor(ownFiles(), uid, gid, umask);
    return served;
  };
}

/** The runtime adds the home directory when nobody set it. */
const withHome = (
  env: ReadonlyMap<string, string>,
  { home }: ContainerUser,
): ReadonlyMap<string, string> => (env.has('HOME') ? env : new Map([...env, ['HOME', home]]));

const memoryLimit = ({ resources }: Container): number | undefined => {
  const limit = resources?.limits?.memory;
  return limit === undefined ? undefined : wholeValue(limit);
};

const NO_IMAGE: Image = {
  reference: '',
  sizeBytes: 0,
  usage: { cpuMilli: 1, cpuMsPerRequest: 0, memoryBytes: 1_000_000 },
  entrypoint: [],
  command: [],
  env: {},
  workingDirectory: '/',
  user: '',
  servesAs: undefined,
  files: {},
  tools: [],
  servers: {},
  programs: () => [],
  stopSignal: 'SIGTERM',
  prompts: { bash: '\\s-\\v\\$ ', sh: '\\$ ' },
  isModelled: false,
};
