import {
  type Argument,
  type Env,
  INTEGER,
  type SqlType,
  text,
  typeOf,
  type Value,
} from '../../../sql/index.ts';

export const JSON_TYPE = typeOf('json', 'json', { length: 4_294_967_295 });

/** A document; undefined when the text is none. */
export function parseJson(env: Env, value: Argument): unknown {
  try {
    return JSON.parse(text(env, value)) as unknown;
  } catch {
    return undefined;
  }
}

/** What a comparison has, a number that a document takes for true or false. */
export const BOOLEAN: SqlType = { ...INTEGER, name: 'int', length: 1 };

/** A value of SQL as it stands in a document. */
export const jsonValue = (value: Value, env: Env, type: SqlType | undefined): unknown => {
  if (value === null) return null;
  if (type === BOOLEAN) return value !== 0n;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return type?.family === 'json' ? parseJson(env, value) : text(env, value);
};
