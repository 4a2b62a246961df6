import { type Bound, bound } from '../bound.ts';
import { rescale } from '../decimal.ts';
import type { Env } from '../dialect.ts';
import { dateOf, temporal } from '../temporal.ts';
import {
  DOUBLE,
  decimalType,
  isTemporal,
  isTemporalValue,
  NULL_TYPE,
  type SqlType,
  textType,
  type Value,
} from '../values.ts';
import { asDecimal, asDouble, numberOf } from './compare.ts';

const displayLength = ({ family, length, scale }: SqlType): number =>
  family === 'text' || family === 'binary' ? length : Math.max(length + (scale > 0 ? 2 : 1), 1);

/** The type that takes the values of all of `types`, as CASE and UNION need it. */
export function commonType(types: readonly SqlType[]): SqlType {
  const known = types.filter(({ family }) => family !== 'null');
  const [first] = known;
  if (first === undefined) return NULL_TYPE;
  if (known.every(({ family, name }) => family === first.family && name === first.name)) {
    const length = Math.max(...known.map((type) => type.length));
    const scale = Math.max(...known.map((type) => type.scale));
    return { ...first, length, scale };
  }
  const has = (family: SqlType['family']): boolean => known.some((type) => type.family === family);
  const isNumber = ({ family }: SqlType): boolean =>
    family === 'integer' || family === 'decimal' || family === 'double';
  if (known.every(isNumber)) {
    if (has('double')) return DOUBLE;
    const scale = Math.max(...known.map((type) => type.scale));
    const whole = Math.max(...known.map((type) => type.length - type.scale));
    if (has('decimal')) return decimalType(whole + scale, scale);
    return known.reduce((a, b) => (b.length > a.length ? b : a));
  }
  if (known.every(isTemporal)) return known.find(({ family }) => family === 'datetime') ?? first;
  return textType(Math.max(...known.map(displayLength)));
}

/** A value as a value of `type`, for results that mix types. */
export function convert(env: Env, value: Value, type: SqlType): Value {
  if (value === null) return null;
  const { semantics } = env.dialect;
  switch (type.family) {
    case 'decimal':
      return rescale(asDecimal(numberOf(semantics, value, env.warn)), type.scale);
    case 'double':
      return asDouble(numberOf(semantics, value, env.warn));
    case 'text':
      return typeof value === 'string' ? value : semantics.display(value);
    case 'datetime':
      return isTemporalValue(value) ? temporal('datetime', value.ms, value.digits) : value;
    case 'date':
      return isTemporalValue(value) ? dateOf(value) : value;
    default:
      return value;
  }
}

/** An expression with its values as values of `type`. */
export const converted = (env: Env, given: Bound, type: SqlType): Bound =>
  given.type.family === type.family && given.type.scale === type.scale
    ? given
    : bound(type, given.isNullable, (frame) => convert(env, given.eval(frame), type));
