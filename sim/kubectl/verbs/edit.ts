import {
  encodeSortedJson,
  isEqual,
  isObject,
  type Json,
  type JsonObject,
  resourceOf,
  type Status,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { twoWayMerge } from '../../schema/index.ts';
import { type Failure, gather, message } from '../failure.ts';
import { boolFlag, textFlag } from '../flags.ts';
import { FILE_FLAGS } from '../manifest/files.ts';
import { toGoSyntax } from '../output/json.ts';
import { withoutManagedFields } from '../output/printer.ts';
import { type Info, objectOf, pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import {
  reportFor,
  SAVE_CONFIG_FLAG,
  sorted,
  VALIDATE_FLAG,
  validationOf,
  writeFlags,
} from './common.ts';
import {
  EDIT_INTRO,
  type Editing,
  editedInfos,
  editedText,
  editedTogether,
  editText,
  type Reason,
  unreadable,
  type Verdict,
} from './editing.ts';
import { annotated } from './last-applied.ts';
import { RECORD_FLAG, withCause } from './record.ts';

const subjectOf = ({ kind, name }: Pick<Info, 'kind' | 'name'>): string =>
  `${resourceOf(kind)} "${name}"`;

const causesOf = ({ details }: Status): string[] => {
  const causes = (details?.causes ?? []).map((cause) => `${cause.field}: ${cause.message}`);
  return [...new Set(causes)];
};

const identityOf = ({ apiVersion, kind, metadata }: JsonObject): string =>
  `${apiVersion} ${kind} ${isObject(metadata) ? metadata.name : ''}`;

const uidOf = ({ metadata }: JsonObject): Json | undefined =>
  isObject(metadata) ? metadata.uid : undefined;

/** What became of one of the edited objects. */
type Saved =
  | { readonly type: 'done' | 'gone' | 'refused' }
  | { readonly type: 'again'; readonly reason: Reason }
  | { readonly type: 'lost'; readonly failure: Failure };

const DONE: Saved = { type: 'done' };
const lost = (failure: Failure | undefined): Saved =>
  failure === undefined ? DONE : { type: 'lost', failure };

/** The object with what `--record` and `--save-config` keep in it. */
function asSaved(session: Session, info: Info, edited: JsonObject, isChanged: boolean): JsonObject {
  const recorded = isChanged ? withCause(session, edited) : edited;
  if (!session.flags.bool('save-config')) return recorded;
  // The owners of fields are part of what is kept.
  const owners = session.client.managedFields(info.kind, objectOf(info)) as unknown as Json;
  const metadata = (recorded.metadata ?? {}) as JsonObject;
  return withoutManagedFields(
    annotated({ ...recorded, metadata: { ...metadata, managedFields: owners } }),
  );
}

/** What the server said about a patch. Models editoptions.go's addError. */
function* refusal(session: Session, info: Info, status: Status): Program<Saved> {
  const subject = subjectOf(info);
  if (status.reason === 'Invalid') {
    yield* session.err(`error: ${subject} is invalid\n`);
    return {
      type: 'again',
      reason: { head: `${subject} was not valid`, causes: causesOf(status) },
    };
  }
  if (status.reason === 'NotFound') {
    yield* session.err(`error: ${subject} could not be found on the server\n`);
    return { type: 'gone' };
  }
  yield* session.err(`error: ${subject} could not be patched: ${status.message}\n`);
  return { type: 'refused' };
}

function* saveOne(
  session: Session,
  info: Info,
  original: JsonObject,
  edited: JsonObject,
): Program<Saved> {
  const { flags, client } = session;
  const report = reportFor(session, 'none');
  if (!report.ok) return lost(report.failure);
  const isChanged = !isEqual(original, edited);
  const wanted = asSaved(session, info, edited, isChanged);
  const merged = twoWayMerge(info.kind, original, wanted);
  if (!merged.ok) return lost(message(merged.error));
  if (Object.keys(merged.value).length === 0) {
    return lost(yield* report.value(info, edited, 'skipped'));
  }
  const validation = validationOf(session);
  if (!validation.ok) return lost(validation.failure);
  const patch = { type: 'strategic' as const, body: merged.value, isForced: false };
  const options = {
    fieldManager: flags.text('field-manager'),
    isDryRun: false,
    fieldValidation: validation.value,
  };
  const path = pathOf(info, flags.text('subresource'));
  const patched = yield* session.call(client.patch(path, patch, options));
  if (!patched.ok) {
    const { failure } = patched;
    return failure.type === 'status'
      ? yield* refusal(session, info, failure.status)
      : lost(failure);
  }
  if (flags.bool('output-patch')) {
    yield* session.out(`Patch: ${encodeSortedJson(merged.value)}\n`);
  }
  return lost(yield* report.value(info, patched.value as unknown as JsonObject, 'edited'));
}

const TRY_AGAIN = (path: string): string =>
  `You can run \`kubectl replace -f ${path}\` to try this update again.`;
const DELETED = (path: string): string =>
  `The edits you made on deleted resources have been saved to "${path}"`;

/** Another namespace than the object is in. */
const moved = (given: string, own: string): Failure =>
  message(
    `the namespace from the provided object "${given}" does not match the namespace "${own}". ` +
      `You must pass '--namespace=${given}' to perform this operation.`,
  );

/** Saves edited objects one by one, each over the one that has its uid. */
function* saveAll(
  session: Session,
  infos: readonly Info[],
  edited: readonly Info[],
  originalOf: (info: Info) => JsonObject,
): Program<Verdict> {
  for (const { namespace, kind } of edited) {
    const own = infos[0]?.namespace ?? '';
    if (kind.isNamespaced && infos.every((info) => info.namespace !== namespace)) {
      return { type: 'lost', failure: moved(namespace, own) };
    }
  }
  const saved: Saved[] = [];
  for (const { object } of edited) {
    const info = infos.find((one) => uidOf(one.object) === uidOf(object));
    if (info === undefined) {
      const text = `&unstructured.Unstructured{Object:${toGoSyntax(object)}}`;
      return { type: 'lost', failure: message(`no original object found for ${text}`) };
    }
    const original = originalOf(info);
    if (identityOf(original) !== identityOf(object)) {
      const text = 'At least one of apiVersion, kind and name was changed';
      return { type: 'lost', failure: message(text) };
    }
    const one = yield* saveOne(session, info, original, object);
    if (one.type === 'lost') return one;
    saved.push(one);
  }
  if (saved.some(({ type }) => type === 'refused')) return { type: 'kept', noteFor: TRY_AGAIN };
  if (saved.some(({ type }) => type === 'gone')) return { type: 'kept', noteFor: DELETED };
  const reasons = saved.flatMap((one) => (one.type === 'again' ? [one.reason] : []));
  return reasons.length === 0 ? { type: 'done' } : { type: 'again', reasons };
}

/** The edit of objects as the server has them. */
function editingOf(session: Session, infos: readonly Info[]): Editing {
  const isKept = session.flags.bool('show-managed-fields');
  const originalOf = ({ object }: Info): JsonObject =>
    sorted(isKept ? object : withoutManagedFields(object));
  return {
    text: editedText(session, editedTogether(infos.map(originalOf))),
    intro: EDIT_INTRO,
    subject: subjectOf(infos[0] as Info),
    *save(text): Program<Verdict> {
      const edited = editedInfos(session, text);
      if (!edited.ok) return unreadable(edited.failure);
      return yield* saveAll(session, infos, edited.value, originalOf);
    },
  };
}

const FORMATS = ['json', 'kyaml', 'yaml'];

function* edit(session: Session): Program<Failure | undefined> {
  const output = session.flags.text('output');
  if (output !== '' && !FORMATS.includes(output)) {
    return message(
      `unable to match a printer suitable for the output format "${output}", allowed formats ` +
        `are: ${FORMATS.join(',')}`,
    );
  }
  const validation = validationOf(session);
  if (!validation.ok) return validation.failure;
  const subresource = session.flags.text('subresource');
  const rules = { ...DEFAULT_RULES, isKindEnough: true, subresource };
  const found = yield* gatherTargets(session, session.args, rules);
  if ('type' in found) return found;
  const failed = gather(found.failures);
  if (failed !== undefined) return failed;
  if (found.infos.length === 0) return message('edit cancelled, no objects found');
  return yield* editText(session, editingOf(session, found.infos));
}

export const editVerb: Verb = {
  ...PLAIN_VERB,
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
