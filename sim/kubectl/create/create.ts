import type { JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, gather, message, usageFailure, withSource } from '../failure.ts';
import { boolFlag, textFlag } from '../flags.ts';
import { FILE_FLAGS, hasFiles, kustomizeFailure, readManifests } from '../manifest/files.ts';
import { sendRawFile } from '../raw.ts';
import { chosenInfos, infosFromManifests, pathOf, SELECTOR_FLAG } from '../resources.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import {
  checkSchema,
  dryRunOf,
  reportFor,
  SAVE_CONFIG_FLAG,
  VALIDATE_FLAG,
  validationOf,
  writeFlags,
  writeOptions,
} from '../verbs/common.ts';
import { annotated } from '../verbs/last-applied.ts';
import { RECORD_FLAG, withCause } from '../verbs/record.ts';
import { createEdited } from './edited.ts';
import { GENERATORS } from './generators.ts';

function* run(session: Session): Program<Failure | undefined> {
  const { args, flags } = session;
  if (args.length > 0) {
    return usageFailure('create', `Unexpected args: [${args.join(' ')}]`);
  }
  if (!hasFiles(session)) return message('must specify one of -f and -k');
  if (flags.text('raw') !== '') return yield* sendRawFile(session, 'POST');
  const kustomize = kustomizeFailure(session);
  if (kustomize !== undefined) return kustomize;
  if (flags.bool('edit')) return yield* createEdited(session);
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const validation = validationOf(session);
  if (!validation.ok) return validation.failure;
  const report = reportFor(session, dryRun.value);
  if (!report.ok) return report.failure;
  const read = yield* readManifests(session, validation.value);
  const { infos: all, failures: unknown } = infosFromManifests(session, read.manifests);
  const chosen = chosenInfos(session, all);
  if (!chosen.ok) return chosen.failure;
  const infos = chosen.value;
  const unread = [...unknown, ...read.failures];
  const failures: Failure[] = [];
  if (infos.length === 0 && unread.length === 0) return message('no objects passed to create');
  const options = writeOptions(session, dryRun.value, validation.value);
  for (const info of infos) {
    checkSchema(session, options, info);
    const plain = withCause(session, info.object);
    const body = flags.bool('save-config') ? annotated(plain) : plain;
    let object: JsonObject = body;
    let { name } = info;
    if (dryRun.value !== 'client') {
      const path = pathOf({ ...info, name: '' });
      const made = yield* session.call(session.client.create(path, body, options));
      if (!made.ok) {
        failures.push(withSource(made.failure, 'creating', info.source));
        continue;
      }
      object = made.value as unknown as JsonObject;
      ({ name } = made.value.metadata);
    }
    const failure = yield* report.value({ kind: info.kind, name }, object, 'created');
    if (failure !== undefined) failures.push(failure);
  }
  return gather([...failures, ...unread]);
}

export const createVerb: Verb = {
  ...PLAIN_VERB,
  name: 'create',
  aliases: [],
  summary: 'Create objects from files, or from flags',
  usage: '-f FILENAME',
  examples: [
    { does: 'Create what a file describes', line: 'kubectl create -f mysql.yaml' },
    { does: 'Create a namespace', line: 'kubectl create namespace mysql' },
  ],
  flags: [
    ...writeFlags('kubectl-create'),
    ...FILE_FLAGS,
    SELECTOR_FLAG,
    VALIDATE_FLAG,
    SAVE_CONFIG_FLAG,
    RECORD_FLAG,
    boolFlag('edit', 'Open the editor first'),
    boolFlag('windows-line-endings', 'Use the line ends of Windows in the editor'),
    textFlag('raw', 'Path of the API to post to'),
  ],
  verbs: GENERATORS,
  isServerFirst: () => true,
  run,
};
