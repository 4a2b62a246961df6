import { uuid } from '../../../kernel/index.ts';
import {
  AGGREGATES,
  type AggregateTable,
  type Argument,
  bound,
  DOUBLE,
  double,
  type Env,
  type FunctionSpec,
  type FunctionTable,
  GROUP_CONCAT,
  INT,
  INTEGER,
  NUMBER_FUNCTIONS,
  scalar,
  special,
  TEXT_FUNCTIONS,
  text,
  typeOf,
  VARCHAR,
  type Value,
} from '../../../sql/index.ts';
import { DATE_FUNCTIONS } from './date-functions.ts';
import { jsonText } from './semantics.ts';

/** A fact of the session. */
const fact = (name: string, isNullable = true): FunctionSpec =>
  special(0, 0, (_args, env) => {
    const value = env.session.fact(name);
    const isNumber = typeof value === 'bigint';
    return bound(isNumber ? INTEGER : VARCHAR, isNullable, () => env.session.fact(name));
  });

const JSON_TYPE = typeOf('json', 'json', { length: 4_294_967_295 });

function parseJson(env: Env, value: Argument): unknown {
  try {
    return JSON.parse(text(env, value)) as unknown;
  } catch {
    return undefined;
  }
}

/** What stands at `$.a.b[0]`; undefined when there is nothing. */
function atPath(document: unknown, path: string): unknown {
  let at = document;
  for (const [, name, quoted, index] of path.matchAll(/\.(\w+)|\."([^"]*)"|\[(\d+)\]/g)) {
    if (typeof at !== 'object' || at === null) return undefined;
    const key = name ?? quoted ?? index ?? '';
    at = Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined;
  }
  return at;
}

const jsonValue = (value: Value, env: Env, isJson: boolean): unknown => {
  if (value === null) return null;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return isJson ? parseJson(env, value) : text(env, value);
};

const extract = (isUnquoted: boolean): FunctionSpec =>
  scalar(
    { least: 2, most: 2, nulls: 'always', type: isUnquoted ? VARCHAR : JSON_TYPE },
    ([document, path], env) => {
      const found = atPath(parseJson(env, document as Argument), text(env, path as Argument));
      if (found === undefined) return null;
      return isUnquoted && typeof found === 'string' ? found : jsonText(found);
    },
  );

const JSON_FUNCTIONS: Readonly<Record<string, FunctionSpec>> = {
  json_extract: extract(false),
  json_unquote_extract: extract(true),
  json_unquote: scalar({ least: 1, most: 1, nulls: 'always', type: VARCHAR }, ([value], env) => {
    const parsed = parseJson(env, value as Argument);
    return typeof parsed === 'string' ? parsed : text(env, value as Argument);
  }),
  json_valid: scalar({ least: 1, most: 1, nulls: 'as arguments', type: INT }, ([value], env) =>
    parseJson(env, value as Argument) === undefined ? 0n : 1n,
  ),
  json_length: scalar({ least: 1, most: 1, nulls: 'always', type: INT }, ([value], env) => {
    const parsed = parseJson(env, value as Argument);
    if (typeof parsed !== 'object' || parsed === null) return parsed === undefined ? null : 1n;
    return BigInt(Object.keys(parsed).length);
  }),
  json_array: special(0, 1_000, (args, env) =>
    bound(JSON_TYPE, false, (frame) =>
      jsonText(args.map((arg) => jsonValue(arg.eval(frame), env, arg.type.family === 'json'))),
    ),
  ),
  json_object: special(0, 1_000, (args, env) =>
    bound(JSON_TYPE, false, (frame) => {
      const entries: [string, unknown][] = [];
      for (let i = 0; i + 1 < args.length; i += 2) {
        const key = args[i]?.eval(frame) ?? '';
        const value = args[i + 1];
        const isJson = value?.type.family === 'json';
        entries.push([text(env, key), jsonValue(value?.eval(frame) ?? null, env, isJson)]);
      }
      return jsonText(Object.fromEntries(entries));
    }),
  ),
};

/** Seconds that one statement may sleep; a day is longer than any lesson. */
const MOST_SLEEP_SECONDS = 86_400;

const OTHERS: Readonly<Record<string, FunctionSpec>> = {
  ifnull: NUMBER_FUNCTIONS.coalesce as FunctionSpec,
  isnull: special(1, 1, ([arg]) =>
    bound(INT, false, (frame) => (arg?.eval(frame) === null ? 1n : 0n)),
  ),
  mod: scalar({ least: 2, most: 2, nulls: 'always', type: DOUBLE }, ([a, b], env) => {
    if (typeof a === 'bigint' && typeof b === 'bigint') return b === 0n ? null : a % b;
    const divisor = double(env, b as Argument);
    return divisor === 0 ? null : double(env, a as Argument) % divisor;
  }),
  pi: special(0, 0, () => bound(DOUBLE, false, () => Math.PI)),
  rand: special(0, 1, (_args, env) =>
    bound(DOUBLE, false, () => env.prng.below(2 ** 30) / 2 ** 30),
  ),
  uuid: special(0, 0, (_args, env) => bound(VARCHAR, true, () => uuid(env.prng))),
  sleep: special(1, 1, ([arg], env) =>
    bound(INT, false, (frame) => {
      const value = arg?.eval(frame) ?? null;
      const seconds =
        value === null ? 0 : Math.min(MOST_SLEEP_SECONDS, Math.max(0, double(env, value)));
      const before = env.session.fact('sleep');
      const total = (typeof before === 'number' ? before : 0) + seconds;
      env.session.setFact('sleep', total);
      return 0n;
    }),
  ),
  any_value: special(1, 1, ([arg]) => arg as NonNullable<typeof arg>),
  version: fact('version', false),
  database: fact('database'),
  schema: fact('database'),
  user: fact('user', false),
  session_user: fact('user', false),
  system_user: fact('user', false),
  current_user: fact('current_user', false),
  connection_id: fact('connection_id', false),
  row_count: fact('row_count', false),
  found_rows: fact('found_rows', false),
  last_insert_id: special(0, 1, ([arg], env) =>
    bound({ ...INTEGER, isUnsigned: true }, false, (frame) => {
      if (arg === undefined) return env.session.fact('last_insert_id');
      const value = arg.eval(frame);
      env.session.setFact('last_insert_id', value);
      return value;
    }),
  ),
};

/** The functions of MySQL. */
export const MYSQL_FUNCTIONS: FunctionTable = new Map(
  Object.entries({
    ...TEXT_FUNCTIONS,
    ...NUMBER_FUNCTIONS,
    ...DATE_FUNCTIONS,
    ...JSON_FUNCTIONS,
    ...OTHERS,
  }),
);
export const MYSQL_AGGREGATES: AggregateTable = new Map(
  Object.entries({ ...AGGREGATES, group_concat: GROUP_CONCAT }),
);
