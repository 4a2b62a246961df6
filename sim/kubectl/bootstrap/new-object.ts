import type { JsonObject, KubeObject } from '../../api/index.ts';
import { sha256 } from '../../kernel/index.ts';

/** Like a version 4 uuid, but the same for a name in every cluster. */
function uidOf(name: string): string {
  const hex = sha256(name);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
  return [...parts, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** An object that a new cluster has; its time is left to the cluster. */
export function newObject(
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  rest: JsonObject,
  metadata: JsonObject,
): KubeObject {
  return {
    apiVersion,
    kind,
    metadata: {
      ...metadata,
      name,
      ...(namespace === '' ? {} : { namespace }),
      uid: uidOf(`${kind} ${namespace} ${name}`),
      resourceVersion: '1',
      creationTimestamp: '',
    },
    ...rest,
  };
}
