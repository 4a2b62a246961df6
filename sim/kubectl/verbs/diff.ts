import {
  type AnyKind,
  apiVersionOf,
  deprecationWarnings,
  type Json,
  type JsonObject,
  quote,
  sortKeys,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { threeWayMerge } from '../../schema/index.ts';
import {
  done,
  exitWith,
  type Failure,
  failed,
  message,
  type Outcome,
  statusFailure,
  usageFailure,
} from '../failure.ts';
import { boolFlag, intFlag, listFlag } from '../flags.ts';
import { FILE_FLAGS, hasFiles, kustomizeFailure, readManifests } from '../manifest/files.ts';
import { unifiedHunks } from '../output/diff.ts';
import { withManagedFields, withTrialFields } from '../output/managed-fields.ts';
import { withoutManagedFields } from '../output/printer.ts';
import { toYaml } from '../output/yaml.ts';
import {
  type Info,
  infosInOrder,
  objectOf,
  pathOf,
  SELECTOR_FLAG,
  selectedInfos,
  selectorFailure,
} from '../resources.ts';
import { nameFailure } from '../selection.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { prunableIn, pruneKinds, visitedIn } from './apply-prune.ts';
import { fieldManagerFlag, writeOptions } from './common.ts';
import { asWritten, readLastApplied } from './last-applied.ts';
import { NOT_FOUND, runProgram } from './programs.ts';

interface Versions {
  readonly live: JsonObject | undefined;
  readonly merged: JsonObject;
}

/** The object as it is and as the server would merge it. */
function versionsByServer(session: Session, info: Info): Outcome<Versions> {
  const { client, flags } = session;
  const options = writeOptions(session, 'server', 'Warn');
  const fieldManager = flags.isSet('field-manager') ? options.fieldManager : 'kubectl';
  const isForced = flags.bool('force-conflicts');
  const patch = { type: 'apply' as const, body: info.object, isForced };
  const current = client.get(pathOf(info));
  const applied = client.patch(pathOf(info), patch, { ...options, fieldManager });
  if (!applied.ok) return failed(statusFailure(applied.status));
  const live = current.ok ? (current.value as unknown as JsonObject) : undefined;
  return done({ live, merged: applied.value as unknown as JsonObject });
}

/** The object as it is and as it would be. */
function versionsOf(session: Session, info: Info): Outcome<Versions> {
  if (session.flags.bool('server-side')) return versionsByServer(session, info);
  const { client } = session;
  const options = { ...writeOptions(session, 'server', 'Warn') };
  const wrong = nameFailure(info.name);
  if (wrong !== undefined) return failed(wrong);
  const current = client.get(pathOf(info));
  if (!current.ok) {
    if (current.status.reason !== 'NotFound') return failed(statusFailure(current.status));
    const made = client.create(pathOf({ ...info, name: '' }), info.object, options);
    for (const text of made.warnings) session.note(text);
    if (!made.ok) return failed(statusFailure(made.status));
    return done({ live: undefined, merged: made.value as unknown as JsonObject });
  }
  const live = current.value as unknown as JsonObject;
  session.log.checkSchema(apiVersionOf(info.kind));
  const patch = threeWayMerge(info.kind, readLastApplied(live), asWritten(info.object), live);
  if (!patch.ok) return failed(message(patch.error));
  if (Object.keys(patch.value).length === 0) return done({ live, merged: live });
  // What has changed meanwhile is not compared.
  const { resourceVersion = '' } = current.value.metadata;
  const metadata = { ...((patch.value.metadata ?? {}) as JsonObject), resourceVersion };
  const body = { ...patch.value, metadata };
  const request = { type: 'strategic' as const, body, isForced: false };
  const patched = client.patch(pathOf(info), request, options);
  for (const text of patched.warnings) session.note(text);
  if (!patched.ok) return failed(statusFailure(patched.status));
  return done({ live, merged: patched.value as unknown as JsonObject });
}

const MASK = '***';

/** Secrets are shown as stars; before and after are told apart where they differ. */
function masked(
  object: JsonObject | undefined,
  other: JsonObject | undefined,
  note: string,
): JsonObject | undefined {
  if (object === undefined || object.kind !== 'Secret') return object;
  if (object.data === undefined) return object;
  const data = object.data as Record<string, string>;
  const others = (other?.data ?? {}) as Record<string, string>;
  const shown = Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      key in others && others[key] !== value ? `${MASK} (${note})` : MASK,
    ]),
  );
  return { ...object, data: shown };
}

const textOf = (object: JsonObject | undefined): string =>
  object === undefined ? '' : toYaml(sortKeys(object));

/** A version with its managedFields if they are asked for, and without them otherwise. */
function shownOf({ client, flags }: Session, object: JsonObject): JsonObject {
  return flags.bool('show-managed-fields')
    ? withManagedFields(client, withTrialFields(client, object))
    : withoutManagedFields(object);
}

/** Two versions of an object as text, and the file that they are compared in. */
interface Compared {
  readonly file: string;
  readonly left: string;
  readonly right: string;
  /** Whether nothing is left of it, not even a file. */
  readonly isPruned: boolean;
}

function fileOf({ kind: { group, version, kind }, namespace, name }: Info): string {
  return [...(group === '' ? [] : [group]), version, kind, namespace, name].join('.');
}

function comparedOf(session: Session, info: Info, versions: Versions): Compared {
  const live = versions.live && shownOf(session, versions.live);
  const merged = shownOf(session, versions.merged);
  const areShown = session.flags.bool('show-secrets');
  const [before, after] = areShown
    ? [live, merged]
    : [masked(live, merged, 'before'), masked(merged, live, 'after')];
  const isNewSecret = live === undefined && merged.kind === 'Secret' && !areShown;
  const left = isNewSecret ? 'null\n' : textOf(before);
  return { file: fileOf(info), left, right: textOf(after), isPruned: false };
}

/** The time of a file that is not there. */
const NO_FILE = '1970-01-01 00:00:00.000000000 +0000';

function diffText(
  session: Session,
  { file, left, right, isPruned }: Compared,
  suffix: readonly [string, string],
): string {
  const hunks = unifiedHunks(left, right);
  if (hunks === '') return '';
  const names = [`${suffix[0]}/${file}`, `${suffix[1]}/${file}`] as const;
  const time =
    `${new Date(session.parts.clock.epochMs()).toISOString().slice(0, 23).replace('T', ' ')}` +
    '000000 +0000';
  const after = isPruned ? NO_FILE : time;
  const head = `diff -u -N ${names[0]} ${names[1]}\n--- ${names[0]}\t${time}\n`;
  return `${head}+++ ${names[1]}\t${after}\n${hunks}`;
}

/** Words of `KUBECTL_EXTERNAL_DIFF` that are passed on. Models kubectl's pkg/cmd/diff. */
const PASSED_ON = /^[a-zA-Z0-9-=]+$/;

/** Lets another program compare directories with the two versions of all objects. */
function* runExternal(
  session: Session,
  external: string,
  directories: readonly [string, string],
  compared: readonly Compared[],
): Program<Failure | undefined> {
  const { files } = session.context;
  // An object that is not there yet is an empty file; one that is to be pruned has none.
  const written = compared.flatMap(({ file, left, right, isPruned }) => [
    [`${directories[0]}/${file}`, left] as const,
    ...(isPruned ? [] : [[`${directories[1]}/${file}`, right] as const]),
  ]);
  for (const directory of directories) files.makeDirectory(directory);
  for (const [path, text] of written) files.write(path, text);
  const [program = '', ...words] = external.split(' ');
  const passed = words.filter((word) => PASSED_ON.test(word));
  const code = yield* runProgram(session, [program, ...directories, ...passed]);
  for (const [path] of written) files.remove(path);
  for (const directory of directories) files.remove(directory);
  if (code === NOT_FOUND) {
    const text = `failed to run ${quote(program)}: executable file not found in $PATH`;
    return coded(message(text));
  }
  if (code <= 1) return code === 0 ? undefined : exitWith(1);
  return coded(message(`failed to run ${quote(program)}: exit status ${code}`));
}

/** It stops at the first failure, which others only list among theirs. */
const asError = (failure: Failure): Failure =>
  failure.type === 'plain' ? message(failure.text) : failure;

/** One is the code for a difference, so that failures have the next one. */
const coded = (failure: Failure): Failure => ({ type: 'coded', code: 2, failure });

/** What apply would prune, its owners of fields and all. */
function* prunedObjects(
  session: Session,
  applied: readonly Info[],
  kinds: readonly AnyKind[],
): Program<Compared[]> {
  const pruned: Compared[] = [];
  for (const namespace of visitedIn(applied)) {
    for (const info of yield* prunableIn(session, namespace, applied, kinds)) {
      const { kind, object } = info;
      const managedFields = session.client.managedFields(kind, objectOf(info)) as unknown as Json;
      const metadata = { ...(object.metadata as JsonObject), managedFields };
      const left = toYaml(sortKeys({ ...object, metadata }));
      pruned.push({ file: fileOf(info), left, right: '', isPruned: true });
    }
  }
  return pruned;
}

/** Everything that is to be compared, by file, or the first thing that cannot be. */
function* compareAll(
  session: Session,
  named: readonly Outcome<Info>[],
): Program<Outcome<Compared[]>> {
  const selector = session.flags.text('selector');
  const kinds = session.flags.bool('prune') ? pruneKinds(session) : done([]);
  if (!kinds.ok) return kinds;
  const wrong = selectorFailure(selector, named.filter(({ ok }) => ok).length);
  if (wrong !== undefined) return failed(wrong);
  const compared: Compared[] = [];
  const applied: Info[] = [];
  for (const info of named) {
    if (!info.ok) return info;
    if (selectedInfos([info.value], selector).length === 0) continue;
    yield* session.warn(deprecationWarnings(info.value.kind));
    const versions = versionsOf(session, info.value);
    if (!versions.ok) return versions;
    applied.push(info.value);
    compared.push(comparedOf(session, info.value, versions.value));
  }
  if (kinds.value.length > 0) {
    compared.push(...(yield* prunedObjects(session, applied, kinds.value)));
  }
  return done(compared.sort((a, b) => (a.file < b.file ? -1 : 1)));
}

function* run(session: Session): Program<Failure | undefined> {
  if (session.args.length > 0) {
    return coded(usageFailure('diff', `Unexpected args: [${session.args.join(' ')}]`));
  }
  if (!hasFiles(session)) return coded(message('must specify one of -f and -k'));
  if (session.flags.bool('force-conflicts') && !session.flags.bool('server-side')) {
    return coded(message('--force-conflicts only works with --server-side'));
  }
  const kustomize = kustomizeFailure(session);
  if (kustomize !== undefined) return coded(kustomize);
  const read = yield* readManifests(session, 'Ignore');
  const compared = yield* compareAll(session, infosInOrder(session, read.inOrder));
  if (!compared.ok) return coded(asError(compared.failure));
  const { prng } = session.parts;
  const directories = [
    `/tmp/LIVE-${prng.text(10, '0123456789')}`,
    `/tmp/MERGED-${prng.text(10, '0123456789')}`,
  ] as const;
  const external = session.context.env.get('KUBECTL_EXTERNAL_DIFF') ?? '';
  if (external !== '') return yield* runExternal(session, external, directories, compared.value);
  const text = compared.value.map((one) => diffText(session, one, directories)).join('');
  yield* session.out(text);
  return text === '' ? undefined : exitWith(1);
}

export const diffVerb: Verb = {
  ...PLAIN_VERB,
  name: 'diff',
  aliases: [],
  summary: 'Show what apply would change',
  usage: '-f FILENAME',
  examples: [{ does: 'Compare a file with the cluster', line: 'kubectl diff -f mysql.yaml' }],
  flags: [
    ...FILE_FLAGS,
    SELECTOR_FLAG,
    fieldManagerFlag('kubectl-client-side-apply'),
    boolFlag('server-side', 'Let the server merge'),
    boolFlag('force-conflicts', 'Take fields from other owners'),
    boolFlag('prune', 'Include what would be pruned'),
    listFlag('prune-allowlist', 'Kinds to prune'),
    intFlag('concurrency', 'How many objects to compare at once', '1'),
    boolFlag('show-secrets', 'Show the values of Secrets'),
    boolFlag('show-managed-fields', 'Keep managedFields'),
  ],
  verbs: [],
  isServerFirst: () => true,
  failureCode: 2,
  run,
};
