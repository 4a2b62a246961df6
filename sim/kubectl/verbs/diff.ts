import { type JsonObject, sortKeys, threeWayMerge } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import {
  done,
  exitWith,
  type Failure,
  failed,
  gather,
  message,
  type Outcome,
  statusFailure,
  usageFailure,
} from '../failure.ts';
import { boolFlag, intFlag, listFlag } from '../flags.ts';
import { FILE_FLAGS, hasFiles, kustomizeFailure, readManifests } from '../manifest/files.ts';
import { unifiedHunks } from '../output/diff.ts';
import { withoutManagedFields } from '../output/printer.ts';
import { toYaml } from '../output/yaml.ts';
import {
  type Info,
  infosFromManifests,
  pathOf,
  SELECTOR_FLAG,
  selectedInfos,
} from '../resources.ts';
import type { Session } from '../session.ts';
import type { Verb } from '../verb.ts';
import { fieldManagerFlag, writeOptions } from './common.ts';
import { asWritten, readLastApplied } from './last-applied.ts';

interface Versions {
  readonly live: JsonObject | undefined;
  readonly merged: JsonObject;
}

/** The object as it is and as it would be. */
function versionsOf(session: Session, info: Info): Outcome<Versions> {
  const { client } = session;
  const options = { ...writeOptions(session, 'server', 'Strict') };
  const current = client.get(pathOf(info));
  if (!current.ok) {
    if (current.status.reason !== 'NotFound') return failed(statusFailure(current.status));
    const made = client.create(pathOf({ ...info, name: '' }), info.object, options);
    if (!made.ok) return failed(statusFailure(made.status));
    return done({ live: undefined, merged: made.value as unknown as JsonObject });
  }
  const live = current.value as unknown as JsonObject;
  const patch = threeWayMerge(info.kind, readLastApplied(live), asWritten(info.object), live);
  if (!patch.ok) return failed(message(patch.error));
  if (Object.keys(patch.value).length === 0) return done({ live, merged: live });
  const request = { type: 'strategic' as const, body: patch.value, isForced: false };
  const patched = client.patch(pathOf(info), request, options);
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
  const data = (object.data ?? {}) as Record<string, string>;
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
  object === undefined ? '' : toYaml(sortKeys(withoutManagedFields(object)));

function diffText(
  session: Session,
  info: Info,
  { live, merged }: Versions,
  suffix: readonly [string, string],
): string {
  const left = textOf(masked(live, merged, 'before'));
  const right = textOf(masked(merged, live, 'after'));
  const hunks = unifiedHunks(left, right);
  if (hunks === '') return '';
  const { group, version, kind } = info.kind;
  const file = [...(group === '' ? [] : [group]), version, kind, info.namespace, info.name].join(
    '.',
  );
  const names = [`/tmp/LIVE-${suffix[0]}/${file}`, `/tmp/MERGED-${suffix[1]}/${file}`] as const;
  const time =
    `${new Date(session.parts.clock.epochMs()).toISOString().slice(0, 23).replace('T', ' ')}` +
    '000000 +0000';
  const head =
    `diff -u -N ${names[0]} ${names[1]}\n--- ${names[0]}\t${time}\n+++ ` + `${names[1]}\t${time}\n`;
  return head + hunks;
}

/** One is the code for a difference, so that failures have the next one. */
const coded = (failure: Failure): Failure => ({ type: 'coded', code: 2, failure });

function* run(session: Session): Program<Failure | undefined> {
  if (session.args.length > 0) {
    return coded(usageFailure('diff', `Unexpected args: [${session.args.join(' ')}]`));
  }
  if (!hasFiles(session)) return coded(message('must specify one of -f and -k'));
  const kustomize = kustomizeFailure(session);
  if (kustomize !== undefined) return coded(kustomize);
  const read = yield* readManifests(session, true);
  const { infos: all, failures: unknown } = infosFromManifests(session, read.manifests);
  const infos = selectedInfos(all, session.flags.text('selector'));
  const failures = [...unknown, ...read.failures];
  const { prng } = session.parts;
  const suffix = [prng.text(10, '0123456789'), prng.text(10, '0123456789')] as const;
  let text = '';
  for (const info of infos) {
    const versions = versionsOf(session, info);
    if (versions.ok) text += diffText(session, info, versions.value, suffix);
    else failures.push(versions.failure);
  }
  yield* session.out(text);
  const failure = gather(failures);
  if (failure !== undefined) return coded(failure);
  return text === '' ? undefined : exitWith(1);
}

export const diffVerb: Verb = {
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
  run,
};
