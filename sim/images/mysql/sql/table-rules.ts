import {
  type Column,
  type Dialect,
  type ForeignKey,
  type Key,
  type NewTable,
  type Semantics,
  type SqlError,
  SqlFailure,
  type SqlType,
} from '../../../sql/index.ts';
import { COLLATIONS, charsetOfCollation } from '../engine/collations.ts';
import { fail, mysqlError } from './errors.ts';

const LONGEST_NAME = 64;

function verifyName(name: string, what: 'table' | 'column'): void {
  if ([...name].length > LONGEST_NAME) {
    fail(1059, '42000', `Identifier name '${name}' is too long`);
  }
  if (!/ $/.test(name) && name !== '') return;
  if (what === 'table') fail(1103, '42000', `Incorrect table name '${name}'`);
  fail(1166, '42000', `Incorrect column name '${name}'`);
}

const isLong = ({ name, family }: SqlType): boolean =>
  /text$|blob$/.test(name) || family === 'json';

/** utf8mb4 takes four bytes a character, and a row has 65,535 of them. */
const LONGEST_VARCHAR = 16_383;
const LONGEST_VARBINARY = 65_533;

function verifyType({ name, type }: Column): void {
  const tooLong = (most: number): never => {
    const text = `Column length too big for column '${name}' (max = ${most}); use BLOB or TEXT instead`;
    return fail(1074, '42000', text);
  };
  const { length, scale } = type;
  if (type.name === 'varchar' && length > LONGEST_VARCHAR) tooLong(LONGEST_VARCHAR);
  if (type.name === 'varbinary' && length > LONGEST_VARBINARY) tooLong(LONGEST_VARBINARY + 2);
  if ((type.name === 'char' || type.name === 'binary') && length > 255) tooLong(255);
  if (type.name === 'bit' && length > 64) {
    fail(1439, '42000', `Display width out of range for column '${name}' (max = 64)`);
  }
  const tooPrecise = (most: number, given: number): never =>
    fail(1426, '42000', `Too-big precision ${given} specified for '${name}'. Maximum is ${most}.`);
  if (type.family === 'decimal') {
    if (scale > 30) {
      fail(1425, '42000', `Too big scale ${scale} specified for column '${name}'. Maximum is 30.`);
    }
    if (length > 65) tooPrecise(65, length);
    if (scale > length) {
      const rule = 'For float(M,D), double(M,D) or decimal(M,D), M must be >= D';
      fail(1427, '42000', `${rule} (column '${name}').`);
    }
  }
  if ((type.family === 'datetime' || type.family === 'time') && scale > 6) tooPrecise(6, scale);
}

function verifyDefault(semantics: Semantics, column: Column): void {
  const { defaultValue, defaultText, name, type } = column;
  if (defaultValue === undefined) return;
  const invalid = (): never => fail(1067, '42000', `Invalid default value for '${name}'`);
  const isExpression = defaultText.startsWith('(');
  if (isLong(type) && !isExpression && !isNull(column)) {
    const what = `BLOB, TEXT, GEOMETRY or JSON column '${name}'`;
    fail(1101, '42000', `${what} can't have a default value`);
  }
  if (column.isAutoIncrement && !isNull(column)) invalid();
  if (isExpression) return;
  if (defaultValue.kind !== 'literal') {
    const isTime = type.family === 'datetime' || /^[-+b]|^0[xb]/i.test(defaultText);
    if (!isTime) invalid();
    return;
  }
  const { value } = defaultValue;
  if (value === null) {
    if (!column.isNullable) invalid();
    return;
  }
  try {
    semantics.store(value, column, 1, () => undefined, '');
  } catch (error) {
    if (error instanceof SqlFailure) invalid();
    throw error;
  }
}

const isNull = ({ defaultValue }: Column): boolean =>
  defaultValue?.kind === 'literal' && defaultValue.value === null;

/** Bytes of the longest key of InnoDB. */
const LONGEST_KEY = 3072;

function verifyKey({ columns, kind }: Key, table: readonly Column[]): void {
  if (kind === 'fulltext') return;
  const seen = new Set<string>();
  for (const { name, prefix } of columns) {
    if (seen.has(name)) fail(1060, '42S21', `Duplicate column name '${name}'`);
    seen.add(name);
    const column = table.find((each) => each.name === name);
    if (column === undefined) continue;
    const { type } = column;
    const isText = type.family === 'text' || type.family === 'binary';
    if (type.family === 'json') {
      const how = 'supports indexing only via generated columns on a specified JSON path.';
      fail(3152, '42000', `JSON column '${name}' ${how}`);
    }
    if (isLong(type) && prefix === 0) {
      const text = `BLOB/TEXT column '${name}' used in key specification without a key length`;
      fail(1170, '42000', text);
    }
    const isWhole = /char$|binary$/.test(type.name);
    if (prefix > 0 && (!isText || type.choices.length > 0 || (isWhole && prefix > type.length))) {
      const parts = "the used key part isn't a string, the used length is longer than the key part";
      const engine = "or the storage engine doesn't support unique prefix keys";
      fail(1089, 'HY000', `Incorrect prefix key; ${parts}, ${engine}`);
    }
    const bytes = (prefix > 0 ? prefix : type.length) * (type.family === 'text' ? 4 : 1);
    if (isText && type.choices.length === 0 && bytes > LONGEST_KEY) {
      const text = `Specified key was too long; max key length is ${LONGEST_KEY} bytes`;
      fail(1071, '42000', text);
    }
  }
}

function verifyAutomatic(columns: readonly Column[], keys: readonly Key[]): void {
  const automatic = columns.filter(({ isAutoIncrement }) => isAutoIncrement);
  const [first] = automatic;
  if (first === undefined) return;
  if (!['integer', 'double'].includes(first.type.family)) {
    fail(1063, '42000', `Incorrect column specifier for column '${first.name}'`);
  }
  const isKeyed = keys.some((key) => key.columns[0]?.name === first.name);
  if (automatic.length > 1 || !isKeyed) {
    const what = 'Incorrect table definition; there can be only one auto column and it must be';
    fail(1075, '42000', `${what} defined as a key`);
  }
}

const ENGINES: ReadonlySet<string> = new Set([
  ...['innodb', 'myisam', 'memory', 'heap', 'csv', 'archive', 'blackhole', 'mrg_myisam', 'aria'],
]);

function verifyOptions({ engine, charset, collate }: NewTable['options']): void {
  if (engine !== undefined && !ENGINES.has(engine.toLowerCase())) {
    fail(1286, '42000', `Unknown storage engine '${engine}'`);
  }
  verifyCharset(charset ?? '', collate ?? '');
}

/** Refuses a character set or a collation that is none. */
export function verifyCharset(charset: string, collate: string): void {
  const known = charset === '' || /^(default|binary|utf8)$/i.test(charset);
  if (!known && !COLLATIONS.some(({ charset: name }) => name === charset.toLowerCase())) {
    fail(1115, '42000', `Unknown character set: '${charset}'`);
  }
  if (collate === '') return;
  const owner = charsetOfCollation(collate.toLowerCase());
  if (owner === undefined) fail(1273, 'HY000', `Unknown collation: '${collate}'`);
  if (known || owner === charset.toLowerCase()) return;
  const text = `COLLATION '${collate}' is not valid for CHARACTER SET '${charset.toLowerCase()}'`;
  fail(1253, '42000', text);
}

/** What a table may not be. Models mysql_prepare_create_table of the server. */
export function verifyTable(semantics: Semantics, table: NewTable): void {
  const { name, columns, keys, options } = table;
  verifyName(name, 'table');
  verifyOptions(options);
  for (const column of columns) {
    verifyName(column.name, 'column');
    verifyType(column);
    verifyDefault(semantics, column);
  }
  for (const key of keys) verifyKey(key, columns);
  verifyAutomatic(columns, keys);
}

const sameKind = (a: SqlType, b: SqlType): boolean => {
  if (a.family !== b.family) return false;
  if (a.family === 'text') return /char$/.test(a.name) === /char$/.test(b.name);
  return a.name === b.name && a.isUnsigned === b.isUnsigned && a.scale === b.scale;
};

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const foreignKeyError = (key: ForeignKey, what: string): SqlError =>
  mysqlError(3780, 'HY000', `${what} in foreign key constraint '${key.name}' are incompatible.`);

/** What a foreign key may not be. Models prepare_fk_parent_key and its neighbours. */
export const verifyForeignKey: Dialect['verifyForeignKey'] = (key, child, parent) => {
  const own = key.columns.map((name) => child.find((column) => same(column.name, name)));
  const isNulled = key.onDelete === 'set null' || key.onUpdate === 'set null';
  const fixed = own.find((column) => column !== undefined && !column.isNullable);
  if (isNulled && fixed !== undefined) {
    const text = `needed in a foreign key constraint '${key.name}' SET NULL`;
    fail(1830, 'HY000', `Column '${fixed.name}' cannot be NOT NULL: ${text}`);
  }
  if (key.columns.length !== key.parentColumns.length) {
    const text = `Incorrect foreign key definition for '${key.name}'`;
    fail(1239, '42000', `${text}: Key reference and table reference don't match`);
  }
  if (parent === undefined) return;
  for (const [i, name] of key.parentColumns.entries()) {
    const target = parent.find((column) => same(column.name, name));
    const source = own[i];
    if (target === undefined) {
      const text = 'Failed to add the foreign key constraint. Missing column';
      const where = `'${key.name}' in the referenced table '${key.table}'`;
      fail(3734, 'HY000', `${text} '${name}' for constraint ${where}`);
    } else if (source !== undefined && !sameKind(source.type, target.type)) {
      const what = `Referencing column '${source.name}' and referenced column '${target.name}'`;
      throw new SqlFailure(foreignKeyError(key, what));
    }
  }
};
