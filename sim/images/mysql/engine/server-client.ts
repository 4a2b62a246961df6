import type { Value } from '../../../sql/index.ts';
import type { Client, Server, User } from './model.ts';

const ALL = { schema: '*', table: '*', privileges: ['ALL PRIVILEGES'], withGrant: true };
/** Who the server itself is, for scripts and for what a replica applies. */
export const INTERNAL: User = {
  user: 'root',
  host: 'localhost',
  plugin: '',
  hash: '',
  isLocked: false,
  isExpired: false,
  roles: [],
  defaultRoles: [],
  grants: [ALL],
};

/** Clients of images run without a locale, and their programs then talk latin1. */
const CLIENT_VARIABLES = [
  ['character_set_client', 'latin1'],
  ['character_set_connection', 'latin1'],
  ['character_set_results', 'latin1'],
  ['collation_connection', 'latin1_swedish_ci'],
] as const;

/** The longest statement of a session is settled when it begins. */
function packetOf({ globals }: Server): [string, Value][] {
  const bytes = globals.get('max_allowed_packet');
  return bytes === undefined ? [] : [['max_allowed_packet', bytes]];
}

export function createClient(server: Server, account: User, user: string, address: string): Client {
  const id = server.nextId++;
  const client: Client = {
    id,
    account,
    user,
    address,
    schema: '',
    isClosed: false,
    closed: () => undefined,
    isInterrupted: false,
    command: 'Sleep',
    info: '',
    sinceEpochMs: server.host.nowEpochMs(),
    state: '',
    transaction: undefined,
    written: [],
    variables: new Map<string, Value>([...CLIENT_VARIABLES, ...packetOf(server)]),
    userVariables: new Map(),
    facts: new Map<string, never>(),
    prepared: new Map(),
    warnings: [],
    locked: undefined,
    nextIsolation: '',
    isNextReadOnly: undefined,
  };
  const facts: readonly (readonly [string, string | bigint])[] = [
    ['user', `${user}@${address}`],
    ['current_user', `${account.user}@${account.host}`],
    ['current_role', 'NONE'],
    ['version', server.host.version],
    ['connection_id', BigInt(id)],
    ['last_insert_id', 0n],
    ['row_count', 0n],
    ['found_rows', 0n],
  ];
  for (const [name, value] of facts) client.facts.set(name, value);
  return client;
}
