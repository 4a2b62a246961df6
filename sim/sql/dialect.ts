import type { Prng } from '../kernel/index.ts';
import type { AlterAction, BinaryOperator, Expr, Query, Span, TableName } from './ast.ts';
import type { Bound, Frame } from './bound.ts';
import type { SqlError, SqlErrors } from './errors.ts';
import type {
  Catalog,
  Column,
  ForeignKey,
  Key,
  TableDefinition,
  Transaction,
} from './storage/model.ts';
import type { Temporal } from './temporal.ts';
import type { Token } from './token.ts';
import type { SqlType, Value } from './values.ts';

/** How a dialect writes names, strings and comments. */
export interface Lexis {
  readonly nameQuote: '`' | '"';
  readonly doubleQuotedStrings: boolean;
  readonly backslashEscapes: boolean;
  /** `E'…'`. */
  readonly escapeStrings: boolean;
  /** `$$…$$` and `$1`. */
  readonly dollarQuotes: boolean;
  readonly hashComments: boolean;
  /** `--` starts a comment only before a blank. */
  readonly dashNeedsBlank: boolean;
  /** What stands in a comment that begins with `!` and a version is executed. */
  readonly versionedComments: boolean;
  /** `@name` and `@@name`. */
  readonly variables: boolean;
  /** Names without quotes are stored in lower case. */
  readonly foldsNames: boolean;
  /** Words that cannot be names without quotes, in lower case. */
  readonly reserved: ReadonlySet<string>;
  /** `||` joins text, else it means OR. */
  readonly pipesConcat: boolean;
  /** A call has its bracket at once: `count (*)` is none. */
  readonly callsNeedBracket: boolean;
}

/** The column that a text of a statement is compared with. */
export interface ComparedColumn {
  readonly name: string;
  readonly type: SqlType;
}

/** Tells a warning of the statement; `code` is the dialect's own. */
export type Warn = (
  level: 'Note' | 'Warning' | 'Error',
  code: number,
  message: string,
  detail?: string,
) => void;

/** The least and the greatest value of a type, which messages call `name`. */
export interface WholeLimits {
  readonly name: string;
  readonly least: bigint;
  readonly most: bigint;
}

/** What the numbers, texts and times of a dialect do. */
export interface Semantics {
  /** Orders text by the default collation: negative, zero or positive. */
  compareText(a: string, b: string): number;
  /** Texts with the same key are equal. */
  textKey(text: string): string;
  /** The same for text of a collation, or of bytes (`binary`); '' for the usual one. */
  collated(collation: string): Semantics;
  /** Text as a number, for arithmetic and for comparison with one. */
  numberOfText(text: string, warn: Warn): Value;
  /** A time as a number, for arithmetic. */
  numberOfTemporal(value: Value): Value;
  /** Text as a time, for comparison with one of `type`; undefined when it is none. */
  temporalOfText(text: string, type: SqlType, warn: Warn): Value | undefined;
  /** Converts a text that a statement compares with a column, once for all its rows. */
  comparedWith(text: string, column: ComparedColumn, warn: Warn): Value;
  /** The quotient of two integers is an integer. */
  readonly dividesIntegers: boolean;
  /** Digits that a quotient of decimals gains. */
  readonly divisionDigits: number;
  divisionByZero(warn: Warn): null;
  /** A number that is added to a date counts days, and two dates differ by days. */
  readonly countsDays: boolean;
  /** The type of a whole number that a statement writes. */
  wholeLiteral(value: bigint): SqlType;
  /** The type of what two whole numbers give. */
  wholeResult(a: SqlType, b: SqlType): SqlType;
  /** What a whole number of a type can be; `isUnsigned` when the operands ask for it. */
  wholeLimits(type: SqlType, isUnsigned: boolean): WholeLimits;
  overflow(type: string, text: string): never;
  /** A day or moment that was worked out, when the calendar has it; else what is told, or fails. */
  withinCalendar(value: Temporal, warn: Warn): Temporal | null;
  /** What a function gives whose text would be too long to be sent. */
  textTooLong(name: string, warn: Warn): null;
  readonly nullsFirst: boolean;
  /** Rows stand in the order of their primary key; else a row that changes goes to the end. */
  readonly ordersByKey: boolean;
  /** What comparisons and logical operators give. */
  readonly booleanType: SqlType;
  truth(value: boolean): Value;
  literalOf(value: boolean): { readonly value: Value; readonly type: SqlType };
  sumType(type: SqlType): SqlType;
  averageType(type: SqlType): SqlType;
  /** Brings a value to what a column of a table keeps, or fails; `row` counts from 1. */
  store(value: Value, column: Column, row: number, warn: Warn, table: string): Value;
  /** Whether a value that does not fit is refused, here and now. */
  isStrict(): boolean;
  /** What a column has instead of a value that does not fit, where it is not refused. */
  instead(error: SqlError, value: Value, column: Column, row: number, warn: Warn): Value;
  /** `cast(value as type)`. */
  cast(value: Value, type: SqlType, warn: Warn): Value;
  /** Columns that are neither grouped nor aggregated are refused. */
  checksGroups(): boolean;
  /** Aliases of the select list may be used in HAVING and GROUP BY. */
  readonly usesAliases: boolean;
  /** Assignments of an UPDATE see those before them; rows that stay the same are not changed. */
  readonly assignsInOrder: boolean;
  /** A recursive WITH has columns of the size that its first part has given them. */
  readonly fitsRecursion: boolean;
  /** A row without a list of columns has a value for each, not only for the first of them. */
  readonly requiresAllValues: boolean;
  /** A column without a default that is left out is refused, not null. */
  readonly requiresDefaults: boolean;
  /** What a value looks like within text: in `concat`, `||` and casts. */
  display(value: Exclude<Value, null>): string;
}

/** What an unnamed column of a result comes from. */
export type HeaderSource =
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: Value; readonly text: string }
  | { readonly kind: 'call'; readonly name: string; readonly text: string }
  | { readonly kind: 'cast'; readonly name: string; readonly text: string }
  | { readonly kind: 'other'; readonly text: string };

/**
 * Everything that differs between two databases on this core. The parser asks it for types and for
 * statements of its own, the binder for functions, the executor for errors and conversions.
 */
export interface Dialect<Own = unknown> {
  readonly name: string;
  readonly lexis: Lexis;
  readonly errors: SqlErrors;
  readonly semantics: Semantics;
  /** Reads a type at the cursor. `where` says whether it is a column's or that of a cast. */
  parseType(cursor: Cursor, where: 'column' | 'cast'): SqlType;
  /** Reads a statement that only this dialect has; undefined when the next words start none. */
  parseOwn(cursor: Cursor): { readonly kind: 'own'; readonly own: Own } | undefined;
  readonly functions: FunctionTable;
  readonly aggregates: AggregateTable;
  /** An operator that only this dialect has between two types; undefined for the usual ones. */
  operator(sign: BinaryOperator, left: SqlType, right: SqlType): FunctionSpec | undefined;
  /** Why a recursive WITH goes no further after so many rounds, which gave so many rows. */
  tooManyRounds(rounds: number, rows: number, session: SessionFacts): SqlError | undefined;
  /** Functions that a FROM may call as if they were tables. */
  readonly tableFunctions: ReadonlyMap<string, TableFunctionSpec>;
  /** Whether a column of a system view is headed as it was declared, not as it was written. */
  keepsDeclaredNames(schema: string, table: string): boolean;
  /** The header of an expression without an alias. */
  headerOf(source: HeaderSource): string;
  /** How a key without a name is called. */
  keyName(
    table: string,
    columns: readonly string[],
    kind: 'primary' | 'unique' | 'index' | 'fulltext',
    taken: ReadonlySet<string>,
  ): string;
  /** A foreign key makes an index for its columns. */
  readonly keysForeignKeys: boolean;
  /** A default may be any expression without brackets. */
  readonly defaultsAreExpressions: boolean;
  /** ALTER takes IF EXISTS of columns. */
  readonly altersIfExists: boolean;
  /** REFERENCES behind a column's type has an effect. */
  readonly keepsColumnReferences: boolean;
  /** A type with the collation that stands behind it, or with the one that it has, for ''. */
  collated(type: SqlType, collation: string): SqlType;
  /** The type of a column that takes its collation from its table, by the table's options. */
  inherited(type: SqlType, options: Options): SqlType;
  /** A table's options with those of its database where it has none itself. */
  tableOptions(own: Options, schema: Options): Options;
  /** Refuses a table that cannot be: a number that counts without a key, and the like. */
  verifyTable(table: NewTable): void;
  /** Refuses a key that does not fit the columns it points to; `parent` is undefined when its
   * table is not there. */
  verifyForeignKey(
    key: ForeignKey,
    child: readonly Column[],
    parent: readonly Column[] | undefined,
  ): void;
  /** What a new column without a default has in rows that are there. */
  emptyValue(column: Column): Value;
  /** Whether ALTER copies the table, so that its rows count as affected. */
  countsCopiedRows(env: Env, actions: readonly AlterAction[], before: TableDefinition): boolean;
  foreignKeyName(
    table: string,
    columns: readonly string[],
    taken: readonly { readonly name: string }[],
  ): string;
  checkName(table: string, column: string, taken: readonly string[]): string;
  /** What is read but will not be for ever, by a name of the parser's for it. */
  readonly deprecations: ReadonlyMap<string, { readonly code: number; readonly message: string }>;
}

export type Options = Readonly<Record<string, string>>;

/** A table as it is about to be. */
export interface NewTable {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly keys: readonly Key[];
  readonly options: Readonly<Record<string, string>>;
}

/** Walks over the tokens of one statement. Everything that does not fit is a syntax error. */
export interface Cursor {
  readonly dialect: Dialect;
  readonly text: string;
  peek(ahead?: number): Token;
  next(): Token;
  /** Whether the next tokens are these words or operators. */
  is(...words: readonly string[]): boolean;
  /** Takes these words if they are next. */
  accept(...words: readonly string[]): boolean;
  /** Takes the first of these that is next. */
  acceptAny(...words: readonly string[]): string | undefined;
  expect(...words: readonly string[]): void;
  /** A name, quoted or not; a reserved word is none. */
  name(): string;
  /** A name behind a point, where reserved words are names too. */
  nameBehindDot(): string;
  isName(): boolean;
  /** `[schema.]name`. */
  tableName(): TableName;
  string(): string;
  integer(): number;
  /** Any word, also a reserved one. */
  word(): string;
  isEnd(): boolean;
  /** Where the token before ended. */
  lastEnd(): number;
  span(start: number): Span;
  /** Goes back to a place that `mark` gave. */
  mark(): number;
  reset(mark: number): void;
  fail(token?: Token): never;
  /** Whether a query starts here, perhaps behind brackets. */
  startsQuery(): boolean;
  query(): Query;
  expression(): Expr;
  /** The number of the next parameter (`?`). */
  parameter(): number;
  /** Warns of what is deprecated, if it is in this dialect. */
  deprecate(what: string): void;
}

/** A function of a dialect. */
export interface FunctionSpec {
  readonly least: number;
  readonly most: number;
  bind(args: readonly Bound[], env: Env): Bound;
}

/** A function that gives rows of one column. */
export interface TableFunctionSpec {
  readonly least: number;
  readonly most: number;
  bind(args: readonly Bound[]): { readonly column: Bound; rows(frame: Frame): readonly Value[] };
}

export type FunctionTable = ReadonlyMap<string, FunctionSpec>;

/** Collects the values of one group. */
export interface Accumulator {
  add(values: readonly Value[]): void;
  result(): Value;
}

export interface AggregateCall {
  readonly types: readonly SqlType[];
  readonly separator: string | undefined;
}

/** An aggregate of a dialect. */
export interface AggregateSpec {
  readonly least: number;
  readonly most: number;
  readonly isNullable: boolean;
  typeOf(call: AggregateCall, env: Env): SqlType;
  create(call: AggregateCall, env: Env): Accumulator;
}

export type AggregateTable = ReadonlyMap<string, AggregateSpec>;

/** Who runs a statement: what a query may ask about its session. */
export interface SessionFacts {
  /** The current database, or ''. */
  schema(): string;
  /** A variable's value and type; fails with the dialect's error for one that is unknown. */
  variable(scope: string, name: string): { readonly value: Value; readonly type: SqlType };
  assign(name: string, value: Value): void;
  /** Fails when the user may not do `what` with a table. */
  check(what: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE', schema: string, table: string): void;
  /** Facts that only functions of the dialect ask for, by name. */
  fact(name: string): Value;
  setFact(name: string, value: Value): void;
}

/** Everything that one run of a statement works with. */
export interface Env {
  readonly dialect: Dialect;
  readonly catalog: Catalog;
  readonly transaction: Transaction;
  readonly session: SessionFacts;
  /** The instant at which the statement began. */
  readonly nowEpochMs: number;
  readonly prng: Prng;
  readonly warn: Warn;
  readonly parameters: readonly Value[];
  /** The statement's text. */
  readonly text: string;
}
