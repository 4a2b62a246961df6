import type { AnyKind, Json, KubeObject } from '../api/index.ts';
import type { Client } from '../client/index.ts';
import { type Clock, definePart, type Part } from '../kernel/index.ts';

/** How kubectl prints objects, for those who do not run it. */
export interface Printing {
  describe(
    client: Client,
    clock: Clock,
    hasEvents: boolean,
    kind: AnyKind,
    object: KubeObject,
  ): string;
  toYaml(value: Json): string;
}

export const PRINTING: Part<Printing> = definePart('printing');
