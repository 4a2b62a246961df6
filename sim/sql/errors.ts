/** An expected failure, with everything that a protocol tells about it. */
export interface SqlError {
  /** The server's own number; 0 for a dialect that has none. */
  readonly code: number;
  /** SQLSTATE, five characters. */
  readonly state: string;
  readonly message: string;
  /** A second line of explanation, or ''. */
  readonly detail: string;
  /** What to do about it, or ''. */
  readonly hint: string;
  /** Where in the statement, as an offset; -1 for nowhere. */
  readonly at: number;
}

/** Carries an expected failure out of the depths of a statement; it is caught at the door. */
export class SqlFailure extends Error {
  readonly error: SqlError;
  constructor(error: SqlError) {
    super(error.message);
    this.error = error;
  }
}

/** Something that a statement may say besides its result. */
export interface Notice {
  readonly level: 'Note' | 'Warning' | 'Error';
  readonly code: number;
  readonly message: string;
}

/** Where an expression stands, for messages that name it. */
export type Clause = 'from' | 'list' | 'where' | 'on' | 'group' | 'having' | 'order' | 'limit';

/**
 * What a dialect says about each failure that all of them have. `at` is where in the statement the
 * name or the token starts.
 */
export interface SqlErrors {
  syntax(text: string, at: number, token: string): SqlError;
  unknownDatabase(name: string): SqlError;
  databaseExists(name: string): SqlError;
  noDatabase(): SqlError;
  unknownTable(schema: string, name: string, at: number): SqlError;
  tableExists(name: string): SqlError;
  cannotDropTables(names: readonly string[], what: 'table' | 'view'): SqlError;
  /**
   * The name is that of a view where a table is to be dropped, or the reverse; undefined where
   * this is the same as a name that is not there.
   */
  wrongKind(name: string, is: 'table' | 'view', schema: string): SqlError | undefined;
  /** A view whose tables or columns are gone; undefined where the failure says it itself. */
  brokenView(schema: string, name: string, why: SqlError): SqlError | undefined;
  /** A row that was written through a view, and that the view does not show. */
  viewCheckFailed(schema: string, name: string): SqlError;
  /** A subquery asks the table that is changed; undefined where it may. */
  readsItsTarget(name: string): SqlError | undefined;
  /** A view with more or fewer names than columns. */
  viewColumns(): SqlError;
  unknownColumn(name: string, clause: Clause, at: number): SqlError;
  ambiguousColumn(name: string, clause: Clause, at: number): SqlError;
  /** `select *` without a FROM. */
  noTables(): SqlError;
  /** A subquery in a FROM without a name. */
  unnamedQuery(): SqlError;
  unknownStar(table: string, at: number): SqlError;
  duplicateColumn(name: string): SqlError;
  /** A column named twice in the list of an INSERT. */
  columnTwice(name: string): SqlError;
  unknownKeyColumn(name: string): SqlError;
  duplicateAlias(name: string): SqlError;
  unknownFunction(
    name: string,
    schema: string,
    at: number,
    types: readonly SqlTypeName[],
  ): SqlError;
  argumentCount(name: string): SqlError;
  misplacedAggregate(at: number): SqlError;
  /** The argument of GROUPING at `index` is not grouped by. */
  notInGrouping(index: number): SqlError;
  /** A window function where none may be. */
  misplacedWindow(name: string, clause: Clause, at: number): SqlError;
  unknownWindow(name: string): SqlError;
  /** `index` counts the expressions of the select list from 1. */
  notGrouped(index: number, column: GroupedColumn, hasGroupBy: boolean, at: number): SqlError;
  /** A column that is to be written and that the table does not have. */
  unknownTargetColumn(name: string, table: string): SqlError;
  /** A column that ALTER looks for. */
  unknownTableColumn(name: string, table: string): SqlError;
  /** A row has more or fewer values than there are columns. */
  columnCount(row: number, hasMore?: boolean): SqlError;
  operandColumns(count: number): SqlError;
  subqueryRows(): SqlError;
  unionColumns(): SqlError;
  notNull(column: string, table: string, row: readonly unknown[]): SqlError;
  noDefault(column: string): SqlError;
  duplicateKey(clash: KeyClash): SqlError;
  noParent(constraint: ForeignKeyClash): SqlError;
  hasChildren(constraint: ForeignKeyClash): SqlError;
  truncateReferenced(constraint: ForeignKeyClash): SqlError;
  dropReferenced(constraint: ForeignKeyClash): SqlError;
  checkFailed(name: string, table: string, schema: string, row: readonly unknown[]): SqlError;
  cannotDrop(name: string, table: string): SqlError;
  /** A constraint or a check that ALTER looks for. */
  unknownConstraint(name: string, table: string, what: 'check' | 'constraint'): SqlError;
  duplicateCheck(name: string): SqlError;
  unknownCheckColumn(name: string, check: string): SqlError;
  unknownGeneratedColumn(name: string): SqlError;
  /** A value is given for a column that works out its own. */
  generatedValue(column: string, table: string): SqlError;
  /** A column that a generated one needs cannot go. */
  generatedFrom(column: string): SqlError;
  /** An index, or a column, that a foreign key needs cannot go. */
  neededIndex(name: string): SqlError | undefined;
  neededColumn(name: string, constraint: string): SqlError | undefined;
  /** A column that a check needs cannot go. */
  neededByCheck(name: string, check: string): SqlError | undefined;
  unknownKey(name: string, table: string): SqlError;
  cannotDropDatabase(name: string): SqlError;
  /** What `drop … if exists` says instead of failing. */
  skippedTable(name: string, what: 'table' | 'view'): SqlError;
  /** What `drop … cascade` says about what goes with it; undefined where the word does nothing. */
  cascades(names: readonly string[]): SqlError | undefined;
  lastColumn(): SqlError;
  noColumns(): SqlError;
  /** ALTER finds a null in a column that may not have one. */
  nullInColumn(column: string, table: string): SqlError;
  unknownIndex(name: string): SqlError;
  parentWithoutKey(constraint: string, parent: string): SqlError;
  /** A primary key of a column that is declared to be null; undefined where that is no error. */
  nullablePrimaryKey(): SqlError | undefined;
  multiplePrimaryKeys(table: string): SqlError;
  duplicateKeyName(name: string): SqlError;
  noSuchKeyTable(table: string): SqlError;
  readOnlyTable(name: string, what: string): SqlError;
  /** NOWAIT meets a row that another transaction holds. */
  lockedRow(): SqlError;
  tooDeep(): SqlError;
  /** A recursive WITH of one part only; undefined where its table is then simply unknown. */
  recursionWithoutUnion(name: string): SqlError | undefined;
  /** Something that the grammar has and the engine does not. */
  notSupported(what: string): SqlError;
}

export type SqlTypeName = string;

export interface GroupedColumn {
  readonly schema: string;
  readonly table: string;
  /** The alias of the table in the statement. */
  readonly alias: string;
  readonly name: string;
}

export interface KeyClash {
  readonly table: string;
  readonly key: string;
  readonly columns: readonly string[];
  /** The values, as text. */
  readonly values: readonly string[];
}

export interface ForeignKeyClash {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly parentSchema: string;
  readonly parent: string;
  readonly parentColumns: readonly string[];
  readonly values: readonly string[];
  readonly rule: string;
}
