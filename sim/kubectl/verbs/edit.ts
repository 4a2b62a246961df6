import {
  encodeSortedJson,
  isEqual,
  type Json,
  type JsonObject,
  resourceOf,
  type Status,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { twoWayMerge } from '../../schema/index.ts';
import { exitWith, type Failure, gather, message, statusFailure } from '../failure.ts';
import { boolFlag, textFlag } from '../flags.ts';
import { FILE_FLAGS } from '../manifest/files.ts';
import { parseYaml } from '../manifest/yaml.ts';
import { toJson } from '../output/json.ts';
import { withoutManagedFields } from '../output/printer.ts';
import { toYaml } from '../output/yaml.ts';
import { type Info, NOTHING_GIVEN, pathOf, slashName } from '../resources.ts';
import type { Session } from '../session.ts';
import { gatherTargets } from '../targets.ts';
import type { Verb } from '../verb.ts';
import { SAVE_CONFIG_FLAG, sorted, VALIDATE_FLAG, validationOf, writeFlags } from './common.ts';
import { type Editing, editText, type Reason, type Verdict } from './editing.ts';
import { annotated } from './last-applied.ts';
import { RECORD_FLAG, withCause } from './record.ts';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const subjectOf = ({ kind, name }: Pick<Info, 'kind' | 'name'>): string =>
  `${resourceOf(kind)} "${name}"`;

const NOT_VALID = '<nil>: Invalid value: "The edited file failed validation": ';

const causesOf = ({ details, message: text }: Status): string[] => {
  const causes = (details?.causes ?? []).map((cause) => `${cause.field}: ${cause.message}`);
  return causes.length === 0 ? [text] : [...new Set(causes)];
};

/** The objects of an edited text, in the order of those that were shown; or why it is none. */
function editedObjects(text: string, infos: readonly Info[]): JsonObject[] | string {
  const parsed = parseYaml(text);
  if (!parsed.ok) return `${NOT_VALID}${parsed.error}`;
  const { value } = parsed;
  if (!isObject(value)) return `${NOT_VALID}invalid object to validate`;
  const objects = infos.length === 1 ? [value] : value.items;
  const isList = Array.isArray(objects) && objects.every(isObject);
  return isList ? (objects as JsonObject[]) : `${NOT_VALID}invalid object to validate`;
}

const identityOf = ({ apiVersion, kind, metadata }: JsonObject): string =>
  `${apiVersion} ${kind} ${isObject(metadata) ? metadata.name : ''}`;

interface Saved {
  readonly reason: Reason | undefined;
  readonly failure: Failure | undefined;
}

const GOOD: Saved = { reason: undefined, failure: undefined };

function* saveOne(
  session: Session,
  info: Info,
  original: JsonObject,
  edited: JsonObject,
): Program<Saved> {
  const { flags, client } = session;
  const isChanged = !isEqual(original, edited);
  const recorded = isChanged ? withCause(session, edited) : edited;
  const wanted = flags.bool('save-config') ? annotated(recorded) : recorded;
  const merged = twoWayMerge(info.kind, original, wanted);
  if (!merged.ok) return { ...GOOD, failure: message(merged.error) };
  const name = slashName(info.kind, info.name);
  if (Object.keys(merged.value).length === 0) {
    yield* session.out(`${name} skipped\n`);
    return GOOD;
  }
  const validation = validationOf(session);
  if (!validation.ok) return { ...GOOD, failure: validation.failure };
  const patch = { type: 'strategic' as const, body: merged.value, isForced: false };
  const options = {
    fieldManager: flags.text('field-manager'),
    isDryRun: false,
    fieldValidation: validation.value,
  };
  const path = pathOf(info, flags.text('subresource'));
  const patched = yield* session.call(client.patch(path, patch, options));
  if (patched.ok) {
    if (flags.bool('output-patch')) {
      yield* session.out(`Patch: ${encodeSortedJson(merged.value)}\n`);
    }
    yield* session.out(`${name} edited\n`);
    return GOOD;
  }
  const { failure } = patched;
  if (failure.type !== 'status') return { ...GOOD, failure };
  const { status } = failure;
  if (status.reason === 'Invalid') {
    return { ...GOOD, reason: { subject: subjectOf(info), causes: causesOf(status) } };
  }
  const what =
    status.reason === 'NotFound'
      ? 'could not be found on the server'
      : `could not be patched: ${status.message}`;
  yield* session.err(`error: ${subjectOf(info)} ${what}\n`);
  return { ...GOOD, failure: exitWith(1) };
}

/** The edit of objects as the server has them. */
function editingOf(session: Session, infos: readonly Info[]): Editing {
  const isKept = session.flags.bool('show-managed-fields');
  const originals = infos.map(({ object }) =>
    sorted(isKept ? object : withoutManagedFields(object)),
  );
  const [only = {}] = originals;
  const shown: JsonObject =
    originals.length === 1
      ? only
      : { apiVersion: 'v1', items: originals, kind: 'List', metadata: {} };
  const isJson = session.flags.text('output') === 'json';
  return {
    text: isJson ? toJson(shown) : toYaml(shown),
    extension: isJson ? 'json' : 'yaml',
    *save(text): Program<Verdict> {
      const edited = editedObjects(text, infos);
      if (typeof edited === 'string') {
        const subject = subjectOf(infos[0] as Info);
        return { type: 'again', reasons: [{ subject, causes: [edited] }] };
      }
      const isRenamed = originals.some(
        (original, i) => identityOf(original) !== identityOf(edited[i] ?? {}),
      );
      if (isRenamed || edited.length !== originals.length) {
        const text = 'At least one of apiVersion, kind and name was changed';
        return { type: 'lost', failure: message(text) };
      }
      const reasons: Reason[] = [];
      const failures: Failure[] = [];
      for (const [i, info] of infos.entries()) {
        const original = originals[i] as JsonObject;
        const saved = yield* saveOne(session, info, original, edited[i] as JsonObject);
        if (saved.reason !== undefined) reasons.push(saved.reason);
        if (saved.failure !== undefined) failures.push(saved.failure);
      }
      if (reasons.length > 0) return { type: 'again', reasons };
      const failure = gather(failures);
      return failure === undefined ? { type: 'done' } : { type: 'lost', failure };
    },
  };
}

function* edit(session: Session): Program<Failure | undefined> {
  const output = session.flags.text('output');
  if (!['', 'yaml', 'json'].includes(output)) {
    return message(`--output ${output} is not supported by edit: yaml or json`);
  }
  const rules = { isKindEnough: true, nothing: NOTHING_GIVEN };
  const found = yield* gatherTargets(session, session.args, rules);
  if ('type' in found) return found;
  const failed = gather(found.failures);
  if (failed !== undefined) return failed;
  if (found.infos.length === 0) {
    return statusFailure({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'edit cancelled, no objects found',
      reason: '',
      code: 404,
    });
  }
  return yield* editText(session, editingOf(session, found.infos));
}

export const editVerb: Verb = {
  name: 'edit',
  aliases: [],
  summary: 'Change an object in the editor, and apply it when it is saved',
  usage: '(RESOURCE/NAME | -f FILENAME)',
  examples: [
    { does: 'Change a set', line: 'kubectl edit sts/mysql' },
    { does: 'Change it as JSON', line: 'kubectl edit sts/mysql -o json' },
  ],
  flags: [
    ...writeFlags('kubectl-edit').filter(({ name }) => name !== 'dry-run'),
    ...FILE_FLAGS,
    VALIDATE_FLAG,
    SAVE_CONFIG_FLAG,
    RECORD_FLAG,
    boolFlag('output-patch', 'Print the patch, too'),
    boolFlag('windows-line-endings', 'Use the line ends of Windows in the editor'),
    textFlag('subresource', 'Subresource to edit'),
  ],
  verbs: [],
  run: edit,
};
