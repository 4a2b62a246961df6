import { type Cursor, lookup, type SqlType, typeOf } from '../../../sql/index.ts';

export const SMALLINT = typeOf('integer', 'smallint', { length: 6 });
export const INT = typeOf('integer', 'int', { length: 11 });
export const BIGINT = typeOf('integer', 'bigint', { length: 20 });

const NAMES = lookup<SqlType>({
  smallint: SMALLINT,
  int2: SMALLINT,
  int: INT,
  integer: INT,
  int4: INT,
  bigint: BIGINT,
  int8: BIGINT,
  oid: BIGINT,
  serial: typeOf('integer', 'serial'),
  serial4: typeOf('integer', 'serial'),
  bigserial: typeOf('integer', 'bigserial'),
  serial8: typeOf('integer', 'bigserial'),
  real: typeOf('double', 'real'),
  float4: typeOf('double', 'real'),
  float8: typeOf('double', 'double precision'),
  float: typeOf('double', 'double precision'),
  boolean: typeOf('boolean', 'boolean'),
  bool: typeOf('boolean', 'boolean'),
  text: typeOf('text', 'text'),
  name: typeOf('text', 'text'),
  regclass: typeOf('text', 'text'),
  uuid: typeOf('text', 'uuid'),
  inet: typeOf('text', 'inet'),
  bytea: typeOf('binary', 'bytea'),
  json: typeOf('json', 'json'),
  jsonb: typeOf('json', 'jsonb'),
  date: typeOf('date', 'date'),
  interval: typeOf('text', 'interval'),
  regtype: typeOf('text', 'text'),
  cidr: typeOf('text', 'cidr'),
  money: typeOf('decimal', 'numeric', { length: 12, scale: 2 }),
  timestamptz: typeOf('datetime', 'timestamptz'),
});

function numbers(cursor: Cursor): number[] {
  if (!cursor.accept('(')) return [];
  const list = [cursor.integer()];
  while (cursor.accept(',')) list.push(cursor.integer());
  cursor.expect(')');
  return list;
}

/** `with time zone` or `without time zone` behind a time's type. */
function isWithZone(cursor: Cursor): boolean {
  if (cursor.accept('with', 'time', 'zone')) return true;
  cursor.accept('without', 'time', 'zone');
  return false;
}

/** Reads a type as PostgreSQL writes them; brackets behind it make it an array. */
export function parseType(cursor: Cursor): SqlType {
  const type = parsePlainType(cursor);
  if (!cursor.is('[')) return type;
  while (cursor.accept('[')) {
    if (!cursor.is(']')) cursor.integer();
    cursor.expect(']');
  }
  return typeOf('text', `${type.name === 'varchar' ? 'text' : type.name}[]`);
}

function parsePlainType(cursor: Cursor): SqlType {
  const token = cursor.peek();
  const name = cursor.word();
  if (name === 'character' || name === 'char' || name === 'varchar' || name === 'bpchar') {
    const isVarying = name === 'varchar' || cursor.accept('varying');
    const [length] = numbers(cursor);
    if (isVarying) return typeOf('text', 'varchar', { length: length ?? 0 });
    return typeOf('text', 'char', { length: length ?? 1 });
  }
  if (name === 'numeric' || name === 'decimal') {
    const [length = 0, scale = 0] = numbers(cursor);
    return typeOf('decimal', 'numeric', { length, scale });
  }
  if (name === 'double') {
    cursor.expect('precision');
    return typeOf('double', 'double precision');
  }
  if (name === 'timestamp') {
    numbers(cursor);
    return typeOf('datetime', isWithZone(cursor) ? 'timestamptz' : 'timestamp', { scale: 6 });
  }
  if (name === 'time') {
    numbers(cursor);
    isWithZone(cursor);
    return typeOf('time', 'time');
  }
  const known = NAMES.get(name);
  if (known === undefined) throw new UnknownType(token.value, token.start);
  return known;
}

/** A type that nobody knows; the session tells it in the server's words. */
export class UnknownType extends Error {
  readonly typeName: string;
  readonly at: number;
  constructor(typeName: string, at: number) {
    super(typeName);
    this.typeName = typeName;
    this.at = at;
  }
}

/** A type in the server's words. */
export function typeText({ name, family, length, scale }: SqlType): string {
  if (name.endsWith('[]'))
    return `${typeText({ name: name.slice(0, -2), family, length: 0, scale } as SqlType)}[]`;
  switch (name) {
    case 'interval':
    case 'regtype':
    case 'cidr':
      return name;
    case 'int':
      return 'integer';
    case 'varchar':
      return length > 0 ? `character varying(${length})` : 'character varying';
    case 'char':
      return `character(${length})`;
    case 'numeric':
    case 'decimal':
      return length > 0 && length < 1000 ? `numeric(${length},${scale})` : 'numeric';
    case 'timestamp':
      return 'timestamp without time zone';
    case 'timestamptz':
      return 'timestamp with time zone';
    case 'time':
      return 'time without time zone';
    case 'double':
      return 'double precision';
    default:
      return family === 'text' && !['uuid', 'inet'].includes(name) ? 'text' : name;
  }
}
