import type { Expr } from '../ast.ts';
import { parseDecimal } from '../decimal.ts';
import type { Cursor } from '../dialect.ts';
import { dateOf, parseDatetime, parseTime } from '../temporal.ts';
import { DOUBLE, decimalType, textType, typeOf } from '../values.ts';
import { literal } from './nodes.ts';

const bytesLiteral = (given: string): string =>
  `0${given.charAt(0).toLowerCase()}${given.slice(2, -1)}`;

/** A number, whole, exact or with an exponent. */
export function numberLiteral(cursor: Cursor): Expr {
  // `x'41'` and `b'101'` are the same as `0x41` and `0b101`.
  const { value: given, start } = cursor.next();
  const value = given.includes("'") ? bytesLiteral(given) : given;
  if (/^0x/.test(value)) {
    const bytes = value.slice(2).match(/../g) ?? [];
    const text = bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join('');
    return literal(cursor, text, textType(text.length), start);
  }
  if (/^0b/.test(value)) {
    const bits = value.slice(2);
    const bytes = bits.padStart(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? [];
    const text = bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 2))).join('');
    return literal(cursor, text, textType(text.length), start);
  }
  if (/^\d+$/.test(value)) {
    const whole = BigInt(value);
    return literal(cursor, whole, cursor.dialect.semantics.wholeLiteral(whole), start);
  }
  const decimal = parseDecimal(value);
  if (decimal === undefined) return literal(cursor, Number(value), DOUBLE, start);
  const length = decimal.unscaled.toString().length;
  const type = decimalType(Math.max(length, decimal.scale + 1), decimal.scale);
  return literal(cursor, decimal, type, start);
}

/** `@@name`. */
export function systemVariable(cursor: Cursor): Expr {
  const { value, start } = cursor.next();
  const [, scope = '', name = ''] =
    /^(?:(global|session|local|persist)\.)?(.*)$/i.exec(value) ?? [];
  const where = scope === '' ? 'default' : /global|persist/i.test(scope) ? 'global' : 'session';
  return { kind: 'variable', scope: where, name: name.toLowerCase(), ...cursor.span(start) };
}

/** `@name`, perhaps with an assignment. */
export function userVariable(cursor: Cursor): Expr {
  const { value, start } = cursor.next();
  if (cursor.accept(':=')) {
    cursor.deprecate(':=');
    const assigned = cursor.expression();
    return { kind: 'assign', name: value.toLowerCase(), value: assigned, ...cursor.span(start) };
  }
  return { kind: 'variable', scope: 'user', name: value.toLowerCase(), ...cursor.span(start) };
}

/** `timestamptz '…'`: a cast of the text. */
export function typedLiteral(cursor: Cursor, start: number): Expr | undefined {
  if (!cursor.dialect.lexis.foldsNames || cursor.peek(1).type !== 'string') return undefined;
  const type = cursor.dialect.parseType(cursor, 'cast');
  const { value, start: at } = cursor.next();
  const arg = literal(cursor, value, textType(value.length), at);
  return { kind: 'cast', arg, type, ...cursor.span(start) };
}

/** `date '…'` and its like; undefined where the word is something else. */
export const temporalLiteral =
  (kind: 'date' | 'time' | 'datetime') =>
  (cursor: Cursor, start: number): Expr | undefined => {
    if (cursor.peek(1).type !== 'string') return undefined;
    if (cursor.dialect.lexis.foldsNames) return typedLiteral(cursor, start);
    const text = cursor.peek(1).value;
    const found = kind === 'time' ? parseTime(text) : parseDatetime(text);
    if (found === undefined) return cursor.fail();
    cursor.next();
    cursor.next();
    const value = kind === 'date' ? dateOf(found) : found;
    return { kind: 'literal', value, type: typeOf(kind, kind), ...cursor.span(start) };
  };
