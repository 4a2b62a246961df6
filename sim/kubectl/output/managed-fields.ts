import type { Json, JsonObject, KubeObject } from '../../api/index.ts';
import type { Client } from '../../client/index.ts';

const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** An object, or a list of them, with the managedFields that the server knows of it. */
export function withManagedFields(client: Client, object: JsonObject): JsonObject {
  const { apiVersion, kind: kindName, metadata, items } = object;
  if (Array.isArray(items)) {
    const each = (item: Json): Json => (isObject(item) ? withManagedFields(client, item) : item);
    return { ...object, items: items.map(each) };
  }
  const kind = client.discovery.kindOf(String(apiVersion), String(kindName));
  if (kind === undefined || !isObject(metadata)) return object;
  const { name, namespace = '', resourceVersion } = metadata as unknown as KubeObject['metadata'];
  const found = client.get({ kind, namespace, name, subresource: '' });
  const isSame = found.ok && found.value.metadata.resourceVersion === resourceVersion;
  if (!isSame) return object;
  const managedFields = client.managedFields(kind, found.value) as unknown as Json[];
  if (managedFields.length === 0) return object;
  return { ...object, metadata: { ...metadata, managedFields } };
}
