import {
  formatSelector,
  type HorizontalPodAutoscaler,
  type PodDisruptionBudget,
  type PriorityClass,
} from '../../api/index.ts';
import { longTime, writeAnnotations, writeHead, writeLabels, writeTable } from './common.ts';
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
    spec.selector === undefined ? '<unset>' : formatSelector(spec.selector),
  );
  writer.line(0, 'Status:');
  writer.line(2, 'Allowed disruptions:', status.disruptionsAllowed ?? 0);
  writer.line(2, 'Current:', status.currentHealthy ?? 0);
  writer.line(2, 'Desired:', status.desiredHealthy ?? 0);
  writer.line(2, 'Total:', status.expectedPods ?? 0);
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(budget), clock);
}

function writeMetrics(writer: Writer, { spec, status }: HorizontalPodAutoscaler): void {
  writer.line(0, 'Metrics:', '( current / target )');
  for (const [i, metric] of (spec.metrics ?? []).entries()) {
    const target = metric.resource?.target;
    const current = status.currentMetrics?.[i]?.resource?.current;
    if (metric.type !== 'Resource' || target === undefined) {
      writer.line(1, `<unknown metric type "${metric.type}">`);
    } else if (target.averageUtilization !== undefined) {
      const name = `resource ${metric.resource?.name} on pods  (as a percentage of request)`;
      const now = current?.averageUtilization;
      const value = now === undefined ? '<unknown>' : `${now}% (${current?.averageValue ?? ''})`;
      writer.line(1, `${name}:`, `${value} / ${target.averageUtilization}%`);
    } else {
      const value = current?.averageValue ?? '<unknown>';
      writer.line(
        1,
        `resource ${metric.resource?.name} on pods:`,
        `${value} / ${target.averageValue}`,
      );
    }
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
  writeLabels(writer, 'Labels', priority.metadata.labels);
  writeAnnotations(writer, 'Annotations', priority.metadata.annotations);
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(priority), clock);
}
