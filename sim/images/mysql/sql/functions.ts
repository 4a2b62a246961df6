import {
  AGGREGATES,
  type AggregateTable,
  type Argument,
  BIT_AGGREGATES,
  bound,
  DOUBLE,
  double,
  type FunctionSpec,
  type FunctionTable,
  GROUP_CONCAT,
  INT,
  INTEGER,
  NUMBER_FUNCTIONS,
  scalar,
  special,
  TEXT_FUNCTIONS,
  VARCHAR,
} from '../../../sql/index.ts';
import { BYTES_FUNCTIONS } from './bytes-functions.ts';
import { DATE_FUNCTIONS } from './date-functions.ts';
import { FORMAT } from './format-function.ts';
import { JSON_AGGREGATES, JSON_FUNCTIONS } from './json-functions.ts';
import { LOCK_FUNCTIONS } from './lock-functions.ts';
import { REGEXP_FUNCTIONS } from './regexp-functions.ts';
import { SIZE_FUNCTIONS } from './size-functions.ts';
import { spend } from './spent-time.ts';
import { UUID_FUNCTIONS } from './uuid-functions.ts';

/** A fact of the session. */
const fact = (name: string, isNullable = true): FunctionSpec =>
  special(0, 0, (_args, env) => {
    const value = env.session.fact(name);
    const isNumber = typeof value === 'bigint';
    return bound(isNumber ? INTEGER : VARCHAR, isNullable, () => env.session.fact(name));
  });

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
  pi: special(0, 0, () => bound({ ...DOUBLE, length: 8, scale: 6 }, false, () => Math.PI)),
  rand: special(0, 1, (_args, env) =>
    bound(DOUBLE, false, () => env.prng.below(2 ** 30) / 2 ** 30),
  ),
  format: FORMAT,
  sleep: special(1, 1, ([arg], env) =>
    bound(INT, false, (frame) => {
      const value = arg?.eval(frame) ?? null;
      spend(env, value === null ? 0 : double(env, value));
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
  current_role: fact('current_role', false),
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
    ...BYTES_FUNCTIONS,
    ...REGEXP_FUNCTIONS,
    ...JSON_FUNCTIONS,
    ...LOCK_FUNCTIONS,
    ...SIZE_FUNCTIONS,
    ...UUID_FUNCTIONS,
    ...OTHERS,
  }),
);
export const MYSQL_AGGREGATES: AggregateTable = new Map(
  Object.entries({
    ...AGGREGATES,
    ...BIT_AGGREGATES,
    ...JSON_AGGREGATES,
    group_concat: GROUP_CONCAT,
  }),
);
