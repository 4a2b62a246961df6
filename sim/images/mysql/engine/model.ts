import type { FileSystem, Prng, Program } from '../../../kernel/index.ts';
import type { Catalog, Notice, Transaction, Value } from '../../../sql/index.ts';
import type { Flavour } from '../part.ts';
import type { Account } from '../sql/accounts.ts';
import type { BinlogEvent } from '../wire.ts';

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
  /** Starts the threads of a replica. */
  replicate(server: Server): void;
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
  readonly file: string;
  readonly position: number;
}

/** A session as the server keeps it. */
export interface Client {
  readonly id: number;
  readonly account: User;
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
}

export interface Replication {
  source: Source | undefined;
  isIoRunning: boolean;
  isSqlRunning: boolean;
  ioState: string;
  ioError: { readonly code: number; readonly message: string };
  sqlError: { readonly code: number; readonly message: string };
  /** Seconds behind, when it is known. */
  lagSeconds: number;
  sourceId: number;
  sourceUuid: string;
  /** Counts starts, so that the program of an older one ends. */
  round: number;
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
