import {
  asDecimal,
  isDecimal,
  isTemporalValue,
  rescale,
  type SqlType,
  textOf,
  type Value,
  type Warn,
  wholeOf,
} from '../../../sql/index.ts';
import { asTemporal, numberOfTemporal, numberOfText, rounded } from './conversions.ts';
import { castToJson } from './json-store.ts';

function castToInteger(value: Exclude<Value, null>, type: SqlType, warn: Warn): bigint {
  let whole: bigint;
  if (typeof value === 'string') {
    const match = /^\s*([+-]?\d+)(.*)$/s.exec(value);
    if (match === null || match[2]?.trim() !== '') {
      warn('Warning', 1292, `Truncated incorrect INTEGER value: '${value}'`);
    }
    whole = BigInt(match?.[1] ?? 0);
  } else if (typeof value === 'bigint') whole = value;
  else if (isDecimal(value)) whole = wholeOf(value, 'round');
  else if (typeof value === 'number') whole = BigInt(Math.round(value));
  else if (isTemporalValue(value))
    whole = BigInt(textOf(numberOfTemporal(value) ?? 0n).split('.')[0] ?? 0);
  else whole = BigInt(value);
  return type.isUnsigned ? BigInt.asUintN(64, whole) : BigInt.asIntN(64, whole);
}

/** CAST to a type. */
export function cast(value: Value, type: SqlType, warn: Warn): Value {
  if (value === null) return null;
  switch (type.family) {
    case 'integer':
      return castToInteger(value, type, warn);
    case 'decimal': {
      const number = typeof value === 'string' ? numberOfText(value, warn) : value;
      const plain = isTemporalValue(number) ? numberOfTemporal(number) : number;
      if (typeof plain === 'bigint' || typeof plain === 'number' || isDecimal(plain)) {
        return rescale(asDecimal(plain), type.scale);
      }
      return null;
    }
    case 'double':
      return typeof value === 'string' ? numberOfText(value, warn) : Number(textOf(value));
    case 'text':
    case 'binary': {
      const text = textOf(value);
      return type.length > 0 ? [...text].slice(0, type.length).join('') : text;
    }
    case 'json':
      return castToJson(value);
    default: {
      const found = asTemporal(value, type.family, 0);
      if (found !== undefined) return type.family === 'date' ? found : rounded(found, type.scale);
      warn('Warning', 1292, `Incorrect ${type.family} value: '${textOf(value)}'`);
      return null;
    }
  }
}
