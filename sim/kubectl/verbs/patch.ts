import {
  apiVersionOf,
  isEqual,
  type Json,
  type JsonObject,
  jsonComplaint,
  sortKeys,
  statusOf,
} from '../../api/index.ts';
import { type Program, resolvePath } from '../../kernel/index.ts';
import {
  applyJsonPatch,
  applyMergePatch,
  applyStrategicPatch,
  definitionOfKind,
} from '../../schema/index.ts';
import {
  done,
  type Failure,
  failed,
  gather,
  message,
  type Outcome,
  statusFailure,
} from '../failure.ts';
import { boolFlag, textFlag } from '../flags.ts';
import { FILE_FLAGS } from '../manifest/files.ts';
import { parseYaml } from '../manifest/yaml.ts';
import { type Info, pathOf } from '../resources.ts';
import { nameFailure } from '../selection.ts';
import type { Patch, Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { type DryRun, dryRunOf, localTrialFailure, reportEachFor, writeFlags } from './common.ts';
import { RECORD_FLAG, recordCause } from './record.ts';

const TYPES = ['json', 'merge', 'strategic'] as const;

function readPatch(session: Session): Outcome<string> {
  const { flags, context } = session;
  if (flags.isSet('patch') && flags.isSet('patch-file')) {
    return failed(message('cannot specify --patch and --patch-file together'));
  }
  if (flags.text('patch') !== '') return done(flags.text('patch'));
  const path = flags.text('patch-file');
  if (path === '') {
    return failed(
      message('must specify --patch or --patch-file containing the contents of the patch'),
    );
  }
  const file = context.files.read(resolvePath(context.directory, path));
  return file.ok
    ? done(file.value)
    : failed(message(`unable to read patch file: open ${path}: no such file or directory`));
}

/**
 * The patch as JSON; `shown` is what the command line has of it. What looks like JSON goes to the
 * server as it is, which then complains.
 */
function parsePatch(text: string, shown: string, type: Patch['type']): Outcome<Json> {
  if (/^\s*\{/.test(text)) {
    const complaint = jsonComplaint(text);
    const prefix = type === 'merge' ? 'error decoding patch: ' : '';
    if (complaint !== '') {
      return failed(statusFailure(statusOf('BadRequest', `${prefix}${complaint}`)));
    }
  }
  const parsed = parseYaml(text);
  return parsed.ok
    ? done(parsed.value)
    : failed(message(`unable to parse "${shown}": ${parsed.error}`));
}

const isObject = (body: Json): body is JsonObject =>
  typeof body === 'object' && body !== null && !Array.isArray(body);

/** `array`, `number`, …: what Go's JSON calls a value. */
const jsonKind = (body: Json): string => {
  if (Array.isArray(body)) return 'array';
  return typeof body === 'boolean' ? 'bool' : typeof body;
};

/** Why a body cannot be applied here; '' if it can. What is no JSON has no `body`. */
function localComplaint(type: Patch['type'], body: Json | undefined, complaint: string): string {
  const into = (value: Json, what: string): string =>
    `json: cannot unmarshal ${jsonKind(value)} into Go value of type ${what}`;
  if (type === 'json') {
    if (body === undefined) return complaint;
    if (!Array.isArray(body)) return body === null ? '' : into(body, 'jsonpatch.Patch');
    const wrong = body.find((one) => one !== null && !isObject(one));
    return wrong === undefined ? '' : into(wrong, 'jsonpatch.Operation');
  }
  if (body !== undefined && isObject(body)) return '';
  if (type === 'strategic') return body === null ? '' : 'invalid JSON document';
  return Array.isArray(body) ? into(body, 'unstructured.detector') : 'Invalid JSON Patch';
}

/** What the patch makes of an object here, without the server. Models getPatchedJSON. */
function patchLocally(info: Info, { type, body }: Patch): Outcome<JsonObject> {
  const complaint = localComplaint(type, body, '');
  if (complaint !== '') return failed(message(complaint));
  if (body === null) return done(info.object);
  if (type === 'merge') return done(applyMergePatch(info.object, body) as JsonObject);
  if (type === 'json') {
    const patched = applyJsonPatch(info.object, body as Json[]);
    return patched.ok ? patched : failed(message(patched.error));
  }
  const { group, version, kind } = info.kind;
  if (definitionOfKind(group, version, kind) === undefined) {
    const what = `${apiVersionOf(info.kind)}, Kind=${kind}`;
    const text = `strategic merge patch is not supported for ${what} locally, try --type merge`;
    return failed(message(text));
  }
  const merged = applyStrategicPatch(info.kind, info.object, body as JsonObject);
  return merged.ok ? done(merged.value) : failed(message(merged.error));
}

function* patchOne(
  session: Session,
  info: Info,
  patch: Patch,
  dryRun: DryRun,
): Program<Outcome<{ object: JsonObject; isChanged: boolean }>> {
  if (session.flags.bool('local') || dryRun === 'client') {
    const here = patchLocally(info, patch);
    if (!here.ok) return here;
    const isChanged = !isEqual(info.object, here.value);
    return done({ object: sortKeys(here.value), isChanged });
  }
  const nameless = nameFailure(info.name);
  if (nameless !== undefined) return failed(nameless);
  const subresource = session.flags.text('subresource');
  const fieldManager = session.flags.text('field-manager');
  const isDryRun = dryRun === 'server';
  const options = { fieldManager, isDryRun, fieldValidation: 'Warn' as const };
  const patched = yield* session.call(
    session.client.patch(pathOf(info, subresource), patch, options),
  );
  if (!patched.ok) return patched;
  const object = patched.value as unknown as JsonObject;
  return done({ object, isChanged: !isEqual(info.object, object) });
}

function* run(session: Session): Program<Failure | undefined> {
  const word = session.flags.text('type');
  const type = (word.toLowerCase() || 'strategic') as Patch['type'];
  const text = readPatch(session);
  if (!text.ok) return text.failure;
  if (!TYPES.some((known) => known === type)) {
    return message(`--type must be one of [${TYPES.join(' ')}], not "${word}"`);
  }
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const isLocal = session.flags.bool('local');
  const untried = localTrialFailure(session);
  if (untried !== undefined) return untried;
  if (isLocal && session.args.length > 0) {
    return message('cannot specify --local and server resources');
  }
  const body = parsePatch(text.value, session.flags.text('patch'), type);
  if (!body.ok && body.failure.type === 'message') return body.failure;
  const subresource = session.flags.text('subresource');
  const rules = { ...DEFAULT_RULES, subresource, areFilesEnough: true };
  const found = yield* gatherTargets(session, session.args, rules);
  if ('type' in found) return found;
  if (found.infos.length + found.failures.length === 0) {
    return message('no objects passed to patch');
  }
  const failures = [...found.failures];
  const isHere = isLocal || dryRun.value === 'client';
  const complaint =
    isHere && !body.ok ? localComplaint(type, undefined, jsonComplaint(text.value)) : '';
  const unread = complaint === '' || body.ok ? body : failed(message(complaint));
  for (const info of found.infos) {
    const patched = body.ok
      ? yield* patchOne(session, info, { type, body: body.value, isForced: false }, dryRun.value)
      : (unread as typeof body);
    if (!patched.ok) {
      const { failure } = patched;
      failures.push(failure);
      continue;
    }
    const { object, isChanged } = patched.value;
    const recorded =
      isChanged && !isLocal && dryRun.value === 'none'
        ? yield* recordCause(session, info, session.flags.text('field-manager'))
        : undefined;
    if (recorded !== undefined) failures.push(recorded);
    const isScale = subresource === 'scale' && !(isHere && info.source !== '');
    const shown = isScale
      ? { kind: { ...info.kind, kind: 'Scale', group: 'autoscaling' }, name: info.name }
      : info;
    // Whether it can be printed is looked at now; that it was only tried is not said.
    const report = reportEachFor(session, 'none');
    if (!report.ok) {
      failures.push(report.failure);
      continue;
    }
    const failure = yield* report.value(
      shown,
      object,
      isChanged ? 'patched' : 'patched (no change)',
    );
    if (failure !== undefined) failures.push(failure);
  }
  return gather(failures);
}

export const patchVerb: Verb = {
  ...PLAIN_VERB,
  name: 'patch',
  aliases: [],
  summary: 'Change some fields of an object',
  usage: '(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]',
  examples: [
    {
      does: 'Stop a rolling update below the second ordinal',
      line:
        'kubectl patch sts mysql -p ' +
        `'{"spec":{"updateStrategy":{"rollingUpdate":{"partition":2}}}}'`,
    },
    {
      does: 'Change one element by its place',
      line:
        'kubectl patch sts mysql --type=json -p ' +
        `'[{"op":"replace","path":"/spec/replicas","value":4}]'`,
    },
  ],
  flags: [
    ...writeFlags('kubectl-patch'),
    ...FILE_FLAGS,
    RECORD_FLAG,
    textFlag('patch', 'The patch, as JSON or YAML', 'p'),
    textFlag('patch-file', 'File with the patch'),
    textFlag('type', 'json, merge or strategic', '', 'strategic'),
    textFlag('subresource', 'Subresource to patch: status, scale or resize'),
    boolFlag('local', 'Change only what is printed'),
  ],
  verbs: [],
  run,
};
