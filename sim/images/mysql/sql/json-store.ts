import { type Column, SqlFailure, textOf, type Value } from '../../../sql/index.ts';
import { mysqlError } from './errors.ts';
import { verifyCast, verifyJson } from './json-arguments.ts';
import { jsonText } from './json-text.ts';

/** A document as a column keeps it; fails for a text that is none. */
export function storeJson(value: Exclude<Value, null>, column: Column, table: string): string {
  const told = (fault: string): SqlFailure => {
    const message = `Invalid JSON text: ${fault} in value for column '${table}.${column.name}'.`;
    return new SqlFailure(mysqlError(3140, '22032', message));
  };
  const text = textOf(value);
  verifyJson(text, told);
  return jsonText(JSON.parse(text));
}

/** `cast(value as json)`. */
export function castToJson(value: Exclude<Value, null>): string {
  const text = textOf(value);
  verifyCast(text);
  return jsonText(JSON.parse(text));
}
