import { ownAt } from '../../../kernel/index.ts';
import {
  type Bound,
  bound,
  type FunctionSpec,
  SqlFailure,
  type SqlType,
  special,
  textOf,
  typeOf,
  type Value,
} from '../../../sql/index.ts';
import { pgError } from './errors.ts';
import { BOOLEAN, jsonText } from './semantics.ts';
import { typeText } from './types.ts';

type Json = unknown;
type JsonObject = Readonly<Record<string, Json>>;

const TEXT = typeOf('text', 'text');
const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member of an object by its name, or of a list by its place; undefined when there is none. */
function memberOf(value: Json, key: Exclude<Value, null>): Json {
  if (typeof key === 'bigint') {
    return Array.isArray(value) ? (value as Json[]).at(Number(key)) : undefined;
  }
  const name = textOf(key);
  return isObject(value) ? ownAt(value, name) : undefined;
}

/** Whether `whole` holds all of `part`. Models JsonbDeepContains. */
function contains(whole: Json, part: Json): boolean {
  if (Array.isArray(whole)) {
    const wanted: Json[] = Array.isArray(part) ? part : isObject(part) ? [] : [part];
    if (isObject(part)) return false;
    return wanted.every((each) =>
      whole.some((one: Json) => (isScalar(one) ? one === each : contains(one, each))),
    );
  }
  if (isObject(whole)) {
    return (
      isObject(part) &&
      Object.entries(part).every(
        ([name, value]) => Object.hasOwn(whole, name) && contains(whole[name], value),
      )
    );
  }
  return whole === part;
}

const isScalar = (value: Json): boolean => typeof value !== 'object' || value === null;

function hasKey(value: Json, key: string): boolean {
  if (Array.isArray(value)) return value.includes(key);
  return isObject(value) ? Object.hasOwn(value, key) : value === key;
}

const HINT =
  'No operator matches the given name and argument types. You might need to add explicit type ' +
  'casts.';

/** An operator whose left side is a document. */
const operator = (
  sign: string,
  types: readonly string[],
  typeOfResult: (type: SqlType) => SqlType,
  compute: (document: Json, right: Exclude<Value, null>, type: SqlType) => Value,
): FunctionSpec =>
  special(2, 2, (args) => {
    const [left, right] = args as readonly [Bound, Bound];
    if (!types.includes(left.type.name)) {
      const message = `operator does not exist: ${typeText(left.type)} ${sign} unknown`;
      throw new SqlFailure(pgError('42883', message, { hint: HINT }));
    }
    return bound(typeOfResult(left.type), true, (frame) => {
      const [document, value] = [left.eval(frame), right.eval(frame)];
      if (document === null || value === null) return null;
      return compute(parsed(document), value, left.type);
    });
  });

const BOTH = ['json', 'jsonb'];

/** A document; fails for a text that is none. */
export function parsed(value: Exclude<Value, null>): Json {
  try {
    return JSON.parse(textOf(value));
  } catch {
    throw new SqlFailure(pgError('22P02', 'invalid input syntax for type json'));
  }
}

/** The operators of documents, by the names under which the parser calls them. */
export const JSON_OPERATORS: readonly (readonly [string, FunctionSpec])[] = [
  [
    'json_extract',
    operator(
      '->',
      BOTH,
      (type) => type,
      (document, key, type) => {
        const member = memberOf(document, key);
        return member === undefined ? null : jsonText(member, type);
      },
    ),
  ],
  [
    'json_unquote_extract',
    operator(
      '->>',
      BOTH,
      () => TEXT,
      (document, key, type) => {
        const member = memberOf(document, key);
        if (member === undefined || member === null) return null;
        return typeof member === 'string' ? member : jsonText(member, type);
      },
    ),
  ],
  [
    'json_contains_all',
    operator(
      '@>',
      ['jsonb'],
      () => BOOLEAN,
      (document, part) => contains(document, parsed(part)),
    ),
  ],
  [
    'json_has_key',
    operator(
      '?',
      ['jsonb'],
      () => BOOLEAN,
      (document, key) => hasKey(document, textOf(key)),
    ),
  ],
];
