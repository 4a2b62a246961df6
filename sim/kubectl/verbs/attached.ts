import { type ContainerStatus, type Pod, pods } from '../../api/index.ts';
import { type Program, readAll, untilOr } from '../../kernel/index.ts';
import { exitWith, type Failure, message, plain } from '../failure.ts';
import { pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { attachProcess, overStream } from './process.ts';

/** A container that somebody attaches to. */
export interface Attachment {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

const RECORDED =
  'All commands and output from this session will be recorded in container logs, including ' +
  'credentials and sensitive information passed through the command prompt.\n' +
  "If you don't see a command prompt, try pressing enter.\n";

const isOver = (pod: Pod): boolean =>
  pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';

/** The status of a container of any sort. */
export function containerStatusOf({ status }: Pod, container: string): ContainerStatus | undefined {
  const all = [
    ...(status.containerStatuses ?? []),
    ...(status.initContainerStatuses ?? []),
    ...(status.ephemeralContainerStatuses ?? []),
  ];
  return all.find(({ name }) => name === container);
}

const isEphemeral = ({ spec }: Pod, container: string): boolean =>
  (spec.ephemeralContainers ?? []).some(({ name }) => name === container);

const hasTty = ({ spec }: Pod, container: string): boolean =>
  [...spec.containers, ...(spec.ephemeralContainers ?? [])].some(
    (one) => one.name === container && one.tty === true,
  );

function podOf(session: Session, { namespace, pod }: Attachment): Pod | undefined {
  const got = session.client.get(pathOf({ kind: pods, namespace, name: pod }));
  return got.ok ? (got.value as Pod) : undefined;
}

/** What a container has written so far, or, when followed, until it ends. */
export function* copyLog(session: Session, target: Attachment): Program<Failure | undefined> {
  const log = yield* session.call(session.client.logs(logOf(target, true)));
  if (!log.ok) return log.failure;
  for (;;) {
    const text = yield* log.value.read();
    if (text === undefined || session.isCutOff()) return undefined;
    yield* session.out(text);
  }
}

const logOf = ({ namespace, pod, container }: Attachment, isFollowed: boolean) => ({
  namespace,
  pod,
  container,
  isFollowed,
  isPrevious: false,
  tailLines: undefined,
  sinceSeconds: undefined,
  hasTimestamps: false,
});

/** What a new container wrote before anybody attached to it. */
function* writtenBefore(session: Session, target: Attachment): Program<string> {
  const log = yield* session.call(session.client.logs(logOf(target, false)));
  return log.ok ? yield* readAll(log.value) : '';
}

function reattachText(pod: Pod, target: Attachment): string {
  const { container, namespace } = target;
  const again = `'kubectl attach ${target.pod} -c ${container} -n ${namespace} -i -t'`;
  return isEphemeral(pod, container)
    ? 'Session ended, the ephemeral container will not be restarted but may be reattached using ' +
        `${again} if it is still running\n`
    : `Session ended, resume using ${again} command\n`;
}

/**
 * Connects the terminal or the streams of the command line with the main program of a container
 * that runs, until one of them ends. Models pkg/cmd/attach.
 */
export function* converse(
  session: Session,
  target: Attachment,
  isNew: boolean,
): Program<Failure | undefined> {
  const { client, context, flags } = session;
  const pod = podOf(session, target);
  if (pod === undefined) return undefined;
  const isQuiet = flags.bool('quiet');
  const isTerminal = hasTty(pod, target.container);
  const wantsTty = flags.bool('tty');
  const before = isNew ? yield* writtenBefore(session, target) : '';
  const hasInput = flags.bool('stdin');
  const tty = isTerminal && hasInput ? context.tty : undefined;
  const started = client.attach({
    namespace: target.namespace,
    pod: target.pod,
    container: target.container,
    stdin: hasInput ? context.stdin : undefined,
    stdout: context.stdout,
    stderr: context.stderr,
    tty,
  });
  yield* session.out(before);
  if (wantsTty && !isTerminal && !isQuiet) {
    yield* session.err(
      `error: Unable to use a TTY - container ${target.container} did not allocate one\n`,
    );
  }
  if (isTerminal && hasInput && tty === undefined && !isQuiet) {
    yield* session.err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  }
  if (!isQuiet) yield* session.err(RECORDED);
  const process = yield* session.call(started);
  if (!process.ok) return overStream(process.failure);
  if (hasInput && tty === undefined && context.tty !== undefined) session.endAt('terminations', 1);
  const code = yield* attachProcess(process.value, tty === undefined ? undefined : context.self);
  if (tty !== undefined && !isQuiet) yield* session.out(reattachText(pod, target));
  return code === 0 ? undefined : exitWith(code);
}

const isReady = ({ status }: Pod): boolean =>
  status.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') ?? false;

/**
 * Waits until a new pod is ready or has ended, and shows what its container does until it ends.
 * Models handleAttachPod of pkg/cmd/run.
 */
export function* attachTo(
  session: Session,
  target: Attachment,
  limitMs: number,
): Program<Failure | undefined> {
  const isDone = (): boolean => {
    const pod = podOf(session, target);
    return pod === undefined || isOver(pod);
  };
  const isStarted = (): boolean => {
    const pod = podOf(session, target);
    return pod === undefined || isOver(pod) || (pod.status.phase === 'Running' && isReady(pod));
  };
  session.endAt('terminations', 1);
  if (!(yield* untilOr(isStarted, limitMs))) return message('timed out waiting for the condition');
  return isDone() ? yield* copyLog(session, target) : yield* converse(session, target, true);
}

/**
 * Waits until a container that was added for debugging has started, however long that takes, and
 * shows what it does; each reason for which it does not start is told. Models pkg/cmd/debug.
 */
export function* attachToAdded(session: Session, target: Attachment): Program<Failure | undefined> {
  session.endAt('terminations', 1);
  for (let version = ''; ; ) {
    const pod = podOf(session, target);
    if (pod === undefined) return undefined;
    version = pod.metadata.resourceVersion ?? '';
    const status = containerStatusOf(pod, target.container);
    const isEnded = status?.state?.terminated ?? status?.lastState?.terminated;
    if (isEnded !== undefined) return yield* copyLog(session, target);
    if (status?.state?.running !== undefined) return yield* converse(session, target, true);
    const why = status?.state?.waiting?.message ?? '';
    if (why !== '' && !session.flags.bool('quiet')) {
      yield* session.err(`Warning: container ${target.container}: ${why}\n`);
    }
    const isOther = (): boolean => podOf(session, target)?.metadata.resourceVersion !== version;
    yield { ready: isOther };
  }
}

/**
 * Waits for the end of a pod that is not restarted for ever, and gives the code of its container.
 * Models the exit code of pkg/cmd/run.
 */
export function* exitOfPod(
  session: Session,
  target: Attachment,
  limitMs: number,
): Program<Failure | undefined> {
  const { restartPolicy } = podOf(session, target)?.spec ?? {};
  if (restartPolicy !== 'Never' && restartPolicy !== 'OnFailure') return undefined;
  const isEnded = (): boolean => {
    const pod = podOf(session, target);
    if (pod === undefined) return true;
    return restartPolicy === 'Never' ? isOver(pod) : pod.status.phase === 'Succeeded';
  };
  if (!(yield* untilOr(isEnded, limitMs))) return message('timed out waiting for the condition');
  const pod = podOf(session, target);
  if (pod?.status.phase !== 'Failed') return undefined;
  const ended = containerStatusOf(pod, target.container)?.state?.terminated;
  const name = `pod ${target.namespace}/${target.pod}`;
  if (ended === undefined || ended.exitCode === 0) {
    return message(`${name} failed with unknown exit code`);
  }
  const text = `${name} terminated (${ended.reason ?? ''})\n${ended.message ?? ''}`;
  return { type: 'coded', code: ended.exitCode, failure: plain(text.trimEnd()) };
}
