import type { SqlType, Value } from './values.ts';

/** Where a piece of a statement stands in its text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type BinaryOperator =
  | ('+' | '-' | '*' | '/' | '%' | 'div' | '||' | '&' | '|' | '^' | '<<' | '>>')
  | ('=' | '<=>' | '<>' | '<' | '<=' | '>' | '>=')
  | ('and' | 'or' | 'xor');

export type Expr = Span &
  (
    | { readonly kind: 'literal'; readonly value: Value; readonly type: SqlType }
    | {
        readonly kind: 'column';
        readonly schema: string;
        readonly table: string;
        readonly name: string;
      }
    | { readonly kind: 'unary'; readonly operator: '-' | '+' | '!' | '~'; readonly arg: Expr }
    | {
        readonly kind: 'binary';
        readonly operator: BinaryOperator;
        readonly left: Expr;
        readonly right: Expr;
      }
    | {
        readonly kind: 'between';
        readonly arg: Expr;
        readonly low: Expr;
        readonly high: Expr;
        readonly isNegated: boolean;
      }
    | {
        readonly kind: 'in';
        readonly arg: Expr;
        readonly list: readonly Expr[];
        readonly query: Query | undefined;
        readonly isNegated: boolean;
      }
    | {
        readonly kind: 'like';
        readonly how: 'like' | 'ilike' | 'similar' | 'regexp' | 'iregexp';
        readonly arg: Expr;
        readonly pattern: Expr;
        readonly escape: Expr | undefined;
        readonly isNegated: boolean;
      }
    | {
        readonly kind: 'is';
        readonly arg: Expr;
        readonly what: 'null' | 'true' | 'false' | 'unknown';
        readonly isNegated: boolean;
      }
    | {
        readonly kind: 'case';
        readonly operand: Expr | undefined;
        readonly branches: readonly { readonly when: Expr; readonly result: Expr }[];
        readonly otherwise: Expr | undefined;
      }
    | {
        readonly kind: 'call';
        /** In lower case. */
        readonly name: string;
        readonly args: readonly Expr[];
        readonly isDistinct: boolean;
        /** `count(*)`. */
        readonly isStar: boolean;
        readonly orderBy: readonly OrderItem[];
        readonly separator: string | undefined;
      }
    | {
        readonly kind: 'window';
        readonly call: Extract<Expr, { kind: 'call' }>;
        /** The name in `over w`, or ''. */
        readonly named: string;
        readonly spec: WindowSpec;
      }
    | { readonly kind: 'cast'; readonly arg: Expr; readonly type: SqlType }
    | { readonly kind: 'subquery'; readonly query: Query }
    | {
        readonly kind: 'quantified';
        readonly left: Expr;
        readonly operator: BinaryOperator;
        readonly isAll: boolean;
        readonly query: Query;
      }
    | { readonly kind: 'exists'; readonly query: Query }
    | {
        readonly kind: 'variable';
        readonly scope: 'user' | 'session' | 'global' | 'default';
        readonly name: string;
      }
    | { readonly kind: 'assign'; readonly name: string; readonly value: Expr }
    | { readonly kind: 'interval'; readonly amount: Expr; readonly unit: string }
    | { readonly kind: 'default' }
    | { readonly kind: 'parameter'; readonly index: number }
    | { readonly kind: 'row'; readonly items: readonly Expr[] }
    /** A column of the row that an upsert could not insert. */
    | { readonly kind: 'inserted'; readonly name: string }
  );

/** Which rows a window function sees: `(partition by … order by … rows between …)`. */
export interface WindowSpec {
  /** The window that it starts from, or ''. */
  readonly base: string;
  readonly partitionBy: readonly Expr[];
  readonly orderBy: readonly OrderItem[];
  readonly frame: WindowFrame | undefined;
}

/** The edges of a frame, counted from the current row; infinite for `unbounded`. */
export interface WindowFrame {
  readonly unit: 'rows' | 'range';
  readonly from: number;
  readonly to: number;
}

export interface OrderItem {
  readonly expr: Expr;
  readonly isDescending: boolean;
  /** Where nulls go when the statement says so. */
  readonly nulls: 'first' | 'last' | undefined;
}

export type SelectItem = Span &
  (
    | { readonly kind: 'star'; readonly schema: string; readonly table: string }
    | { readonly kind: 'expr'; readonly expr: Expr; readonly alias: string }
  );

export interface TableName extends Span {
  readonly schema: string;
  readonly name: string;
}

export type TableRef =
  | { readonly kind: 'table'; readonly table: TableName; readonly alias: string }
  | {
      readonly kind: 'query';
      readonly query: Query;
      readonly alias: string;
      readonly columns: readonly string[];
    }
  | {
      readonly kind: 'function';
      /** In lower case. */
      readonly name: string;
      readonly args: readonly Expr[];
      readonly alias: string;
      readonly columns: readonly string[];
    }
  | {
      readonly kind: 'join';
      readonly how: 'inner' | 'left' | 'right' | 'full';
      readonly left: TableRef;
      readonly right: TableRef;
      readonly on: Expr | undefined;
      readonly using: readonly string[];
      readonly isNatural: boolean;
    };

export interface Select {
  readonly kind: 'select';
  readonly isDistinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: TableRef | undefined;
  readonly where: Expr | undefined;
  readonly groupBy: readonly Expr[];
  readonly withRollup: boolean;
  /** FOUND_ROWS is to say how many rows there would be without the LIMIT. */
  readonly countsAll: boolean;
  readonly having: Expr | undefined;
  readonly windows: readonly { readonly name: string; readonly spec: WindowSpec }[];
  readonly lock: 'none' | 'update' | 'share';
  /** What a locking read does about rows that another transaction holds. */
  readonly onLocked: 'wait' | 'nowait' | 'skip';
}

export interface Values {
  readonly kind: 'values';
  readonly rows: readonly (readonly Expr[])[];
}

/** A whole query: one select, or several that are put together. */
export interface Query {
  readonly kind: 'compound';
  readonly with: readonly CommonTable[];
  readonly isRecursive: boolean;
  readonly first: Select | Query | Values;
  readonly others: readonly {
    readonly how: 'union' | 'except' | 'intersect';
    readonly isAll: boolean;
    readonly select: Select | Query | Values;
  }[];
  readonly orderBy: readonly OrderItem[];
  readonly limit: Expr | undefined;
  readonly offset: Expr | undefined;
}

export interface CommonTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly query: Query;
}

export interface Assignment extends Span {
  readonly column: string;
  readonly table: string;
  readonly value: Expr;
}

export interface ColumnSpec {
  readonly name: string;
  readonly type: SqlType;
  readonly isNullable: boolean | undefined;
  readonly defaultValue: Expr | undefined;
  /** The text of a default that is an expression. */
  readonly defaultText: string;
  readonly isAutoIncrement: boolean;
  readonly onUpdateNow: boolean;
  readonly isPrimary: boolean;
  readonly isUnique: boolean;
  readonly comment: string;
  readonly check: CheckSpec | undefined;
  readonly references: ForeignKeySpec | undefined;
  readonly generated: GeneratedColumn | undefined;
}

/** `generated always as (…)`. */
export interface GeneratedColumn {
  readonly expr: Expr;
  readonly text: string;
  readonly isStored: boolean;
}

export interface CheckSpec {
  readonly name: string;
  readonly expr: Expr;
  readonly text: string;
  readonly isEnforced: boolean;
}

/** One column of a key; `prefix` is how much of it counts, 0 for all. */
export interface KeyColumn {
  readonly name: string;
  readonly isDescending: boolean;
  readonly prefix: number;
}

export interface KeySpec {
  readonly kind: 'primary' | 'unique' | 'index' | 'fulltext';
  readonly name: string;
  readonly columns: readonly KeyColumn[];
}

export interface ForeignKeySpec {
  readonly name: string;
  readonly columns: readonly string[];
  readonly parent: TableName;
  readonly parentColumns: readonly string[];
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
}

export type ReferentialAction = 'no action' | 'restrict' | 'cascade' | 'set null';

export interface CreateTable {
  readonly kind: 'create table';
  readonly table: TableName;
  readonly ifNotExists: boolean;
  readonly isTemporary: boolean;
  readonly columns: readonly ColumnSpec[];
  readonly keys: readonly KeySpec[];
  readonly foreignKeys: readonly ForeignKeySpec[];
  readonly checks: readonly CheckSpec[];
  readonly like: TableName | undefined;
  readonly query: Query | undefined;
  /** `engine`, `comment`, … in lower case. */
  readonly options: Readonly<Record<string, string>>;
}

export type AlterAction =
  | {
      readonly kind: 'add column';
      readonly column: ColumnSpec;
      readonly place: ColumnPlace;
      readonly ifNotExists: boolean;
    }
  | { readonly kind: 'drop column'; readonly name: string; readonly ifExists: boolean }
  | {
      readonly kind: 'change column';
      readonly name: string;
      readonly column: ColumnSpec;
      readonly place: ColumnPlace;
    }
  | { readonly kind: 'rename column'; readonly name: string; readonly to: string }
  | { readonly kind: 'set default'; readonly name: string; readonly value: Expr | undefined }
  | { readonly kind: 'set null'; readonly name: string; readonly isNullable: boolean }
  | { readonly kind: 'set type'; readonly name: string; readonly type: SqlType }
  | { readonly kind: 'add key'; readonly key: KeySpec }
  | { readonly kind: 'add foreign key'; readonly foreignKey: ForeignKeySpec }
  | { readonly kind: 'add check'; readonly check: CheckSpec }
  | { readonly kind: 'drop key'; readonly name: string }
  | { readonly kind: 'rename key'; readonly name: string; readonly to: string }
  | {
      readonly kind: 'drop constraint';
      readonly name: string;
      readonly what: 'check' | 'constraint';
    }
  | { readonly kind: 'enforce check'; readonly name: string; readonly isEnforced: boolean }
  /** The rows are written again; `charset` is what their texts are converted to, or ''. */
  | {
      readonly kind: 'rebuild';
      readonly why: 'force' | 'order' | 'convert';
      readonly charset: string;
      readonly collate: string;
    }
  | { readonly kind: 'drop primary key' }
  | { readonly kind: 'drop foreign key'; readonly name: string }
  | { readonly kind: 'rename table'; readonly table: TableName }
  | { readonly kind: 'option'; readonly name: string; readonly value: string };

export type ColumnPlace =
  | { readonly kind: 'last' }
  | { readonly kind: 'first' }
  | { readonly kind: 'after'; readonly name: string };

export type Statement =
  | { readonly kind: 'query'; readonly query: Query }
  | {
      readonly kind: 'insert';
      readonly isReplace: boolean;
      readonly isIgnore: boolean;
      readonly table: TableName;
      readonly columns: readonly string[] | undefined;
      readonly rows: readonly (readonly Expr[])[];
      readonly query: Query | undefined;
      readonly onDuplicate: readonly Assignment[];
      readonly onConflict: OnConflict | undefined;
      readonly returning: readonly SelectItem[];
      /** Name of the new row in `onDuplicate`, or ''. */
      readonly rowAlias: string;
    }
  | {
      readonly kind: 'update';
      readonly from: TableRef;
      readonly using: TableRef | undefined;
      readonly assignments: readonly Assignment[];
      readonly where: Expr | undefined;
      readonly orderBy: readonly OrderItem[];
      readonly limit: Expr | undefined;
      readonly returning: readonly SelectItem[];
    }
  | {
      readonly kind: 'delete';
      readonly table: TableName;
      readonly alias: string;
      /** Other tables whose rows go with those of `table`. */
      readonly others: readonly TableName[];
      readonly using: TableRef | undefined;
      readonly where: Expr | undefined;
      readonly orderBy: readonly OrderItem[];
      readonly limit: Expr | undefined;
      readonly returning: readonly SelectItem[];
    }
  | CreateTable
  | {
      readonly kind: 'drop table';
      readonly tables: readonly TableName[];
      readonly ifExists: boolean;
      readonly isCascading: boolean;
      readonly what: 'table' | 'view';
    }
  | {
      readonly kind: 'truncate';
      readonly tables: readonly TableName[];
      /** Tables that refer to them are emptied too. */
      readonly isCascading: boolean;
      /** Their counters begin again. */
      readonly restarts: boolean;
    }
  | {
      readonly kind: 'alter table';
      readonly table: TableName;
      readonly ifExists: boolean;
      readonly actions: readonly AlterAction[];
    }
  | {
      readonly kind: 'rename table';
      readonly pairs: readonly { readonly from: TableName; readonly to: TableName }[];
    }
  | {
      readonly kind: 'create index';
      readonly table: TableName;
      readonly key: KeySpec;
      readonly ifNotExists: boolean;
    }
  | {
      readonly kind: 'drop index';
      readonly table: TableName | undefined;
      readonly name: string;
      readonly ifExists: boolean;
    }
  | {
      readonly kind: 'create view';
      readonly table: TableName;
      readonly orReplace: boolean;
      /** The view has to be there. */
      readonly isAlter: boolean;
      readonly columns: readonly string[];
      readonly query: Query;
      readonly text: string;
      readonly algorithm: string;
      /** `user@host`; '' for who makes it. */
      readonly definer: string;
      readonly security: string;
      /** Whether rows that the view would not show may be written through it. */
      readonly check: 'NONE' | 'CASCADED' | 'LOCAL';
    }
  | {
      readonly kind: 'create database';
      readonly name: string;
      readonly ifNotExists: boolean;
      readonly options: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'drop database'; readonly name: string; readonly ifExists: boolean }
  | { readonly kind: 'begin'; readonly isReadOnly: boolean; readonly withSnapshot: boolean }
  /** `andChain`: the next transaction begins at once. */
  | { readonly kind: 'commit'; readonly andChain: boolean }
  | { readonly kind: 'rollback'; readonly to: string | undefined; readonly andChain: boolean }
  | { readonly kind: 'savepoint'; readonly name: string }
  | { readonly kind: 'release'; readonly name: string }
  | {
      readonly kind: 'explain';
      readonly statement: Statement;
      readonly format: string;
      readonly isAnalyze: boolean;
    };

/** `on conflict … do …`. */
export interface OnConflict {
  readonly columns: readonly string[];
  /** Undefined for `do nothing`. */
  readonly assignments: readonly Assignment[] | undefined;
  readonly where: Expr | undefined;
}
