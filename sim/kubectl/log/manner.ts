import type { CollectionPath } from '../../client/index.ts';
import type { LoggedSession } from '../late-log.ts';
import type { Query } from './target.ts';

/** What a request of a verb says beside what it is about. */
export interface Manner {
  /** Where in the tool's source its bodies are logged. */
  readonly place: string;
  readonly accept: string;
  readonly query: Query;
}

export type CallType =
  | 'get'
  | 'list'
  | 'create'
  | 'update'
  | 'patch'
  | 'delete'
  | 'watch'
  | 'logs'
  | 'exec';

/** What an answer takes that is not worked out. */
export const LATENCY = 1;

export const JSON_TYPE = 'application/json';
export const ANY_TYPE = 'application/json, */*';
export const PROTOBUF_TYPE = 'application/vnd.kubernetes.protobuf';
const TABLE_TYPE = ['v1', 'v1beta1']
  .map((version) => `application/json;as=Table;v=${version};g=meta.k8s.io,`)
  .join('')
  .concat(JSON_TYPE);

/** Verbs that read objects into Go's types, and take what else the server may answer. */
const ANY =
  /^(run|expose|set |rollout |logs|exec|attach|port-forward|cp|cordon|uncordon|drain|taint|cluster-info|debug|create [a-z])/;

const DYNAMIC_PLACES: Readonly<Record<CallType, string>> = {
  get: 'helper.go:105',
  list: 'helper.go:113',
  create: 'helper.go:246',
  update: 'helper.go:319',
  patch: 'helper.go:269',
  delete: 'helper.go:202',
  watch: 'helper.go:153',
  logs: 'logs.go:497',
  exec: '',
};

/** Where single verbs make a request otherwise. */
const OWN_PLACES: Readonly<Record<string, string>> = {
  'delete get': 'simple.go:242',
  'replace get': 'helper.go:294',
  'apply list': 'simple.go:257',
};

const SCALE_PLACES: Readonly<Partial<Record<CallType, string>>> = {
  get: 'client.go:168',
  update: 'client.go:211',
  patch: 'client.go:232',
};

const TYPED_PLACES: Readonly<Record<CallType, string>> = {
  ...DYNAMIC_PLACES,
  get: 'type.go:165',
  list: 'type.go:183',
  create: 'type.go:213',
  update: 'type.go:240',
  patch: 'type.go:289',
  delete: 'type.go:272',
  watch: 'type.go:198',
};

/** Whether the verb prints what the server lays out as a table. */
function asksForTable({ path, flags }: LoggedSession): boolean {
  if (path !== 'get') return false;
  return flags.bool('server-print') && ['', 'wide'].includes(flags.text('output'));
}

/** What `get` says of its lists: how much of them, and whether rows come with their objects. */
function getQuery({ flags }: LoggedSession, type: CallType): Query {
  const isList = type === 'list' || type === 'watch';
  if (flags.text('sort-by') !== '') {
    const hasObjects = ['', 'wide'].includes(flags.text('output'));
    return hasObjects ? [['includeObject', 'Object']] : [];
  }
  const size = flags.int('chunk-size');
  return isList && size > 0 ? [['limit', String(size)]] : [];
}

const CHUNKED = new Set(['describe', 'events', 'drain']);
/** Lists of descriptions that are read at once. */
const WHOLE = new Set(['endpointslices', 'resourceslices']);

/** How a verb makes one of its requests. Models the clients that it is made of. */
export function mannerOf(
  session: LoggedSession,
  isTyped: boolean,
  type: CallType,
  { kind, subresource = '' }: CollectionPath & { readonly subresource?: string },
): Manner {
  const { path } = session;
  if (isTyped) {
    const isChunked = type === 'list' && CHUNKED.has(path) && !WHOLE.has(kind.plural);
    const own = kind.group === 'metrics.k8s.io' ? '*/*' : JSON_TYPE;
    const accept = `${PROTOBUF_TYPE},${own === JSON_TYPE ? own : ` ${own}`}`;
    return { place: TYPED_PLACES[type], accept, query: isChunked ? [['limit', '500']] : [] };
  }
  if (path === 'scale' && subresource === 'scale') {
    return { place: SCALE_PLACES[type] ?? '', accept: ANY_TYPE, query: [] };
  }
  const accept = asksForTable(session) ? TABLE_TYPE : ANY.test(path) ? ANY_TYPE : JSON_TYPE;
  const place = OWN_PLACES[`${path} ${type}`] ?? DYNAMIC_PLACES[type];
  if (path === 'get') return { place, accept, query: getQuery(session, type) };
  const isChunked = type === 'list' && CHUNKED.has(path);
  return { place, accept, query: isChunked ? [['limit', '500']] : [] };
}
