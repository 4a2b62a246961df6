import { type Argument, type Env, text, typeOf, type Value } from '../../../sql/index.ts';

export const JSON_TYPE = typeOf('json', 'json', { length: 4_294_967_295 });

/** A document; undefined when the text is none. */
export function parseJson(env: Env, value: Argument): unknown {
  try {
    return JSON.parse(text(env, value)) as unknown;
  } catch {
    return undefined;
  }
}

/** A value of SQL as it stands in a document. */
export const jsonValue = (value: Value, env: Env, isJson: boolean): unknown => {
  if (value === null) return null;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return isJson ? parseJson(env, value) : text(env, value);
};
