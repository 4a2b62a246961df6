import type { JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, gather, message } from '../failure.ts';
import { boolFlag, durationFlag, intFlag, textFlag } from '../flags.ts';
import { FILE_FLAGS } from '../manifest/files.ts';
import { OUTPUT_FLAGS } from '../output/printer.ts';
import { type Info, pathOf, SELECTOR_FLAG } from '../resources.ts';
import type { Session, WriteOptions } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { DRY_RUN_FLAG, dryRunOf, reportFor } from './common.ts';
import { RECORD_FLAG, recordCause } from './record.ts';

interface Scale {
  spec?: { replicas?: number };
  status?: { replicas?: number };
}

/** Whether the command line says in which state the object must be. */
const hasPreconditions = ({ flags }: Session): boolean =>
  (flags.isSet('current-replicas') && flags.int('current-replicas') >= 0) ||
  flags.text('resource-version') !== '';

/** Why the object may not be scaled now; undefined when it may. */
function refusal(session: Session, info: Info, scale: Scale): Failure | undefined {
  const expected = session.flags.int('current-replicas');
  const actual = scale.spec?.replicas ?? 0;
  if (session.flags.isSet('current-replicas') && expected >= 0 && expected !== actual) {
    return message(`Expected replicas to be ${expected}, was ${actual}`);
  }
  const version = session.flags.text('resource-version');
  const own = ((info.object.metadata ?? {}) as JsonObject).resourceVersion;
  if (version !== '' && version !== own) {
    return message(`Expected resource version to be ${version}, was ${own}`);
  }
  return undefined;
}

/** Scales one object: what must be in a certain state is read before it is replaced. */
function* scaleOne(
  session: Session,
  info: Info,
  replicas: number,
  options: WriteOptions,
): Program<Failure | undefined> {
  const path = pathOf(info, 'scale');
  if (!hasPreconditions(session)) {
    const patch = { type: 'merge' as const, body: { spec: { replicas } }, isForced: false };
    const scaled = yield* session.call(session.client.patch(path, patch, options));
    return scaled.ok ? undefined : scaled.failure;
  }
  const got = yield* session.call(session.client.get(path));
  if (!got.ok) return got.failure;
  const scale = got.value as unknown as Scale & JsonObject;
  const refused = refusal(session, info, scale);
  if (refused !== undefined) return refused;
  const body = { ...scale, spec: { ...scale.spec, replicas } };
  const scaled = yield* session.call(session.client.update(path, body, options));
  return scaled.ok ? undefined : scaled.failure;
}

const withReplicas = ({ object }: Info, replicas: number): JsonObject => ({
  ...object,
  spec: { ...((object.spec ?? {}) as JsonObject), replicas },
});

function* waitUntilScaled(
  session: Session,
  info: Info,
  replicas: number,
): Program<Failure | undefined> {
  const timeoutMs = session.flags.durationMs('timeout');
  if (timeoutMs <= 0) return undefined;
  const isScaled = (client: Session['client']): boolean => {
    const got = client.get(pathOf(info, 'scale'));
    return !got.ok || ((got.value as unknown as Scale).status?.replicas ?? 0) === replicas;
  };
  if (isScaled(session.client)) return undefined;
  const ready = (): boolean => isScaled(session.peek);
  yield { ready, delayMs: timeoutMs };
  return ready() ? undefined : message(`timed out waiting for "${info.name}" to be synced`);
}

function* run(session: Session): Program<Failure | undefined> {
  const { flags, args } = session;
  const replicas = flags.int('replicas');
  if (replicas < 0) {
    return message(
      'The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0',
    );
  }
  if (flags.int('current-replicas') < -1) {
    return message('The --current-replicas must specify an integer of -1 or greater');
  }
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const report = reportFor(session, dryRun.value);
  if (!report.ok) return report.failure;
  const found = yield* gatherTargets(session, args, { ...DEFAULT_RULES, areFilesEnough: true });
  if ('type' in found) return found;
  if (found.infos.length === 0 && found.failures.length > 0) return gather(found.failures);
  if (found.infos.length === 0) return message('no objects passed to scale');
  const options = {
    fieldManager: 'kubectl',
    isDryRun: dryRun.value === 'server',
    fieldValidation: 'Ignore' as const,
  };
  if (flags.text('resource-version') !== '' && found.infos.length > 1) {
    return message('cannot use --resource-version with multiple resources');
  }
  for (const info of found.infos) {
    if (dryRun.value === 'client') {
      const failure = yield* report.value(info, withReplicas(info, replicas), 'scaled');
      if (failure !== undefined) return failure;
      continue;
    }
    const refused = yield* scaleOne(session, info, replicas, options);
    if (refused !== undefined) return refused;
    const recorded = yield* recordCause(session, info, 'kubectl-scale');
    if (recorded !== undefined) return recorded;
    const waited = yield* waitUntilScaled(session, info, replicas);
    if (waited !== undefined) return waited;
    // The real tool prints what it started from, with the number that it asked for.
    const failure = yield* report.value(info, withReplicas(info, replicas), 'scaled');
    if (failure !== undefined) return failure;
  }
  return gather(found.failures);
}

export const scaleVerb: Verb = {
  ...PLAIN_VERB,
  required: ['replicas'],
  name: 'scale',
  aliases: [],
  summary: 'Set how many pods a set or deployment wants',
  usage:
    '[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f ' +
    'FILENAME | TYPE NAME)',
  examples: [
    { does: 'Scale a set to five', line: 'kubectl scale sts/mysql --replicas=5' },
    {
      does: 'Only if it has three now',
      line: 'kubectl scale --current-replicas=3 --replicas=5 sts/mysql',
    },
  ],
  flags: [
    ...OUTPUT_FLAGS,
    ...FILE_FLAGS,
    DRY_RUN_FLAG,
    SELECTOR_FLAG,
    RECORD_FLAG,
    boolFlag('all', 'Every object of the given kinds'),
    intFlag('replicas', 'How many are wanted', '0'),
    intFlag('current-replicas', 'Refuse unless so many are wanted now', '-1'),
    textFlag('resource-version', 'Refuse unless the object has this version'),
    durationFlag('timeout', 'How long to wait until the pods are there; 0 does not wait'),
  ],
  verbs: [],
  run,
};
