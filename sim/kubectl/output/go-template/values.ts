import type { Json } from '../../../api/index.ts';

/** A whole number that a template writes with a point or an exponent: a float64 all the same. */
export class WholeFloat extends Number {}

/**
 * A value of a template: those of objects, where a whole number is an int64 and any other a float;
 * whole numbers of the template itself; undefined for a field that is not there.
 */
export type Value = Json | bigint | WholeFloat | undefined;

/** Whether a value counts as true. */
export const isTrue = (value: Value): boolean => {
  if (value === undefined || value === null) return false;
  if (value instanceof WholeFloat) return value.valueOf() !== 0;
  if (typeof value === 'object') return Object.keys(value).length > 0;
  return value !== '' && value !== 0 && value !== 0n && value !== false;
};

/** The name of a value's Go type. */
export function goType(value: Value): string {
  if (value === undefined || value === null) return '<nil>';
  if (value instanceof WholeFloat) return 'float64';
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'object') return 'map[string]interface {}';
  const names: Readonly<Record<string, string>> = {
    string: 'string',
    number: Number.isInteger(value) ? 'int64' : 'float64',
    bigint: 'int',
    boolean: 'bool',
  };
  return names[typeof value] ?? 'interface {}';
}

/** The shortest text of a float, as Go prints it: large and small ones with an exponent. */
export function floatText(value: number): string {
  const [digits = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 21 && (exponent < 6 || digits.length - 1 > exponent + 1)) {
    return String(value);
  }
  if (value === 0 || (exponent >= -4 && exponent < 6)) return String(value);
  const sign = exponent < 0 ? '-' : '+';
  return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** A value as Go prints it with `%v`. */
export function goText(value: Value): string {
  if (value === undefined || value === null) return '<nil>';
  if (value instanceof WholeFloat) return floatText(value.valueOf());
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatText(value);
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  const keys = Object.keys(value).sort();
  return `map[${keys.map((key) => `${key}:${goText(value[key])}`).join(' ')}]`;
}
