import {
  apiVersionOf,
  type FieldError,
  type KubeObject,
  nodes,
  type Registry,
  timestamp,
} from '../api/index.ts';
import {
  type Access,
  type Client,
  createDefaultObjects,
  type DefaultObjects,
  type LocalClientParts,
} from '../client/index.ts';
import { CA_CERTIFICATE } from '../control/index.ts';
import type { Clock, Parts } from '../kernel/index.ts';
import { KUBECTL, type LateKubectl } from '../kubectl/index.ts';
import type { Store } from '../store/index.ts';
import { BOOT } from './boot.ts';

/** What the API server knows that comes with kubectl's code: nobody can ask for it before. */
export interface LateApi {
  readonly defaults: DefaultObjects;
  /** Who may do what, by the roles that a client sees. */
  access(client: Client): Access;
  /** See `LocalClientParts`. */
  readonly requestToken: LocalClientParts['requestToken'];
}

/** What people may not write to a subresource. */
export const createSubresourceErrors =
  (parts: Parts) =>
  (subresource: string, object: KubeObject, old: KubeObject): readonly FieldError[] =>
    KUBECTL.of(parts)?.subresourceErrors(subresource, object, old) ?? [];

/**
 * The API of a cluster that has just been booted; `madeAtEpochMs` is when the objects of a new one
 * were made.
 */
export function createLateApi(
  parts: Parts,
  store: Store,
  registry: Registry,
  clock: Clock,
  madeAtEpochMs: number,
): LateApi {
  const first = [...store.list(nodes, '')];
  const defaults = createDefaultObjects(store, {
    columnsOf: (kind) => KUBECTL.of(parts)?.columnsOf(kind),
    objects: ({ kind }) =>
      KUBECTL.of(parts)?.bootstrapObjects(kind, {
        time: timestamp(madeAtEpochMs),
        apiVersions: registry.kinds().map(apiVersionOf),
        nodes: first,
        caCertificate: CA_CERTIFICATE,
      }),
    keep(kind, object) {
      // Other clusters may have the same ones.
      store.put(kind, { ...object, metadata: { ...object.metadata } }, BOOT);
    },
  });
  const late = (): LateKubectl => {
    const kubectl = KUBECTL.of(parts);
    if (kubectl === undefined) throw new Error('no kubectl yet');
    return kubectl;
  };
  return {
    defaults,
    access: (client) => late().createAccess(client),
    requestToken: (view, path, body) => late().createTokens(clock)(view, path, body),
  };
}
