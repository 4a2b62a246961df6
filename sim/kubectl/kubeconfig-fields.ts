import type { Json, JsonObject } from '../api/index.ts';

/** What a field of the file holds. `data` is in base 64; `always` is written even when empty. */
export type FieldType = 'text' | 'always' | 'flag' | 'data' | 'list' | 'map';

export interface EntryFields {
  /** The type's name in the tool's complaints. */
  readonly type: string;
  /** The key of the fields beside the entry's name. */
  readonly key: 'cluster' | 'context' | 'user';
  /** In the order in which the tool prints them as JSON. */
  readonly fields: ReadonlyMap<string, FieldType>;
}

/** The lists of a kubeconfig file, by name. Models client-go tools/clientcmd/api/v1/types.go. */
export const ENTRY_FIELDS = {
  clusters: {
    type: 'Cluster',
    key: 'cluster',
    fields: new Map<string, FieldType>([
      ['server', 'always'],
      ['tls-server-name', 'text'],
      ['insecure-skip-tls-verify', 'flag'],
      ['certificate-authority', 'text'],
      ['certificate-authority-data', 'data'],
      ['proxy-url', 'text'],
      ['disable-compression', 'flag'],
      ['extensions', 'list'],
    ]),
  },
  users: {
    type: 'AuthInfo',
    key: 'user',
    fields: new Map<string, FieldType>([
      ['client-certificate', 'text'],
      ['client-certificate-data', 'data'],
      ['client-key', 'text'],
      ['client-key-data', 'data'],
      ['token', 'text'],
      ['tokenFile', 'text'],
      ['as', 'text'],
      ['as-uid', 'text'],
      ['as-groups', 'list'],
      ['as-user-extra', 'map'],
      ['username', 'text'],
      ['password', 'text'],
      ['auth-provider', 'map'],
      ['exec', 'map'],
      ['extensions', 'list'],
    ]),
  },
  contexts: {
    type: 'Context',
    key: 'context',
    fields: new Map<string, FieldType>([
      ['cluster', 'always'],
      ['user', 'always'],
      ['namespace', 'text'],
      ['extensions', 'list'],
    ]),
  },
} as const satisfies Record<string, EntryFields>;

export type ListName = keyof typeof ENTRY_FIELDS;
export const LIST_NAMES: readonly ListName[] = ['clusters', 'users', 'contexts'];

export const objectOf = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || value === false;

/** The fields of what stands inside a field, in the tool's order. */
const INNER: Readonly<Record<string, readonly string[]>> = {
  'auth-provider': ['name', 'config'],
  exec: [
    'command',
    'args',
    'env',
    'apiVersion',
    'installHint',
    'provideClusterInfo',
    'interactiveMode',
  ],
};

function inOrder(value: Json, order: readonly string[] | undefined): Json {
  if (order === undefined) return value;
  const given = objectOf(value);
  const names = order.filter((name) => given[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, given[name] as Json]));
}

/** The fields that an entry has, in the tool's order, without those that say nothing. */
export function tidyFields(list: ListName, given: JsonObject): JsonObject {
  const tidy: Record<string, Json> = {};
  for (const [name, type] of ENTRY_FIELDS[list].fields) {
    const value = given[name];
    if (!isEmpty(value)) tidy[name] = inOrder(value as Json, INNER[name]);
    else if (type === 'always') tidy[name] = '';
  }
  return tidy;
}

const KINDS: Record<FieldType, { readonly is: string; readonly go: string }> = {
  text: { is: 'string', go: 'string' },
  always: { is: 'string', go: 'string' },
  data: { is: 'string', go: '[]uint8' },
  flag: { is: 'bool', go: 'bool' },
  list: { is: 'array', go: '[]string' },
  map: { is: 'object', go: 'map[string]string' },
};

function kindOf(value: Json): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

const LISTED: Readonly<Record<ListName, string>> = {
  clusters: 'NamedCluster',
  users: 'NamedAuthInfo',
  contexts: 'NamedContext',
};

/** What is wrong with a list that is none, in the words of Go's JSON decoder. */
export function listComplaint(list: ListName, given: Json): string {
  return (
    `json: cannot unmarshal ${kindOf(given)} into Go struct field Config.${list} of type ` +
    `[]v1.${LISTED[list]}`
  );
}

/** What is wrong with the types of an entry's fields, in the words of Go's JSON decoder. */
export function fieldComplaint(list: ListName, given: JsonObject): string | undefined {
  const { type, key, fields } = ENTRY_FIELDS[list] as EntryFields;
  for (const [name, value] of Object.entries(given)) {
    const field = fields.get(name);
    if (field === undefined || value === null) continue;
    const { is, go } = KINDS[field];
    const kind = kindOf(value);
    if (kind === is) continue;
    const path = `${type}.${list}.${key}.${name}`;
    return `json: cannot unmarshal ${kind} into Go struct field ${path} of type ${go}`;
  }
  return undefined;
}
