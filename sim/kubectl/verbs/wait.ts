import type { Json, JsonObject, KubeObject } from '../../api/index.ts';
import { type Program, sleep } from '../../kernel/index.ts';
import { done, type Failure, failed, gather, message, type Outcome } from '../failure.ts';
import { boolFlag, durationFlag, textFlag } from '../flags.ts';
import {
  hasFiles,
  LOCAL_NEEDS_FILES,
  PLAIN_FILE_FLAGS,
  recursiveByDefault,
} from '../manifest/files.ts';
import { findResults, parseRelaxed } from '../output/jsonpath/index.ts';
import { OUTPUT_FLAGS } from '../output/printer.ts';
import {
  ALL_NAMESPACES_FLAG,
  FIELD_SELECTOR_FLAG,
  type Gathered,
  type Info,
  inOrderOf,
  NOTHING_GIVEN,
  pathOf,
  SELECTOR_FLAG,
} from '../resources.ts';
import { selectionOf } from '../selection.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { type Report, reportFor } from './common.ts';
import { type Awaited, waitUntilGone } from './wait-gone.ts';

type Condition =
  | { readonly type: 'delete' }
  | { readonly type: 'create' }
  | {
      readonly type: 'met';
      isMet(object: KubeObject): boolean;
      /** Why the object can never meet it; '' for no reason. */
      faultOf(object: KubeObject): string;
    };

interface StatusCondition {
  type?: string;
  status?: string;
  observedGeneration?: number;
}

function conditionMet(name: string, value: string) {
  return (object: KubeObject): boolean => {
    const { status } = object as { status?: { conditions?: StatusCondition[] } } & KubeObject;
    const found = status?.conditions?.find((c) => c.type?.toLowerCase() === name.toLowerCase());
    if (found === undefined) return false;
    const observed = found.observedGeneration ?? 0;
    if (observed > 0 && observed < (object.metadata.generation ?? 0)) return false;
    return found.status?.toLowerCase() === value.toLowerCase();
  };
}

/** Keys that are not there are no mistake. */
const LENIENT = { areMissingKeysAllowed: true };

function jsonpathMet(text: string): Outcome<Condition> {
  if (text === '') return failed(message('jsonpath expression cannot be empty'));
  const match = /^(\{.*?\}|'\{.*?\}'|[^={]*?)(?:=(.*))?$/s.exec(text);
  const [, path = '', value] = match ?? [];
  const expression = path.replace(/^'|'$/g, '');
  if (!/^\{\.?[^{}]+\}$|^\.?[^{}]+$/.test(expression) || value?.startsWith('=') === true) {
    const forms = "'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'";
    return failed(message(`unexpected path string, expected a ${forms}`));
  }
  if (value?.includes('=') === true) {
    const forms = ["'{.status.readyReplicas}'=3", "'{.status.readyReplicas}'"];
    const each = forms.map((form) => `--for=jsonpath=${form}`);
    return failed(message(`jsonpath wait format must be ${each.join(' or ')}`));
  }
  const parsed = parseRelaxed(expression);
  if (!parsed.ok) return failed(message(parsed.error));
  if (value === '') {
    const example = "--for=jsonpath='{.status.readyReplicas}'=3";
    return failed(message(`jsonpath wait has to have a value after equal sign, like ${example}`));
  }
  const wanted = value?.replace(/^(['"])(.*)\1$/s, '$2');
  const valuesIn = (object: KubeObject): Json[] => {
    const data = object as unknown as JsonObject;
    const found = findResults(data, parsed.value.parts, LENIENT);
    return found.ok ? found.value.flat() : [];
  };
  return done({
    type: 'met',
    faultOf(object) {
      const found = findResults(object as unknown as JsonObject, parsed.value.parts, LENIENT);
      if (!found.ok) return found.error;
      const values = valuesIn(object);
      if (values.length > 1) return 'given jsonpath expression matches more than one value';
      if (wanted === undefined) return '';
      const isNested = values.some((one) => typeof one === 'object' && one !== null);
      if (!isNested) return '';
      return 'jsonpath leads to a nested object or list which is not supported';
    },
    isMet(object) {
      const values = valuesIn(object);
      if (wanted === undefined) return values.length > 0;
      return (
        values.length === 1 && typeof values[0] !== 'object' && String(values[0]).trim() === wanted
      );
    },
  });
}

function parseCondition(text: string): Outcome<Condition> {
  const word = text.toLowerCase();
  if (word === 'delete' || word === 'create') return done({ type: word });
  if (text.startsWith('condition=')) {
    const [, name = '', value = 'true'] = /^condition=([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
    return done({ type: 'met', isMet: conditionMet(name, value), faultOf: () => '' });
  }
  if (text.startsWith('jsonpath=')) return jsonpathMet(text.slice('jsonpath='.length));
  return failed(message(`unrecognized condition: "${text}"`));
}

const notMet = ({ kind, name }: Info): Failure =>
  message(`condition not met for ${kind.plural}/${name}`);

const timedOut = ({ kind, name }: Info): Failure =>
  message(`timed out waiting for the condition on ${kind.plural}/${name}`);

/** What is said of an object whose turn comes when no time is left. */
const tooLate = (info: Info, { type }: Condition): Failure =>
  type === 'delete'
    ? message('client rate limiter Wait returned an error: context deadline exceeded')
    : timedOut(info);

function* awaitOne(
  session: Session,
  info: Info,
  condition: Condition,
  endMs: number,
): Program<Failure | undefined> {
  const { clock } = session.parts;
  const ready = (): boolean => {
    const current = session.peek.get(pathOf(info));
    if (condition.type === 'met') return current.ok && condition.isMet(current.value);
    return current.ok;
  };
  const current = session.peek.get(pathOf(info));
  const fault = condition.type === 'met' && current.ok ? condition.faultOf(current.value) : '';
  if (fault !== '') return message(fault);
  const startMs = clock.nowMs();
  const delayMs = endMs - startMs;
  const { kind, namespace, name } = info;
  if (condition.type === 'create') session.client.get(pathOf(info));
  else session.log.reflecting({ kind, namespace }, `metadata.name=${name}`);
  if (!ready() && delayMs > 0) yield { ready, delayMs };
  if (condition.type !== 'create') session.log.reflected();
  if (ready()) return undefined;
  if (condition.type === 'create') return message('timed out waiting for the condition');
  return session.flags.durationMs('timeout') === 0 ? notMet(info) : timedOut(info);
}

function named(session: Session): Outcome<Info[]> {
  const selection = selectionOf(session, session.args);
  if (!selection.ok) return selection;
  if (selection.value.type !== 'objects') return done([]);
  const { namespace } = session;
  return done(
    selection.value.objects.map(({ kind, name }) => ({
      kind,
      name,
      namespace,
      source: '',
      object: {},
    })),
  );
}

const isMissing = (failure: Failure): boolean =>
  failure.type === 'status' && failure.status.reason === 'NotFound';

function* awaitIt(
  session: Session,
  awaited: Awaited,
  condition: Condition,
  leftMs: number,
  endMs: number,
): Program<Failure | undefined> {
  const { info } = awaited;
  if (condition.type !== 'delete') return yield* awaitOne(session, info, condition, endMs);
  if (leftMs > 0) return yield* waitUntilGone(session, [awaited], leftMs);
  return session.client.get(pathOf(info)).ok ? notMet(info) : undefined;
}

function* awaitAll(
  session: Session,
  infos: readonly Outcome<Info>[],
  condition: Condition,
  report: Report,
): Program<Failure | undefined> {
  const { clock } = session.parts;
  const timeoutMs = session.flags.durationMs('timeout');
  const isOnce = timeoutMs === 0;
  const endMs = clock.nowMs() + (timeoutMs < 0 ? 168 * 3_600_000 : timeoutMs);
  const failures: Failure[] = [];
  for (const one of infos) {
    if (!one.ok) {
      failures.push(one.failure);
      continue;
    }
    const info = one.value;
    const leftMs = isOnce ? 0 : Math.max(1, endMs - clock.nowMs());
    const awaited: Awaited = {
      info,
      uid: (info.object.metadata as { uid?: string } | undefined)?.uid ?? '',
    };
    const isLate = !isOnce && timeoutMs > 0 && clock.nowMs() >= endMs;
    const failure = isLate
      ? tooLate(info, condition)
      : yield* awaitIt(session, awaited, condition, leftMs, endMs);
    // What is gone is shown as it was.
    const current = session.peek.get(pathOf(info));
    const shown = current.ok ? (current.value as unknown as JsonObject) : info.object;
    const said = failure ?? (yield* report(info, shown, 'condition met'));
    if (said !== undefined) failures.push(said);
  }
  return gather(failures);
}

function* run(session: Session): Program<Failure | undefined> {
  const report = reportFor(session, 'none');
  if (!report.ok) return report.failure;
  const wanted = session.flags.list('for');
  if (wanted.length === 0) return message('unrecognized condition: []');
  const conditions: Condition[] = [];
  for (const text of wanted) {
    const condition = parseCondition(text);
    if (!condition.ok) return condition.failure;
    conditions.push(condition.value);
  }
  if (session.flags.bool('local') && session.args.length > 0) return message(LOCAL_NEEDS_FILES);
  session.endAt('terminations', 1);
  for (const condition of conditions) {
    const failure = yield* runOne(session, condition, report.value);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

const EVERYWHERE = 'a resource cannot be retrieved by name across all namespaces';

/** Waits for one condition of everything that the command line names. */
function* runOne(
  session: Session,
  condition: Condition,
  report: Report,
): Program<Failure | undefined> {
  const infos = hasFiles(session) ? done([]) : named(session);
  if (infos.ok && infos.value.length > 0 && session.flags.bool('all-namespaces')) {
    return message(EVERYWHERE);
  }
  if (condition.type === 'create' && !hasFiles(session)) {
    if (!infos.ok) return infos.failure;
    const { flags } = session;
    const isListed = flags.bool('all') || flags.text('selector') !== '';
    if (session.args.length === 0) return message(NOTHING_GIVEN);
    if (infos.value.length === 0 && !isListed) {
      return message('resource(s) were provided, but no name was specified');
    }
    if (infos.value.length > 0) return yield* awaitCreated(session, infos.value, report);
  }
  const found = yield* targetsOf(session, condition);
  if ('type' in found) return found;
  const isDelete = condition.type === 'delete';
  const awaited = inOrderOf(found).filter((one) => one.ok || !(isDelete && isMissing(one.failure)));
  if (awaited.length === 0) {
    return isDelete ? undefined : message('no matching resources found');
  }
  return yield* awaitAll(session, awaited, condition, report);
}

const POLL_MS = 500;

/** What the command line names; what is to be created is waited for until there is any. */
function* targetsOf(session: Session, condition: Condition): Program<Gathered | Failure> {
  const { clock } = session.parts;
  const endMs = clock.nowMs() + session.flags.durationMs('timeout');
  for (;;) {
    const found = yield* gatherTargets(session, session.args, DEFAULT_RULES);
    const isNothing = !('type' in found) && found.infos.length + found.failures.length === 0;
    if (condition.type !== 'create' || !isNothing) return found;
    if (clock.nowMs() >= endMs) return message('timed out waiting for the condition');
    yield* sleep(Math.min(POLL_MS, endMs - clock.nowMs()));
  }
}

/** Says that objects are there when all of them are. */
function* awaitCreated(
  session: Session,
  infos: readonly Info[],
  report: Report,
): Program<Failure | undefined> {
  const endMs = session.parts.clock.nowMs() + session.flags.durationMs('timeout');
  for (const info of infos) {
    const failure = yield* awaitOne(session, info, { type: 'create' }, endMs);
    if (failure !== undefined) return failure;
  }
  return yield* awaitAll(session, infos.map(done), { type: 'create' }, report);
}

export const waitVerb: Verb = {
  ...PLAIN_VERB,
  name: 'wait',
  aliases: [],
  summary: 'Wait until objects are in a certain state',
  usage:
    '([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | ' +
    '--all)]) [--for=create|--for=delete|--for ' +
    "condition=available|--for=jsonpath='{}'[=value]]",
  examples: [
    {
      does: 'Wait until a pod is ready',
      line: 'kubectl wait --for=condition=Ready pod/mysql-0 --timeout=60s',
    },
    { does: 'Wait until it is gone', line: 'kubectl wait --for=delete pod/mysql-0' },
    {
      does: 'Wait for the value of a field',
      line: "kubectl wait --for=jsonpath='{.status.readyReplicas}'=3 sts/mysql",
    },
  ],
  flags: [
    ...OUTPUT_FLAGS,
    ...PLAIN_FILE_FLAGS.map(recursiveByDefault),
    SELECTOR_FLAG,
    FIELD_SELECTOR_FLAG,
    ALL_NAMESPACES_FLAG,
    boolFlag('all', 'Every object of the given kinds'),
    boolFlag('local', 'Look only at what was given'),
    {
      ...textFlag('for', 'create, delete, condition=NAME[=VALUE] or jsonpath=PATH[=VALUE]'),
      type: 'array',
    },
    durationFlag('timeout', 'How long to wait; 0 looks once, less than 0 waits a week', '30s'),
  ],
  verbs: [],
  isServerFirst: () => true,
  run,
};
