import type { AnyKind, KubeObject } from '../../api/index.ts';
import { createLineReader, type Program } from '../../kernel/index.ts';
import {
  done,
  type Failure,
  failed,
  gather,
  message,
  type Outcome,
  withSource,
} from '../failure.ts';
import { boolFlag, durationFlag, intFlag, optionFlag, textFlag } from '../flags.ts';
import {
  FILE_FLAGS,
  hasFiles,
  kustomizeFailure,
  readManifests,
  refusedArguments,
} from '../manifest/files.ts';
import { sendRawFile } from '../raw.ts';
import {
  ALL_NAMESPACES_FLAG,
  chosenInfos,
  FIELD_SELECTOR_FLAG,
  type Gathered,
  type Info,
  infosFromManifests,
  listObjects,
  NOTHING_GIVEN,
  NOTHING_TO_SELECT,
  pathOf,
  SELECTOR_FLAG,
  slashName,
} from '../resources.ts';
import { nameFailure, refusedNames, selectionOf } from '../selection.ts';
import type { DeleteOptions, Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { DRY_RUN_FLAG, type DryRun, dryRunNote, dryRunOf } from './common.ts';
import { waitUntilGone } from './wait-gone.ts';

const IMMEDIATE =
  'Immediate deletion does not wait for confirmation that the running resource has been ' +
  'terminated. The resource may continue to run on the cluster indefinitely.';

const CASCADE: Readonly<Record<string, DeleteOptions['propagation']>> = {
  background: 'Background',
  true: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
  false: 'Orphan',
};

/** What `--cascade` says about dependents. */
export function propagationOf(cascade: string): Outcome<DeleteOptions['propagation']> {
  const propagation = CASCADE[cascade];
  if (propagation !== undefined) return done(propagation);
  const known = 'Must be "background", "foreground", or "orphan"';
  return failed(message(`invalid cascade value (${cascade}). ${known}`));
}

/** Warns of `--cascade=true` and `--cascade=false`. */
export function* warnOfOldCascade({ flags, err }: Session): Program<undefined> {
  const cascade = flags.text('cascade');
  if (cascade !== 'true' && cascade !== 'false') return undefined;
  const now = cascade === 'true' ? 'background' : 'orphan';
  yield* err(
    `warning: --cascade=${cascade} is deprecated (boolean value) and can be replaced with ` +
      `--cascade=${now}.\n`,
  );
  return undefined;
}

/** `statefulset.apps "web"`: how a deletion names an object. */
const quoted = (kind: AnyKind, name: string): string => {
  const [type = '', own = ''] = slashName(kind, name).split('/');
  return `${type} "${own}"`;
};

/** What is to be deleted. Names on the command line need no look at the server first. */
function* targets(session: Session): Program<Gathered | Failure> {
  const { flags, args } = session;
  const labelSelector = flags.text('selector');
  const fieldSelector = flags.text('field-selector');
  const isAll = flags.bool('all');
  if (hasFiles(session)) {
    const refused = refusedArguments(session, args) ?? kustomizeFailure(session);
    if (refused !== undefined) return refused;
    const read = yield* readManifests(session, 'Ignore');
    const named = infosFromManifests(session, read.manifests);
    const chosen = chosenInfos(session, named.infos);
    if (!chosen.ok) return chosen.failure;
    return { infos: chosen.value, failures: [...read.failures, ...named.failures] };
  }
  if (isAll && (labelSelector !== '' || fieldSelector !== '')) {
    return message("setting 'all' parameter but found a non empty selector. ");
  }
  const hasSelector = labelSelector !== '' || fieldSelector !== '' || isAll;
  const selection = selectionOf(session, args, hasSelector);
  if (!selection.ok) return selection.failure;
  if (selection.value.type === 'none') {
    return message(hasSelector ? NOTHING_TO_SELECT : NOTHING_GIVEN);
  }
  if (selection.value.type === 'kinds') {
    if (!hasSelector) return message('resource(s) were provided, but no name was specified');
    const isEverywhere = flags.bool('all-namespaces');
    const { kinds } = selection.value;
    return yield* listObjects(session, { kinds, isEverywhere, labelSelector, fieldSelector });
  }
  const isEverywhere = flags.bool('all-namespaces');
  const { objects } = selection.value;
  const refused = refusedNames(args, objects, { hasSelector, isEverywhere });
  if (refused !== undefined) return refused;
  const infos = objects.map(({ kind, name }) => ({
    kind,
    name,
    namespace: kind.isNamespaced ? session.namespace : '',
    source: '',
    object: {},
  }));
  return { infos, failures: [] };
}

interface Plan {
  readonly options: DeleteOptions;
  readonly dryRun: DryRun;
  readonly isForced: boolean;
  readonly hasNames: boolean;
}

function planOf(
  session: Session,
  dryRun: DryRun,
  propagation: DeleteOptions['propagation'],
): Plan | Failure {
  const { flags } = session;
  let grace = flags.bool('now') ? 1 : flags.int('grace-period');
  if (flags.bool('force') && grace > 0) {
    return message('--force and --grace-period greater than 0 cannot be specified together');
  }
  const isForced = flags.bool('force');
  if (flags.bool('force') && grace < 0) grace = 0;
  else if (grace === 0 && !flags.bool('force')) grace = 1;
  const output = flags.text('output');
  if (output !== '' && output !== 'name') {
    return message(`unexpected -o output mode: ${output}. We only support '-o name'`);
  }
  const options = {
    gracePeriodSeconds: grace < 0 ? undefined : grace,
    propagation,
    preconditions: {},
    isDryRun: dryRun === 'server',
  };
  return { options, dryRun, isForced, hasNames: output === 'name' };
}

interface Deleted {
  readonly info: Info;
  readonly uid: string;
}

function resultLine(info: Info, { dryRun, isForced, hasNames }: Plan): string {
  if (hasNames) return `${slashName(info.kind, info.name)}\n`;
  const did = isForced ? 'force deleted' : 'deleted';
  const where = info.kind.isNamespaced ? ` from ${info.namespace} namespace` : '';
  return `${quoted(info.kind, info.name)} ${did}${where}${dryRunNote(dryRun)}\n`;
}

/** Why an object of a file cannot be deleted: it has no namespace and should. */
const noNamespace = ({ kind, namespace }: Info): Failure | undefined =>
  kind.isNamespaced && namespace === ''
    ? message('an empty namespace may not be set when a resource name is provided')
    : undefined;

function* deleteOne(session: Session, info: Info, plan: Plan): Program<Deleted | Failure> {
  const current = session.peek.get(pathOf(info));
  if (plan.dryRun === 'client') {
    yield* session.out(resultLine(info, plan));
    return { info, uid: '' };
  }
  const refused = nameFailure(info.name) ?? noNamespace(info);
  if (refused !== undefined) return withSource(refused, 'deleting', info.source);
  const removed = yield* session.call(session.client.delete(pathOf(info), plan.options));
  if (!removed.ok) return withSource(removed.failure, 'deleting', info.source);
  yield* session.out(resultLine(info, plan));
  const answer = removed.value as Partial<KubeObject> & { details?: { uid?: string } };
  return { info, uid: current.ok ? current.value.metadata.uid : (answer.details?.uid ?? '') };
}

const isMissing = (failure: Failure): boolean =>
  failure.type === 'status' && failure.status.reason === 'NotFound';

const isNoFile = (failure: Failure): boolean =>
  failure.type === 'message' && /^the path ".*" does not exist$/.test(failure.text);

/** Asks whether to go on. */
function* confirmed(session: Session, infos: readonly Info[]): Program<boolean> {
  const names = infos.map(({ kind, name }) => `${slashName(kind, name)}\n`).join('');
  yield* session.out(
    `You are about to delete the following ${infos.length} resource(s):\n${names}` +
      'Do you want to continue? (y/N): ',
  );
  const answer = yield* createLineReader(session.context.stdin).next();
  if (answer?.trim().toLowerCase() === 'y') return true;
  yield* session.out('deletion is cancelled\n');
  return false;
}

function* run(session: Session): Program<Failure | undefined> {
  const { flags } = session;
  const propagation = propagationOf(flags.text('cascade'));
  if (!propagation.ok) return propagation.failure;
  yield* warnOfOldCascade(session);
  if (flags.bool('now') && flags.int('grace-period') >= 0) {
    return message('--now and --grace-period cannot be specified together');
  }
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  if (flags.text('raw') !== '') return yield* sendRawFile(session, 'DELETE');
  const gathered = yield* targets(session);
  if ('type' in gathered) return gathered;
  // What is wrong with the flags is said about what is there to be deleted.
  const lost = gathered.failures.find(isNoFile);
  const plan = planOf(session, dryRun.value, propagation.value);
  if ('type' in plan) return lost ?? plan;
  if (plan.isForced) yield* session.warn([IMMEDIATE]);
  const failures: Failure[] = [];
  const isQuiet =
    flags.bool('ignore-not-found') || flags.bool('all') || flags.text('selector') !== '';
  const deleted: Deleted[] = [];
  const isAsked = flags.bool('interactive') && gathered.infos.length > 0;
  if (isAsked && !(yield* confirmed(session, gathered.infos))) return undefined;
  for (const info of gathered.infos) {
    const outcome = yield* deleteOne(session, info, plan);
    if ('info' in outcome) deleted.push(outcome);
    else if (!isQuiet || !isMissing(outcome)) failures.push(outcome);
    else deleted.push({ info, uid: '' });
  }
  failures.push(...gathered.failures);
  if (failures.length > 0) return gather(failures);
  if (gathered.infos.length === 0) {
    yield* session.out('No resources found\n');
    return undefined;
  }
  if (flags.bool('wait') && dryRun.value === 'none') {
    const timeoutMs = flags.durationMs('timeout');
    return yield* waitUntilGone(session, deleted, timeoutMs);
  }
  return undefined;
}

export const deleteVerb: Verb = {
  ...PLAIN_VERB,
  name: 'delete',
  aliases: [],
  summary: 'Delete objects by name, label or file',
  usage: '([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])',
  examples: [
    { does: 'Delete a pod; its set makes a new one', line: 'kubectl delete pod mysql-0' },
    { does: 'Delete a set and leave its pods', line: 'kubectl delete sts mysql --cascade=orphan' },
    { does: 'Delete what a file describes', line: 'kubectl delete -f mysql.yaml' },
  ],
  flags: [
    ...FILE_FLAGS,
    DRY_RUN_FLAG,
    SELECTOR_FLAG,
    FIELD_SELECTOR_FLAG,
    ALL_NAMESPACES_FLAG,
    boolFlag('all', 'Every object of the given kinds'),
    optionFlag(
      'cascade',
      'Dependents: background, foreground or orphan',
      'background',
      'background',
    ),
    boolFlag('force', 'Forget the object without waiting for its end'),
    intFlag('grace-period', 'Seconds that the object gets to end; -1 for its own', '-1'),
    boolFlag('ignore-not-found', 'Say nothing about objects that are not there'),
    boolFlag('interactive', 'Ask before each deletion', 'i'),
    boolFlag('now', 'The same as a grace period of one second'),
    textFlag('output', 'name prints only names', 'o'),
    textFlag('raw', 'Path of the API to delete'),
    durationFlag('timeout', 'How long to wait; 0 is as long as it takes'),
    boolFlag('wait', 'Wait until the objects are gone', '', 'true'),
  ],
  verbs: [],
  run,
};
