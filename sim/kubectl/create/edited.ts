import { type JsonObject, resourceOf } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, gather, message } from '../failure.ts';
import { readManifests } from '../manifest/files.ts';
import { type Info, infosFromManifests, pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { checkSchema, reportFor, sorted, validationOf, writeOptions } from '../verbs/common.ts';
import {
  EDIT_INTRO,
  editedInfos,
  editedText,
  editText,
  unreadable,
  type Verdict,
} from '../verbs/editing.ts';
import { annotated } from '../verbs/last-applied.ts';
import { withCause } from '../verbs/record.ts';

function* createAll(session: Session, infos: readonly Info[]): Program<Failure | undefined> {
  const validation = validationOf(session);
  if (!validation.ok) return validation.failure;
  const report = reportFor(session, 'none');
  if (!report.ok) return report.failure;
  const options = writeOptions(session, 'none', validation.value);
  const failures: Failure[] = [];
  for (const info of infos) {
    checkSchema(session, options, info);
    const plain = withCause(session, info.object);
    const body = session.flags.bool('save-config') ? annotated(plain) : plain;
    const path = pathOf({ ...info, name: '' });
    const made = yield* session.call(session.client.create(path, body, options));
    const failure = made.ok
      ? yield* report.value(
          { kind: info.kind, name: made.value.metadata.name },
          made.value as unknown as JsonObject,
          'created',
        )
      : made.failure;
    if (failure !== undefined) failures.push(failure);
  }
  return gather(failures);
}

/** `create --edit`: what the files say is edited before it is created. */
export function* createEdited(session: Session): Program<Failure | undefined> {
  const read = yield* readManifests(session, 'Strict');
  const { infos, failures } = infosFromManifests(session, read.manifests);
  const refused = gather([...failures, ...read.failures]);
  if (refused !== undefined) return refused;
  if (infos.length === 0) return message('edit cancelled, no objects found');
  const refusals: Failure[] = [];
  for (const info of infos) {
    const failure = yield* editText(session, {
      text: editedText(session, sorted(info.object)),
      intro: EDIT_INTRO,
      subject: `${resourceOf(info.kind)} "${info.name}"`,
      *save(text): Program<Verdict> {
        const edited = editedInfos(session, text);
        if (!edited.ok) return unreadable(edited.failure);
        const failure = yield* createAll(session, edited.value);
        return failure === undefined ? { type: 'done' } : { type: 'lost', failure };
      },
    });
    if (failure !== undefined) refusals.push(failure);
  }
  return gather(refusals);
}
