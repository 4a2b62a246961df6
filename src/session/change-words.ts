// What one change says, more precisely than who made it: a sentence, and the fields that say so.
import { type KubeObject, nodes, type Pod, pods } from '../../sim/api/index.ts';
import { type FieldDifference, fieldDifferences } from '../../sim/index.ts';
import type { Change } from '../../sim/lesson/index.ts';

type Why = Change['origin']['why'];
/** A reason, and the fields that changed for it, as `path: before → after`. */
export interface ChangeWords {
  readonly why: Why;
  readonly fields: readonly string[];
}

/** Fields of one change that are named; those of a whole new template would hide the rest. */
const MOST_FIELDS = 4;
/** A longer value is cut: it is there to be recognized. */
const MOST_CHARACTERS = 120;
const NOTHING = '—';

const COUNTS = /^status\.(\w*[rR]eplicas|\w*Number\w*|number\w+|currentRevision|updateRevision)$/;
/** Which of the fields that changed say why, by the code of the reason. */
const TELLING: Readonly<Record<string, RegExp>> = {
  command: /^(spec|metadata\.labels)\b/,
  'autoscaler.scale': /^spec\.replicas$/,
  'autoscaler.status': /^status\.(desired|current)Replicas$/,
  'budget.status': /^status\.(disruptionsAllowed|currentHealthy|desiredHealthy)$/,
  'daemonset.status': COUNTS,
  'deployment.status': COUNTS,
  'job.status': /^status\.(active|succeeded|failed|terminating)$/,
  'node.taint': /^spec\.taints\b/,
  'quota.used': /^status\.used\b/,
  'replicaset.status': COUNTS,
  'statefulset.status': COUNTS,
};

const sayValue = (value: unknown): string => {
  if (value === undefined) return NOTHING;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)} …` : text;
};
const sayField = ({ path, before, after }: FieldDifference): string =>
  `${path}: ${sayValue(before)} → ${sayValue(after)}`;

const fieldsThat = ({ previous, object, type }: Change, telling: RegExp): string[] =>
  previous === undefined || type === 'DELETED'
    ? []
    : fieldDifferences(previous, object, '')
        .filter(({ path }) => telling.test(path))
        .slice(0, MOST_FIELDS)
        .map(sayField);

interface Conditioned extends KubeObject {
  readonly status?: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason?: string;
    }[];
  };
}
const conditionsOf = (object: KubeObject) => (object as Conditioned).status?.conditions ?? [];
const statusOf = (object: KubeObject | undefined, type: string): string =>
  (object === undefined ? [] : conditionsOf(object)).find((one) => one.type === type)?.status ?? '';

/** A condition whose status or reason is another one now. */
const newCondition = (previous: KubeObject, object: KubeObject) =>
  conditionsOf(object).find((now) => {
    const then = conditionsOf(previous).find(({ type }) => type === now.type);
    return now.status !== then?.status || now.reason !== then?.reason;
  });

type ContainerStatus = NonNullable<Pod['status']['containerStatuses']>[number];
const containersOf = ({ status }: Pod): readonly ContainerStatus[] => [
  ...(status.initContainerStatuses ?? []),
  ...(status.containerStatuses ?? []),
];
/** Waiting that every container goes through. */
const USUAL_WAITS: ReadonlySet<string> = new Set(['', 'ContainerCreating', 'PodInitializing']);

/** What happened to one container; the end of it before what comes of that. */
function containerStep(
  pod: string,
  now: ContainerStatus,
  then: ContainerStatus | undefined,
): ChangeWords | undefined {
  const path = `status.containerStatuses[${now.name}]`;
  const values = { container: now.name, pod };
  const ended = now.state?.terminated ?? now.lastState?.terminated;
  const known = then?.state?.terminated ?? then?.lastState?.terminated;
  if (ended !== undefined && ended.finishedAt !== known?.finishedAt) {
    const at = now.state?.terminated === undefined ? 'lastState' : 'state';
    return {
      why: { code: 'change.containerEnded', values: { ...values, code: ended.exitCode } },
      fields: [
        `${path}.${at}.terminated.exitCode: ${ended.exitCode}`,
        ...(ended.reason === undefined ? [] : [`${path}.${at}.terminated.reason: ${ended.reason}`]),
      ],
    };
  }
  const reason = now.state?.waiting?.reason ?? '';
  if (!USUAL_WAITS.has(reason) && reason !== then?.state?.waiting?.reason) {
    return {
      why: { code: 'change.containerWaits', values: { ...values, reason } },
      fields: [`${path}.state.waiting.reason: ${reason}`],
    };
  }
  if (now.state?.running === undefined || then?.state?.running !== undefined) return undefined;
  return {
    why: {
      code: now.restartCount > 0 ? 'change.containerStartedAgain' : 'change.containerStarted',
      values: { ...values, times: now.restartCount },
    },
    fields: now.restartCount > 0 ? [`${path}.restartCount: ${now.restartCount}`] : [],
  };
}

function podStep({ previous, object, origin }: Change): ChangeWords {
  const [then, now] = [previous as Pod | undefined, object as Pod];
  const pod = now.metadata.name;
  const [was, is] = [statusOf(then, 'Ready'), statusOf(now, 'Ready')];
  const ready = (code: string): ChangeWords => ({
    why: { code, values: { pod } },
    fields: [`status.conditions[Ready]: ${was || NOTHING} → ${is}`],
  });
  if (is === 'True' && was !== 'True') return ready('change.podReady');
  const before = new Map((then === undefined ? [] : containersOf(then)).map((c) => [c.name, c]));
  for (const container of containersOf(now)) {
    const step = containerStep(pod, container, before.get(container.name));
    if (step !== undefined) return step;
  }
  if (was === 'True' && is !== 'True') return ready('change.podNotReady');
  const phase = now.status.phase ?? '';
  if (then !== undefined && phase !== then.status.phase) {
    return {
      why: { code: 'change.podPhase', values: { pod, phase } },
      fields: [`status.phase: ${then.status.phase ?? NOTHING} → ${phase}`],
    };
  }
  return { why: origin.why, fields: [] };
}

function nodeStep({ previous, object, origin }: Change): ChangeWords {
  const [was, is] = [statusOf(previous, 'Ready'), statusOf(object, 'Ready')];
  if (was === is) return { why: origin.why, fields: [] };
  const fields = [`status.conditions[Ready]: ${was || NOTHING} → ${is}`];
  const node = object.metadata.name;
  return is === 'True'
    ? { why: { code: 'change.nodeReady', values: { node } }, fields }
    : { why: origin.why, fields };
}

/** Statuses that follow others: what they say that they did not say before. */
const FOLLOWING = /^(statefulset|replicaset|deployment|daemonset|job)\.status$/;

/** What a change says. */
export function sayChange(change: Change): ChangeWords {
  const { kind, object, previous, origin } = change;
  const { why } = origin;
  if (kind === pods && (why.code === 'pod-status' || why.code === 'pod-stopped')) {
    return why.code === 'pod-status' ? podStep(change) : { why, fields: [] };
  }
  if (kind === nodes && (why.code === 'node-status' || why.code === 'node.silent')) {
    return nodeStep(change);
  }
  const telling = TELLING[why.code];
  const fields = telling === undefined ? [] : fieldsThat(change, telling);
  if (previous === undefined || !FOLLOWING.test(why.code)) return { why, fields };
  const condition = newCondition(previous, object);
  if (condition === undefined) return { why, fields };
  const { type, status, reason = '' } = condition;
  const { name } = object.metadata;
  return {
    why: { code: 'change.condition', values: { kind: kind.kind, name, type, status, reason } },
    fields,
  };
}
