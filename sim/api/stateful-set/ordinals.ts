import type { StatefulSet } from '../types.generated.ts';

const ZERO = 48;
const NINE = 57;
const MAX_ORDINAL = 0x7fffffff;

/**
 * The ordinal in a pod's name; undefined when it is not `<set>-<ordinal>`. Models
 * getParentNameAndOrdinal. A sync asks it of every pod several times: no pattern, no new text.
 */
export function ordinalOf(set: StatefulSet, podName: string): number | undefined {
  const { name } = set.metadata;
  const start = name.length + 1;
  if (start >= podName.length || podName[start - 1] !== '-') return undefined;
  if (!podName.startsWith(name)) return undefined;
  let ordinal = 0;
  for (let i = start; i < podName.length; i++) {
    const code = podName.charCodeAt(i);
    if (code < ZERO || code > NINE) return undefined;
    ordinal = ordinal * 10 + code - ZERO;
  }
  return ordinal > MAX_ORDINAL ? undefined : ordinal;
}

/** The first ordinal. */
export const startOrdinal = ({ spec }: StatefulSet): number => spec.ordinals?.start ?? 0;

/** `web-2`. */
export const podNameOf = (set: StatefulSet, ordinal: number): string =>
  `${set.metadata.name}-${ordinal}`;

/** `data-web-2`. */
export const claimNameOf = (template: string, set: StatefulSet, ordinal: number): string =>
  `${template}-${set.metadata.name}-${ordinal}`;
