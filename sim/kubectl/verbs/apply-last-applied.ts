import { encodeSortedJson, type JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import {
  done,
  type Failure,
  failed,
  gather,
  message,
  type Outcome,
  usageFailure,
} from '../failure.ts';
import { boolFlag, textFlag } from '../flags.ts';
import { FILE_FLAGS, hasFiles, readManifests } from '../manifest/files.ts';
import { toNarrowJson } from '../output/json.ts';
import { OUTPUT_FLAGS } from '../output/printer.ts';
import { toYaml } from '../output/yaml.ts';
import {
  type Info,
  infosFromManifests,
  missingNamespace,
  NOTHING_GIVEN,
  pathOf,
  SELECTOR_FLAG,
} from '../resources.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { DRY_RUN_FLAG, dryRunOf, LAST_APPLIED, reportFor, sorted } from './common.ts';
import { lastAppliedText, readLastApplied } from './last-applied.ts';

function* view(session: Session): Program<Failure | undefined> {
  const output = session.flags.text('output');
  const found = yield* gatherTargets(session, session.args, {
    ...DEFAULT_RULES,
    isAllSelector: true,
    endsAtFailure: true,
  });
  if ('type' in found) return found;
  // What is not there ends it before anything is shown; of names, the first.
  const lost = hasFiles(session) ? gather(found.failures) : found.failures[0];
  if (lost !== undefined) return lost;
  const texts: string[] = [];
  for (const info of found.infos) {
    if (lastAppliedText(info.object) === undefined) {
      if (info.source === '') continue;
      // The real tool means to tell of a reason, and has none.
      const told = `no last-applied-configuration annotation found on resource: ${info.name}\n`;
      return message(`error when ${told} "${info.source}": <nil>`);
    }
    if (output !== 'yaml' && output !== 'json') {
      return usageFailure(
        'apply view-last-applied',
        `Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`,
      );
    }
    const applied = sorted(readLastApplied(info.object));
    texts.push(output === 'json' ? toNarrowJson(applied) : toYaml(applied));
  }
  yield* session.out(texts.join(''));
  return undefined;
}

export const viewLastAppliedVerb: Verb = {
  ...PLAIN_VERB,
  name: 'view-last-applied',
  aliases: [],
  summary: 'Show what apply was given the last time',
  usage: '(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)',
  examples: [{ does: 'Show it as YAML', line: 'kubectl apply view-last-applied sts/mysql' }],
  flags: [
    textFlag('output', 'yaml or json', 'o', 'yaml'),
    ...FILE_FLAGS,
    SELECTOR_FLAG,
    boolFlag('all', 'Every object of the given kinds'),
  ],
  verbs: [],
  run: view,
};

/** What is to be recorded of a file in the object that is there. */
interface Recorded {
  readonly info: Info;
  readonly current: JsonObject;
  readonly text: string;
}

/** What is written where; every object is looked at before the first is changed. */
function* textsToSet(
  session: Session,
  infos: readonly Info[],
): Program<Outcome<readonly Recorded[]>> {
  const texts: Recorded[] = [];
  for (const info of infos) {
    const got = yield* session.call(session.client.get(pathOf(info)));
    if (!got.ok) return failed(missingNamespace(session, info.namespace, got.failure));
    const current = got.value as unknown as JsonObject;
    const before = lastAppliedText(current);
    if (before === undefined && !session.flags.bool('create-annotation')) {
      const told =
        `no last-applied-configuration annotation found on resource: ${info.name}, to create ` +
        'the annotation, run the command with --create-annotation';
      return failed(message(told));
    }
    const text = `${encodeSortedJson(info.object)}\n`;
    if (before !== text) texts.push({ info, current, text });
    else yield* session.out(`set-last-applied ${info.name}: no changes required.\n`);
  }
  return done(texts);
}

function* set(session: Session): Program<Failure | undefined> {
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const report = reportFor(session, dryRun.value);
  if (!report.ok) return report.failure;
  if (!hasFiles(session)) return message(NOTHING_GIVEN);
  const read = yield* readManifests(session, 'Ignore');
  const { infos, failures: unknown } = infosFromManifests(session, read.manifests);
  const failures = [...unknown, ...read.failures];
  const options = {
    fieldManager: 'kubectl',
    isDryRun: dryRun.value === 'server',
    fieldValidation: 'Ignore' as const,
  };
  if (failures.length > 0) return gather(failures);
  const texts = yield* textsToSet(session, infos);
  if (!texts.ok) return texts.failure;
  for (const { info, current, text } of texts.value) {
    if (dryRun.value === 'client') {
      const failure = yield* report.value(info, current, 'configured');
      if (failure !== undefined) failures.push(failure);
      continue;
    }
    const body = { metadata: { annotations: { [LAST_APPLIED]: text } } };
    const patch = { type: 'merge' as const, body, isForced: false };
    const patched = yield* session.call(session.client.patch(pathOf(info), patch, options));
    const failure = patched.ok
      ? yield* report.value(info, patched.value as unknown as JsonObject, 'configured')
      : patched.failure;
    if (failure !== undefined) failures.push(failure);
  }
  return gather(failures);
}

export const setLastAppliedVerb: Verb = {
  ...PLAIN_VERB,
  name: 'set-last-applied',
  aliases: [],
  summary: 'Record a file as what apply was given the last time',
  usage: '-f FILENAME',
  examples: [{ does: 'Record one file', line: 'kubectl apply set-last-applied -f mysql.yaml' }],
  flags: [
    ...OUTPUT_FLAGS,
    DRY_RUN_FLAG,
    ...FILE_FLAGS.filter(({ name }) => name === 'filename'),
    boolFlag('create-annotation', 'Add the annotation where there is none'),
  ],
  verbs: [],
  run: set,
};
