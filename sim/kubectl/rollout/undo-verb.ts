import {
  deployments,
  isEqual,
  type Json,
  type JsonObject,
  type PodTemplateSpec,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { done, type Failure, failed, gather, message, type Outcome } from '../failure.ts';
import { intFlag } from '../flags.ts';
import { OUTPUT_FLAGS } from '../output/printer.ts';
import { type Info, pathOf } from '../resources.ts';
import type { Patch, Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { DRY_RUN_FLAG, dryRunOf, reportFor } from '../verbs/common.ts';
import { lastAppliedText } from '../verbs/last-applied.ts';
import { hasHistory, noneOf, type Revision, revisionsOf } from './history.ts';
import { templateText } from './history-verb.ts';
import { ROLLOUT_FLAGS, rolloutTargets } from './targets.ts';

const applied = (info: Info): string =>
  `resource ${info.kind.plural}/${info.name} was previously managed with 'kubectl ` +
  `apply'. Rolling back will not update the ` +
  'kubectl.kubernetes.io/last-applied-configuration annotation, which may cause ' +
  `unexpected behavior on future 'kubectl apply' operations. Consider using 'kubectl ` +
  `apply' with your previous configuration file instead.`;

function chosen(info: Info, revisions: readonly Revision[], number: number): Outcome<Revision> {
  if (number !== 0) {
    const found = revisions.find((revision) => revision.number === number);
    return found === undefined
      ? failed(message(`unable to find specified revision ${number} in history`))
      : done(found);
  }
  const previous = revisions.at(-2);
  if (previous !== undefined) return done(previous);
  return failed(
    message(
      info.kind === deployments
        ? `no rollout history found for deployment "${info.name}"`
        : 'no last revision to roll back to',
    ),
  );
}

/** Annotations of a Deployment that a rollback leaves alone. */
const KEPT =
  /^(kubectl\.kubernetes\.io\/last-applied-configuration|deployment\.kubernetes\.io\/|deprecated\.deployment\.rollback)/;

function deploymentPatch(info: Info, revision: Revision): Patch {
  const own = (((info.object.metadata ?? {}) as JsonObject).annotations ?? {}) as Record<
    string,
    string
  >;
  const kept = Object.entries(own).filter(([key]) => KEPT.test(key));
  const brought = Object.entries(revision.annotations).filter(([key]) => !KEPT.test(key));
  const body: Json = [
    { op: 'replace', path: '/spec/template', value: revision.template as unknown as JsonObject },
    {
      op: 'replace',
      path: '/metadata/annotations',
      value: Object.fromEntries([...kept, ...brought]),
    },
  ];
  return { type: 'json', body, isForced: false };
}

const setPatch = (revision: Revision): Patch => {
  const template = { $patch: 'replace', ...(revision.template as unknown as JsonObject) };
  return { type: 'strategic', body: { spec: { template } }, isForced: false };
};

function* undo(session: Session, info: Info): Program<Failure | undefined> {
  if (lastAppliedText(info.object) !== undefined) yield* session.warn([applied(info)]);
  if (!hasHistory(info.kind)) return noneOf('rollbacker', info.kind);
  const spec = (info.object.spec ?? {}) as JsonObject;
  const revisions = yield* revisionsOf(session, info);
  if (!revisions.ok) return revisions.failure;
  const revision = chosen(info, revisions.value, session.flags.int('to-revision'));
  if (!revision.ok) return revision.failure;
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const reporting = reportFor(session, dryRun.value, 'typed');
  if (!reporting.ok) return reporting.failure;
  const report = reporting.value;
  if (dryRun.value === 'client') {
    // Models kubectl's polymorphichelpers/rollback.go: only one of its two printers has the words.
    const words = info.kind === deployments ? '' : 'will roll back to ';
    return yield* report(info, info.object, `${words}${templateText(revision.value.recorded)}`);
  }
  if (info.kind === deployments && spec.paused === true) {
    return message(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout " +
        "resume' and try again",
    );
  }
  if (isEqual(spec.template as unknown as PodTemplateSpec, revision.value.template)) {
    const text = `skipped rollback (current template already matches revision ${revision.value.number})`;
    return yield* report(info, info.object, text);
  }
  const patch =
    info.kind === deployments ? deploymentPatch(info, revision.value) : setPatch(revision.value);
  const options = {
    fieldManager: 'kubectl',
    isDryRun: dryRun.value === 'server',
    fieldValidation: 'Ignore' as const,
  };
  const patched = yield* session.call(session.typed.patch(pathOf(info), patch, options));
  if (!patched.ok) return patched.failure;
  // With -o the real tool prints the object that it started from.
  return yield* report(info, info.object, 'rolled back');
}

function* run(session: Session): Program<Failure | undefined> {
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const found = yield* rolloutTargets(session);
  if ('type' in found) return found;
  const failures = [...found.failures];
  for (const info of found.infos) {
    const failure = yield* undo(session, info);
    if (failure !== undefined) failures.push(failure);
  }
  return gather(failures);
}

export const rolloutUndoVerb: Verb = {
  ...PLAIN_VERB,
  name: 'undo',
  aliases: [],
  summary: 'Go back to an earlier revision',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  examples: [
    { does: 'Go back to the revision before', line: 'kubectl rollout undo sts/mysql' },
    { does: 'Go back to revision 3', line: 'kubectl rollout undo sts/mysql --to-revision=3' },
  ],
  flags: [
    ...ROLLOUT_FLAGS,
    ...OUTPUT_FLAGS,
    DRY_RUN_FLAG,
    intFlag('to-revision', 'The revision to go back to; 0 is the one before', '0'),
  ],
  verbs: [],
  run,
};
