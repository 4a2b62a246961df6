import {
  type AnyKind,
  type DaemonSet,
  type Deployment,
  daemonSets,
  deployments,
  type KubeObject,
  type StatefulSet,
  statefulSets,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, gather, message } from '../failure.ts';
import { boolFlag, durationFlag, intFlag } from '../flags.ts';
import { type Info, objectOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { nextEvent } from '../verbs/watching.ts';
import {
  daemonSetStatus,
  deploymentStatus,
  type RolloutStatus,
  statefulSetStatus,
} from './status.ts';
import { ROLLOUT_FLAGS, toldRolloutTargets } from './targets.ts';

const REVISION = 'deployment.kubernetes.io/revision';

const groupKindOf = ({ kind, group }: AnyKind): string =>
  group === '' ? kind : `${kind}.${group}`;

function statusOf(info: Info, object: KubeObject): RolloutStatus {
  if (info.kind === statefulSets) return statefulSetStatus(object as StatefulSet);
  if (info.kind === deployments) return deploymentStatus(object as Deployment);
  if (info.kind === daemonSets) return daemonSetStatus(object as DaemonSet);
  return { error: `no status viewer has been implemented for ${groupKindOf(info.kind)}` };
}

/** Prints the state of one object; whether it is the last. */
function* show(session: Session, info: Info, object: KubeObject): Program<boolean | Failure> {
  const status = statusOf(info, object);
  if ('error' in status) return message(status.error);
  yield* session.out(status.text);
  return status.isDone || session.isCutOff();
}

function* follow(
  session: Session,
  info: Info,
  endMs: number | undefined,
): Program<Failure | undefined> {
  const { peek, flags } = session;
  const path = { kind: info.kind, namespace: info.namespace };
  const options = { labelSelector: '', fieldSelector: `metadata.name=${info.name}` };
  const revision = flags.int('revision');
  if (revision > 0 && info.kind === deployments) {
    const own = objectOf(info).metadata.annotations?.[REVISION] ?? '0';
    if (Number(own) !== revision) {
      return message(
        `desired revision (${revision}) is different from the running revision (${own})`,
      );
    }
  }
  session.log.reflecting(path, options.fieldSelector);
  const first = yield* show(session, info, objectOf(info));
  if (typeof first !== 'boolean') return first;
  if (first || !flags.bool('watch')) return undefined;
  session.endAt('terminations', 1);
  const { clock } = session.parts;
  const watch = peek.watch(path, options, objectOf(info).metadata.resourceVersion);
  try {
    for (;;) {
      const event = yield* nextEvent(watch, () => clock.nowMs(), endMs);
      if (event === undefined) {
        if (endMs !== undefined && clock.nowMs() >= endMs) {
          return message('timed out waiting for the condition');
        }
        continue;
      }
      if (event.type === 'DELETED') return message('object has been deleted');
      const isDone = yield* show(session, info, event.object);
      if (typeof isDone !== 'boolean') return isDone;
      if (isDone) return undefined;
    }
  } finally {
    watch.close();
  }
}

function* run(session: Session): Program<Failure | undefined> {
  if (session.flags.int('revision') < 0) {
    return message(`revision must be a positive integer: ${session.flags.int('revision')}`);
  }
  const found = yield* toldRolloutTargets(session);
  if ('type' in found) return found;
  const failures = [...found.failures];
  const timeoutMs = session.flags.durationMs('timeout');
  const endMs = timeoutMs > 0 ? session.parts.clock.nowMs() + timeoutMs : undefined;
  for (const info of found.infos) {
    const failure = yield* follow(session, info, endMs);
    session.log.reflected();
    if (failure !== undefined) failures.push(failure);
  }
  return gather(failures);
}

export const rolloutStatusVerb: Verb = {
  ...PLAIN_VERB,
  name: 'status',
  aliases: [],
  summary: 'Follow a rollout until it is complete',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  examples: [{ does: 'Follow a set', line: 'kubectl rollout status sts/mysql' }],
  flags: [
    ...ROLLOUT_FLAGS,
    boolFlag('watch', 'Go on until the rollout is complete', 'w', 'true'),
    intFlag('revision', 'Only this revision', '0'),
    durationFlag('timeout', 'How long to wait; 0 is as long as it takes'),
  ],
  verbs: [],
  run,
};
