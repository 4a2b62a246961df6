import { type ContainerStatus, type Pod, pods } from '../../api/index.ts';
import { type Program, type Tty, until, untilOr } from '../../kernel/index.ts';
import { exitWith, type Failure, message } from '../failure.ts';
import { pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { attachProcess } from './process.ts';

/** A container that somebody is attached to from its start. */
export interface Attachment {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** The command that a terminal talks to; [] is a shell. */
  readonly words: readonly string[];
  /** How long to wait until it runs. */
  readonly limitMs: number;
}

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

/**
 * Shows what a container does until it ends. On a terminal a second process of the same command is
 * what the caller talks to; without one the output of the container itself is shown.
 */
export function* attachTo(session: Session, target: Attachment): Program<Failure | undefined> {
  const { client, context, flags } = session;
  const path = pathOf({ kind: pods, namespace: target.namespace, name: target.pod });
  const current = (): Pod | undefined => {
    const got = client.get(path);
    return got.ok ? (got.value as Pod) : undefined;
  };
  const stateNow = () => {
    const pod = current();
    return pod === undefined ? undefined : containerStatusOf(pod, target.container)?.state;
  };
  const isStarted = (): boolean => {
    const pod = current();
    if (pod === undefined || isOver(pod)) return true;
    const state = stateNow();
    return state?.running !== undefined || state?.terminated !== undefined;
  };
  if (!(yield* untilOr(isStarted, target.limitMs))) {
    return message('timed out waiting for the condition');
  }
  const tty = flags.bool('tty') ? context.tty : undefined;
  if (tty !== undefined) return yield* converse(session, target, tty);
  const failure = yield* copyLog(session, target);
  if (failure !== undefined) return failure;
  yield* until(() => {
    const pod = current();
    return pod === undefined || isOver(pod) || stateNow()?.terminated !== undefined;
  });
  const ended = stateNow()?.terminated;
  const code = ended?.exitCode ?? 0;
  if (code === 0) return undefined;
  yield* session.err(
    `pod ${target.namespace}/${target.pod} terminated (${ended?.reason ?? 'Error'})\n`,
  );
  return exitWith(code);
}

/** Talks to a process of the container's command over the terminal. */
export function* converse(
  session: Session,
  target: Attachment,
  tty: Tty,
): Program<Failure | undefined> {
  const { client, context } = session;
  yield* session.err("If you don't see a command prompt, try pressing enter.\n");
  const started = yield* session.call(
    client.exec({
      namespace: target.namespace,
      pod: target.pod,
      container: target.container,
      command: target.words.length === 0 ? ['sh'] : target.words,
      stdin: context.stdin,
      stdout: context.stdout,
      stderr: context.stderr,
      tty,
    }),
  );
  if (!started.ok) return yield* copyLog(session, target);
  const code = yield* attachProcess(started.value, context.self);
  return code === 0 ? undefined : exitWith(code);
}

/** What the container writes, to its end. */
export function* copyLog(session: Session, target: Attachment): Program<Failure | undefined> {
  const log = yield* session.call(
    session.client.logs({
      namespace: target.namespace,
      pod: target.pod,
      container: target.container,
      isFollowed: true,
      isPrevious: false,
      tailLines: undefined,
      sinceSeconds: undefined,
      hasTimestamps: false,
    }),
  );
  if (!log.ok) return log.failure;
  for (;;) {
    const text = yield* log.value.read();
    if (text === undefined || session.isCutOff()) return undefined;
    yield* session.out(text);
  }
}
