import type { JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, gather, message, withSource } from '../failure.ts';
import { boolFlag, durationFlag, intFlag, optionFlag, textFlag } from '../flags.ts';
import { FILE_FLAGS, hasFiles, kustomizeFailure, readManifests } from '../manifest/files.ts';
import { sendRawFile } from '../raw.ts';
import { type Info, infosFromManifests, pathOf, slashName } from '../resources.ts';
import { nameFailure } from '../selection.ts';
import type { DeleteOptions, Session, WriteOptions } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import {
  checkSchema,
  type DryRun,
  dryRunOf,
  type Report,
  reportFor,
  SAVE_CONFIG_FLAG,
  VALIDATE_FLAG,
  validationOf,
  writeFlags,
  writeOptions,
} from './common.ts';
import { propagationOf, warnOfOldCascade } from './delete.ts';
import { annotated, lastAppliedText } from './last-applied.ts';
import { type Awaited, waitUntilGone } from './wait-gone.ts';

const NO_NAME = 'resource name may not be empty';

const metadataOf = (object: JsonObject): JsonObject => (object.metadata ?? {}) as JsonObject;

function* replaceOne(
  session: Session,
  info: Info,
  options: WriteOptions,
  report: Report,
): Program<Failure | undefined> {
  const wrong = nameFailure(info.name);
  if (wrong !== undefined) return withSource(wrong, 'replacing', info.source);
  const path = pathOf(info, session.flags.text('subresource'));
  const current = session.client.get(path);
  // What the manifest itself was applied with is brought up to date; the cluster's is not asked.
  const wasApplied = lastAppliedText(info.object) !== undefined;
  const saved =
    session.flags.bool('save-config') || wasApplied ? annotated(info.object) : info.object;
  const version = current.ok ? current.value.metadata.resourceVersion : '';
  const given = metadataOf(saved).resourceVersion;
  const body =
    given === undefined && version !== ''
      ? { ...saved, metadata: { ...metadataOf(saved), resourceVersion: version } }
      : saved;
  const replaced = yield* session.call(session.client.update(path, body, options));
  if (!replaced.ok) return withSource(replaced.failure, 'replacing', info.source);
  return yield* report(info, replaced.value as unknown as JsonObject, 'replaced');
}

const isMissing = (failure: Failure): boolean =>
  failure.type === 'status' && failure.status.reason === 'NotFound';

/** Deletes what is there and waits until it is gone; `isPartial` when not all could be read. */
function* deleteFirst(
  session: Session,
  infos: readonly Info[],
  propagation: DeleteOptions['propagation'],
  isPartial: boolean,
): Program<Failure | undefined> {
  const removed: Awaited[] = [];
  const failures: Failure[] = [];
  const grace = session.flags.int('grace-period');
  for (const info of infos) {
    if (info.name === '') {
      failures.push(withSource(message(NO_NAME), 'deleting', info.source));
      continue;
    }
    const current = session.peek.get(pathOf(info));
    const answer = yield* session.call(
      session.client.delete(pathOf(info), {
        gracePeriodSeconds: grace < 0 ? undefined : grace,
        propagation,
        preconditions: {},
        isDryRun: false,
      }),
    );
    if (!answer.ok) {
      if (isMissing(answer.failure)) continue;
      return answer.failure;
    }
    const [type = '', name = ''] = slashName(info.kind, info.name).split('/');
    const where = info.kind.isNamespaced ? ` from ${info.namespace} namespace` : '';
    yield* session.out(`${type} "${name}" deleted${where}\n`);
    removed.push({ info, uid: current.ok ? current.value.metadata.uid : '' });
  }
  if (failures.length > 0) return gather(failures);
  if (infos.length === 0 && !isPartial) yield* session.out('No resources found\n');
  return yield* waitUntilGone(session, removed, session.flags.durationMs('timeout'));
}

/** Deletes all, waits, and creates all again. */
function* forceReplace(
  session: Session,
  infos: readonly Info[],
  propagation: DeleteOptions['propagation'],
  options: WriteOptions,
  report: Report,
  isPartial: boolean,
): Program<Failure | undefined> {
  const stopped = yield* deleteFirst(session, infos, propagation, isPartial);
  if (stopped !== undefined || isPartial) return stopped;
  const failures: Failure[] = [];
  for (const info of infos) {
    checkSchema(session, options, info);
    const { resourceVersion: _, uid: __, ...metadata } = metadataOf(info.object);
    const plain = { ...info.object, metadata };
    const body = session.flags.bool('save-config') ? annotated(plain) : plain;
    const made = yield* session.call(
      session.client.create(pathOf({ ...info, name: '' }), body, options),
    );
    const failure = made.ok
      ? yield* report(info, made.value as unknown as JsonObject, 'replaced')
      : made.failure;
    if (failure !== undefined) failures.push(failure);
  }
  return gather(failures);
}

/** Flags that cannot go together. */
function refusal({ flags }: Session, dryRun: DryRun): Failure | undefined {
  const isForced = flags.bool('force');
  if (flags.int('grace-period') >= 0 && !isForced) {
    return message('--grace-period must have --force specified');
  }
  if (flags.durationMs('timeout') !== 0 && !isForced) {
    return message('--timeout must have --force specified');
  }
  if (isForced && dryRun !== 'none') {
    return message('--dry-run can not be used when --force is set');
  }
  return undefined;
}

function* run(session: Session): Program<Failure | undefined> {
  const { flags } = session;
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const validation = validationOf(session);
  if (!validation.ok) return validation.failure;
  const report = reportFor(session, dryRun.value);
  if (!report.ok) return report.failure;
  const propagation = propagationOf(flags.text('cascade'));
  if (!propagation.ok) return propagation.failure;
  yield* warnOfOldCascade(session);
  if (!hasFiles(session)) return message('must specify one of -f and -k');
  if (session.flags.text('raw') !== '') return yield* sendRawFile(session, 'PUT');
  const kustomize = kustomizeFailure(session);
  if (kustomize !== undefined) return kustomize;
  const refused = refusal(session, dryRun.value);
  if (refused !== undefined) return refused;
  const isForced = flags.bool('force');
  // What is deleted first is read as it is.
  const read = yield* readManifests(session, isForced ? 'Ignore' : validation.value);
  const { infos, failures: unknown } = infosFromManifests(session, read.manifests);
  const unread = [...unknown, ...read.failures];
  const options = writeOptions(session, dryRun.value, validation.value);
  const failures: Failure[] = [];
  if (isForced) {
    const isPartial = unread.length > 0;
    const failure = yield* forceReplace(
      session,
      infos,
      propagation.value,
      options,
      report.value,
      isPartial,
    );
    if (failure !== undefined) failures.push(failure);
  }
  for (const info of isForced ? [] : infos) {
    checkSchema(session, options, info);
    const failure =
      dryRun.value === 'client'
        ? yield* report.value(info, info.object, 'replaced')
        : yield* replaceOne(session, info, options, report.value);
    if (failure !== undefined) failures.push(failure);
  }
  const all = [...failures, ...unread];
  if (isForced && infos.length === 0 && all.length === 0) {
    return message('no objects passed to replace');
  }
  return gather(all);
}

export const replaceVerb: Verb = {
  ...PLAIN_VERB,
  name: 'replace',
  aliases: [],
  summary: 'Put a file in the place of an object',
  usage: '-f FILENAME',
  examples: [
    {
      does: 'Delete and create again what cannot be changed',
      line: 'kubectl replace --force -f mysql.yaml',
    },
  ],
  flags: [
    ...writeFlags('kubectl-replace'),
    ...FILE_FLAGS,
    VALIDATE_FLAG,
    SAVE_CONFIG_FLAG,
    boolFlag('force', 'Delete the object and create it again'),
    intFlag('grace-period', 'Seconds that the object gets to end; with --force', '-1'),
    durationFlag('timeout', 'How long to wait for the deletion'),
    optionFlag(
      'cascade',
      'Dependents: background, foreground or orphan',
      'background',
      'background',
    ),
    boolFlag('wait', 'Wait until the object is gone'),
    textFlag('subresource', 'Subresource to replace: status, scale or resize'),
    textFlag('raw', 'Path of the API to put to'),
  ],
  verbs: [],
  isServerFirst: () => true,
  run,
};
