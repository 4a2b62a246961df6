import { type JsonObject, type Pod, parseLabelSelector, pods } from '../../api/index.ts';
import { type Program, sleep } from '../../kernel/index.ts';
import { describeFailure, type Failure, gather, message, plain } from '../failure.ts';
import { boolFlag, durationFlag, intFlag, textFlag } from '../flags.ts';
import { type Info, listKind, pathOf, SELECTOR_FLAG } from '../resources.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { DRY_RUN_FLAG, type DryRun, dryRunNote, dryRunOf } from '../verbs/common.ts';
import { nodesOf, nodesRefusal, setSchedulable } from './cordon.ts';
import { sortPods } from './drain-filters.ts';

/** How long the real tool waits before it asks again for an eviction that a budget refused. */
const RETRY_MS = 5000;
/** How often it looks whether an evicted pod is gone. */
const POLL_MS = 1000;

/** One pod on its way off the node, beside the others. */
interface Leaving {
  readonly pod: Pod;
  state: 'asking' | 'ending' | 'over';
  /** When it is looked at next. */
  dueMs: number;
}

/** What a drain is asked to do with pods, and until when. */
interface Orders {
  readonly session: Session;
  readonly dryRun: DryRun;
  readonly endMs: number;
}

const timedOut = ({ session, endMs }: Orders): string | undefined =>
  session.parts.clock.nowMs() >= endMs
    ? `global timeout reached: ${session.flags.text('timeout')}`
    : undefined;

/** Asks for one pod to go. Returns why it cannot; a refusal that may pass is asked again later. */
function* ask(orders: Orders, leaving: Leaving): Program<string | undefined> {
  const { session, dryRun } = orders;
  const { namespace = '', name } = leaving.pod.metadata;
  const info = { kind: pods, namespace, name };
  const grace = session.flags.int('grace-period');
  const deleteOptions = grace < 0 ? {} : { deleteOptions: { gracePeriodSeconds: grace } };
  const metadata = { name, namespace };
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata, ...deleteOptions };
  const isDryRun = dryRun === 'server';
  const options = { fieldManager: 'kubectl', isDryRun, fieldValidation: 'Ignore' as const };
  yield* session.out(`evicting pod ${namespace}/${name}${dryRunNote(dryRun)}\n`);
  const about = `error when evicting pods/"${name}" -n "${namespace}"`;
  const late = timedOut(orders);
  if (late !== undefined) return `${about}: ${late}`;
  if (session.flags.int('v') > 0) yield* session.out(`pod/${name} eviction started\n`);
  const answer = session.client.create(pathOf(info, 'eviction'), body as JsonObject, options);
  if (answer.ok || answer.status.reason === 'NotFound') {
    leaving.state = isDryRun || !answer.ok ? 'over' : 'ending';
    return undefined;
  }
  if (answer.status.reason !== 'TooManyRequests') return `${about}: ${answer.status.message}`;
  yield* session.err(`${about} (will retry after 5s): ${answer.status.message}\n`);
  leaving.dueMs += RETRY_MS;
  return undefined;
}

/** Looks whether a pod is gone. Returns why nobody waits for it any longer. */
function* look(orders: Orders, leaving: Leaving, did: string): Program<string | undefined> {
  const { session } = orders;
  const { namespace = '', name, uid } = leaving.pod.metadata;
  const current = session.typed.get(pathOf({ kind: pods, namespace, name }));
  if (!current.ok || current.value.metadata.uid !== uid) {
    yield* session.out(`pod/${name} ${did}\n`);
    leaving.state = 'over';
    return undefined;
  }
  const late = timedOut(orders);
  leaving.dueMs += POLL_MS;
  return late === undefined
    ? undefined
    : `error when waiting for pod "${name}" in namespace "${namespace}" to terminate: ${late}`;
}

/** Sees every pod off, each at its own pace; the texts of what went wrong, in order. */
function* seeOff(orders: Orders, all: Leaving[], did: string): Program<string[]> {
  const { clock } = orders.session.parts;
  const errors: string[] = [];
  for (;;) {
    const [next] = all
      .filter(({ state }) => state !== 'over')
      .sort((left, right) => left.dueMs - right.dueMs);
    if (next === undefined) return errors;
    if (next.dueMs > clock.nowMs()) yield* sleep(next.dueMs - clock.nowMs());
    const step = next.state === 'asking' ? ask(orders, next) : look(orders, next, did);
    const error = yield* step;
    if (error === undefined) continue;
    errors.push(error);
    next.state = 'over';
  }
}

/** Evicts pods side by side. Models evictPods. */
function* evictAll(orders: Orders, leaving: readonly Pod[]): Program<string[]> {
  const nowMs = orders.session.parts.clock.nowMs();
  const all = leaving.map((pod): Leaving => ({ pod, state: 'asking', dueMs: nowMs }));
  // The real one starts a thread for each pod, and the last one that is started runs first.
  const last = all.pop();
  return yield* seeOff(orders, last === undefined ? [] : [last, ...all], 'evicted');
}

/** Deletes pods, then waits until they are gone. Models deletePods. */
function* deleteAll(orders: Orders, leaving: readonly Pod[]): Program<string[]> {
  const { session, dryRun } = orders;
  const grace = session.flags.int('grace-period');
  for (const { metadata } of leaving) {
    const { namespace = '', name } = metadata;
    const answer = session.typed.delete(pathOf({ kind: pods, namespace, name }), {
      gracePeriodSeconds: grace < 0 ? undefined : grace,
      propagation: undefined,
      preconditions: {},
      isDryRun: dryRun === 'server',
    });
    if (!answer.ok && answer.status.reason !== 'NotFound') return [answer.status.message];
  }
  const nowMs = session.parts.clock.nowMs();
  const all = leaving.map((pod): Leaving => ({ pod, state: 'ending', dueMs: nowMs }));
  return yield* seeOff(orders, all, 'deleted');
}

function* podsOn(session: Session, node: string): Program<readonly Pod[] | Failure> {
  const labelSelector = session.flags.text('pod-selector');
  const typed = { ...session, client: session.typed };
  const listed = yield* listKind(typed, pods, {
    isEverywhere: true,
    labelSelector,
    fieldSelector: `spec.nodeName=${node}`,
  });
  return listed.ok ? (listed.value as Pod[]) : listed.failure;
}

/** The resources of the first version, among which evictions are looked for. */
const VERSION_RESOURCES = {
  method: 'GET' as const,
  target: '/api/v1',
  accept: 'application/json, */*',
  place: 'discovery_client.go:413',
};

/** Empties one node; the texts of what stood against it. Models deleteOrEvictPodsSimple. */
function* drainOne(orders: Orders, info: Info): Program<readonly string[]> {
  const { session, dryRun } = orders;
  const all = yield* podsOn(session, info.name);
  if (!Array.isArray(all)) return [describeFailure(all as Failure)];
  const { leaving, errors, warnings } = sortPods(session, all as Pod[]);
  if (errors.length > 0) return errors;
  if (warnings.length > 0) yield* session.err(`Warning: ${warnings.join('; ')}\n`);
  if (dryRun === 'client') {
    for (const { metadata } of leaving) {
      yield* session.out(`evicting pod ${metadata.namespace}/${metadata.name} (dry run)\n`);
    }
    return [];
  }
  session.log.request(VERSION_RESOURCES);
  const failed = session.flags.bool('disable-eviction')
    ? yield* deleteAll(orders, leaving)
    : yield* evictAll(orders, leaving);
  if (failed.length === 0) return [];
  const now = yield* podsOn(session, info.name);
  const pending = Array.isArray(now) ? sortPods(session, now as Pod[]).leaving : [];
  if (pending.length > 0) {
    const names = pending.map(({ metadata }) => `pod/${metadata.name}\n`).join('');
    const head = `There are pending pods in node "${info.name}" when an error occurred`;
    yield* session.err(`${head}: ${together(failed)}\n${names}`);
  }
  return failed;
}

/** Several errors as one text. Models utilerrors.NewAggregate. */
const together = (errors: readonly string[]): string => {
  const unique = [...new Set(errors)];
  return unique.length === 1 ? (unique[0] as string) : `[${unique.join(', ')}]`;
};

function* run(session: Session): Program<Failure | undefined> {
  const refused = nodesRefusal(session, 'drain');
  if (refused !== undefined) return refused;
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  if (!parseLabelSelector(session.flags.text('pod-selector')).ok) {
    return message('--pod-selector=<pod_selector> must be a valid label selector');
  }
  const found = yield* nodesOf(session);
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
    const errors = yield* drainOne({ session, dryRun: dryRun.value, endMs }, info);
    if (errors.length === 0) {
      yield* session.out(`node/${info.name} drained${dryRunNote(dryRun.value)}\n`);
      continue;
    }
    const head = `error: unable to drain node "${info.name}" due to error`;
    yield* session.err(`${head}: ${together(errors)}, continuing command...\n`);
    pending.push(info.name);
    texts.push(...errors);
  }
  if (pending.length === 0) return undefined;
  return plain(
    `There are pending nodes to be drained:\n ${pending.join('\n ')}\n${texts.join('\n')}`,
  );
}

export const drainVerb: Verb = {
  ...PLAIN_VERB,
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
  isServerFirst: () => true,
  run,
};
