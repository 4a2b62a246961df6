import { classOfVolume, type PersistentVolume, shortAccessModes } from '../../api/index.ts';
import { since, writeAnnotations, writeLabels } from './common.ts';
import type { Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { writeVolumeSource } from './volumes.ts';
import type { Writer } from './writer.ts';

function writeAffinity(writer: Writer, { spec }: PersistentVolume): void {
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms;
  if (spec.nodeAffinity === undefined) {
    writer.line(0, 'Node Affinity:', '<none>');
    return;
  }
  writer.line(0, 'Node Affinity:', '');
  writer.line(1, 'Required Terms:', (terms ?? []).length === 0 ? '<none>' : '');
  for (const [i, term] of (terms ?? []).entries()) {
    const first = `Term ${i}:`;
    for (const [j, { key, operator, values = [] }] of (term.matchExpressions ?? []).entries()) {
      const text =
        values.length === 0
          ? `${key} ${operator.toLowerCase()}`
          : `${key} ${operator.toLowerCase()} [${values.join(', ')}]`;
      writer.line(2, j === 0 ? first : '', text);
    }
  }
}

/** Models kubectl's describer of PersistentVolumes. */
export function describeVolume(describer: Describer, volume: PersistentVolume): void {
  const { writer, clock } = describer;
  const { metadata, spec, status } = volume;
  writer.line(0, 'Name:', metadata.name);
  writeLabels(writer, 'Labels', metadata.labels);
  writeAnnotations(writer, 'Annotations', metadata.annotations);
  writer.line(0, 'Finalizers:', `[${(metadata.finalizers ?? []).join(' ')}]`);
  writer.line(0, 'StorageClass:', classOfVolume(volume));
  if (metadata.deletionTimestamp === undefined) writer.line(0, 'Status:', status.phase ?? '');
  else writer.line(0, 'Status:', `Terminating (lasts ${since(metadata.deletionTimestamp, clock)})`);
  const claim = spec.claimRef;
  writer.line(0, 'Claim:', claim === undefined ? '' : `${claim.namespace}/${claim.name}`);
  writer.line(0, 'Reclaim Policy:', spec.persistentVolumeReclaimPolicy ?? '');
  writer.line(0, 'Access Modes:', shortAccessModes(spec.accessModes));
  if (spec.volumeMode) writer.line(0, 'VolumeMode:', spec.volumeMode);
  writer.line(0, 'Capacity:', spec.capacity?.storage ?? '');
  writeAffinity(writer, volume);
  writer.line(0, 'Message:', status.message ?? '');
  writeVolumeSource(writer, spec);
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(volume), clock);
}
