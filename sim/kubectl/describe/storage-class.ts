import { isDefaultClass, type StorageClass } from '../../api/index.ts';
import { labelsText, orUnset } from './common.ts';
import type { Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import type { Writer } from './writer.ts';

function writeTopologies(writer: Writer, { allowedTopologies }: StorageClass): void {
  if (allowedTopologies === undefined) return;
  writer.line(0, 'AllowedTopologies:', allowedTopologies.length === 0 ? '<none>' : '');
  for (const [i, { matchLabelExpressions = [] }] of allowedTopologies.entries()) {
    if (matchLabelExpressions.length === 0) writer.line(1, `Term ${i}:`, '<none>');
    for (const [j, { key, values }] of matchLabelExpressions.entries()) {
      writer.line(1, j === 0 ? `Term ${i}:` : '', `${key} in [${values.join(', ')}]`);
    }
  }
}

/** Models kubectl's describer of StorageClasses, which shows every annotation on one line. */
export function describeStorageClass(describer: Describer, storageClass: StorageClass): void {
  const { writer, clock } = describer;
  const { metadata, provisioner, parameters, allowVolumeExpansion, mountOptions } = storageClass;
  writer.line(0, 'Name:', metadata.name);
  writer.line(0, 'IsDefaultClass:', isDefaultClass(storageClass) ? 'Yes' : 'No');
  writer.line(0, 'Annotations:', labelsText(metadata.annotations));
  writer.line(0, 'Provisioner:', provisioner);
  writer.line(0, 'Parameters:', labelsText(parameters));
  const expansion =
    allowVolumeExpansion === undefined ? '<unset>' : allowVolumeExpansion ? 'True' : 'False';
  writer.line(0, 'AllowVolumeExpansion:', expansion);
  if ((mountOptions ?? []).length === 0) writer.line(0, 'MountOptions:', '<none>');
  else writer.line(0, 'MountOptions:');
  for (const option of mountOptions ?? []) writer.line(1, option);
  writer.line(0, 'ReclaimPolicy:', storageClass.reclaimPolicy ?? '');
  writer.line(0, 'VolumeBindingMode:', orUnset(storageClass.volumeBindingMode));
  writeTopologies(writer, storageClass);
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(storageClass), clock);
}
