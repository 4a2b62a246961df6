import {
  daemonSets,
  deployments,
  type JsonObject,
  type PodTemplateSpec,
  resourceOf,
  statefulSets,
  timestamp,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, gather, message, plain } from '../failure.ts';
import type { Flag } from '../flags.ts';
import { hasFiles } from '../manifest/files.ts';
import { OUTPUT_FLAGS } from '../output/printer.ts';
import { type Info, pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { fieldManagerFlag, reportFor } from '../verbs/common.ts';
import { notSupported, ROLLOUT_FLAGS, toldRolloutTargets } from './targets.ts';

const specOf = (info: Info): JsonObject => (info.object.spec ?? {}) as JsonObject;

/** What a verb changes in a workload, or why it does not. */
type Change = (session: Session, info: Info) => { body: JsonObject } | Failure;

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

const restart: Change = (session, info) => {
  if (![deployments, statefulSets, daemonSets].some((kind) => kind === info.kind)) {
    return notSupported(resourceOf(info.kind), info.name, 'restarting');
  }
  if (info.kind === deployments && specOf(info).paused === true) {
    const about = `error: ${resourceOf(info.kind)} "${info.name}"`;
    return message(`${about} can't restart paused deployment (run rollout resume first)`);
  }
  const now = timestamp(session.parts.clock.epochMs());
  const template = specOf(info).template as unknown as PodTemplateSpec;
  if (template.metadata?.annotations?.[RESTARTED_AT] === now) {
    return message(
      `failed to create patch for ${info.name}: if restart has already been triggered within the ` +
        'past second, please wait before attempting to trigger another',
    );
  }
  const annotations = { [RESTARTED_AT]: now };
  return { body: { spec: { template: { metadata: { annotations } } } } };
};

const pause: Change = (_, info) => {
  if (info.kind !== deployments) return notSupported(resourceOf(info.kind), info.name, 'pausing');
  if (specOf(info).paused === true) {
    return message(`error: ${resourceOf(info.kind)} "${info.name}" is already paused`);
  }
  return { body: { spec: { paused: true } } };
};

const resume: Change = (_, info) => {
  if (info.kind !== deployments) return notSupported(resourceOf(info.kind), info.name, 'resuming');
  if (specOf(info).paused !== true) {
    return message(`error: ${resourceOf(info.kind)} "${info.name}" is not paused`);
  }
  return { body: { spec: { paused: null } } };
};

function createRun(change: Change, did: string) {
  return function* run(session: Session): Program<Failure | undefined> {
    const found = yield* toldRolloutTargets(session);
    if ('type' in found) return found;
    // What cannot be read is one of several failures, even alone; without a file nothing is read.
    const failures = found.failures.map((failure) =>
      failure.type === 'message' &&
      hasFiles(session) &&
      !/^(the path|error reading) /.test(failure.text)
        ? plain(failure.text)
        : failure,
    );
    const fieldManager = session.flags.text('field-manager');
    const options = { fieldManager, isDryRun: false, fieldValidation: 'Ignore' as const };
    for (const info of found.infos) {
      const wanted = change(session, info);
      if ('type' in wanted) {
        failures.push(wanted as Failure);
        continue;
      }
      const patch = { type: 'strategic' as const, body: wanted.body, isForced: false };
      const patched = yield* session.call(session.client.patch(pathOf(info), patch, options));
      if (!patched.ok) {
        failures.push(patched.failure);
        continue;
      }
      // Whether it can be printed is looked at when it has been done.
      const report = reportFor(session, 'none', 'typed');
      const failure = report.ok
        ? yield* report.value(info, patched.value as unknown as JsonObject, did)
        : report.failure;
      if (failure !== undefined) failures.push(failure);
    }
    return gather(failures);
  };
}

const FLAGS: readonly Flag[] = [
  ...ROLLOUT_FLAGS,
  ...OUTPUT_FLAGS,
  fieldManagerFlag('kubectl-rollout'),
];
const USAGE = 'RESOURCE';

export const rolloutRestartVerb: Verb = {
  ...PLAIN_VERB,
  name: 'restart',
  aliases: [],
  summary: 'Replace the pods of a workload one after the other',
  usage: USAGE,
  examples: [{ does: 'Restart a set', line: 'kubectl rollout restart sts/mysql' }],
  flags: FLAGS,
  verbs: [],
  run: createRun(restart, 'restarted'),
};

export const rolloutPauseVerb: Verb = {
  ...PLAIN_VERB,
  name: 'pause',
  aliases: [],
  summary: 'Hold the rollout of a deployment',
  usage: USAGE,
  examples: [{ does: 'Hold a deployment', line: 'kubectl rollout pause deployment/web' }],
  flags: FLAGS,
  verbs: [],
  run: createRun(pause, 'paused'),
};

export const rolloutResumeVerb: Verb = {
  ...PLAIN_VERB,
  name: 'resume',
  aliases: [],
  summary: 'Go on with a deployment that was held',
  usage: USAGE,
  examples: [{ does: 'Go on', line: 'kubectl rollout resume deployment/web' }],
  flags: FLAGS,
  verbs: [],
  run: createRun(resume, 'resumed'),
};
