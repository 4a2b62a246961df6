import { type Cursor, lookup, type SqlType, typeOf } from '../../../sql/index.ts';
import { charsetName, usualCollation } from '../engine/collations.ts';
import { verifyCharset } from './table-rules.ts';

interface Integer {
  readonly bits: number;
  readonly digits: number;
}

const INTEGERS = lookup<Integer>({
  tinyint: { bits: 8, digits: 4 },
  smallint: { bits: 16, digits: 6 },
  mediumint: { bits: 24, digits: 9 },
  int: { bits: 32, digits: 11 },
  bigint: { bits: 64, digits: 20 },
});
const ALIASES = lookup({
  integer: 'int',
  int4: 'int',
  int8: 'bigint',
  bool: 'boolean',
  dec: 'decimal',
  numeric: 'decimal',
  fixed: 'decimal',
  real: 'double',
  nvarchar: 'varchar',
  nchar: 'char',
  character: 'char',
});
const TEXTS = lookup({
  tinytext: 255,
  text: 65_535,
  mediumtext: 16_777_215,
  longtext: 4_294_967_295,
});
const BLOBS = lookup({
  tinyblob: 255,
  blob: 65_535,
  mediumblob: 16_777_215,
  longblob: 4_294_967_295,
});

/** The least and the greatest value of an integer type. */
export function rangeOf({ name, isUnsigned }: SqlType): readonly [bigint, bigint] {
  if (name === 'year') return [0n, 2155n];
  const bits = BigInt(INTEGERS.get(name)?.bits ?? 64);
  return isUnsigned ? [0n, 2n ** bits - 1n] : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
}

function parameters(cursor: Cursor): number[] {
  if (!cursor.accept('(')) return [];
  const numbers = [cursor.integer()];
  while (cursor.accept(',')) numbers.push(cursor.integer());
  cursor.expect(')');
  return numbers;
}

function signs(cursor: Cursor): boolean {
  let isUnsigned = false;
  for (;;) {
    const word = cursor.acceptAny('unsigned', 'signed', 'zerofill');
    if (word === undefined) return isUnsigned;
    if (word === 'zerofill') cursor.deprecate('zerofill');
    isUnsigned ||= word !== 'signed';
  }
}

type Collated = Pick<SqlType, 'collation' | 'isCollated'>;

/** The character set and the collation behind a type of text. */
function charset(cursor: Cursor): Collated {
  let [set, collation] = ['', ''];
  if (cursor.accept('character', 'set') || cursor.accept('charset')) {
    const name = cursor.next().value;
    verifyCharset(name, '');
    cursor.deprecate(name.toLowerCase());
    set = charsetName(name);
  }
  const word = cursor.acceptAny('binary', 'ascii', 'unicode');
  if (word === 'binary') {
    cursor.deprecate('binary attribute');
    collation = `${set === '' ? 'utf8mb4' : set}_bin`;
  }
  if (word === 'ascii') set = 'latin1';
  if (cursor.accept('collate')) {
    collation = cursor.next().value.toLowerCase();
    verifyCharset(set, collation);
  }
  if (set === '' && collation === '') return { collation: '', isCollated: false };
  return { collation: collation === '' ? usualCollation(set) : collation, isCollated: true };
}

function choices(cursor: Cursor): string[] {
  cursor.expect('(');
  const list = [cursor.string()];
  while (cursor.accept(',')) list.push(cursor.string());
  cursor.expect(')');
  return list;
}

function castType(cursor: Cursor, name: string): SqlType | undefined {
  if (name !== 'signed' && name !== 'unsigned') return undefined;
  cursor.acceptAny('integer', 'int');
  return typeOf('integer', 'bigint', { length: 20, isUnsigned: name === 'unsigned' });
}

function numberType(cursor: Cursor, name: string): SqlType | undefined {
  const integer = INTEGERS.get(name);
  if (integer !== undefined) {
    const [width] = parameters(cursor);
    const isUnsigned = signs(cursor);
    const isFlag = name === 'tinyint' && width === 1;
    if (width !== undefined && !isFlag) cursor.deprecate('integer width');
    const length = isFlag ? 1 : integer.digits;
    return typeOf('integer', name, { length, isUnsigned });
  }
  if (name === 'boolean') return typeOf('integer', 'tinyint', { length: 1 });
  if (name === 'serial') return typeOf('integer', 'bigint', { length: 20, isUnsigned: true });
  if (name === 'bit') return typeOf('integer', 'bit', { length: parameters(cursor)[0] ?? 1 });
  if (name === 'decimal') {
    const [length = 10, scale = 0] = parameters(cursor);
    const isUnsigned = signs(cursor);
    if (isUnsigned) cursor.deprecate('unsigned float');
    return typeOf('decimal', 'decimal', { length, scale, isUnsigned });
  }
  if (name !== 'double' && name !== 'float') return undefined;
  cursor.accept('precision');
  const [digits, scale] = parameters(cursor);
  if (scale !== undefined) cursor.deprecate('float digits');
  const isUnsigned = signs(cursor);
  if (isUnsigned) cursor.deprecate('unsigned float');
  const isDouble = name === 'double' || (scale === undefined && (digits ?? 0) > 24);
  const kind = isDouble ? 'double' : 'float';
  const length = scale === undefined ? (isDouble ? 22 : 12) : (digits ?? 0);
  return typeOf('double', kind, { length, scale: scale ?? 0, isUnsigned });
}

function textLike(cursor: Cursor, name: string): SqlType | undefined {
  if (name === 'varchar' || name === 'char') {
    if (name === 'char' && cursor.accept('varying')) return textLike(cursor, 'varchar');
    const [length] = parameters(cursor);
    const collated = charset(cursor);
    if (length === undefined && name === 'varchar') return cursor.fail();
    return typeOf('text', name, { length: length ?? 1, ...collated });
  }
  if (name === 'varbinary' || name === 'binary') {
    return typeOf('binary', name, { length: parameters(cursor)[0] ?? 1 });
  }
  const text = TEXTS.get(name);
  if (text !== undefined) {
    parameters(cursor);
    return typeOf('text', name, { length: text, ...charset(cursor) });
  }
  const blob = BLOBS.get(name);
  if (blob !== undefined) return typeOf('binary', name, { length: blob });
  if (name === 'json') return typeOf('json', 'json', { length: 4_294_967_295 });
  if (name !== 'enum' && name !== 'set') return undefined;
  const list = choices(cursor);
  return typeOf('text', name, {
    ...charset(cursor),
    length: Math.max(...list.map((each) => each.length)),
    choices: list,
  });
}

function timeType(cursor: Cursor, name: string): SqlType | undefined {
  if (name === 'date') return typeOf('date', 'date');
  if (name === 'year') {
    if (parameters(cursor).length > 0) cursor.deprecate('year width');
    return typeOf('integer', 'year', { length: 4, isUnsigned: true });
  }
  if (name === 'time') return typeOf('time', 'time', { scale: parameters(cursor)[0] ?? 0 });
  if (name !== 'datetime' && name !== 'timestamp') return undefined;
  return typeOf('datetime', name, { scale: parameters(cursor)[0] ?? 0 });
}

/** Reads a type as MySQL's grammar has them. */
export function parseType(cursor: Cursor, where: 'column' | 'cast'): SqlType {
  const mark = cursor.mark();
  const word = cursor.word();
  const name = ALIASES.get(word) ?? word;
  if (where === 'cast') {
    const cast = castType(cursor, name);
    if (cast !== undefined) return cast;
    if (name === 'char') {
      const [length = 0] = parameters(cursor);
      charset(cursor);
      return typeOf('text', 'char', { length });
    }
  }
  const type = numberType(cursor, name) ?? textLike(cursor, name) ?? timeType(cursor, name);
  if (type !== undefined) return type;
  cursor.reset(mark);
  return cursor.fail();
}

/** A type as SHOW CREATE TABLE and DESCRIBE write it; MariaDB tells the width of integers. */
export function typeText(type: SqlType, kind: 'oracle' | 'mariadb'): string {
  const { name, family, length, scale, isUnsigned } = type;
  const sign = isUnsigned && name !== 'year' ? ' unsigned' : '';
  if (kind === 'mariadb') {
    const digits = INTEGERS.get(name)?.digits;
    const width = isUnsigned && name !== 'bigint' ? (digits ?? 0) - 1 : digits;
    if (name === 'year') return 'year(4)';
    if (family === 'json') return 'longtext';
    if (digits !== undefined) return `${name}(${length === 1 ? 1 : width})${sign}`;
  }
  if (name === 'tinyint' && length === 1) return `tinyint(1)${sign}`;
  if (family === 'double' && scale > 0) return `${name}(${length},${scale})${sign}`;
  if (family === 'decimal') return `decimal(${length},${scale})${sign}`;
  if (['varchar', 'char', 'varbinary', 'binary', 'bit'].includes(name)) return `${name}(${length})`;
  if (type.choices.length > 0) {
    return `${name}(${type.choices.map((choice) => `'${choice.replaceAll("'", "''")}'`).join(',')})`;
  }
  if ((family === 'datetime' || family === 'time') && scale > 0) return `${name}(${scale})`;
  return `${name}${sign}`;
}
