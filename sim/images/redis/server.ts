import type { Clock, FileSystem, Peer, Prng } from '../../kernel/index.ts';
import type { Database } from './data.ts';
import { dump } from './persistence.ts';
import { encodeReply, type Reply } from './reply.ts';
import type { Settings } from './settings.ts';

/** One connection. */
export interface Client {
  readonly id: number;
  readonly peer: Peer;
  readonly createdMs: number;
  lastMs: number;
  lastCommand: string;
  name: string;
  database: number;
  /** Whose rights it has. */
  user: string;
  isAuthenticated: boolean;
  isInTransaction: boolean;
  /** Commands that wait for EXEC. */
  readonly queued: (readonly string[])[];
  /** A command of the transaction was refused. */
  isAborted: boolean;
  readonly watched: Set<string>;
  /** A watched key changed. */
  isStale: boolean;
  readonly channels: Set<string>;
  readonly patterns: Set<string>;
  isReplica: boolean;
  isMonitor: boolean;
  replicaPort: number;
}

/** What a user of the access list may do. */
export interface AclUser {
  isOn: boolean;
  hasNoPass: boolean;
  /** SHA-256 of each password. */
  readonly passwords: Set<string>;
  /** Patterns of keys and of channels. */
  keys: string[];
  channels: string[];
  /** What `rules` are exceptions from: everything, or nothing. */
  isAll: boolean;
  /** `+get`, `-@write`: the later one wins. */
  rules: string[];
}

/** The user that everybody is at first. */
export const defaultUser = (): AclUser => ({
  isOn: true,
  hasNoPass: true,
  passwords: new Set(),
  keys: ['*'],
  channels: ['*'],
  isAll: true,
  rules: [],
});

/** A client of BLPOP or BRPOP that has to wait. */
export interface Waiting {
  readonly client: Client;
  readonly keys: readonly string[];
  readonly words: readonly string[];
  /** Undefined: for ever. */
  readonly untilMs: number | undefined;
}

export interface SlowEntry {
  readonly id: number;
  readonly atEpochMs: number;
  readonly words: readonly string[];
  readonly client: string;
}

/** The link of a replica to its primary. */
export interface Link {
  host: string;
  port: number;
  isUp: boolean;
  downSinceMs: number;
  /** Another one each time that REPLICAOF is called, so that the old link ends. */
  generation: number;
}

/** Everything of a running server that commands look at. */
export interface RedisServer {
  readonly version: string;
  readonly isBefore72: boolean;
  readonly runId: string;
  readonly clock: Clock;
  readonly prng: Prng;
  readonly files: FileSystem;
  readonly settings: Settings;
  readonly configFile: string;
  readonly startedMs: number;
  readonly databases: readonly Database[];
  readonly clients: Set<Client>;
  readonly users: Map<string, AclUser>;
  readonly waiting: Set<Waiting>;
  readonly slow: SlowEntry[];
  readonly errors: Map<string, number>;
  readonly calls: Map<string, number>;
  readonly stats: Stats;
  readonly saved: SaveState;
  /** Undefined on a primary. */
  link: Link | undefined;
  database(index: number): Database;
  hasDatabase(index: number): boolean;
  /** A key, or a whole database, has changed. */
  changed(database: number, key: string | undefined): void;
  expired(): void;
  clear(): void;
  wait(client: Client, keys: readonly string[], words: readonly string[], ms: number): void;
  /** Tries the clients that wait for a key again. */
  serveWaiting(database: number, key: string): void;
  /** A line for the log. */
  log(level: '*' | '#', text: string): void;
  setting(name: string): string;
  /** What the shutdown was asked for: undefined while it runs on. */
  shutdown: { readonly isSaving: boolean } | undefined;
}

interface Stats {
  connections: number;
  commands: number;
  expiredKeys: number;
  hits: number;
  misses: number;
  offset: number;
  fullSyncs: number;
}

interface SaveState {
  /** Changes since the last snapshot. */
  changes: number;
  lastEpochMs: number;
  isLastGood: boolean;
  /** When the snapshot that is being written will be there; undefined for none. */
  runningUntilMs: number | undefined;
}

export interface ServerInput {
  readonly version: string;
  readonly clock: Clock;
  readonly prng: Prng;
  readonly files: FileSystem;
  readonly settings: Settings;
  readonly configFile: string;
  log(level: '*' | '#', text: string): void;
  /** Runs a waiting client's command again. */
  retry(server: RedisServer, waiting: Waiting): Reply;
}

const HEX = '0123456789abcdef';

export function createServer(input: ServerInput): RedisServer {
  const { version, clock, prng, settings } = input;
  const count = Number(settings.get('databases'));
  const databases: Database[] = Array.from({ length: count }, () => new Map());
  const clients = new Set<Client>();
  const waiting = new Set<Waiting>();
  const server: RedisServer = {
    ...input,
    isBefore72: /^([1-6]\.|7\.0)/.test(version),
    runId: prng.text(40, HEX),
    startedMs: clock.nowMs(),
    databases,
    clients,
    users: new Map([['default', defaultUser()]]),
    waiting,
    slow: [],
    errors: new Map(),
    calls: new Map(),
    stats: {
      connections: 0,
      commands: 0,
      expiredKeys: 0,
      hits: 0,
      misses: 0,
      offset: 0,
      fullSyncs: 0,
    },
    saved: {
      changes: 0,
      lastEpochMs: clock.epochMs(),
      isLastGood: true,
      runningUntilMs: undefined,
    },
    link: undefined,
    shutdown: undefined,
    database: (index) => databases[index] as Database,
    hasDatabase: (index) => index >= 0 && index < count,
    changed(database, key) {
      server.saved.changes++;
      for (const client of clients) {
        if (key === undefined && client.watched.size > 0) client.isStale = true;
        else if (client.watched.has(`${database} ${key}`)) client.isStale = true;
      }
    },
    expired: () => {
      server.stats.expiredKeys++;
    },
    clear() {
      for (const database of databases) database.clear();
      server.changed(0, undefined);
    },
    wait(client, keys, words, ms) {
      const untilMs = ms === 0 ? undefined : clock.nowMs() + ms;
      waiting.add({ client, keys, words, untilMs });
    },
    serveWaiting(database, key) {
      for (const each of [...waiting]) {
        if (each.client.database !== database || !each.keys.includes(key)) continue;
        waiting.delete(each);
        const reply = input.retry(server, each);
        each.client.peer.send(encodeReply(reply));
      }
    },
    setting: (name) => settings.get(name) ?? '',
  };
  return server;
}

/** The first copy that a replica gets. */
export const snapshotOf = ({ databases }: RedisServer): string => dump(databases);

export function createClient(server: RedisServer, peer: Peer): Client {
  const nowMs = server.clock.nowMs();
  server.stats.connections++;
  const client: Client = {
    id: server.stats.connections + 2,
    peer,
    createdMs: nowMs,
    lastMs: nowMs,
    lastCommand: 'NULL',
    name: '',
    database: 0,
    user: 'default',
    isAuthenticated: server.setting('requirepass') === '',
    isInTransaction: false,
    queued: [],
    isAborted: false,
    watched: new Set(),
    isStale: false,
    channels: new Set(),
    patterns: new Set(),
    isReplica: false,
    isMonitor: false,
    replicaPort: 0,
  };
  server.clients.add(client);
  return client;
}
