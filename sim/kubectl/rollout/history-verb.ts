import { deployments, type JsonObject, type PodTemplateSpec } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { writePodTemplate } from '../describe/pod-template.ts';
import { createWriter } from '../describe/writer.ts';
import { type Failure, gather, message } from '../failure.ts';
import { intFlag } from '../flags.ts';
import { OUTPUT_FLAGS, type Printer, printerFor } from '../output/printer.ts';
import { alignTabs, DESCRIBE_LAYOUT } from '../output/tabwriter.ts';
import { typed } from '../output/typed.ts';
import { type Info, slashName } from '../resources.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { type Revision, revisionsOf } from './history.ts';
import { ROLLOUT_FLAGS, rolloutTargets } from './targets.ts';

/** A revision's template, its cells ended by tabs as the real tool leaves them. */
export function templateText(template: PodTemplateSpec): string {
  const writer = createWriter();
  writePodTemplate(writer, template);
  return writer.text();
}

const tableText = (revisions: readonly Revision[]): string => {
  const rows = revisions.map(({ number, cause }) => `${number}\t${cause || '<none>'}\n`);
  return alignTabs(`REVISION\tCHANGE-CAUSE\n${rows.join('')}`, DESCRIBE_LAYOUT);
};

/** What `-o` prints: the ReplicaSet of a Deployment's revision, or the workload as it was. */
const objectAt = (info: Info, { template, holder }: Revision): JsonObject => {
  if (info.kind === deployments) return holder as unknown as JsonObject;
  const spec = (info.object.spec ?? {}) as JsonObject;
  return { ...info.object, spec: { ...spec, template: template as unknown as JsonObject } };
};

function* printOne(
  session: Session,
  object: JsonObject,
  printer: Printer,
): Program<Failure | undefined> {
  const text = printer.print(typed(object));
  if (!text.ok) return text.failure;
  yield* session.out(text.value);
  return undefined;
}

function* printAs(
  session: Session,
  info: Info,
  wanted: readonly Revision[],
  printer: Printer,
): Program<Failure | undefined> {
  for (const revision of wanted) {
    const failure = yield* printOne(session, objectAt(info, revision), printer);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function* showHistory(
  session: Session,
  info: Info,
  printer: Printer | undefined,
): Program<Failure | undefined> {
  const revisions = yield* revisionsOf(session, info);
  if (!revisions.ok) return revisions.failure;
  const number = session.flags.int('revision');
  const one = revisions.value.find((revision) => revision.number === number);
  if (number > 0 && one === undefined) return message('unable to find the specified revision');
  if (printer !== undefined && session.flags.text('output') === '') {
    // A template without a format is of the workload.
    return yield* printOne(session, info.object, printer);
  }
  if (printer !== undefined) {
    return yield* printAs(session, info, one === undefined ? revisions.value : [one], printer);
  }
  const name = slashName(info.kind, info.name);
  if (one !== undefined) {
    yield* session.out(`${name} with revision #${number}\n${templateText(one.shown)}\n`);
  } else if (revisions.value.length === 0) {
    yield* session.out(`${name} \nNo rollout history found.\n`);
  } else yield* session.out(`${name} \n${tableText(revisions.value)}\n`);
  return undefined;
}

function* run(session: Session): Program<Failure | undefined> {
  if (session.flags.int('revision') < 0) {
    return message(`revision must be a positive integer: ${session.flags.int('revision')}`);
  }
  const printer = printerFor(session);
  if (!printer.ok) return printer.failure;
  const found = yield* rolloutTargets(session);
  if ('type' in found) return found;
  const failures = [...found.failures];
  for (const info of found.infos) {
    const failure = yield* showHistory(session, info, printer.value);
    if (failure !== undefined) failures.push(failure);
  }
  return gather(failures);
}

export const rolloutHistoryVerb: Verb = {
  ...PLAIN_VERB,
  name: 'history',
  aliases: [],
  summary: 'Show the revisions of a workload',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  examples: [
    {
      does: 'Show what revision 2 looks like',
      line: 'kubectl rollout history sts/mysql --revision=2',
    },
  ],
  flags: [
    ...ROLLOUT_FLAGS,
    ...OUTPUT_FLAGS,
    intFlag('revision', 'Show this revision in full', '0'),
  ],
  verbs: [],
  run,
};
