import { type Decimal, decimalText } from './decimal.ts';
import { type Temporal, temporalText } from './temporal.ts';

/**
 * A value at run time. Integers are `bigint`, doubles are `number`, text is `string`; a boolean is
 * a type of its own only for the dialects that have one.
 */
export type Value = null | bigint | number | boolean | string | Decimal | Temporal;

/** What kind of value a column or an expression has, apart from its name in a dialect. */
export type Family =
  | 'null'
  | 'integer'
  | 'decimal'
  | 'double'
  | 'boolean'
  | 'text'
  | 'binary'
  | 'date'
  | 'time'
  | 'datetime'
  | 'json';

/** The type of a column or an expression. */
export interface SqlType {
  readonly family: Family;
  /** As the dialect writes it, without its parameters: `int`, `varchar`, `timestamp`. */
  readonly name: string;
  /** Characters of text, digits of a number; 0 when the type has no length of its own. */
  readonly length: number;
  /** Digits behind the point. */
  readonly scale: number;
  readonly isUnsigned: boolean;
  /** The choices of an enumeration; empty for other types. */
  readonly choices: readonly string[];
  /** How its text is compared; '' as the server does it by itself. */
  readonly collation: string;
  /** The column was declared with a collation or a character set of its own. */
  readonly isCollated: boolean;
}

const PLAIN = {
  length: 0,
  scale: 0,
  isUnsigned: false,
  choices: [],
  collation: '',
  isCollated: false,
} satisfies Partial<SqlType>;

/** A type from its name and family, with the rest as given. */
export const typeOf = (
  family: Family,
  name: string,
  rest: Partial<Omit<SqlType, 'family' | 'name'>> = {},
): SqlType => ({ ...PLAIN, family, name, ...rest });

export const NULL_TYPE = typeOf('null', 'null');
export const INTEGER = typeOf('integer', 'bigint', { length: 20 });
export const DOUBLE = typeOf('double', 'double', { length: 23 });
export const textType = (length: number): SqlType => typeOf('text', 'varchar', { length });
export const decimalType = (length: number, scale: number): SqlType =>
  typeOf('decimal', 'decimal', { length, scale });

export const isTemporal = ({ family }: SqlType): boolean =>
  family === 'date' || family === 'time' || family === 'datetime';

const isObject = (value: Value): value is Decimal | Temporal =>
  typeof value === 'object' && value !== null;
export const isDecimal = (value: Value): value is Decimal =>
  isObject(value) && value.kind === 'decimal';
export const isTemporalValue = (value: Value): value is Temporal =>
  isObject(value) && value.kind !== 'decimal';

/** Whole numbers of more digits than a double holds have an exponent. */
const LEAST_LONG = 1e15;

/**
 * A double with the fewest digits that give it back. Models my_gcvt of MySQL's dtoa.cc: an exponent
 * has no sign when it is positive, and stands where there are 15 digits or zeros before the first.
 */
export function doubleText(value: number): string {
  if (Object.is(value, -0)) return '-0';
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size >= LEAST_LONG && Number.isInteger(value))
    return value.toExponential().replace('e+', 'e');
  const [digits = '', exponent] = value.toExponential().split('e');
  const zeros = -Number(exponent) - 1;
  if (size >= 1 || zeros >= 15 || zeros < 0) return String(value);
  const sign = value < 0 ? '-' : '';
  return `${sign}0.${'0'.repeat(zeros)}${digits.replace(/[-.]/g, '')}`;
}

/** A value as text, as every protocol sends it. */
export function textOf(value: Exclude<Value, null>): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return doubleText(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  return value.kind === 'decimal' ? decimalText(value) : temporalText(value);
}

const INTEGER_KEY = '$integer';

/** Plain data with integers in it, as JSON. */
export const encodeData = (data: unknown): string =>
  JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'bigint' ? { [INTEGER_KEY]: value.toString() } : value,
  );

/** What `encodeData` wrote. Its shape is the caller's promise. */
export const decodeData = <T>(text: string): T =>
  JSON.parse(text, (_key, value: unknown) => {
    const isInteger = typeof value === 'object' && value !== null && INTEGER_KEY in value;
    return isInteger ? BigInt(String((value as Record<string, string>)[INTEGER_KEY])) : value;
  }) as T;
