import {
  type Json,
  type JsonObject,
  type KubeObject,
  MODELLED_KINDS,
  type Pod,
  pods,
  UNMODELLED_KINDS,
} from '../api/index.ts';
import { type Client, REQUESTS, requestsIn } from '../client/index.ts';
import { CONTROLLERS } from '../control/index.ts';
import { because, type Clock } from '../kernel/index.ts';
import { PRINTING } from '../kubectl/index.ts';
import type { Inspection, Trial, TriedObject } from '../lesson/index.ts';
import { parseResolverConfig } from '../net/index.ts';
import { resolverFile } from '../node/index.ts';
import { createApiServer, type Store, type StoreView } from '../store/index.ts';
import type { ControlPlane, ControlPlaneOptions } from './control-plane.ts';
import { admissionsOf } from './control-plane.ts';

const DRY_RUN = {
  fieldManager: 'kubectl-client-side-apply',
  isDryRun: true,
  fieldValidation: 'Strict',
} as const;

/** The names of an object in a manifest; '' for those that are not given. */
function namesIn(
  manifest: JsonObject,
): Record<'apiVersion' | 'kind' | 'namespace' | 'name', string> {
  const metadata = (manifest.metadata ?? {}) as JsonObject;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    apiVersion: text(manifest.apiVersion),
    kind: text(manifest.kind),
    namespace: text(metadata.namespace),
    name: text(metadata.name),
  };
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** How Go says that a document is no object. */
function notAnObject(value: Json): string {
  const type = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return `json: cannot unmarshal ${type} into Go value of type map[string]interface {}`;
}

/** A store that only reads: what a view of the past is. */
const readOnly = (view: StoreView): Store => {
  const refuse = (): never => {
    throw new Error('a look changes nothing');
  };
  return { ...view, put: refuse, remove: refuse, onChange: refuse };
};

type Options = Pick<ControlPlaneOptions, 'featureGates' | 'parts'>;
type PowerOffs = ReturnType<Inspection['powerOffs']>;

/** A manifest that any version of its object takes. */
function ofAnyVersion(manifest: JsonObject): JsonObject {
  const { metadata } = manifest;
  if (metadata === undefined || !isObject(metadata)) return manifest;
  const { resourceVersion: _, ...rest } = metadata;
  return { ...manifest, metadata: rest };
}

/** Creates the look at a control plane, as it is now. */
export const createInspection = (
  plane: ControlPlane,
  options: Options,
  powerOffs: () => PowerOffs,
): Inspection => ({
  ...inspectionOf(plane, options, plane.store, plane.queue),
  powerOffs,
  at: (view, clock) => ({
    ...inspectionOf(plane, options, readOnly(view), clock),
    powerOffs: () => powerOffs().filter(({ atMs }) => atMs <= clock.nowMs()),
    // The states of machines are not kept, nor what controllers waited for.
    machines: () => [],
    waits: () => [],
  }),
});

function inspectionOf(
  plane: ControlPlane,
  options: Options,
  store: Store,
  clock: Clock,
): Omit<Inspection, 'at' | 'powerOffs'> {
  const { registry, kubelets } = plane;
  const yamlOf = (object: KubeObject): string =>
    PRINTING.of(options.parts)?.toYaml(object as unknown as JsonObject) ?? '';
  // A server of its own over the same store: what it tries takes no number from the world's.
  const server = createApiServer({
    store,
    clock,
    prng: plane.prng.split('inspection'),
    admissions: admissionsOf(options),
    kinds: [...MODELLED_KINDS, ...UNMODELLED_KINDS],
    // Manifests are about whole objects.
    subresourceErrors: () => [],
    patching: () => requestsIn(options.parts).patching,
  });
  const createClient = (): Client | undefined =>
    REQUESTS.of(options.parts)?.createClient({
      server,
      discovery: registry,
      containers: kubelets,
      clock,
      metrics: plane.metrics,
      defaults: plane.defaults,
      access: plane.access,
      requestToken: plane.requestToken,
      serviceOf: plane.serviceOf,
      origin: () => ({ actor: 'user', why: because('command', {}), triggerRv: 0, commandId: 0 }),
    });
  let known: Client | undefined;
  const clientIfAny = (): Client | undefined => {
    known ??= createClient();
    return known;
  };
  const tryObject = (client: Client, manifest: JsonObject): Trial => {
    const { apiVersion, kind: kindName, namespace, name } = namesIn(manifest);
    const kind = registry.kindOf(apiVersion, kindName);
    if (kind === undefined) return { type: 'unknown-kind', apiVersion, kind: kindName };
    const place = kind.isNamespaced ? namespace || 'default' : '';
    const path = { kind, namespace: place, name, subresource: '' };
    const there = client.get(path);
    const answer = there.ok
      ? client.patch(path, { type: 'apply', body: manifest, isForced: true }, DRY_RUN)
      : client.create({ ...path, name: '' }, manifest, DRY_RUN);
    if (!answer.ok) return { type: 'refused', status: answer.status };
    const before = there.ok ? yamlOf(there.value) : '';
    return { type: 'accepted', before, after: yamlOf(answer.value) };
  };
  const tryAll = (
    document: string,
    wanted: (manifest: JsonObject) => JsonObject,
  ): readonly TriedObject[] => {
    const [client, printing] = [clientIfAny(), PRINTING.of(options.parts)];
    const all = (trial: Trial): readonly TriedObject[] => [{ field: '', trial }];
    if (client === undefined || printing === undefined) return all({ type: 'not-yet' });
    const read = printing.parseYaml(document);
    if (!read.ok) return all({ type: 'unreadable', error: read.error });
    if (read.value === null) return [];
    if (!isObject(read.value)) return all({ type: 'unreadable', error: notAnObject(read.value) });
    const { kind, items } = read.value;
    if (kind !== 'List' || !Array.isArray(items)) {
      return all(tryObject(client, wanted(read.value)));
    }
    return items.flatMap((item, at) =>
      isObject(item) ? [{ field: `items[${at}]`, trial: tryObject(client, wanted(item)) }] : [],
    );
  };
  const podOf = (uid: string): Pod | undefined => {
    const found = store.byUid(uid);
    return found?.kind === pods ? (found.object as Pod) : undefined;
  };
  return {
    waits: plane.waitsFor,
    refusals(uid) {
      const pod = podOf(uid);
      if (pod === undefined) return [];
      return CONTROLLERS.of(options.parts)?.refusalsOf(pod, store) ?? [];
    },
    resolver: (pod) => parseResolverConfig(resolverFile(pod)),
    yaml(uid) {
      const found = store.byUid(uid);
      return found === undefined ? '' : yamlOf(found.object);
    },
    describe(uid) {
      const found = store.byUid(uid);
      const printing = PRINTING.of(options.parts);
      const client = clientIfAny();
      if (found === undefined || printing === undefined || client === undefined) return '';
      return printing.describe(client, clock, true, found.kind, found.object);
    },
    machines: kubelets.machinesOf,
    tryManifest: (document) => tryAll(document, (manifest) => manifest),
    tryEdited: (document) => tryAll(document, ofAnyVersion),
  };
}
