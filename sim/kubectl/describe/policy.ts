import {
  formatSelector,
  type HorizontalPodAutoscaler,
  type PodDisruptionBudget,
  type PriorityClass,
} from '../../api/index.ts';
import { labelsText, longTime, writeHead, writeTable } from './common.ts';
import type { Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import type { Writer } from './writer.ts';

/** Models kubectl's describer of PodDisruptionBudgets. */
export function describeBudget(describer: Describer, budget: PodDisruptionBudget): void {
  const { writer, clock } = describer;
  const { metadata, spec, status } = budget;
  writer.line(0, 'Name:', metadata.name);
  writer.line(0, 'Namespace:', metadata.namespace ?? '');
  if (spec.minAvailable !== undefined) writer.line(0, 'Min available:', spec.minAvailable);
  else if (spec.maxUnavailable !== undefined)
    writer.line(0, 'Max unavailable:', spec.maxUnavailable);
  writer.line(
    0,
    'Selector:',
    spec.selector === undefined ? '<unset>' : formatSelector(spec.selector) || '<none>',
  );
  writer.line(0, 'Status:');
  writer.line(2, 'Allowed disruptions:', status.disruptionsAllowed ?? 0);
  writer.line(2, 'Current:', status.currentHealthy ?? 0);
  writer.line(2, 'Desired:', status.desiredHealthy ?? 0);
  writer.line(2, 'Total:', status.expectedPods ?? 0);
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(budget), clock);
}

function writeBehavior(writer: Writer, { spec }: HorizontalPodAutoscaler): void {
  if (spec.behavior === undefined) return;
  writer.line(0, 'Behavior:');
  for (const [title, rules] of [
    ['Scale Up', spec.behavior.scaleUp],
    ['Scale Down', spec.behavior.scaleDown],
  ] as const) {
    if (rules === undefined) continue;
    writer.line(1, `${title}:`);
    if (rules.stabilizationWindowSeconds !== undefined) {
      writer.line(2, `Stabilization Window: ${rules.stabilizationWindowSeconds} seconds`);
    }
    if ((rules.policies ?? []).length === 0) continue;
    writer.line(2, `Select Policy: ${rules.selectPolicy ?? 'Max'}`);
    writer.line(2, 'Policies:');
    for (const { type, value, periodSeconds } of rules.policies ?? []) {
      writer.line(3, `- Type: ${type}`, `Value: ${value}`, `Period: ${periodSeconds} seconds`);
    }
  }
}

type MetricSpec = NonNullable<HorizontalPodAutoscaler['spec']['metrics']>[number];
type MetricStatus = NonNullable<HorizontalPodAutoscaler['status']['currentMetrics']>[number];

const UNKNOWN = '<unknown>';
/** Two cells: what is measured, and `current / target`. */
type MetricLine = readonly [string, string];

function usageLine(
  what: string,
  source: MetricSpec['resource'],
  current: NonNullable<MetricStatus['resource']>['current'] | undefined,
): MetricLine {
  const { averageValue, averageUtilization } = source?.target ?? {};
  if (averageValue !== undefined) {
    return [`${what}:`, `${current?.averageValue ?? UNKNOWN} / ${averageValue}`];
  }
  const used = current?.averageUtilization;
  const now = used === undefined ? UNKNOWN : `${used}% (${current?.averageValue ?? '0'})`;
  const target = averageUtilization === undefined ? '<auto>' : `${averageUtilization}%`;
  return [`${what}  (as a percentage of request):`, `${now} / ${target}`];
}

function amountLine(
  what: string,
  target: { averageValue?: string; value?: string },
  current: { averageValue?: string; value?: string } | undefined,
): MetricLine {
  const isAverage = target.averageValue !== undefined;
  const title = `${what} (target ${isAverage ? 'average ' : ''}value):`;
  const key = isAverage ? 'averageValue' : 'value';
  return [title, `${current?.[key] ?? UNKNOWN} / ${target[key] ?? '0'}`];
}

function metricLine(metric: MetricSpec, now: MetricStatus | undefined): MetricLine | undefined {
  const { resource, containerResource, pods, object, external } = metric;
  if (resource !== undefined) {
    return usageLine(`resource ${resource.name} on pods`, resource, now?.resource?.current);
  }
  if (containerResource !== undefined) {
    const { name, container } = containerResource;
    const what = `resource ${name} of container "${container}" on pods`;
    return usageLine(what, containerResource, now?.containerResource?.current);
  }
  if (pods !== undefined) {
    const current = now?.pods?.current.averageValue ?? UNKNOWN;
    return [`"${pods.metric.name}" on pods:`, `${current} / ${pods.target.averageValue ?? '0'}`];
  }
  if (object !== undefined) {
    const { kind, name } = object.describedObject;
    const what = `"${object.metric.name}" on ${kind}/${name}`;
    return amountLine(what, object.target, now?.object?.current);
  }
  return external === undefined
    ? undefined
    : amountLine(`"${external.metric.name}"`, external.target, now?.external?.current);
}

function writeMetrics(writer: Writer, { spec, status }: HorizontalPodAutoscaler): void {
  writer.line(0, 'Metrics:', '( current / target )');
  for (const [i, metric] of (spec.metrics ?? []).entries()) {
    const line = metricLine(metric, status.currentMetrics?.[i]);
    writer.line(1, ...(line ?? [`<unknown metric type "${metric.type}">`]));
  }
}

/** Models kubectl's describer of HorizontalPodAutoscalers. */
export function describeAutoscaler(describer: Describer, scaler: HorizontalPodAutoscaler): void {
  const { writer, clock } = describer;
  const { metadata, spec, status } = scaler;
  writeHead(writer, scaler);
  writer.line(0, 'CreationTimestamp:', longTime(metadata.creationTimestamp));
  const { kind, name } = spec.scaleTargetRef;
  writer.line(0, 'Reference:', `${kind}/${name}`);
  writeMetrics(writer, scaler);
  writer.line(0, 'Min replicas:', spec.minReplicas ?? '<unset>');
  writer.line(0, 'Max replicas:', spec.maxReplicas);
  writeBehavior(writer, scaler);
  const counts = `${status.currentReplicas ?? 0} current / ${status.desiredReplicas ?? 0} desired`;
  writer.line(0, `${kind} pods:`, counts);
  if ((status.conditions ?? []).length > 0) {
    writer.line(0, 'Conditions:');
    const rows = (status.conditions ?? []).map((c) => [
      c.type,
      c.status,
      c.reason ?? '',
      c.message ?? '',
    ]);
    writeTable(writer, 1, ['Type', 'Status', 'Reason', 'Message'], rows);
  }
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(scaler), clock);
}

/** Models kubectl's describer of PriorityClasses. */
export function describePriorityClass(describer: Describer, priority: PriorityClass): void {
  const { writer, clock } = describer;
  writer.line(0, 'Name:', priority.metadata.name);
  writer.line(0, 'Value:', priority.value ?? 0);
  writer.line(0, 'GlobalDefault:', priority.globalDefault ?? false);
  writer.line(0, 'PreemptionPolicy:', priority.preemptionPolicy ?? '');
  writer.line(0, 'Description:', priority.description ?? '');
  writer.line(0, 'Annotations:', labelsText(priority.metadata.annotations));
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(priority), clock);
}
