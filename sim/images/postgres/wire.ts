/** An error, a notice or a warning as the server tells it. */
export interface PgReport {
  readonly severity: 'ERROR' | 'FATAL' | 'NOTICE' | 'WARNING';
  /** SQLSTATE. */
  readonly state: string;
  readonly message: string;
  readonly detail: string;
  readonly hint: string;
  /** In which work it came about, or ''. */
  readonly context: string;
  /** Where in the text of the query, as an offset; -1 for nowhere. */
  readonly at: number;
}

export interface PgColumn {
  readonly name: string;
  /** Numbers stand at the right. */
  readonly isRight: boolean;
}

/** A table of results, or one that describes something. */
export interface PgTable {
  readonly columns: readonly PgColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export type PgRequest =
  | {
      readonly type: 'startup';
      readonly user: string;
      readonly database: string;
      /** Undefined while none was given. */
      readonly password: string | undefined;
      /** Through the socket of the server's own container. */
      readonly isLocal: boolean;
    }
  | { readonly type: 'query'; readonly text: string }
  /** The rows that the server asked for; undefined when the client gives up. */
  | { readonly type: 'copy'; readonly text: string | undefined }
  /** What the backslash commands of psql ask the catalog. */
  | {
      readonly type: 'describe';
      readonly what: DescribeWhat;
      readonly pattern: string;
      /** Whether `+` was asked for. */
      readonly isVerbose: boolean;
    }
  | { readonly type: 'dump'; readonly request: DumpRequest }
  /** What runs is to stop. */
  | { readonly type: 'cancel' };

/** What pg_dump wants of a database. */
export interface DumpRequest {
  readonly hasSchema: boolean;
  readonly hasData: boolean;
  readonly asInserts: boolean;
  readonly isCleaning: boolean;
  readonly createsDatabase: boolean;
  readonly hasOwners: boolean;
  /** Patterns of tables; empty for all. */
  readonly tables: readonly string[];
  /** Between the lines that keep psql from running commands of the data. */
  readonly token: string;
}

export type DescribeWhat =
  | 'databases'
  | 'relations'
  /** Of some kinds: the letters of the command. */
  | `relations:${string}`
  | 'privileges'
  | 'roles'
  | 'schemas'
  | 'relation'
  | 'view source'
  | 'functions'
  | 'extensions'
  | 'types'
  | 'tablespaces'
  | 'domains'
  | 'languages'
  | 'defaults'
  | 'servers';

export type PgReply =
  | {
      readonly type: 'ready';
      readonly state: 'idle' | 'open' | 'failed';
      readonly isSuper: boolean;
    }
  | { readonly type: 'password' }
  /** The server wants the rows of a COPY. */
  | { readonly type: 'copyIn' }
  | { readonly type: 'copyOut'; readonly text: string; readonly tag: string }
  | { readonly type: 'rows'; readonly table: PgTable; readonly tag: string }
  | { readonly type: 'done'; readonly tag: string }
  | { readonly type: 'report'; readonly report: PgReport }
  | { readonly type: 'described'; readonly relation: Described }
  | { readonly type: 'version'; readonly version: string };

/** One relation, or a list of them. */
export interface Described {
  readonly title: string;
  readonly table: PgTable;
  /** Lines under the table. */
  readonly footers: readonly string[];
  /** Whether the number of rows is not told. */
  readonly hasNoCount: boolean;
}

/** Messages go one on a line. */
export const encodeMessage = (message: PgRequest | PgReply): string =>
  `${JSON.stringify(message)}\n`;

/** The first message of `text`; undefined when it is not complete, null when it is none. */
export function decodeMessage<T extends PgRequest | PgReply>(
  text: string,
): { readonly message: T | undefined; readonly rest: string } | undefined {
  const end = text.indexOf('\n');
  if (end < 0) return undefined;
  const rest = text.slice(end + 1);
  try {
    const message = JSON.parse(text.slice(0, end)) as T;
    return { message: typeof message === 'object' && message !== null ? message : undefined, rest };
  } catch {
    return { message: undefined, rest };
  }
}
