import {
  type AnyKind,
  apiVersionOf,
  type Json,
  type JsonObject,
  OTHER_VERSIONS,
  verbsOf,
} from '../api/index.ts';
import { encodeBase64, sha256 } from '../kernel/index.ts';
import { kindsOf, subresourcesOf, typeOf } from './subresources.ts';

// Models k8s.io/apiserver/pkg/endpoints/discovery.

const SERVER_ADDRESS = '192.168.49.2:8443';
const SERVER_ADDRESSES = [{ clientCIDR: '0.0.0.0/0', serverAddress: SERVER_ADDRESS }];

const unique = (words: readonly string[]): string[] => [...new Set(words)];

const groupsOf = (kinds: readonly AnyKind[]): string[] =>
  unique(kinds.map(({ group }) => group)).filter((group) => group !== '');

const versionsOf = (kinds: readonly AnyKind[], group: string): string[] =>
  unique(kinds.filter((kind) => kind.group === group).map(({ version }) => version));

/** `/api`. */
export const coreVersions = (): JsonObject => ({
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: SERVER_ADDRESSES,
});

function groupBody(kinds: readonly AnyKind[], group: string): JsonObject {
  const versions = versionsOf(kinds, group).map((version) => ({
    groupVersion: `${group}/${version}`,
    version,
  }));
  return { name: group, versions, preferredVersion: versions[0] as JsonObject };
}

/** `/apis`. */
export const groupList = (kinds: readonly AnyKind[]): JsonObject => ({
  kind: 'APIGroupList',
  apiVersion: 'v1',
  groups: groupsOf(kinds).map((group) => groupBody(kinds, group)),
});

/** `/apis/GROUP`; undefined when there is no such group. */
export const groupDocument = (kinds: readonly AnyKind[], group: string): JsonObject | undefined =>
  groupsOf(kinds).includes(group)
    ? { kind: 'APIGroup', apiVersion: 'v1', ...groupBody(kinds, group) }
    : undefined;

const namesOf = (kind: AnyKind): JsonObject => ({
  ...(kind.shortNames.length === 0 ? {} : { shortNames: [...kind.shortNames] }),
  ...(kind.categories.length === 0 ? {} : { categories: [...kind.categories] }),
});

const HASH_DIGITS = 16;

/** Which kind is stored, hashed. Models discovery.StorageVersionHash. */
function storageVersionHash(served: AnyKind): string {
  const other = OTHER_VERSIONS.find((one) => one.kind === served);
  const { group, version, kind } = other?.stored ?? served;
  const digits = sha256(`${group}/${version}/${kind}`).slice(0, HASH_DIGITS);
  const bytes = (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return encodeBase64(Uint8Array.from(bytes));
}

/** Kinds that are answers, or lists of what is elsewhere, are not stored. */
const isStored = (kind: AnyKind): boolean => verbsOf(kind).includes('watch');

const resourcesOf = (kind: AnyKind): JsonObject[] => [
  {
    name: kind.plural,
    singularName: kind.singular,
    namespaced: kind.isNamespaced,
    kind: kind.kind,
    verbs: [...verbsOf(kind)],
    ...namesOf(kind),
    ...(isStored(kind) ? { storageVersionHash: storageVersionHash(kind) } : {}),
  },
  ...subresourcesOf(kind).map(({ name, response, verbs }) => {
    const isOwn = response.group === kind.group && response.version === kind.version;
    return {
      name: `${kind.plural}/${name}`,
      singularName: '',
      namespaced: kind.isNamespaced,
      ...(isOwn ? {} : { group: response.group, version: response.version }),
      kind: response.kind,
      verbs: [...verbs],
    };
  }),
];

/** `/api/v1` or `/apis/GROUP/VERSION`; undefined when there is no such version. */
export function resourceList(
  kinds: readonly AnyKind[],
  apiVersion: string,
): JsonObject | undefined {
  const own = kindsOf(kinds, apiVersion);
  const [group = '', version = ''] = apiVersion.split('/');
  if (own.length === 0 && !versionsOf(kinds, group).includes(version)) return undefined;
  const title = { kind: 'APIResourceList', ...(apiVersion === 'v1' ? {} : { apiVersion: 'v1' }) };
  return { ...title, groupVersion: apiVersion, resources: own.flatMap(resourcesOf) };
}

const aggregatedResource = (kind: AnyKind): JsonObject => {
  const subresources = subresourcesOf(kind).map(
    ({ name, response, verbs }): JsonObject => ({
      subresource: name,
      responseKind: { ...response },
      verbs: [...verbs],
    }),
  );
  return {
    resource: kind.plural,
    responseKind: { ...typeOf(kind) },
    scope: kind.isNamespaced ? 'Namespaced' : 'Cluster',
    singularResource: kind.singular,
    verbs: [...verbsOf(kind)],
    ...namesOf(kind),
    ...(subresources.length === 0 ? {} : { subresources }),
  };
};

function aggregatedGroup(kinds: readonly AnyKind[], group: string): JsonObject {
  const versions = versionsOf(kinds, group).map((version): JsonObject => {
    const apiVersion = group === '' ? version : `${group}/${version}`;
    const resources: Json[] = kindsOf(kinds, apiVersion).map(aggregatedResource);
    return { version, resources, freshness: 'Current' };
  });
  return { metadata: { name: group }, versions };
}

/** `/api` or `/apis` with everything below it in one document. */
export const aggregatedDiscovery = (kinds: readonly AnyKind[], isCore: boolean): JsonObject => ({
  kind: 'APIGroupDiscoveryList',
  apiVersion: 'apidiscovery.k8s.io/v2',
  metadata: {},
  items: (isCore ? [''] : groupsOf(kinds)).map((group) => aggregatedGroup(kinds, group)),
});

export const AGGREGATED_TYPE =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** Every path that the root names. */
export const rootPaths = (kinds: readonly AnyKind[]): JsonObject => ({
  paths: [
    '/api',
    '/api/v1',
    '/apis',
    ...groupsOf(kinds).flatMap((group) => [
      `/apis/${group}`,
      ...versionsOf(kinds, group).map((version) => `/apis/${group}/${version}`),
    ]),
    '/healthz',
    '/livez',
    '/openapi/v2',
    '/openapi/v3',
    '/readyz',
    '/version',
  ],
});

/** The group versions that there are, in the order of discovery. */
export const apiVersionsOf = (kinds: readonly AnyKind[]): string[] =>
  unique(kinds.map(apiVersionOf));
