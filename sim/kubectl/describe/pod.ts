import type { EnvVar, Pod } from '../../api/index.ts';
import { longTime, orNone, since, writeAnnotations, writeLabels, writeOwner } from './common.ts';
import { type EnvResolver, writeContainers, writeResources, writeSeccomp } from './container.ts';
import type { Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { writeSpread, writeTolerations } from './pod-template.ts';
import { writeVolumes } from './volumes.ts';
import type { Writer } from './writer.ts';

/**
 * What a variable that refers to the pod's own fields holds: kubectl knows the fields alone that
 * every object can be selected by.
 */
const resolverOf =
  (pod: Pod): EnvResolver =>
  ({ valueFrom }: EnvVar) => {
    const path = valueFrom?.fieldRef?.fieldPath;
    if (path === 'metadata.name') return pod.metadata.name;
    return path === 'metadata.namespace' ? (pod.metadata.namespace ?? '') : '';
  };

function writeState(
  writer: Writer,
  { metadata, spec, status }: Pod,
  now: Describer['clock'],
): void {
  const isDone = status.phase === 'Succeeded' || status.phase === 'Failed';
  if (metadata.deletionTimestamp === undefined || isDone)
    writer.line(0, 'Status:', status.phase ?? '');
  else {
    const lasts = since(metadata.deletionTimestamp, now);
    writer.line(0, 'Status:', `Terminating (lasts ${lasts})`);
    writer.line(0, 'Termination Grace Period:', `${metadata.deletionGracePeriodSeconds ?? 0}s`);
  }
  if (status.reason) writer.line(0, 'Reason:', status.reason);
  if (status.message) writer.line(0, 'Message:', status.message);
  writeSeccomp(writer, 0, spec.securityContext);
  writer.line(0, 'IP:', status.podIP ?? '');
  const addresses = status.podIPs ?? [];
  if (addresses.length === 0) writer.line(0, 'IPs:', '<none>');
  else writer.line(0, 'IPs:');
  for (const { ip } of addresses) writer.line(1, 'IP:', ip);
}

function writeHead(writer: Writer, pod: Pod): void {
  const { metadata, spec, status } = pod;
  writer.line(0, 'Name:', metadata.name);
  writer.line(0, 'Namespace:', metadata.namespace ?? '');
  if (spec.priority !== undefined) writer.line(0, 'Priority:', spec.priority);
  if (spec.priorityClassName) writer.line(0, 'Priority Class Name:', spec.priorityClassName);
  if (spec.runtimeClassName) writer.line(0, 'Runtime Class Name:', spec.runtimeClassName);
  if (spec.serviceAccountName) writer.line(0, 'Service Account:', spec.serviceAccountName);
  writer.line(0, 'Node:', spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>');
  if (status.startTime !== undefined) writer.line(0, 'Start Time:', longTime(status.startTime));
  writeLabels(writer, 'Labels', metadata.labels);
  writeAnnotations(writer, 'Annotations', metadata.annotations);
}

function writeAllContainers(writer: Writer, pod: Pod): void {
  const { spec, status } = pod;
  const resolve = resolverOf(pod);
  const write = (
    title: string,
    containers: Pod['spec']['containers'],
    statuses: Pod['status']['containerStatuses'],
  ) => writeContainers(writer, { title, containers, statuses: statuses ?? [], resolve, space: '' });
  if ((spec.initContainers ?? []).length > 0) {
    write('Init Containers', spec.initContainers ?? [], status.initContainerStatuses);
  }
  write('Containers', spec.containers, status.containerStatuses);
  if ((spec.ephemeralContainers ?? []).length > 0) {
    const ephemeral = spec.ephemeralContainers as Pod['spec']['containers'];
    write('Ephemeral Containers', ephemeral, status.ephemeralContainerStatuses);
  }
}

function writeConditions(writer: Writer, { spec, status }: Pod): void {
  const gates = spec.readinessGates ?? [];
  if (gates.length > 0) {
    writer.write(0, 'Readiness Gates:\n  Type\tStatus\n');
    for (const { conditionType } of gates) {
      const condition = status.conditions?.find(({ type }) => type === conditionType);
      writer.write(1, `${conditionType} \t${orNone(condition?.status)} \n`);
    }
  }
  const conditions = status.conditions ?? [];
  if (conditions.length === 0) return;
  writer.write(0, 'Conditions:\n  Type\tStatus\n');
  for (const { type, status: value } of conditions) writer.write(1, `${type} \t${value} \n`);
}

/** Models kubectl's describer of pods. */
export function describePod(describer: Describer, pod: Pod): void {
  const { writer, clock } = describer;
  const { spec, status } = pod;
  writeHead(writer, pod);
  writeState(writer, pod, clock);
  writeOwner(writer, pod);
  if (status.nominatedNodeName) writer.line(0, 'NominatedNodeName:', status.nominatedNodeName);
  if (spec.resources !== undefined) {
    writer.line(0, 'Resources:');
    writeResources(writer, 1, spec.resources);
  }
  writeAllContainers(writer, pod);
  writeConditions(writer, pod);
  writeVolumes(writer, spec.volumes);
  writer.line(0, 'QoS Class:', status.qosClass ?? '');
  writeLabels(writer, 'Node-Selectors', spec.nodeSelector);
  writeTolerations(writer, 'Tolerations', spec.tolerations);
  writeSpread(writer, 'Topology Spread Constraints', spec.topologySpreadConstraints);
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(pod), clock);
}
