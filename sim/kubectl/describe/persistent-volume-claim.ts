import {
  classOfClaim,
  type PersistentVolumeClaim,
  type Pod,
  pods,
  shortAccessModes,
} from '../../api/index.ts';
import { longTime, since, writeAnnotations, writeDataSource, writeLabels } from './common.ts';
import type { Describer } from './describer.ts';
import { writeEvents } from './events.ts';

/** Go's time that was never set. */
const ZERO = '0001-01-01T00:00:00Z';

/** The pods that mount a claim or own it, by name. */
function usersOf(describer: Describer, { metadata }: PersistentVolumeClaim): string[] {
  return describer
    .list<Pod>(pods, metadata.namespace ?? '')
    .filter(
      (pod) =>
        pod.spec.volumes?.some((v) => v.persistentVolumeClaim?.claimName === metadata.name) ||
        metadata.ownerReferences?.some(
          ({ kind, uid }) => kind === 'Pod' && uid === pod.metadata.uid,
        ),
    )
    .map((pod) => pod.metadata.name)
    .sort();
}

/** Models kubectl's describer of PersistentVolumeClaims. */
export function describeClaim(describer: Describer, claim: PersistentVolumeClaim): void {
  const { writer, clock } = describer;
  const { metadata, spec, status } = claim;
  const isBound = (spec.volumeName ?? '') !== '';
  writer.line(0, 'Name:', metadata.name);
  writer.line(0, 'Namespace:', metadata.namespace ?? '');
  writer.line(0, 'StorageClass:', classOfClaim(claim));
  if (metadata.deletionTimestamp === undefined) writer.line(0, 'Status:', status.phase ?? '');
  else writer.line(0, 'Status:', `Terminating (lasts ${since(metadata.deletionTimestamp, clock)})`);
  writer.line(0, 'Volume:', spec.volumeName ?? '');
  writeLabels(writer, 'Labels', metadata.labels);
  writeAnnotations(writer, 'Annotations', metadata.annotations);
  writer.line(0, 'Finalizers:', `[${(metadata.finalizers ?? []).join(' ')}]`);
  writer.line(0, 'Capacity:', isBound ? (status.capacity?.storage ?? '0') : '');
  writer.line(0, 'Access Modes:', isBound ? shortAccessModes(status.accessModes) : '');
  if (spec.volumeMode) writer.line(0, 'VolumeMode:', spec.volumeMode);
  writeDataSource(writer, spec);
  const users = usersOf(describer, claim);
  writer.line(0, 'Used By:', users[0] ?? '<none>');
  for (const user of users.slice(1)) writer.line(0, '', user);
  if ((status.conditions ?? []).length > 0) {
    writer.line(0, 'Conditions:');
    writer.write(1, 'Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage\n');
    writer.write(1, '----\t------\t-----------------\t------------------\t------\t-------\n');
    for (const c of status.conditions ?? []) {
      const times = [c.lastProbeTime, c.lastTransitionTime].map((time) => longTime(time ?? ZERO));
      writer.line(
        1,
        `${c.type} `,
        `${c.status} `,
        ...times.map((t) => `${t} `),
        `${c.reason ?? ''} `,
        c.message ?? '',
      );
    }
  }
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(claim), clock);
}
