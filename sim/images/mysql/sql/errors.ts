import {
  type Clause,
  type ForeignKeyClash,
  type KeyClash,
  type SqlError,
  type SqlErrors,
  SqlFailure,
} from '../../../sql/index.ts';

/** An error of the server: number, SQLSTATE, text. */
export const mysqlError = (code: number, state: string, message: string): SqlError => ({
  code,
  state,
  message,
  detail: '',
  hint: '',
  at: -1,
});

const CLAUSES: Readonly<Record<Clause, string>> = {
  list: 'field list',
  where: 'where clause',
  on: 'on clause',
  from: 'from clause',
  group: 'group statement',
  having: 'having clause',
  order: 'order clause',
  limit: 'limit clause',
};

/** The server shows this much of a statement behind the place of a syntax error. */
const NEAR_CHARACTERS = 80;
const SYNTAX =
  'You have an error in your SQL syntax; check the manual that corresponds to your MySQL server ' +
  'version for the right syntax to use';

/** Refuses a statement with an error of MySQL. */
export const fail = (code: number, state: string, message: string): never => {
  throw new SqlFailure(mysqlError(code, state, message));
};

export function syntaxError(text: string, at: number): SqlError {
  const line = text.slice(0, at).split('\n').length;
  const near = [...text.slice(at)].slice(0, NEAR_CHARACTERS).join('');
  return mysqlError(1064, '42000', `${SYNTAX} near '${near}' at line ${line}`);
}

const quotedList = (names: readonly string[]): string =>
  names.map((name) => `\`${name}\``).join(', ');

/** `db`.`child`, CONSTRAINT `fk` FOREIGN KEY (`a`) REFERENCES `parent` (`id`) ON DELETE CASCADE */
function constraintText(clash: ForeignKeyClash): string {
  const parent =
    clash.parentSchema === clash.schema
      ? `\`${clash.parent}\``
      : `\`${clash.parentSchema}\`.\`${clash.parent}\``;
  const key = `FOREIGN KEY (${quotedList(clash.columns)})`;
  const target = `REFERENCES ${parent} (${quotedList(clash.parentColumns)})`;
  const name = `\`${clash.schema}\`.\`${clash.table}\`, CONSTRAINT \`${clash.name}\``;
  return `(${name} ${key} ${target}${clash.rule})`;
}

function duplicateKey({ table, key, values }: KeyClash): SqlError {
  const entry = values.join('-').slice(0, 64);
  return mysqlError(1062, '23000', `Duplicate entry '${entry}' for key '${table}.${key}'`);
}

const notGroupedText = 'this is incompatible with sql_mode=only_full_group_by';

/**
 * What MySQL says about what every database has to refuse. Models share/messages_to_clients.txt of
 * the server.
 */
export const MYSQL_ERRORS: SqlErrors = {
  syntax: syntaxError,
  unknownDatabase: (name) => mysqlError(1049, '42000', `Unknown database '${name}'`),
  databaseExists: (name) =>
    mysqlError(1007, 'HY000', `Can't create database '${name}'; database exists`),
  noDatabase: () => mysqlError(1046, '3D000', 'No database selected'),
  unknownTable: (schema, name) =>
    schema === ''
      ? mysqlError(1109, '42S02', `Unknown table '${name}' in MULTI DELETE`)
      : schema.toLowerCase() === 'information_schema'
        ? mysqlError(1109, '42S02', `Unknown table '${name.toUpperCase()}' in information_schema`)
        : mysqlError(1146, '42S02', `Table '${schema}.${name}' doesn't exist`),
  tableExists: (name) => mysqlError(1050, '42S01', `Table '${name}' already exists`),
  wrongKind: (name, is, schema) =>
    is === 'table' ? mysqlError(1347, 'HY000', `'${schema}.${name}' is not VIEW`) : undefined,
  brokenView: (schema, name, { code }) =>
    code === 1146 || code === 1054 || code === 1305
      ? mysqlError(
          1356,
          'HY000',
          `View '${schema}.${name}' references invalid table(s) or column(s) or function(s) or definer/invoker of view lack rights to use them`,
        )
      : undefined,
  viewCheckFailed: (schema, name) =>
    mysqlError(1369, 'HY000', `CHECK OPTION failed '${schema}.${name}'`),
  readsItsTarget: (name) =>
    mysqlError(1093, 'HY000', `You can't specify target table '${name}' for update in FROM clause`),
  viewColumns: () =>
    mysqlError(
      1353,
      'HY000',
      'In definition of view, derived table or common table expression, SELECT list and column names list have different column counts',
    ),
  cascades: () => undefined,
  cannotDropTables: (names) => mysqlError(1051, '42S02', `Unknown table '${names.join(',')}'`),
  skippedTable: (name) => mysqlError(1051, '42S02', `Unknown table '${name}'`),
  unknownColumn: (name, clause) =>
    mysqlError(1054, '42S22', `Unknown column '${name}' in '${CLAUSES[clause]}'`),
  unknownTargetColumn: (name) =>
    mysqlError(1054, '42S22', `Unknown column '${name}' in 'field list'`),
  ambiguousColumn: (name, clause) =>
    mysqlError(1052, '23000', `Column '${name}' in ${CLAUSES[clause]} is ambiguous`),
  noTables: () => mysqlError(1096, 'HY000', 'No tables used'),
  unnamedQuery: () => mysqlError(1248, '42000', 'Every derived table must have its own alias'),
  unknownStar: (table) => mysqlError(1051, '42S02', `Unknown table '${table}'`),
  duplicateColumn: (name) => mysqlError(1060, '42S21', `Duplicate column name '${name}'`),
  columnTwice: (name) => mysqlError(1110, '42000', `Column '${name}' specified twice`),
  unknownKeyColumn: (name) =>
    mysqlError(1072, '42000', `Key column '${name}' doesn't exist in table`),
  duplicateAlias: (name) => mysqlError(1066, '42000', `Not unique table/alias: '${name}'`),
  unknownFunction: (name, schema) =>
    schema === ''
      ? mysqlError(1046, '3D000', 'No database selected')
      : mysqlError(1305, '42000', `FUNCTION ${schema}.${name} does not exist`),
  argumentCount: (name) =>
    mysqlError(1582, '42000', `Incorrect parameter count in the call to native function '${name}'`),
  notInGrouping: (index) =>
    mysqlError(3602, 'HY000', `Argument #${index + 1} of GROUPING function is not in GROUP BY`),
  misplacedAggregate: () => mysqlError(1111, 'HY000', 'Invalid use of group function'),
  misplacedWindow: (name) =>
    mysqlError(3593, 'HY000', `You cannot use the window function '${name}' in this context.'`),
  unknownWindow: (name) => mysqlError(3579, 'HY000', `Window name '${name}' is not defined.`),
  notGrouped(index, { schema, alias, name }, hasGroupBy) {
    const column = `nonaggregated column '${schema}.${alias}.${name}'`;
    const message = hasGroupBy
      ? `Expression #${index} of SELECT list is not in GROUP BY clause and contains ${column} ` +
        `which is not functionally dependent on columns in GROUP BY clause; ${notGroupedText}`
      : `In aggregated query without GROUP BY, expression #${index} of SELECT list contains ` +
        `${column}; ${notGroupedText}`;
    return mysqlError(hasGroupBy ? 1055 : 1140, '42000', message);
  },
  columnCount: (row) =>
    mysqlError(1136, '21S01', `Column count doesn't match value count at row ${row}`),
  operandColumns: (count) => mysqlError(1241, '21000', `Operand should contain ${count} column(s)`),
  subqueryRows: () => mysqlError(1242, '21000', 'Subquery returns more than 1 row'),
  unionColumns: () =>
    mysqlError(1222, '21000', 'The used SELECT statements have a different number of columns'),
  notNull: (column) => mysqlError(1048, '23000', `Column '${column}' cannot be null`),
  noDefault: (column) =>
    mysqlError(1364, 'HY000', `Field '${column}' doesn't have a default value`),
  duplicateKey,
  noParent: (clash) =>
    mysqlError(
      1452,
      '23000',
      `Cannot add or update a child row: a foreign key constraint fails ${constraintText(clash)}`,
    ),
  hasChildren: (clash) =>
    mysqlError(
      1451,
      '23000',
      'Cannot delete or update a parent row: a foreign key constraint fails ' +
        constraintText(clash),
    ),
  truncateReferenced: (clash) =>
    mysqlError(
      1701,
      '42000',
      'Cannot truncate a table referenced in a foreign key constraint ' +
        `(\`${clash.schema}\`.\`${clash.table}\`, CONSTRAINT \`${clash.name}\`)`,
    ),
  dropReferenced: ({ parent, name, table }) =>
    mysqlError(
      3730,
      'HY000',
      `Cannot drop table '${parent}' referenced by a foreign key constraint '${name}' on table '${table}'.`,
    ),
  checkFailed: (name) => mysqlError(3819, 'HY000', `Check constraint '${name}' is violated.`),
  cannotDrop: (name) =>
    mysqlError(1091, '42000', `Can't DROP '${name}'; check that column/key exists`),
  unknownTableColumn: (name, table) =>
    mysqlError(1054, '42S22', `Unknown column '${name}' in '${table}'`),
  unknownConstraint: (name, _table, what) =>
    what === 'check'
      ? mysqlError(3821, 'HY000', `Check constraint '${name}' is not found in the table.`)
      : mysqlError(3940, 'HY000', `Constraint '${name}' does not exist.`),
  duplicateCheck: (name) => mysqlError(3822, 'HY000', `Duplicate check constraint name '${name}'.`),
  unknownCheckColumn: (name, check) =>
    mysqlError(1054, '42S22', `Unknown column '${name}' in 'check constraint ${check} expression'`),
  unknownGeneratedColumn: (name) =>
    mysqlError(1054, '42S22', `Unknown column '${name}' in 'generated column function'`),
  generatedValue: (column, table) =>
    mysqlError(
      3105,
      'HY000',
      `The value specified for generated column '${column}' in table '${table}' is not allowed.`,
    ),
  generatedFrom: (column) =>
    mysqlError(3108, 'HY000', `Column '${column}' has a generated column dependency.`),
  neededIndex: (name) =>
    mysqlError(1553, 'HY000', `Cannot drop index '${name}': needed in a foreign key constraint`),
  neededColumn: (name, constraint) =>
    mysqlError(
      1828,
      'HY000',
      `Cannot drop column '${name}': needed in a foreign key constraint '${constraint}'`,
    ),
  neededByCheck: (name, check) =>
    mysqlError(
      3959,
      'HY000',
      `Check constraint '${check}' uses column '${name}', hence column cannot be dropped or renamed.`,
    ),
  unknownKey: (name, table) =>
    mysqlError(1176, '42000', `Key '${name}' doesn't exist in table '${table}'`),
  cannotDropDatabase: (name) =>
    mysqlError(1008, 'HY000', `Can't drop database '${name}'; database doesn't exist`),
  lastColumn: () =>
    mysqlError(
      1090,
      '42000',
      "You can't delete all columns with ALTER TABLE; use DROP TABLE instead",
    ),
  noColumns: () => mysqlError(4028, 'HY000', 'A table must have at least one visible column.'),
  nullInColumn: () => mysqlError(1138, '22004', 'Invalid use of NULL value'),
  unknownIndex: (name) =>
    mysqlError(1091, '42000', `Can't DROP '${name}'; check that column/key exists`),
  parentWithoutKey: (constraint, parent) =>
    mysqlError(
      1822,
      'HY000',
      'Failed to add the foreign key constraint. Missing index for constraint ' +
        `'${constraint}' in the referenced table '${parent}'`,
    ),
  nullablePrimaryKey: () =>
    mysqlError(
      1171,
      '42000',
      'All parts of a PRIMARY KEY must be NOT NULL; if you need NULL in a key, use UNIQUE instead',
    ),
  multiplePrimaryKeys: () => mysqlError(1068, '42000', 'Multiple primary key defined'),
  duplicateKeyName: (name) => mysqlError(1061, '42000', `Duplicate key name '${name}'`),
  noSuchKeyTable: (table) =>
    mysqlError(1824, 'HY000', `Failed to open the referenced table '${table}'`),
  readOnlyTable: (name, what) =>
    mysqlError(1288, 'HY000', `The target table ${name} of the ${what} is not updatable`),
  notSupported: (what) =>
    mysqlError(1235, '42000', `This version of MySQL doesn't yet support '${what}'`),
  lockedRow: () =>
    mysqlError(
      3572,
      'HY000',
      'Statement aborted because lock(s) could not be acquired immediately and NOWAIT is set.',
    ),
  recursionWithoutUnion: (name) =>
    mysqlError(3573, 'HY000', `Recursive Common Table Expression '${name}' should contain a UNION`),
  tooDeep: () => mysqlError(1436, 'HY000', 'Thread stack overrun: statement is nested too deeply.'),
};
