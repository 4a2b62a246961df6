import {
  apiVersionOf,
  horizontalPodAutoscalers,
  type JsonObject,
  parseQuantity,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { makeObject, reportMade } from '../create/generator.ts';
import { done, type Failure, failed, gather, message, type Outcome } from '../failure.ts';
import { type Flag, int32Flag, textFlag } from '../flags.ts';
import { FILE_FLAGS } from '../manifest/files.ts';
import type { Info } from '../resources.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { dryRunOf, SAVE_CONFIG_FLAG, writeFlags } from './common.ts';
import { RECORD_FLAG } from './record.ts';

/** What a number alone counts. Models getDefaultUnitForResource of pkg/cmd/autoscale. */
const UNITS: Readonly<Record<string, string>> = { cpu: 'm', memory: 'Mi' };
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function metric(name: string, text: string): Outcome<JsonObject | undefined> {
  if (text === '') return done(undefined);
  const isPart = text.endsWith('%') || name === 'cpu-percent';
  const percent = Number(text.replace(/%$/, ''));
  if (isPart && Number.isInteger(percent)) {
    if (percent < 0 && name !== 'cpu-percent') {
      return failed(message(`invalid percentage value: ${percent}`));
    }
    if (percent <= 0) return done(undefined);
    const target = { type: 'Utilization', averageUtilization: percent };
    return done({
      type: 'Resource',
      resource: { name: name === 'cpu-percent' ? 'cpu' : name, target },
    });
  }
  const unit = UNITS[name] ?? '';
  const averageValue = NUMBER.test(text) ? `${Number(text)}${unit}` : text;
  if (!parseQuantity(averageValue).ok) {
    return failed(message(`invalid resource ${name} value: ${text}`));
  }
  const target = { type: 'AverageValue', averageValue };
  return done({ type: 'Resource', resource: { name, target } });
}

function scalerFor({ flags }: Session, info: Info): Outcome<JsonObject> {
  const metrics: JsonObject[] = [];
  for (const name of ['cpu-percent', 'cpu', 'memory']) {
    const one = metric(name, flags.text(name));
    if (!one.ok) return one;
    if (one.value !== undefined) metrics.push(one.value);
  }
  const min = flags.int('min');
  return done({
    kind: 'HorizontalPodAutoscaler',
    apiVersion: 'autoscaling/v2',
    metadata: { name: flags.text('name') || info.name },
    spec: {
      scaleTargetRef: {
        kind: info.kind.kind,
        name: info.name,
        apiVersion: apiVersionOf(info.kind),
      },
      ...(min > 0 ? { minReplicas: min } : {}),
      maxReplicas: flags.int('max'),
      ...(metrics.length === 0 ? {} : { metrics }),
    },
    status: { desiredReplicas: 0, currentMetrics: null },
  });
}

const NOT_OLD = 'the configuration is incompatible with autoscaling/v1';

/** Whether the older version of the API can say the same: only how much of the CPU is used. */
function isOld({ spec }: JsonObject): boolean {
  const metrics = ((spec as JsonObject).metrics ?? []) as JsonObject[];
  return metrics.every(({ resource }) => {
    const { name, target } = resource as { name: string; target: JsonObject };
    return name === 'cpu' && target.type === 'Utilization';
  });
}

function* scaleOne(session: Session, info: Info): Program<Failure | undefined> {
  const { kind } = info;
  if (!kind.subresources.includes('scale')) {
    const resource = `${kind.group}/${kind.version}, Resource=${kind.plural}`;
    const text = `could not find scale subresource for ${resource} in discovery information`;
    return message(`cannot autoscale a ${kind.kind}: ${text}`);
  }
  const scaler = scalerFor(session, info);
  if (!scaler.ok) return scaler.failure;
  // Only what the server answers says what was done; a trial says what it would make.
  const did = session.flags.text('dry-run') === 'client' ? 'created' : 'autoscaled';
  const failure = yield* createLate(session, scaler.value, did);
  if (failure === undefined) return undefined;
  // Whatever went wrong, the older version of the API is tried next.
  const metrics = (scaler.value.spec as JsonObject).metrics as JsonObject[] | undefined;
  const isGiven = session.flags.text('cpu') !== '';
  if (metrics?.length === 1 && isGiven && isOld(scaler.value)) {
    return yield* createLate(session, scaler.value, did);
  }
  const reason = isGiven ? '%!w(<nil>)' : 'empty input';
  return message(`failed to create autoscaling/v2 HPA and ${NOT_OLD}: ${reason}`);
}

/** Makes an autoscaler; that it cannot be printed is found when it is there. */
function* createLate(
  session: Session,
  scaler: JsonObject,
  did: string,
): Program<Failure | undefined> {
  const kind = horizontalPodAutoscalers;
  const made = yield* makeObject(session, kind, scaler, '', 'print later');
  return made.ok ? yield* reportMade(session, kind, made.value, did) : made.failure;
}

function* run(session: Session): Program<Failure | undefined> {
  const { flags } = session;
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const [min, max] = [flags.int('min'), flags.int('max')];
  if (max < 1) return message(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min)
    return message(
      `--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`,
    );
  if (flags.isSet('cpu-percent') && flags.isSet('cpu')) {
    return message('--cpu-percent and --cpu are mutually exclusive');
  }
  const found = yield* gatherTargets(session, session.args, {
    ...DEFAULT_RULES,
    areFilesEnough: true,
  });
  if ('type' in found) return found;
  if (found.infos.length + found.failures.length === 0) {
    return message('no objects passed to autoscale');
  }
  const failures: Failure[] = [];
  for (const info of found.infos) {
    const failure = yield* scaleOne(session, info);
    if (failure !== undefined) failures.push(failure);
  }
  return gather([...failures, ...found.failures]);
}

const CPU_PERCENT: Flag = {
  ...int32Flag('cpu-percent', 'Part of the requested CPU to keep to', '-1'),
  deprecated:
    "Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or " +
    "'500m' for milliCPU).",
};

export const autoscaleVerb: Verb = {
  ...PLAIN_VERB,
  required: ['max'],
  name: 'autoscale',
  aliases: [],
  summary: 'Let the number of pods follow their load',
  usage:
    '(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS ' +
    '[--cpu=CPU] [--memory=MEMORY]',
  examples: [
    {
      does: 'Between two and five',
      line: 'kubectl autoscale deployment web --min=2 --max=5 --cpu=70%',
    },
  ],
  flags: [
    ...writeFlags('kubectl-autoscale'),
    ...FILE_FLAGS,
    SAVE_CONFIG_FLAG,
    RECORD_FLAG,
    int32Flag('min', 'The least number of pods', '-1'),
    int32Flag('max', 'The greatest number of pods', '-1'),
    textFlag('cpu', 'CPU to keep to: 70% of what is requested, or 500m'),
    textFlag('memory', 'Memory to keep to: 70% of what is requested, or 500Mi'),
    CPU_PERCENT,
    textFlag('name', 'The name of the autoscaler'),
  ],
  verbs: [],
  isServerFirst: () => true,
  run,
};
