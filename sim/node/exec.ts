import { failure, type Pod, pods, type Result, statusOf, success } from '../api/index.ts';
import { type Process, type Reader, readerOf, type Tty, type Writer } from '../kernel/index.ts';
import type { StoreView } from '../store/index.ts';
import type { Attached } from './console.ts';
import type { PodContainer, RunningContainer } from './pod-container.ts';

/** A program to run in a container; the container is '' for the pod's default one. */
export interface ContainerExec {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
  readonly stdin: Reader | undefined;
  readonly stdout: Writer;
  readonly stderr: Writer;
  readonly tty: Tty | undefined;
}

/** Somebody who wants to be connected with the main program of a container. */
export interface ContainerAttach extends Attached {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

export interface ContainerLogs {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly isFollowed: boolean;
  readonly isPrevious: boolean;
  readonly tailLines: number | undefined;
  readonly sinceSeconds: number | undefined;
  readonly hasTimestamps: boolean;
}

/** The kubelets as the API server reaches them. */
export interface FindContainers {
  /** A pod's containers; undefined when no kubelet knows the pod. */
  containersOf(namespace: string, pod: string): readonly PodContainer[] | undefined;
  /** `192.168.49.3:10250` of the kubelet that does not answer for a pod. */
  silentKubelet(pod: Pod): string | undefined;
}

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

const badRequest = (message: string): Result<never> => failure(statusOf('BadRequest', message));

function findPod(view: StoreView, namespace: string, name: string): Result<Pod> {
  const pod = view.get(pods, namespace, name);
  if (pod !== undefined) return success(pod);
  return failure(statusOf('NotFound', `pods "${name}" not found`, { name, kind: 'pods' }));
}

/** The container that is meant; the API server refuses to guess among several. */
function chooseContainer(pod: Pod, wanted: string): Result<string> {
  const names = (list: readonly { name: string }[] | undefined): string[] =>
    (list ?? []).map(({ name }) => name);
  const main = names(pod.spec.containers);
  const init = names(pod.spec.initContainers);
  const { name } = pod.metadata;
  if (wanted === '') {
    const marked = pod.metadata.annotations?.[DEFAULT_CONTAINER];
    const only = marked ?? (main.length === 1 ? main[0] : undefined);
    if (only !== undefined) return success(only);
    const choice = `choose one of: [${main.join(' ')}]`;
    const others = init.length === 0 ? '' : ` or one of the init containers: [${init.join(' ')}]`;
    return badRequest(`a container name must be specified for pod ${name}, ${choice}${others}`);
  }
  const all = [...main, ...init, ...names(pod.spec.ephemeralContainers)];
  if (all.includes(wanted)) return success(wanted);
  return badRequest(`container ${wanted} is not valid for pod ${name}`);
}

const containerOf = (find: FindContainers, pod: Pod, name: string): PodContainer | undefined =>
  find
    .containersOf(pod.metadata.namespace ?? '', pod.metadata.name)
    ?.find((container) => container.name === name);

const noRoute = (address: string): string => `dial tcp ${address}: connect: no route to host`;
const notDialled = (message: string): Result<never> => failure(statusOf('', message));

const notUpgraded = (message: string): Result<never> =>
  failure(statusOf('InternalError', `Internal error occurred: ${message}`));

/** The container that a stream is to be opened to. */
function findRunning(
  find: FindContainers,
  view: StoreView,
  request: Pick<ContainerExec, 'namespace' | 'pod' | 'container'>,
  missing: (container: string) => string,
): Result<RunningContainer> {
  const found = findPod(view, request.namespace, request.pod);
  if (!found.ok) return found;
  const pod = found.value;
  const chosen = chooseContainer(pod, request.container);
  if (!chosen.ok) return chosen;
  if ((pod.spec.nodeName ?? '') === '') {
    return badRequest(`pod ${request.pod} does not have a host assigned`);
  }
  const silent = find.silentKubelet(pod);
  if (silent !== undefined) return notDialled(`error dialing backend: ${noRoute(silent)}`);
  const running = containerOf(find, pod, chosen.value)?.run();
  return running === undefined
    ? notUpgraded(`unable to upgrade connection: ${missing(chosen.value)}`)
    : success(running);
}

/** Connects somebody with a main program. Models the attach subresource and its kubelet. */
export function attachToContainer(
  find: FindContainers,
  view: StoreView,
  request: ContainerAttach,
): Result<Process> {
  const missing = (container: string): string =>
    `container ${container} not found in pod ${request.pod}_${request.namespace}`;
  const running = findRunning(find, view, request, missing);
  return running.ok ? success(running.value.attach(request)) : running;
}

const streamTo = ({ write }: Writer): Writer => ({ write });

/**
 * Starts a program in a container. It runs with the container's files and environment, and is
 * killed with it (exit code 137). Models the exec subresource and the kubelet behind it.
 */
export function execInContainer(
  find: FindContainers,
  view: StoreView,
  request: ContainerExec,
): Result<Process> {
  const missing = (container: string): string => `container not found ("${container}")`;
  const found = findRunning(find, view, request, missing);
  if (!found.ok) return found;
  const running = found.value;
  const [path = '', ...args] = request.command;
  const command = running.commands().get(path.slice(path.lastIndexOf('/') + 1));
  if (command === undefined) {
    const reason = path.includes('/')
      ? `stat ${path}: no such file or directory`
      : 'executable file not found in $PATH';
    return notUpgraded(
      'error executing command in container: failed to exec in container: failed to start exec: ' +
        'OCI runtime exec failed: exec failed: unable to start container process: ' +
        `exec: "${path}": ${reason}: unknown`,
    );
  }
  const { tty } = request;
  // Without a terminal of its own it writes to a stream, even if that is shown on somebody's.
  const stdout = tty === undefined ? streamTo(request.stdout) : request.stdout;
  const stderr = tty === undefined ? streamTo(request.stderr) : request.stderr;
  const stdin = request.stdin ?? readerOf('');
  const { env, directory } = running;
  const files = running.files();
  const withTerminal = tty === undefined ? env : new Map([...env, ['TERM', 'xterm']]);
  const process = running.exec([command.name, ...args].join(' '), (self) =>
    command.run({
      args,
      name: command.name,
      env: withTerminal,
      directory,
      files,
      stdin,
      stdout,
      stderr,
      tty,
      self,
    }),
  );
  return success(process);
}

const WAITING_WORDS: Readonly<Record<string, string>> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};

/** The log of a container, from the run that goes on or the one before it. */
export function containerLogs(
  find: FindContainers,
  view: StoreView,
  nowEpochMs: number,
  request: ContainerLogs,
): Result<Reader> {
  const found = findPod(view, request.namespace, request.pod);
  if (!found.ok) return found;
  const pod = found.value;
  const chosen = chooseContainer(pod, request.container);
  if (!chosen.ok) return chosen;
  if ((pod.spec.nodeName ?? '') === '') return success(readerOf(''));
  const name = chosen.value;
  const silent = find.silentKubelet(pod);
  if (silent !== undefined) {
    const { namespace } = request;
    const url = `https://${silent}/containerLogs/${namespace}/${request.pod}/${name}`;
    return notDialled(`Get "${url}": ${noRoute(silent)}`);
  }
  const log = containerOf(find, pod, name)?.log(request.isPrevious);
  if (log !== undefined) {
    const { isFollowed, tailLines, sinceSeconds, hasTimestamps } = request;
    const sinceEpochMs = sinceSeconds === undefined ? undefined : nowEpochMs - sinceSeconds * 1000;
    return success(log.reader({ isFollowed, tailLines, sinceEpochMs, hasTimestamps }));
  }
  if (request.isPrevious) {
    return badRequest(`previous terminated container "${name}" in pod "${request.pod}" not found`);
  }
  const statuses = [
    ...(pod.status.containerStatuses ?? []),
    ...(pod.status.initContainerStatuses ?? []),
  ];
  const waiting = statuses.find((status) => status.name === name)?.state?.waiting;
  if (waiting === undefined) {
    return badRequest(`container "${name}" in pod "${request.pod}" is not available`);
  }
  const { reason = '' } = waiting;
  const what = `container "${name}" in pod "${request.pod}" is waiting to start`;
  return badRequest(`${what}: ${WAITING_WORDS[reason] ?? reason}`);
}
