import { encodeSortedJson, type JsonObject, pods } from '../../api/index.ts';
import { atOnce, type Program } from '../../kernel/index.ts';
import { applyStrategicPatch } from '../../schema/index.ts';
import {
  describeFailure,
  done,
  type Failure,
  gather,
  message,
  plain,
  statusFailure,
  usageFailure,
  withSource,
} from '../failure.ts';
import { boolFlag, durationFlag, intFlag, listFlag, optionFlag, textFlag } from '../flags.ts';
import { FILE_FLAGS, hasFiles, kustomizeFailure, readManifests } from '../manifest/files.ts';
import { withTrialFields } from '../output/managed-fields.ts';
import { chosenInfos, type Info, infosFromManifests, pathOf, SELECTOR_FLAG } from '../resources.ts';
import { nameFailure } from '../selection.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { deleteAndCreate, isForcible } from './apply-force.ts';
import { setLastAppliedVerb, viewLastAppliedVerb } from './apply-last-applied.ts';
import { mappingText, patchFailure, patchFor } from './apply-patch.ts';
import { ALL_OR_SELECTOR, pruneKinds, pruneObjects } from './apply-prune.ts';
import { type ApplyContext, applyServerSide, namelessFailure } from './apply-server-side.ts';
import {
  APPLY_SET_FLAG,
  type ApplySet,
  applySetOf,
  applySetRefusal,
  beginSet,
  endSet,
} from './apply-set.ts';
import {
  checkSchema,
  type DryRun,
  dryRunOf,
  LAST_APPLIED,
  type Report,
  reportFor,
  sorted,
  VALIDATE_FLAG,
  validationOf,
  writeFlags,
  writeOptions,
} from './common.ts';
import { propagationOf } from './delete.ts';
import { editLastAppliedVerb } from './edit-last-applied.ts';
import { annotated, lastAppliedText } from './last-applied.ts';
import { RECORD_FLAG, withCause } from './record.ts';

const missingAnnotation = (info: Info): string =>
  `resource ${info.kind.plural}/${info.name} is missing the ${LAST_APPLIED} annotation ` +
  'which is required by kubectl apply. kubectl apply should only be used on resources ' +
  'created declaratively by either kubectl create --save-config or kubectl apply. The ' +
  'missing annotation will be patched automatically.';

const retrieval = (info: Info, text: string): string =>
  `error when retrieving current configuration of:\n${mappingText(info)}\nfrom server for: ` +
  `"${info.source}": ${text}`;

function* createObject(
  { session, dryRun, options, report }: ApplyContext,
  info: Info,
): Program<Failure | undefined> {
  const body = annotated(info.object);
  if (dryRun === 'client') return yield* report(info, body, 'created');
  const path = pathOf({ ...info, name: '' });
  const made = yield* session.call(session.client.create(path, body, options));
  if (!made.ok) return withSource(made.failure, 'creating', info.source);
  return yield* report(info, made.value as unknown as JsonObject, 'created');
}

function* updateObject(
  context: ApplyContext,
  info: Info,
  current: JsonObject,
): Program<Failure | undefined> {
  const { session, dryRun, options, report } = context;
  if (lastAppliedText(current) === undefined) yield* session.warn([missingAnnotation(info)]);
  const patch = yield* patchFor(session, info, current);
  if (!patch.ok) return patch.failure;
  if (patch.value === undefined) return yield* report(info, current, 'unchanged');
  const body = patch.value;
  if (dryRun === 'client') {
    const merged = applyStrategicPatch(info.kind, current, body);
    return yield* report(info, merged.ok ? merged.value : current, 'configured');
  }
  const request = { type: 'strategic' as const, body, isForced: false };
  const patched = yield* session.call(session.client.patch(pathOf(info), request, options));
  if (patched.ok) {
    return yield* report(info, patched.value as unknown as JsonObject, 'configured');
  }
  if (!isForcible(session, patched.failure)) {
    return patchFailure(info, patched.failure, encodeSortedJson(body));
  }
  const again = yield* deleteAndCreate(session, info, current, options);
  return again.ok ? yield* report(info, again.value, 'configured') : again.failure;
}

function* applyOne(context: ApplyContext, info: Info): Program<Failure | undefined> {
  const { session } = context;
  if (info.name === '') {
    const { generateName } = (info.object.metadata ?? {}) as { generateName?: string };
    if (generateName !== undefined) return namelessFailure(generateName);
  }
  const wrong = nameFailure(info.name);
  if (wrong !== undefined) return message(retrieval(info, describeFailure(wrong)));
  const current = session.client.get(pathOf(info));
  yield* session.warn(current.warnings);
  if (current.ok) {
    return yield* updateObject(context, info, current.value as unknown as JsonObject);
  }
  if (current.status.reason === 'NotFound') return yield* createObject(context, info);
  const { status } = current;
  return statusFailure({ ...status, message: retrieval(info, status.message) });
}

/** Keeps objects to be printed as one list. */
const collecting =
  ({ client }: Session, printed: JsonObject[]): Report =>
  (_, object) =>
    atOnce(() => {
      printed.push(withTrialFields(client, object));
      return undefined;
    });

/** Flags that cannot go together. Models ApplyOptions.Validate of kubectl's pkg/cmd/apply. */
function refusal(session: Session, dryRun: DryRun, set: ApplySet | undefined): Failure | undefined {
  const { flags } = session;
  const isForced = flags.bool('force');
  const isServerSide = flags.bool('server-side');
  if (flags.bool('force-conflicts') && !isServerSide) {
    return message('--force-conflicts only works with --server-side');
  }
  if (isServerSide && dryRun === 'client') {
    return message(
      "--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)",
    );
  }
  if (isForced && isServerSide) return message('--force cannot be used with --server-side');
  if (isForced && dryRun === 'server') {
    return message('--dry-run=server cannot be used with --force');
  }
  const isSelected = flags.text('selector') !== '';
  if (flags.bool('all') && isSelected) {
    return message('cannot set --all and --selector at the same time');
  }
  const refused = set === undefined ? undefined : applySetRefusal(session, set);
  if (refused !== undefined) return refused;
  if (flags.bool('prune') && set === undefined) {
    if (!flags.bool('all') && !isSelected) return message(ALL_OR_SELECTOR);
    if (isServerSide) {
      const text = "--prune is in alpha and doesn't currently work on objects created by";
      return message(`${text} server-side apply`);
    }
    if (isForced) return message('--force cannot be used with --prune');
  }
  if (flags.text('subresource') !== '' && !isServerSide) {
    return message('--subresource can only be specified for --server-side');
  }
  return undefined;
}

/** Several failures as a single one, in one line. Models the text of Go's utilerrors.Aggregate. */
function asOne(failures: readonly Failure[]): readonly Failure[] {
  const texts = [...new Set(failures.map(describeFailure))];
  return texts.length < 2 ? failures.slice(0, 1) : [plain(`[${texts.join(', ')}]`)];
}

/** Applies all objects, one after the other. */
function* applyAll(context: ApplyContext, infos: readonly Info[]): Program<Failure[]> {
  const { session, options } = context;
  const isServerSide = session.flags.bool('server-side');
  const failures: Failure[] = [];
  for (const info of infos) checkSchema(session, options, info);
  for (const info of infos) {
    const failure = isServerSide
      ? yield* applyServerSide(context, info)
      : yield* applyOne(context, info);
    if (failure !== undefined) failures.push(failure);
  }
  return failures;
}

function* run(session: Session): Program<Failure | undefined> {
  const { args, flags } = session;
  if (args.length > 0) {
    return usageFailure('apply', `Unexpected args: [${args.join(' ')}]`);
  }
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const validation = validationOf(session);
  if (!validation.ok) return validation.failure;
  if (!hasFiles(session)) return message('must specify one of -f and -k');
  const kustomize = kustomizeFailure(session);
  if (kustomize !== undefined) return kustomize;
  const set = applySetOf(session);
  if (!set.ok) return set.failure;
  const refused = refusal(session, dryRun.value, set.value);
  if (refused !== undefined) return refused;
  const pruning = flags.bool('prune') ? pruneKinds(session) : done([]);
  if (!pruning.ok) return pruning.failure;
  const propagation = propagationOf(flags.text('cascade'));
  if (!propagation.ok) return propagation.failure;
  const read = yield* readManifests(session, validation.value);
  const { infos: all, failures: unknown } = infosFromManifests(session, read.manifests);
  const chosen = chosenInfos(session, all);
  if (!chosen.ok) return chosen.failure;
  const infos = chosen.value.map((info) => ({
    ...info,
    object: withCause(session, info.object),
  }));
  const unread = [...unknown, ...read.failures];
  const failures = [...unread];
  if (infos.length === 0 && failures.length === 0) return message('no objects passed to apply');
  const options = writeOptions(session, dryRun.value, validation.value);
  const printed: JsonObject[] = [];
  const isCollected = !['', 'name'].includes(flags.text('output'));
  // Another format is looked at when everything was applied.
  const report = reportFor(session, dryRun.value);
  const context: ApplyContext = {
    session,
    dryRun: dryRun.value,
    options,
    report: report.ok && !isCollected ? report.value : collecting(session, printed),
  };
  const isSet = set.value !== undefined && infos.length > 0;
  const begun = isSet ? yield* beginSet(context, set.value as ApplySet, infos) : undefined;
  if (begun?.ok === false) return begun.failure;
  const unapplied = yield* applyAll(context, begun?.value.infos ?? infos);
  // What could not be read is one failure among those of the objects.
  if (unapplied.length > 0) failures.splice(0, failures.length, ...asOne(unread), ...unapplied);
  // Whole objects are printed when all went well.
  if (isCollected && failures.length === 0) {
    const items = printed.map(sorted);
    const list = { kind: 'List', apiVersion: 'v1', metadata: {}, items };
    const [only] = printed;
    const isOne = printed.length === 1 && only !== undefined;
    const told = isOne ? report : reportFor(session, dryRun.value, 'typed');
    const failure = told.ok
      ? yield* told.value({ kind: pods, name: '' }, isOne ? only : list, '')
      : told.failure;
    if (failure !== undefined) failures.push(failure);
  }
  if (failures.length === 0) {
    session.log.line(4, 'apply.go:546', 'Running apply post-processor function');
  }
  if (flags.bool('prune') && failures.length === 0 && report.ok) {
    const told = { ...context, report: report.value };
    const pruned =
      begun === undefined
        ? yield* pruneObjects(told, infos, pruning.value, propagation.value)
        : yield* endSet(told, begun.value, propagation.value);
    if (pruned !== undefined) failures.push(pruned);
  }
  return gather(failures);
}

export const applyVerb: Verb = {
  ...PLAIN_VERB,
  name: 'apply',
  aliases: [],
  summary: 'Bring the cluster to what files describe',
  usage: '(-f FILENAME | -k DIRECTORY)',
  examples: [
    { does: 'Apply one file', line: 'kubectl apply -f mysql.yaml' },
    { does: 'Apply every manifest of a directory', line: 'kubectl apply -f manifests/' },
    { does: 'Apply what another command prints', line: 'cat mysql.yaml | kubectl apply -f -' },
  ],
  gated: { variable: 'KUBECTL_APPLYSET', flags: [APPLY_SET_FLAG] },
  flags: [
    ...writeFlags('kubectl-client-side-apply'),
    ...FILE_FLAGS,
    SELECTOR_FLAG,
    VALIDATE_FLAG,
    RECORD_FLAG,
    boolFlag('server-side', 'Let the server merge'),
    boolFlag('force-conflicts', 'Take fields from other owners; with --server-side'),
    boolFlag('force', 'Delete and create again what cannot be changed'),
    boolFlag('overwrite', 'Resolve conflicts with the new values', '', 'true'),
    boolFlag('prune', 'Delete what was applied before and is not named any more'),
    listFlag('prune-allowlist', 'Kinds to prune'),
    textFlag('subresource', 'Subresource to apply to; with --server-side'),
    boolFlag('all', 'With --prune: every object'),
    optionFlag(
      'cascade',
      'What happens to dependents of pruned objects',
      'background',
      'background',
    ),
    intFlag('grace-period', 'Seconds that pruned objects get to end', '-1'),
    durationFlag('timeout', 'How long to wait for a deletion'),
    boolFlag('wait', 'Wait until pruned objects are gone'),
    boolFlag('openapi-patch', 'Use the schema of the server', '', 'true'),
  ],
  verbs: [editLastAppliedVerb, setLastAppliedVerb, viewLastAppliedVerb],
  isServerFirst: () => true,
  run,
};
