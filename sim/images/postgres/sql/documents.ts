import {
  type Accumulator,
  type AggregateSpec,
  bound,
  type FunctionSpec,
  isDecimal,
  isTemporalValue,
  SqlFailure,
  type SqlType,
  scalar,
  special,
  text,
  textOf,
  typeOf,
  type Value,
} from '../../../sql/index.ts';
import { pgError } from './errors.ts';
import { parsed } from './json.ts';
import { jsonText } from './semantics.ts';

const TEXT = typeOf('text', 'text');
const INT = typeOf('integer', 'int', { length: 11 });
const JSONB = typeOf('json', 'jsonb');
const JSON_TYPE = typeOf('json', 'json');
const MANY = 1_000;

const ofText = (
  least: number,
  most: number,
  type: SqlType,
  compute: (texts: readonly string[]) => Value,
): FunctionSpec =>
  scalar({ least, most, nulls: 'always', type }, (args, env) =>
    compute(args.map((arg) => text(env, arg))),
  );

/** A value as a document. */
function jsonOf(value: Value, type: SqlType): unknown {
  if (value === null) return null;
  if (type.family === 'json') return parsed(value);
  if (typeof value === 'boolean') return value;
  const isNumber = typeof value === 'bigint' || typeof value === 'number' || isDecimal(value);
  if (isNumber) return Number(textOf(value));
  return isTemporalValue(value) ? textOf(value).replace(' ', 'T') : textOf(value);
}

/** What builds documents puts a blank behind each comma, and around colons. */
const spaced = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, each]) => `${JSON.stringify(key)} : ${spaced(each)}`,
  );
  return `{${members.join(', ')}}`;
};

const build = (type: SqlType, isObject: boolean): FunctionSpec =>
  special(0, MANY, (args) =>
    bound(type, false, (frame) => {
      const values = args.map((arg) => jsonOf(arg.eval(frame), arg.type));
      if (!isObject) return type === JSONB ? jsonText(values, JSONB) : spaced(values);
      const members: Record<string, unknown> = {};
      for (let i = 0; i < values.length; i += 2) members[String(values[i])] = values[i + 1] ?? null;
      return type === JSONB ? jsonText(members, JSONB) : spaced(members);
    }),
  );

const toJson = (type: SqlType): FunctionSpec =>
  special(1, 1, ([arg]) =>
    bound(type, true, (frame) => {
      const value = arg?.eval(frame) ?? null;
      if (value === null || arg === undefined) return null;
      return type === JSONB
        ? jsonText(jsonOf(value, arg.type), JSONB)
        : JSON.stringify(jsonOf(value, arg.type));
    }),
  );

function withMember(document: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(document)) {
    return document.map((each: unknown, i) =>
      String(i) === key ? withMember(each, rest, value) : each,
    );
  }
  const object = typeof document === 'object' && document !== null ? document : {};
  const before = (object as Record<string, unknown>)[key];
  return { ...object, [key]: withMember(before, rest, value) };
}

/** How many elements an array has; fails for what is none. */
function lengthOf(document: unknown): bigint {
  if (Array.isArray(document)) return BigInt(document.length);
  const what = typeof document === 'object' && document !== null ? 'non-array' : 'scalar';
  throw new SqlFailure(pgError('22023', `cannot get array length of a ${what}`));
}

/** Functions that make and change documents. */
export const DOCUMENT_FUNCTIONS: readonly (readonly [string, FunctionSpec])[] = [
  ['json_build_object', build(JSON_TYPE, true)],
  ['jsonb_build_object', build(JSONB, true)],
  ['json_build_array', build(JSON_TYPE, false)],
  ['jsonb_build_array', build(JSONB, false)],
  ['to_json', toJson(JSON_TYPE)],
  ['to_jsonb', toJson(JSONB)],
  ['jsonb_pretty', ofText(1, 1, TEXT, ([a = '{}']) => JSON.stringify(parsed(a), null, 4))],
  ['jsonb_array_length', ofText(1, 1, INT, ([a = '[]']) => lengthOf(parsed(a)))],
  ['json_array_length', ofText(1, 1, INT, ([a = '[]']) => lengthOf(parsed(a)))],
  [
    'jsonb_typeof',
    ofText(1, 1, TEXT, ([a = 'null']) => {
      const value = parsed(a);
      return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
    }),
  ],
  [
    'jsonb_set',
    ofText(3, 4, JSONB, ([a = '{}', path = '{}', value = 'null']) =>
      jsonText(
        withMember(parsed(a), path.slice(1, -1).split(',').filter(Boolean), parsed(value)),
        JSONB,
      ),
    ),
  ],
];

const documents = (type: SqlType): AggregateSpec => ({
  least: 1,
  most: 1,
  isNullable: true,
  typeOf: () => type,
  create({ types }): Accumulator {
    const items: unknown[] = [];
    return {
      add([value]) {
        items.push(jsonOf(value ?? null, types[0] ?? TEXT));
      },
      result: () =>
        items.length === 0 ? null : type === JSONB ? jsonText(items, JSONB) : spaced(items),
    };
  },
});

/** Aggregates that make documents. */
export const DOCUMENT_AGGREGATES: readonly (readonly [string, AggregateSpec])[] = [
  ['json_agg', documents(JSON_TYPE)],
  ['jsonb_agg', documents(JSONB)],
];
