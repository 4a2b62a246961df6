import type { Container, EphemeralContainer, PodSpec } from '../../../api/index.ts';

export type AnyContainer = Container | EphemeralContainer;

/** A container with its list and its path. */
export interface Place {
  readonly list: 'containers' | 'initContainers' | 'ephemeralContainers';
  readonly container: AnyContainer;
  readonly at: string;
}

/** All containers of a pod in the order in which they are checked. */
export const containersOf = (spec: PodSpec, field: string): Place[] =>
  (['containers', 'initContainers', 'ephemeralContainers'] as const).flatMap((list) =>
    (spec[list] ?? []).map((container, i) => ({ list, container, at: `${field}.${list}[${i}]` })),
  );
