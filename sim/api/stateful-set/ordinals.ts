import type { StatefulSet } from '../types.generated.ts';

const POD_NAME = /^(.*)-([0-9]+)$/;

/** The set's name and the ordinal in a pod's name; undefined when it has none. */
export function splitPodName(name: string): { parent: string; ordinal: number } | undefined {
  const match = POD_NAME.exec(name);
  if (match === null) return undefined;
  const ordinal = Number(match[2]);
  return ordinal > 0x7fffffff ? undefined : { parent: match[1] as string, ordinal };
}

/** The ordinal in a pod's name, or -1. Models getOrdinal. */
export const ordinalOf = (podName: string): number => splitPodName(podName)?.ordinal ?? -1;

/** The first ordinal. */
export const startOrdinal = ({ spec }: StatefulSet): number => spec.ordinals?.start ?? 0;

/** The last ordinal that the set wants; one less than the first when it wants none. */
export const endOrdinal = (set: StatefulSet): number =>
  startOrdinal(set) + (set.spec.replicas ?? 1) - 1;

/** `web-2`. */
export const podNameOf = (set: StatefulSet, ordinal: number): string =>
  `${set.metadata.name}-${ordinal}`;

/** `data-web-2`. */
export const claimNameOf = (template: string, set: StatefulSet, ordinal: number): string =>
  `${template}-${set.metadata.name}-${ordinal}`;
