import type { AnyKind, Json, KubeObject } from '../api/index.ts';
import type { Client } from '../client/index.ts';
import { type Clock, definePart, type Part } from '../kernel/index.ts';
import type { Read } from './manifest/yaml.ts';

/** How kubectl prints and reads objects, for those who do not run it. */
export interface Printing {
  describe(
    client: Client,
    clock: Clock,
    hasEvents: boolean,
    kind: AnyKind,
    object: KubeObject,
  ): string;
  toYaml(value: Json): string;
  /** One document of a manifest, or what kubectl says of text that is none. */
  parseYaml(text: string): Read<Json>;
}

export const PRINTING: Part<Printing> = definePart('printing');
