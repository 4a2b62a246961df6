import {
  apiVersionOf,
  horizontalPodAutoscalers,
  type JsonObject,
  parseQuantity,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { createObject } from '../create/generator.ts';
import { done, type Failure, failed, gather, message, type Outcome } from '../failure.ts';
import { type Flag, intFlag, textFlag } from '../flags.ts';
import { FILE_FLAGS } from '../manifest/files.ts';
import type { Info } from '../resources.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import type { Verb } from '../verb.ts';
import { SAVE_CONFIG_FLAG, writeFlags } from './common.ts';
import { RECORD_FLAG } from './record.ts';

function metric(name: string, text: string): Outcome<JsonObject | undefined> {
  if (text === '') return done(undefined);
  const percent = /^(\d+)%?$/.exec(text);
  if (percent !== null && (text.endsWith('%') || name === 'cpu-percent')) {
    const target = { type: 'Utilization', averageUtilization: Number(percent[1]) };
    return done({
      type: 'Resource',
      resource: { name: name === 'cpu-percent' ? 'cpu' : name, target },
    });
  }
  if (!parseQuantity(text).ok) {
    return failed(message(`invalid resource ${name} value: ${text}`));
  }
  const target = { type: 'AverageValue', averageValue: text };
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

function* run(session: Session): Program<Failure | undefined> {
  const { flags } = session;
  if (!flags.isSet('max')) return message('required flag(s) "max" not set');
  const [min, max] = [flags.int('min'), flags.int('max')];
  if (max < 1) return message(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min)
    return message(
      `--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`,
    );
  const found = yield* gatherTargets(session, session.args, DEFAULT_RULES);
  if ('type' in found) return found;
  const failures = [...found.failures];
  for (const info of found.infos) {
    const scaler = scalerFor(session, info);
    const failure = scaler.ok
      ? yield* createObject(session, horizontalPodAutoscalers, scaler.value, '', 'autoscaled')
      : scaler.failure;
    if (failure !== undefined) failures.push(failure);
  }
  return gather(failures);
}

const CPU_PERCENT: Flag = {
  ...textFlag('cpu-percent', 'Part of the requested CPU to keep to'),
  deprecated:
    "Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or " +
    "'500m' for milliCPU).",
};

export const autoscaleVerb: Verb = {
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
    intFlag('min', 'The least number of pods', '-1'),
    intFlag('max', 'The greatest number of pods', '-1'),
    textFlag('cpu', 'CPU to keep to: 70% of what is requested, or 500m'),
    textFlag('memory', 'Memory to keep to: 70% of what is requested, or 500Mi'),
    CPU_PERCENT,
    textFlag('name', 'The name of the autoscaler'),
  ],
  verbs: [],
  run,
};
