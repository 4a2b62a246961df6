import {
  type AnyKind,
  apiVersionOf,
  controllerRevisions,
  type Json,
  type JsonObject,
  type KubeObject,
  sortKeys,
} from '../api/index.ts';
import type { Client } from '../client/index.ts';
import type { Representation } from './negotiate.ts';

/** Writes objects as JSON. The text of an object is kept, because many watches ask for it. */
export interface Encoder {
  /** With kind and apiVersion, as an answer of its own. */
  object(kind: AnyKind, object: KubeObject): string;
  /** Without them, as an item of a list. */
  item(kind: AnyKind, object: KubeObject): string;
  /** The metadata as the wire has it, with managedFields. */
  metadata(kind: AnyKind, object: KubeObject): JsonObject;
}

const head = (kind: string, apiVersion: string): string =>
  `"kind":${JSON.stringify(kind)},"apiVersion":${JSON.stringify(apiVersion)}`;

/** Creates an encoder over a client, which knows who owns the fields of an object. */
export function createEncoder(client: Client): Encoder {
  const bodies = new WeakMap<KubeObject, string>();
  const metadata = (kind: AnyKind, object: KubeObject): JsonObject => {
    const managedFields = client.managedFields(kind, object);
    const plain = object.metadata as unknown as JsonObject;
    if (managedFields.length === 0) return plain;
    return { ...plain, managedFields: managedFields as unknown as Json };
  };
  /** Everything but kind and apiVersion, without the braces. */
  const bodyOf = (kind: AnyKind, object: KubeObject): string => {
    const known = bodies.get(object);
    if (known !== undefined) return known;
    const { kind: _kind, apiVersion: _apiVersion, metadata: _metadata, ...rest } = object;
    const shown =
      'data' in rest && kind === controllerRevisions ? sortKeys(rest as JsonObject) : rest;
    const body = JSON.stringify({ metadata: metadata(kind, object), ...shown }).slice(1, -1);
    if (Object.isFrozen(object)) bodies.set(object, body);
    return body;
  };
  return {
    object: (kind, object) => `{${head(object.kind, object.apiVersion)},${bodyOf(kind, object)}}`,
    item: (kind, object) => `{${bodyOf(kind, object)}}`,
    metadata,
  };
}

/** What a list says of itself. */
export interface ListMeta {
  readonly resourceVersion: string;
  readonly continue: string;
  readonly remaining: number;
}

const listMeta = (meta: ListMeta): JsonObject => ({
  ...(meta.resourceVersion === '' ? {} : { resourceVersion: meta.resourceVersion }),
  ...(meta.continue === '' ? {} : { continue: meta.continue, remainingItemCount: meta.remaining }),
});

const partialObject = (encoder: Encoder, kind: AnyKind, object: KubeObject): JsonObject => ({
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata: encoder.metadata(kind, object),
});

export type IncludeObject = 'None' | 'Metadata' | 'Object';

/** How one answer is to be written. */
export interface View {
  readonly kind: AnyKind;
  readonly as: Representation;
  readonly includeObject: IncludeObject;
  /** Whether a Table names its columns: the first one of a watch does. */
  readonly hasColumns: boolean;
}

/** Objects as the server's Table. */
export function tableText(
  client: Client,
  encoder: Encoder,
  view: View,
  objects: readonly KubeObject[],
  meta: ListMeta,
): string {
  const { kind, as, includeObject } = view;
  const table = client.table(kind, objects);
  const columns = table.columns.map(({ name, type, format, priority }) => ({
    name,
    type,
    format,
    description: '',
    priority,
  }));
  const columnDefinitions = view.hasColumns ? JSON.stringify(columns) : 'null';
  const rows = table.rows.map(({ cell, object }) => {
    const shown =
      includeObject === 'None'
        ? 'null'
        : includeObject === 'Object'
          ? encoder.object(kind, object)
          : JSON.stringify(partialObject(encoder, kind, object));
    const cells = JSON.stringify(table.columns.map((_, column) => cell(column)));
    return `{"cells":${cells},"object":${shown}}`;
  });
  const metadata = JSON.stringify(listMeta(meta));
  return (
    `{${head('Table', `meta.k8s.io/${as.version}`)},"metadata":${metadata},` +
    `"columnDefinitions":${columnDefinitions},"rows":[${rows.join(',')}]}`
  );
}

/** One object in the representation that the client asked for. */
export function objectText(
  client: Client,
  encoder: Encoder,
  view: View,
  object: KubeObject,
): string {
  const { kind, as } = view;
  if (as.as === 'Table') {
    const { resourceVersion } = object.metadata;
    return tableText(client, encoder, view, [object], {
      resourceVersion,
      continue: '',
      remaining: 0,
    });
  }
  if (as.as === '') return encoder.object(kind, object);
  return JSON.stringify(partialObject(encoder, kind, object));
}

/** A list in the representation that the client asked for. */
export function listText(
  client: Client,
  encoder: Encoder,
  view: View,
  objects: readonly KubeObject[],
  meta: ListMeta,
): string {
  const { kind, as } = view;
  if (as.as === 'Table') return tableText(client, encoder, view, objects, meta);
  const isPartial = as.as !== '';
  const items = objects.map((object) =>
    isPartial ? JSON.stringify(partialObject(encoder, kind, object)) : encoder.item(kind, object),
  );
  const title = isPartial
    ? head('PartialObjectMetadataList', 'meta.k8s.io/v1')
    : head(`${kind.kind}List`, apiVersionOf(kind));
  return `{${title},"metadata":${JSON.stringify(listMeta(meta))},"items":[${items.join(',')}]}`;
}
