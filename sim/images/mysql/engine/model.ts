import type { FileSystem, Prng, Program } from '../../../kernel/index.ts';
import type { Catalog, Notice, Transaction, Value } from '../../../sql/index.ts';
import type { Flavour } from '../part.ts';
import type { Account } from '../sql/accounts.ts';
import type { BinlogEvent } from '../wire.ts';

/** What receives the log of the source, and what applies it. */
export type ReplicaThread = 'receiver' | 'applier';

/** What a server runs on. */
export interface EngineHost {
  readonly kind: Flavour['kind'];
  /** As clients see it: `11.4.2-MariaDB-ubu2404`. */
  readonly version: string;
  /** As the data directory keeps it: `11.4.2`. */
  readonly dataVersion: string;
  readonly comment: string;
  readonly hostname: string;
  readonly files: FileSystem;
  readonly prng: Prng;
  /** Options of the command line and of configuration files, by name with underscores. */
  readonly options: ReadonlyMap<string, string>;
  readonly startedAtEpochMs: number;
  nowEpochMs(): number;
  /** Starts a program that ends with the server. */
  spawn(name: string, program: () => Program): void;
  terminate(): void;
  /** Starts a thread of a replica. */
  replicate(server: Server, thread: ReplicaThread): void;
  /** A line of the server's log. */
  log(thread: number, level: string, code: string, subsystem: string, text: string): void;
}

/** What an account may do with a database or a table; '*' stands for all. */
export interface Grant {
  readonly schema: string;
  readonly table: string;
  readonly privileges: readonly string[];
  readonly withGrant: boolean;
}

export interface User extends Account {
  readonly plugin: string;
  /** '' for no password. */
  readonly hash: string;
  readonly isLocked: boolean;
  /** The password has to be changed before anything else. */
  readonly isExpired: boolean;
  readonly roles: readonly Account[];
  /** Those of a new session. */
  readonly defaultRoles: readonly Account[];
  /** Those of `*.*` come first. */
  readonly grants: readonly Grant[];
}

/** Where a replica gets its changes from. */
export interface Source {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly autoPosition: boolean;
  readonly retrySeconds: number;
  readonly retryCount: number;
  readonly delaySeconds: number;
  /** Over TLS, or with the key of the source's server, which caching_sha2_password asks for. */
  readonly isEncrypted: boolean;
  readonly asksKey: boolean;
  /** What is applied of the source's log. */
  readonly file: string;
  readonly position: number;
}

/** A session as the server keeps it. */
export interface Client {
  readonly id: number;
  /** With the privileges of its active roles. */
  account: User;
  readonly user: string;
  readonly address: string;
  schema: string;
  isClosed: boolean;
  /** Tells the client's end that somebody has closed it. */
  closed: () => void;
  isInterrupted: boolean;
  command: string;
  info: string;
  sinceEpochMs: number;
  state: string;
  transaction: Transaction | undefined;
  /** Statements of the transaction, for replicas. */
  readonly written: { readonly schema: string; readonly text: string }[];
  readonly variables: Map<string, Value>;
  readonly userVariables: Map<string, Value>;
  readonly facts: Map<string, Value>;
  readonly prepared: Map<string, string>;
  warnings: Notice[];
  /** Tables of LOCK TABLES as `schema.name`, and whether they may be written; undefined without. */
  locked: ReadonlyMap<string, boolean> | undefined;
  /** The level of the next transaction only; '' for that of the session. */
  nextIsolation: string;
  /** Whether the next transaction may only read; undefined for what the session says. */
  isNextReadOnly: boolean | undefined;
}

export interface Replication {
  source: Source | undefined;
  isIoRunning: boolean;
  isSqlRunning: boolean;
  ioState: string;
  ioError: { readonly code: number; readonly message: string };
  sqlError: { readonly code: number; readonly message: string };
  /** When they came; 0 for never. */
  ioErrorAtMs: number;
  sqlErrorAtMs: number;
  /** What the worker said that failed, or ''. */
  workerError: string;
  /** What is received and not yet applied. */
  relay: BinlogEvent[];
  /** Up to where the source's log is received; '' before the first connection. */
  readFile: string;
  readPosition: number;
  /** Until when the applier waits for a delay; 0 when it does not. */
  delayedUntilMs: number;
  sourceId: number;
  sourceUuid: string;
  /** Count starts of the threads, so that the program of an older one ends. */
  ioRound: number;
  sqlRound: number;
}

/** The binary log as it stands in the data directory. */
export interface Binlog {
  readonly base: string;
  /** Oldest first; the last one is written to. None when nothing is logged. */
  files: { readonly name: string; size: number }[];
  events: BinlogEvent[];
}

/** A running server. */
export interface Server {
  readonly host: EngineHost;
  readonly catalog: Catalog;
  users: User[];
  readonly globals: Map<string, Value>;
  readonly clients: Map<number, Client>;
  nextId: number;
  questions: number;
  /** Accounts that have proved themselves since the start, for caching_sha2_password. */
  readonly proven: Set<string>;
  /** How often each kind of statement ran, by its name in SHOW STATUS. */
  readonly counts: Map<string, number>;
  readonly replication: Replication;
  readonly binlog: Binlog;
  readonly serverUuid: string;
  /** The last number of each source whose transactions are here. */
  readonly gtids: Map<string, number>;
  /** When the data that is in memory was last written, for commits that do not flush. */
  isDirty: boolean;
  isShutDown: boolean;
}
