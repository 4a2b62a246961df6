import type { KubeObject } from '../api/index.ts';

const SERVER_FIELDS = ['deletionTimestamp', 'deletionGracePeriodSeconds', 'generation'] as const;

/** Gives a written object what only the server sets, taken from the stored one. */
export function keepServerFields({ metadata }: KubeObject, old: KubeObject): void {
  const { uid, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, generation } =
    old.metadata;
  metadata.uid ||= uid;
  metadata.creationTimestamp ||= creationTimestamp;
  if (deletionTimestamp !== undefined) metadata.deletionTimestamp = deletionTimestamp;
  if (deletionGracePeriodSeconds !== undefined) {
    metadata.deletionGracePeriodSeconds = deletionGracePeriodSeconds;
  }
  if (generation !== undefined) metadata.generation = generation;
  for (const key of SERVER_FIELDS) {
    if (old.metadata[key] === undefined && key in metadata) delete metadata[key];
  }
  if (old.metadata.generateName !== undefined) metadata.generateName = old.metadata.generateName;
}
