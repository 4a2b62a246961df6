import {
  type AnyKind,
  isObject,
  type Json,
  type JsonObject,
  type KubeObject,
} from '../../api/index.ts';
import type { Client } from '../../client/index.ts';

/**
 * Metadata that has what `read` answers for managedFields, which is not worked out before somebody
 * asks for it, or for all that there is.
 */
function withLazyFields(metadata: JsonObject, read: () => readonly Json[]): JsonObject {
  let isWhole = false;
  const whole = (target: JsonObject): JsonObject => {
    if (isWhole) return target;
    isWhole = true;
    const managedFields = read();
    if (managedFields.length > 0) target.managedFields = [...managedFields];
    return target;
  };
  const forKey = (target: JsonObject, key: string | symbol): JsonObject =>
    key === 'managedFields' ? whole(target) : target;
  return new Proxy(
    { ...metadata },
    {
      get: (target, key) => Reflect.get(forKey(target, key), key),
      has: (target, key) => Reflect.has(forKey(target, key), key),
      getOwnPropertyDescriptor: (target, key) =>
        Reflect.getOwnPropertyDescriptor(forKey(target, key), key),
      ownKeys: (target) => Reflect.ownKeys(whole(target)),
    },
  );
}

/** An object of an answer, as the server had it then. */
function objectAt(client: Client, kind: AnyKind, object: JsonObject): KubeObject | undefined {
  const metadata = object.metadata as unknown as KubeObject['metadata'];
  const { name, namespace = '', resourceVersion = '' } = metadata;
  if (resourceVersion === '') return undefined;
  const options = { labelSelector: '', fieldSelector: `metadata.name=${name}` };
  const then = client.listAt({ kind, namespace }, options, Number(resourceVersion));
  const [found] = then.ok ? then.value.items : [];
  return found?.metadata.resourceVersion === resourceVersion ? found : undefined;
}

/**
 * The object of an answer with its owners, if it is a dry run's: they are found by the answer
 * itself, of which printing makes copies.
 */
export function withTrialFields(client: Client, object: JsonObject): JsonObject {
  const answer = object as unknown as KubeObject;
  if (!client.isTrial(answer)) return object;
  const kind = client.discovery.kindOf(answer.apiVersion, answer.kind);
  if (kind === undefined) return object;
  const managedFields = client.managedFields(kind, answer) as unknown as Json;
  return { ...object, metadata: { ...(object.metadata as JsonObject), managedFields } };
}

/** An object, or a list of them, with the managedFields that the server knows of it. */
export function withManagedFields(client: Client, object: JsonObject): JsonObject {
  const { apiVersion, kind: kindName, metadata, items } = object;
  if (Array.isArray(items)) {
    const each = (item: Json): Json => (isObject(item) ? withManagedFields(client, item) : item);
    return { ...object, items: items.map(each) };
  }
  const kind = client.discovery.kindOf(String(apiVersion), String(kindName));
  if (kind === undefined || !isObject(metadata) || 'managedFields' in metadata) return object;
  const { name, namespace = '', resourceVersion } = metadata as unknown as KubeObject['metadata'];
  const read = (): readonly Json[] => {
    const found = client.get({ kind, namespace, name, subresource: '' });
    const isSame = found.ok && found.value.metadata.resourceVersion === resourceVersion;
    // The cluster may have gone on since the answer.
    const meant = isSame ? found.value : objectAt(client, kind, object);
    return meant === undefined
      ? []
      : (client.managedFields(kind, meant) as unknown as readonly Json[]);
  };
  return { ...object, metadata: withLazyFields(metadata, read) };
}
