import { type JsonObject, type Pod, parseLabelSelector, pods } from '../../api/index.ts';
import { type Program, sleep } from '../../kernel/index.ts';
import { describeFailure, type Failure, gather, message, plain } from '../failure.ts';
import { boolFlag, durationFlag, intFlag, textFlag } from '../flags.ts';
import { type Info, listKind, pathOf, SELECTOR_FLAG } from '../resources.ts';
import type { Session } from '../session.ts';
import type { Verb } from '../verb.ts';
import { DRY_RUN_FLAG, dryRunNote, dryRunOf } from '../verbs/common.ts';
import { nodesOf, setSchedulable } from './cordon.ts';

/** How long the real tool waits before it asks again for an eviction that a budget refused. */
const RETRY_MS = 5000;
/** How often it looks whether an evicted pod is gone. */
const POLL_MS = 1000;

const MIRROR = 'kubernetes.io/config.mirror';
const nameOf = ({ metadata }: Pod): string => `${metadata.namespace}/${metadata.name}`;
const ownerKind = ({ metadata }: Pod): string | undefined =>
  metadata.ownerReferences?.find((owner) => owner.controller)?.kind;
const hasLocalData = ({ spec }: Pod): boolean =>
  spec.volumes?.some((volume) => volume.emptyDir !== undefined) ?? false;
const isOver = ({ status }: Pod): boolean =>
  status.phase === 'Succeeded' || status.phase === 'Failed';

interface Sorting {
  readonly evicted: readonly Pod[];
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** Which pods of a node may go, and what stands against it. */
function sortPods({ flags }: Session, all: readonly Pod[]): Sorting {
  const evicted: Pod[] = [];
  const groups = { daemon: [] as string[], local: [] as string[], bare: [] as string[] };
  const forced: string[] = [];
  const ignored: string[] = [];
  for (const pod of all) {
    if (pod.metadata.annotations?.[MIRROR] !== undefined) continue;
    const kind = ownerKind(pod);
    if (kind === 'DaemonSet' && !isOver(pod)) {
      (flags.bool('ignore-daemonsets') ? ignored : groups.daemon).push(nameOf(pod));
      continue;
    }
    let mayGo = true;
    if (hasLocalData(pod) && !isOver(pod)) {
      mayGo = flags.bool('delete-emptydir-data');
      if (!mayGo) groups.local.push(nameOf(pod));
    }
    if (kind === undefined && !isOver(pod)) {
      if (flags.bool('force')) forced.push(nameOf(pod));
      else {
        groups.bare.push(nameOf(pod));
        mayGo = false;
      }
    }
    if (mayGo) evicted.push(pod);
  }
  const error = (names: readonly string[], text: string): string[] =>
    names.length === 0 ? [] : [`${text}: ${names.join(', ')}`];
  return {
    evicted,
    errors: [
      ...error(
        groups.daemon,
        'cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)',
      ),
      ...error(
        groups.local,
        'cannot delete Pods with local storage (use --delete-emptydir-data to override)',
      ),
      ...error(
        groups.bare,
        'cannot delete Pods that declare no controller (use --force to override)',
      ),
    ],
    warnings: [
      ...error(ignored, 'ignoring DaemonSet-managed Pods'),
      ...error(forced, 'deleting Pods that declare no controller'),
    ],
  };
}

function* evict(session: Session, pod: Pod, endMs: number): Program<Failure | undefined> {
  const { client, flags } = session;
  const { clock } = session.parts;
  const info = { kind: pods, namespace: pod.metadata.namespace ?? '', name: pod.metadata.name };
  const grace = flags.int('grace-period');
  const body: JsonObject = {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name: info.name, namespace: info.namespace },
    ...(grace < 0 ? {} : { deleteOptions: { gracePeriodSeconds: grace } }),
  };
  const options = { fieldManager: 'kubectl', isDryRun: false, fieldValidation: 'Ignore' as const };
  for (;;) {
    yield* session.out(`evicting pod ${info.namespace}/${info.name}\n`);
    const path = pathOf(info, flags.bool('disable-eviction') ? '' : 'eviction');
    const answer = flags.bool('disable-eviction')
      ? client.delete(path, {
          gracePeriodSeconds: grace < 0 ? undefined : grace,
          propagation: undefined,
          preconditions: {},
          isDryRun: false,
        })
      : client.create(path, body, options);
    if (answer.ok || answer.status.reason === 'NotFound') break;
    const about = `error when evicting pods/"${info.name}" -n "${info.namespace}"`;
    if (answer.status.reason !== 'TooManyRequests')
      return plain(`${about}: ${answer.status.message}`);
    yield* session.err(`${about} (will retry after 5s): ${answer.status.message}\n`);
    const leftMs = endMs - clock.nowMs();
    yield* sleep(Math.min(RETRY_MS, leftMs));
    if (clock.nowMs() >= endMs)
      return plain(`${about}: global timeout reached: ${flags.text('timeout')}`);
  }
  for (;;) {
    const current = client.get(pathOf(info));
    if (!current.ok || current.value.metadata.uid !== pod.metadata.uid) break;
    if (clock.nowMs() >= endMs) {
      return plain(
        `error when waiting for pod "${info.name}" in namespace "${info.namespace}" to ` +
          `terminate: global timeout reached: ${flags.text('timeout')}`,
      );
    }
    yield* sleep(Math.min(POLL_MS, Math.max(1, endMs - clock.nowMs())));
  }
  yield* session.out(`pod/${info.name} evicted\n`);
  return undefined;
}

function* podsOn(session: Session, node: string): Program<readonly Pod[] | Failure> {
  const labelSelector = session.flags.text('pod-selector');
  const listed = yield* listKind(session, pods, {
    isEverywhere: true,
    labelSelector,
    fieldSelector: `spec.nodeName=${node}`,
  });
  return listed.ok ? (listed.value as Pod[]) : listed.failure;
}

function* drainOne(session: Session, info: Info, endMs: number): Program<Failure | undefined> {
  const all = yield* podsOn(session, info.name);
  if (!Array.isArray(all)) return all as Failure;
  const { evicted, errors, warnings } = sortPods(session, all as Pod[]);
  if (errors.length > 0)
    return plain(errors.length === 1 ? (errors[0] as string) : `[${errors.join(', ')}]`);
  if (warnings.length > 0) yield* session.err(`Warning: ${warnings.join('; ')}\n`);
  for (const pod of evicted) {
    const failure = yield* evict(session, pod, endMs);
    if (failure === undefined) continue;
    yield* session.err(
      `There are pending pods in node "${info.name}" when an error occurred: ` +
        `${describeFailure(failure)}\npod/${pod.metadata.name}\n`,
    );
    return failure;
  }
  return undefined;
}

function* run(session: Session): Program<Failure | undefined> {
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  if (!parseLabelSelector(session.flags.text('pod-selector')).ok) {
    return message('--pod-selector=<pod_selector> must be a valid label selector');
  }
  const found = yield* nodesOf(session, 'drain');
  if ('type' in found) return found;
  const failures: Failure[] = [];
  for (const info of found) {
    const failure = yield* setSchedulable(session, info, false, dryRun.value);
    if (failure !== undefined) failures.push(failure);
  }
  if (failures.length > 0) return gather(failures);
  const timeoutMs = session.flags.durationMs('timeout');
  const endMs = timeoutMs > 0 ? session.parts.clock.nowMs() + timeoutMs : Number.POSITIVE_INFINITY;
  const pending: string[] = [];
  const texts: string[] = [];
  for (const info of found) {
    const failure = dryRun.value === 'none' ? yield* drainOne(session, info, endMs) : undefined;
    if (failure === undefined) {
      yield* session.out(`node/${info.name} drained${dryRunNote(dryRun.value)}\n`);
      continue;
    }
    const text = describeFailure(failure);
    yield* session.err(
      `error: unable to drain node "${info.name}" due to error: ${text}, continuing command...\n`,
    );
    pending.push(info.name);
    texts.push(text);
  }
  if (pending.length === 0) return undefined;
  return plain(
    `There are pending nodes to be drained:\n ${pending.join('\n ')}\n${texts.join('\n')}`,
  );
}

export const drainVerb: Verb = {
  name: 'drain',
  aliases: [],
  summary: 'Empty a node before it is serviced',
  usage: 'NODE',
  examples: [{ does: 'Empty a node', line: 'kubectl drain node-2 --ignore-daemonsets' }],
  flags: [
    DRY_RUN_FLAG,
    SELECTOR_FLAG,
    boolFlag('delete-emptydir-data', 'Go on although pods have data in an emptyDir'),
    boolFlag('disable-eviction', 'Delete pods instead of evicting them'),
    boolFlag('force', 'Go on although pods have no controller'),
    boolFlag('ignore-daemonsets', 'Leave the pods of DaemonSets alone'),
    intFlag('chunk-size', 'How many objects to ask for at once', '500'),
    intFlag('grace-period', 'Seconds that each pod gets to end; -1 for its own', '-1'),
    intFlag('skip-wait-for-delete-timeout', 'Do not wait for pods that end since so many seconds'),
    textFlag('pod-selector', 'Only pods with these labels'),
    durationFlag('timeout', 'How long to wait; 0 is as long as it takes'),
  ],
  verbs: [],
  run,
};
