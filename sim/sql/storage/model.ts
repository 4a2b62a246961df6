import type { Expr, GeneratedColumn, KeyColumn, Query, ReferentialAction } from '../ast.ts';
import type { SqlType, Value } from '../values.ts';

export interface Column {
  readonly name: string;
  readonly type: SqlType;
  readonly isNullable: boolean;
  /** Undefined: there is none. */
  readonly defaultValue: Expr | undefined;
  readonly defaultText: string;
  readonly isAutoIncrement: boolean;
  readonly onUpdateNow: boolean;
  readonly comment: string;
  /** What its values are worked out from. */
  readonly generated: GeneratedColumn | undefined;
}

/** A column of which nothing is told but its type. */
export const plainColumn = (type: SqlType): Column => ({
  name: '',
  type,
  isNullable: true,
  defaultValue: undefined,
  defaultText: '',
  isAutoIncrement: false,
  onUpdateNow: false,
  comment: '',
  generated: undefined,
});

export interface Key {
  readonly kind: 'primary' | 'unique' | 'index' | 'fulltext';
  readonly name: string;
  readonly columns: readonly KeyColumn[];
  /** It came with a foreign key, and goes when another key does its work. */
  readonly isImplicit: boolean;
}

export interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly schema: string;
  readonly table: string;
  readonly parentColumns: readonly string[];
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
}

export interface Check {
  readonly name: string;
  readonly expr: Expr;
  readonly text: string;
  readonly isEnforced: boolean;
}

/** What a table is, as data. */
export interface TableDefinition {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly keys: readonly Key[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly checks: readonly Check[];
  readonly options: Readonly<Record<string, string>>;
  readonly isTemporary: boolean;
  readonly createdEpochMs: number;
}

/** One state of a row; newer ones hide older ones. */
export interface Version {
  /** Undefined: the row is deleted. */
  readonly values: readonly Value[] | undefined;
  readonly by: Transaction;
}

export interface StoredRow {
  /** The newest first. */
  versions: Version[];
  /** Who holds it with a locking read. */
  lockedBy: Transaction | undefined;
  /** Where it stands among rows without a primary key. */
  readonly id: number;
}

/** Nothing but these new rows, which stand at the end of the table in this order, or anything. */
export type Unwritten = readonly StoredRow[] | 'anything';

/** A table with its rows, in the order of its primary key. */
export interface Table {
  readonly schema: string;
  definition: TableDefinition;
  rows: StoredRow[];
  /** By key name: which rows have, or had, these values. */
  keys: Map<string, Map<string, StoredRow[]>>;
  nextId: number;
  /** The next value of its automatic column. */
  nextAuto: bigint;
  /** What was committed since it was last written to its file. */
  unwritten: Unwritten;
}

/** How one change of a transaction is taken back: that of a row, or of what tables are. */
export type Undo =
  | {
      readonly kind: 'row';
      readonly table: Table;
      readonly row: StoredRow;
      readonly version: Version;
    }
  | { readonly kind: 'definition'; restore(): void };

/** One transaction; a statement outside of one gets its own. */
export interface Transaction {
  readonly id: number;
  state: 'active' | 'committed' | 'rolled back';
  /** When it was committed, counted in commits. */
  committedAt: number;
  /** What it sees: everything that was committed by then. Undefined before its first read. */
  snapshot: number | undefined;
  readonly undo: Undo[];
  readonly savepoints: { readonly name: string; readonly length: number }[];
  readonly locks: Set<StoredRow>;
  /** Nothing may be changed in it. */
  isReadOnly: boolean;
  /** Whom it waits for. */
  waitsFor: Transaction | undefined;
}

/** The transactions of one server. */
export interface Transactions {
  begin(): Transaction;
  /** Returns the tables that it changed. */
  commit(transaction: Transaction): Table[];
  rollback(transaction: Transaction): void;
  /** Undoes what came after the first `length` changes. */
  undoTo(transaction: Transaction, length: number): void;
  /** Fixes what a transaction sees, at its first read. */
  look(transaction: Transaction): void;
  active(): number;
}

/** The tables whose rows were changed. */
export const changedTables = (undo: readonly Undo[]): Set<Table> =>
  new Set(undo.flatMap((each) => (each.kind === 'row' ? [each.table] : [])));

/** A table whose rows are made when they are asked for. */
export interface VirtualTable {
  readonly name: string;
  readonly columns: readonly VirtualColumn[];
  rows(): readonly (readonly Value[])[];
}

export interface VirtualColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly isNullable: boolean;
}

export interface View {
  readonly name: string;
  readonly columns: readonly string[];
  readonly query: Query;
  readonly text: string;
  /** How its query calls them. */
  readonly selected: readonly string[];
  /** What its columns are, as DESCRIBE tells it. */
  readonly described: readonly Column[];
  readonly algorithm: string;
  readonly security: string;
  readonly check: 'NONE' | 'CASCADED' | 'LOCAL';
  /** Who made it, and how that session wrote text; '' where nobody asks. */
  readonly definer: string;
  readonly charset: string;
  readonly collation: string;
}

/** A counter that stands on its own. */
export interface Sequence {
  readonly name: string;
  readonly type: SqlType;
  readonly start: bigint;
  readonly least: bigint;
  readonly most: bigint;
  readonly step: bigint;
  readonly isCycling: boolean;
  /** The value that was given last, or the first one when none was. */
  last: bigint;
  isCalled: boolean;
}

export interface Schema {
  readonly name: string;
  readonly tables: Map<string, Table>;
  readonly views: Map<string, View>;
  readonly sequences: Map<string, Sequence>;
  options: Readonly<Record<string, string>>;
}

/** All that a server keeps. */
export interface Catalog {
  readonly schemas: Map<string, Schema>;
  readonly transactions: Transactions;
  /** A system table; undefined when there is none of the name. */
  virtualTable(schema: string, name: string): VirtualTable | undefined;
  /** Whether a database is the server's own and has virtual tables only. */
  isVirtual(schema: string): boolean;
}
