import type { LabelSelector, PersistentVolumeClaim } from '../../api/index.ts';
import { formatSelector, type Pod, pods, type StatefulSet, selects } from '../../api/index.ts';
import { longTime, writeAnnotations, writeLabels } from './common.ts';
import type { Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { writePodTemplate } from './pod-template.ts';
import type { Writer } from './writer.ts';

/** `3 Running / 0 Waiting / 0 Succeeded / 0 Failed`: the pods that a controller owns. */
export function podCounts(
  describer: Describer,
  namespace: string,
  uid: string,
  selector: LabelSelector | undefined,
): string {
  const owned = describer
    .list<Pod>(pods, namespace)
    .filter((pod) => selects(selector, pod.metadata.labels))
    .filter((pod) =>
      pod.metadata.ownerReferences?.some((owner) => owner.controller && owner.uid === uid),
    );
  const count = (phase: string): number => owned.filter((pod) => pod.status.phase === phase).length;
  return (
    `${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} ` +
    `Succeeded / ${count('Failed')} Failed`
  );
}

function writeClaims(writer: Writer, templates: readonly PersistentVolumeClaim[] = []): void {
  if (templates.length === 0) {
    writer.line(0, 'Volume Claims:', '<none>');
    return;
  }
  writer.line(0, 'Volume Claims:');
  for (const { metadata, spec } of templates) {
    writer.line(1, 'Name:', metadata.name);
    writer.line(1, 'StorageClass:', spec.storageClassName ?? '');
    writeLabels(writer, '  Labels', metadata.labels);
    writeLabels(writer, '  Annotations', metadata.annotations);
    const storage = spec.resources?.requests?.storage;
    writer.line(1, 'Capacity:', storage ?? '<default>');
    writer.line(1, 'Access Modes:', `[${(spec.accessModes ?? []).join(' ')}]`);
  }
}

/** Models kubectl's describer of StatefulSets. */
export function describeStatefulSet(describer: Describer, set: StatefulSet): void {
  const { writer, clock } = describer;
  const { metadata, spec, status } = set;
  writer.line(0, 'Name:', metadata.name);
  writer.line(0, 'Namespace:', metadata.namespace ?? '');
  writer.line(0, 'CreationTimestamp:', longTime(metadata.creationTimestamp));
  writer.line(0, 'Selector:', formatSelector(spec.selector));
  writeLabels(writer, 'Labels', metadata.labels);
  writeAnnotations(writer, 'Annotations', metadata.annotations);
  writer.line(0, 'Replicas:', `${spec.replicas ?? 0} desired | ${status.replicas ?? 0} total`);
  const { type = '', rollingUpdate } = spec.updateStrategy ?? {};
  writer.line(0, 'Update Strategy:', type);
  if (rollingUpdate?.partition !== undefined) writer.line(1, 'Partition:', rollingUpdate.partition);
  if (rollingUpdate?.partition !== undefined && rollingUpdate.maxUnavailable !== undefined) {
    writer.line(1, 'MaxUnavailable:', rollingUpdate.maxUnavailable);
  }
  const counts = podCounts(describer, metadata.namespace ?? '', metadata.uid, spec.selector);
  writer.line(0, 'Pods Status:', counts);
  writePodTemplate(writer, spec.template);
  writeClaims(writer, spec.volumeClaimTemplates);
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(set), clock);
}
