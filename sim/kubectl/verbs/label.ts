import { encodeSortedJson, type JsonObject, sortKeys } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { ownAt } from '../../kernel/index.ts';
import { type Failure, gather, message, type Outcome } from '../failure.ts';
import { boolFlag, type Flag, textFlag } from '../flags.ts';
import { FILE_FLAGS, hasFiles, isOneFile } from '../manifest/files.ts';
import {
  ALL_NAMESPACES_FLAG,
  FIELD_SELECTOR_FLAG,
  type Gathered,
  type Info,
  inOrderOf,
  pathOf,
  SELECTOR_FLAG,
} from '../resources.ts';
import type { Patch, Session, WriteOptions } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import {
  type DryRun,
  dryRunOf,
  localTrialFailure,
  type Report,
  reportEachFor,
  reportFor,
  writeFlags,
} from './common.ts';
import { type PairChanges, parseChanges, type SplitWords, splitChanges } from './label-specs.ts';
import { RECORD_FLAG, withCause } from './record.ts';

type Pairs = Readonly<Record<string, string>>;
type Field = 'labels' | 'annotations';

const pairsOf = (info: Info, field: Field): Pairs =>
  (((info.object.metadata ?? {}) as JsonObject)[field] ?? {}) as Record<string, string>;

function changed(old: Pairs, { set, removed }: PairChanges): Pairs {
  const next: Record<string, string> = { ...old, ...set };
  for (const key of removed) delete next[key];
  return next;
}

/** Whether a change leaves pairs as they are. */
function isDone(old: Pairs, { set, removed }: PairChanges): boolean {
  for (const key in set) if (ownAt(old, key) !== set[key]) return false;
  return !removed.some((key) => Object.hasOwn(old, key));
}

const lengthOf = (pairs: Pairs): number => encodeSortedJson(pairs as JsonObject).length;

/** What a change of labels is called: longer or shorter than before decides. */
function labelWord(old: Pairs, changes: PairChanges, isOverwriting: boolean): string {
  if (isDone(old, changes)) return 'not labeled';
  const isAdded = Object.entries(changes.set).some(([key, value]) => ownAt(old, key) !== value);
  if (isAdded && changes.removed.some((key) => Object.hasOwn(old, key))) return 'modified';
  if (isOverwriting) return 'labeled';
  return lengthOf(changed(old, changes)) < lengthOf(old) ? 'unlabeled' : 'labeled';
}

const withPairs = (info: Info, field: Field, pairs: Pairs): JsonObject => {
  const metadata = {
    ...((info.object.metadata ?? {}) as JsonObject),
    [field]: pairs as JsonObject,
  };
  return { ...info.object, metadata };
};

/** An annotation that may be replaced without being asked for. */
const CHANGE_CAUSE = 'kubernetes.io/change-cause';

function overwriteFailure(field: Field, old: Pairs, { set }: PairChanges): Failure | undefined {
  const taken = Object.keys(set).filter(
    (key) => key !== CHANGE_CAUSE && Object.hasOwn(old, key) && old[key] !== set[key],
  );
  if (taken.length === 0) return undefined;
  const texts = taken.map((key) => `'${key}' already has a value (${old[key]})`);
  if (field === 'labels') {
    return gather(texts.map((text) => message(`${text}, and --overwrite is false`)));
  }
  return message(
    `--overwrite is false but found the following declared annotation(s): ${texts.join('; ')}`,
  );
}

/** The patch of a change, which a version of the object may be the condition of. */
function patchOf(field: Field, { set, removed }: PairChanges, version: string): JsonObject {
  const condition = version === '' ? {} : { resourceVersion: version };
  const gone = Object.fromEntries(removed.map((key) => [key, null]));
  return { metadata: { ...condition, [field]: { ...set, ...gone } } };
}

function* listPairs(
  session: Session,
  infos: readonly Info[],
  field: Field,
  isOne: boolean,
): Program<void> {
  for (const info of infos) {
    const pairs = pairsOf(info, field);
    const title = isOne
      ? ''
      : `Listing ${field} for ${info.kind.kind}.${info.kind.group}/${info.name}:\n`;
    const lines = Object.keys(pairs)
      .sort()
      .map((key) => `${isOne ? '' : ' '}${key}=${pairs[key]}\n`);
    yield* session.out(title + lines.join(''));
  }
}

const NOTHING_NAMED =
  'one or more resources must be specified as <resource> <name> or <resource>/<name>';

/** What stands for a file in the words of a verb. */
const fileWord = (field: Field): string => (field === 'labels' ? 'pod' : 'rsrc');

const noFiles = (field: Field): string => {
  const file = fileWord(field);
  return `one or more files must be specified as -f ${file}.yaml or --filename=${file}.json`;
};

/** What is sent for each object alike. */
interface Request {
  readonly patch: Patch;
  readonly options: WriteOptions;
}

function requestOf(session: Session, change: JsonObject, isDryRun: boolean): Request {
  const fieldManager = session.flags.text('field-manager');
  return {
    patch: { type: 'merge', body: withCause(session, change), isForced: false },
    options: { fieldManager, isDryRun, fieldValidation: 'Ignore' },
  };
}

/** Flags and words that cannot go together. */
function refusalOf(
  session: Session,
  { resources, changes: words }: SplitWords,
  field: Field,
): Failure | undefined {
  const { flags } = session;
  if (field === 'labels' && flags.bool('list') && flags.text('output') !== '') {
    return message('--list and --output may not be specified together');
  }
  if (resources.length === 0 && !hasFiles(session)) {
    return message(session.flags.bool('local') ? noFiles(field) : NOTHING_NAMED);
  }
  if (flags.bool('all') && flags.text('selector') !== '') {
    return message('cannot set --all and --selector at the same time');
  }
  if (flags.bool('all') && flags.text('field-selector') !== '') {
    return message('cannot set --all and --field-selector at the same time');
  }
  const untried = localTrialFailure(session);
  if (untried !== undefined) return untried;
  if (flags.bool('local') && resources.length > 0) {
    const file = fileWord(field);
    return message(
      `can only use local files by -f ${file}.yaml or --filename=${file}.json when ` +
        '--local=true is set',
    );
  }
  const noun = field === 'labels' ? 'label' : 'annotation';
  const isNothing = words.length === 0 && !flags.bool('list');
  return isNothing ? message(`at least one ${noun} update is required`) : undefined;
}

/** Whether the command line means one object: by its name, or all that one file holds. */
function isSingle(session: Session, { infos, failures }: Gathered): boolean {
  const { flags } = session;
  if (hasFiles(session)) return isOneFile(session);
  const isChoice =
    flags.bool('all') || flags.text('selector') !== '' || flags.text('field-selector') !== '';
  return infos.length + failures.length === 1 && !isChoice;
}

function createRun(field: Field, noun: string) {
  return function* run(session: Session): Program<Failure | undefined> {
    const { flags } = session;
    const dryRun = dryRunOf(session);
    if (!dryRun.ok) return dryRun.failure;
    // Only one of the two verbs looks at once whether it can print.
    const early = field === 'annotations' ? reportFor(session, dryRun.value) : undefined;
    if (early?.ok === false) return early.failure;
    const split = splitChanges(session.args, noun);
    if (!split.ok) return split.failure;
    const { resources, changes: words } = split.value;
    const isList = flags.bool('list');
    const changes = parseChanges(words, field === 'labels');
    if (!changes.ok) return changes.failure;
    const refused = refusalOf(session, split.value, field);
    if (refused !== undefined) return refused;
    const rules = { ...DEFAULT_RULES, nothing: NOTHING_NAMED };
    const found = yield* gatherTargets(session, resources, rules);
    if ('type' in found) return found;
    const isOne = isSingle(session, found);
    // What is not there at all is said first.
    const isLost = hasFiles(session) && found.infos.length === 0;
    if (!isLost && flags.text('resource-version') !== '' && !isOne) {
      return message('--resource-version may only be used with a single resource');
    }
    if (isList) {
      const wanted = found.infos.map((info) => ({
        ...info,
        object: withPairs(info, field, changed(pairsOf(info, field), changes.value)),
      }));
      yield* listPairs(session, wanted, field, isOne);
      return gather(found.failures);
    }
    // Whether it can be printed is looked at when it was done.
    const report = early ?? reportEachFor(session, dryRun.value);
    const change = patchOf(field, changes.value, flags.text('resource-version'));
    const request = {
      ...requestOf(session, change, dryRun.value === 'server'),
      field,
      changes: changes.value,
      dryRun: dryRun.value,
      report,
      isOverwriting: flags.bool('overwrite'),
      isLocal: flags.bool('local'),
      isShown: flags.text('output') !== '',
    };
    const failures: Failure[] = [];
    for (const one of inOrderOf(found)) {
      const failure = one.ok ? yield* changeOne(session, one.value, request) : one.failure;
      if (failure !== undefined) failures.push(failure);
    }
    return gather(failures);
  };
}

interface ChangeRequest {
  readonly field: Field;
  readonly changes: PairChanges;
  readonly dryRun: DryRun;
  readonly report: Outcome<Report>;
  readonly isOverwriting: boolean;
  readonly isLocal: boolean;
  /** Whether the objects themselves are printed. */
  readonly isShown: boolean;
  readonly patch: Patch;
  readonly options: WriteOptions;
}

/** What is said of labels that were to be removed and are not there. */
const missingOf = (old: Pairs, { removed }: PairChanges): string =>
  removed
    .filter((key) => !Object.hasOwn(old, key))
    .map((key) => `label "${key}" not found.\n`)
    .join('');

/** Changes the labels or annotations of one object, and tells of it. */
function* changeOne(
  session: Session,
  info: Info,
  request: ChangeRequest,
): Program<Failure | undefined> {
  const { field, changes, dryRun, report, isOverwriting, isLocal } = request;
  const old = pairsOf(info, field);
  const taken = isOverwriting ? undefined : overwriteFailure(field, old, changes);
  if (taken !== undefined) return taken;
  const missing = field === 'labels' && dryRun !== 'client' ? missingOf(old, changes) : '';
  if (missing !== '') yield* session.out(missing);
  const word = field === 'labels' ? labelWord(old, changes, isOverwriting) : 'annotated';
  let object: JsonObject | undefined;
  if (dryRun !== 'client' && !isLocal && word !== 'not labeled') {
    const patched = yield* session.call(
      session.client.patch(pathOf(info), request.patch, request.options),
    );
    if (!patched.ok) return patched.failure;
    // Labels are shown on the object that was read, as the real tool does.
    if (field === 'annotations') object = patched.value as unknown as JsonObject;
  }
  object ??= request.isShown ? withPairs(info, field, changed(old, changes)) : info.object;
  const shown = isLocal ? sortKeys(object) : object;
  return report.ok ? yield* report.value(info, shown, word) : report.failure;
}

const flagsOf = (manager: string): readonly Flag[] => [
  ...writeFlags(manager),
  ...FILE_FLAGS,
  RECORD_FLAG,
  SELECTOR_FLAG,
  FIELD_SELECTOR_FLAG,
  ALL_NAMESPACES_FLAG,
  boolFlag('all', 'Every object of the given kinds'),
  boolFlag('list', 'Only print what is there'),
  boolFlag('local', 'Change only what is printed'),
  boolFlag('overwrite', 'Replace values that are there'),
  textFlag('resource-version', 'Refuse unless the object has this version'),
];

export const labelVerb: Verb = {
  ...PLAIN_VERB,
  name: 'label',
  aliases: [],
  summary: 'Add, change and remove labels',
  usage:
    '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N ' +
    '[--resource-version=version]',
  examples: [
    { does: 'Add a label', line: 'kubectl label pod mysql-0 role=primary' },
    { does: 'Give it another value', line: 'kubectl label pod mysql-0 role=replica --overwrite' },
    { does: 'Remove it', line: 'kubectl label pod mysql-0 role-' },
  ],
  flags: flagsOf('kubectl-label'),
  verbs: [],
  run: createRun('labels', 'label'),
};

export const annotateVerb: Verb = {
  ...PLAIN_VERB,
  name: 'annotate',
  aliases: [],
  summary: 'Add, change and remove annotations',
  usage:
    '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N ' +
    '[--resource-version=version]',
  examples: [
    {
      does: 'Say why the next revision is made',
      line: 'kubectl annotate sts/mysql kubernetes.io/change-cause="mysql 8.3"',
    },
  ],
  flags: flagsOf('kubectl-annotate'),
  verbs: [],
  run: createRun('annotations', 'annotation'),
};
