import { encodeSortedJson, type JsonObject, resourceOf } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, gather, message } from '../failure.ts';
import { boolFlag } from '../flags.ts';
import { FILE_FLAGS } from '../manifest/files.ts';
import { OUTPUT_FLAGS, withoutManagedFields } from '../output/printer.ts';
import { type Info, pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { fieldManagerFlag, LAST_APPLIED, reportFor, sorted, VALIDATE_FLAG } from './common.ts';
import {
  type Editing,
  editedInfos,
  editedText,
  editedTogether,
  editText,
  unreadable,
  type Verdict,
} from './editing.ts';
import { lastAppliedText, readLastApplied } from './last-applied.ts';
import { RECORD_FLAG } from './record.ts';

const NOT_APPLIED =
  'no last-applied-configuration annotation found on resources, to create the annotation, use ' +
  'command `kubectl apply set-last-applied --create-annotation`';

/** Puts an edited configuration into the annotation of its object. */
function* keep(session: Session, info: Info, edited: JsonObject): Program<Failure | undefined> {
  const report = reportFor(session, 'none');
  if (!report.ok) return report.failure;
  const body = { metadata: { annotations: { [LAST_APPLIED]: `${encodeSortedJson(edited)}\n` } } };
  const patch = { type: 'merge' as const, body, isForced: false };
  const options = {
    fieldManager: session.flags.text('field-manager'),
    isDryRun: false,
    fieldValidation: 'Ignore' as const,
  };
  const patched = yield* session.call(session.client.patch(pathOf(info), patch, options));
  if (!patched.ok) return patched.failure;
  return yield* report.value(info, sorted(edited), 'edited');
}

const INTRO = [
  "# Please edit the 'last-applied-configuration' annotations below.",
  "# Lines beginning with a '#' will be ignored, and an empty file will abort the edit.",
];

function editingOf(session: Session, infos: readonly Info[]): Editing {
  const applied = infos.map(({ object }) => sorted(withoutManagedFields(readLastApplied(object))));
  const [first] = infos;
  const subject = first === undefined ? '' : `${resourceOf(first.kind)} "${first.name}"`;
  return {
    text: editedText(session, editedTogether(applied)),
    intro: INTRO,
    subject,
    *save(text): Program<Verdict> {
      const edited = editedInfos(session, text);
      if (!edited.ok) return unreadable(edited.failure);
      for (const info of edited.value) {
        const failure = yield* keep(session, info, info.object);
        if (failure !== undefined) return { type: 'lost', failure };
      }
      return { type: 'done' };
    },
  };
}

function* run(session: Session): Program<Failure | undefined> {
  const rules = { ...DEFAULT_RULES, isKindEnough: true };
  const found = yield* gatherTargets(session, session.args, rules);
  if ('type' in found) return found;
  const refused = gather(found.failures);
  if (refused !== undefined) return refused;
  const infos = found.infos.filter(({ object }) => lastAppliedText(object) !== undefined);
  if (infos.length === 0) return message(NOT_APPLIED);
  return yield* editText(session, editingOf(session, infos));
}

export const editLastAppliedVerb: Verb = {
  ...PLAIN_VERB,
  name: 'edit-last-applied',
  aliases: [],
  summary: 'Change, in the editor, what apply is said to have been given the last time',
  usage: '(RESOURCE/NAME | -f FILENAME)',
  examples: [{ does: 'Change it', line: 'kubectl apply edit-last-applied sts/mysql' }],
  flags: [
    ...OUTPUT_FLAGS,
    ...FILE_FLAGS,
    RECORD_FLAG,
    VALIDATE_FLAG,
    fieldManagerFlag('kubectl-client-side-apply'),
    boolFlag('windows-line-endings', 'Use the line ends of Windows in the editor'),
  ],
  verbs: [],
  run,
};
