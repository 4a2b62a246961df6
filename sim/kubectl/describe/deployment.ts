import { type Deployment, formatSelector, type ReplicaSet, replicaSets } from '../../api/index.ts';
import { newReplicaSetOf, ownedReplicaSets } from '../replica-sets.ts';
import {
  labelsText,
  longTime,
  writeAnnotations,
  writeLabels,
  writeOwner,
  writeTable,
} from './common.ts';
import type { Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { writePodTemplate } from './pod-template.ts';
import { podCounts } from './stateful-set.ts';

const setText = ({ metadata, spec, status }: ReplicaSet): string =>
  `${metadata.name} (${status.replicas ?? 0}/${spec.replicas ?? 0} replicas created)`;

/** Models kubectl's describer of Deployments. */
export function describeDeployment(describer: Describer, deployment: Deployment): void {
  const { writer, clock } = describer;
  const { metadata, spec, status } = deployment;
  writer.line(0, 'Name:', metadata.name);
  writer.line(0, 'Namespace:', metadata.namespace ?? '');
  writer.line(0, 'CreationTimestamp:', longTime(metadata.creationTimestamp));
  writeLabels(writer, 'Labels', metadata.labels);
  writeAnnotations(writer, 'Annotations', metadata.annotations);
  writer.line(0, 'Selector:', formatSelector(spec.selector));
  const counts = [
    `${spec.replicas ?? 0} desired`,
    `${status.updatedReplicas ?? 0} updated`,
    `${status.replicas ?? 0} total`,
    `${status.availableReplicas ?? 0} available`,
    `${status.unavailableReplicas ?? 0} unavailable`,
  ];
  writer.line(0, 'Replicas:', counts.join(' | '));
  writer.line(0, 'StrategyType:', spec.strategy?.type ?? '');
  writer.line(0, 'MinReadySeconds:', spec.minReadySeconds ?? 0);
  const rolling = spec.strategy?.rollingUpdate;
  if (rolling !== undefined) {
    const text = `${rolling.maxUnavailable} max unavailable, ${rolling.maxSurge} max surge`;
    writer.line(0, 'RollingUpdateStrategy:', text);
  }
  writePodTemplate(writer, spec.template);
  if ((status?.conditions ?? []).length > 0) {
    writer.line(0, 'Conditions:');
    const rows = (status.conditions ?? []).map((c) => [`${c.type} `, c.status, c.reason ?? '']);
    writeTable(writer, 1, ['Type', 'Status', 'Reason'], rows);
  }
  const owned = ownedReplicaSets(
    describer.list<ReplicaSet>(replicaSets, metadata.namespace ?? ''),
    deployment,
  );
  const newest = newReplicaSetOf(owned, deployment);
  const older = owned.filter((set) => set !== newest).map(setText);
  if (owned.length > 0) {
    writer.line(0, 'OldReplicaSets:', older.length === 0 ? '<none>' : older.join(', '));
    writer.line(0, 'NewReplicaSet:', newest === undefined ? '<none>' : setText(newest));
  }
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(deployment), clock);
}

/** The selector of a ReplicationController is a map of labels. */
const isMapSelector = ({ kind }: ReplicaSet): boolean => kind === 'ReplicationController';
const selectorText = (set: ReplicaSet): string =>
  isMapSelector(set)
    ? labelsText(set.spec.selector as Record<string, string>)
    : formatSelector(set.spec.selector);

/** Models kubectl's describers of ReplicaSets and of ReplicationControllers. */
export function describeReplicaSet(describer: Describer, set: ReplicaSet): void {
  const { writer, clock } = describer;
  const { metadata, spec } = set;
  // Nothing reports the status of a ReplicationController here.
  const status: ReplicaSet['status'] | undefined = set.status;
  writer.line(0, 'Name:', metadata.name);
  writer.line(0, 'Namespace:', metadata.namespace ?? '');
  writer.line(0, 'Selector:', selectorText(set));
  writeLabels(writer, 'Labels', metadata.labels);
  writeAnnotations(writer, 'Annotations', metadata.annotations);
  writeOwner(writer, set);
  writer.line(0, 'Replicas:', `${status?.replicas ?? 0} current / ${spec.replicas ?? 0} desired`);
  writer.line(
    0,
    'Pods Status:',
    podCounts(
      describer,
      metadata.namespace ?? '',
      metadata.uid,
      isMapSelector(set) ? { matchLabels: spec.selector as Record<string, string> } : spec.selector,
    ),
  );
  if (spec.template !== undefined) writePodTemplate(writer, spec.template);
  if ((status?.conditions ?? []).length > 0) {
    writer.line(0, 'Conditions:');
    const rows = (status.conditions ?? []).map((c) => [`${c.type} `, c.status, c.reason ?? '']);
    writeTable(writer, 1, ['Type', 'Status', 'Reason'], rows);
  }
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(set), clock);
}
