import { uuid } from '../../../kernel/index.ts';
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
  INTEGER,
  isTemporalValue,
  NUMBER_FUNCTIONS,
  SqlFailure,
  STRING_AGG,
  scalar,
  special,
  TEXT_FUNCTIONS,
  temporal,
  text,
  textOf,
  typeOf,
  whole,
} from '../../../sql/index.ts';
import { ARRAY_AGG, ARRAY_FUNCTIONS } from './arrays.ts';
import { numberBy } from './char-templates.ts';
import { DOCUMENT_AGGREGATES, DOCUMENT_FUNCTIONS } from './documents.ts';
import { pgError } from './errors.ts';
import { INTERVAL_FUNCTIONS } from './intervals.ts';
import { JSON_OPERATORS } from './json.ts';
import { MORE_AGGREGATES } from './more-aggregates.ts';
import { MORE_FUNCTIONS } from './more-functions.ts';
import { BOOLEAN } from './semantics.ts';
import { SEQUENCE_FUNCTIONS } from './sequences.ts';
import { formatTime } from './time-format.ts';
import { datePart, extract } from './time-parts.ts';
import { dateTrunc, parsedTime } from './times.ts';

const TEXT = typeOf('text', 'text');
const ZONED = typeOf('datetime', 'timestamptz', { scale: 6 });

/** A fact of the session. */
const fact = (name: string): FunctionSpec =>
  special(0, 0, (_args, env) => bound(TEXT, true, () => env.session.fact(name)));

const now = special(0, 1, (_args, env) =>
  bound(ZONED, false, () => temporal('datetime', env.nowEpochMs, 3)),
);

const SIZES = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** `8 kB`. Models pg_size_pretty. */
function prettySize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 10_240 && unit < SIZES.length - 1) {
    value = Math.round(value / 1024);
    unit++;
  }
  return `${value} ${SIZES[unit]}`;
}

const ofText = (
  least: number,
  most: number,
  compute: (texts: readonly string[]) => string,
): FunctionSpec =>
  scalar({ least, most, nulls: 'as arguments', type: TEXT }, (args, env) =>
    compute(args.map((arg) => text(env, arg))),
  );

const timeOf = (value: Argument): number =>
  isTemporalValue(value) ? value.ms : parsedTime(textOf(value));

/** Models chr() of oracle_compat.c, for UTF-8. */
function characterOf(code: number): string {
  const fail = (state: string, message: string): never => {
    throw new SqlFailure(pgError(state, message));
  };
  if (code < 0) return fail('54000', 'character number must be positive');
  if (code === 0) return fail('54000', 'null character not permitted');
  if (code <= 0x10ffff) return String.fromCodePoint(code);
  return fail('54000', `requested character too large for encoding: ${code}`);
}

/** Seconds that one statement may sleep; a day is longer than any lesson. */
const MOST_SLEEP_S = 86_400;
const ROWS_BYTES = 7_500_000;

/** Functions of the server, beside those that all databases share. */
export const PG_FUNCTIONS: FunctionTable = new Map<string, FunctionSpec>([
  ...Object.entries(NUMBER_FUNCTIONS),
  ...Object.entries(TEXT_FUNCTIONS),
  ['version', fact('version')],
  ['current_database', fact('database')],
  ['current_catalog', fact('database')],
  ['current_user', fact('user')],
  ['session_user', fact('user')],
  ['user', fact('user')],
  ['current_schema', fact('schema')],
  ['inet_server_addr', fact('address')],
  ['inet_client_addr', fact('client')],
  ['now', now],
  ['current_timestamp', now],
  ['localtimestamp', now],
  ['clock_timestamp', now],
  [
    'current_date',
    special(0, 0, (_args, env) =>
      bound(typeOf('date', 'date'), false, () =>
        temporal('date', Math.floor(env.nowEpochMs / 86_400_000) * 86_400_000, 0),
      ),
    ),
  ],
  [
    'pg_sleep',
    special(1, 1, ([arg], env) =>
      bound(TEXT, true, (frame) => {
        const seconds = arg?.eval(frame) ?? null;
        if (seconds === null) return null;
        const before = env.session.fact('sleep');
        const total = (typeof before === 'number' ? before : 0) + double(env, seconds);
        env.session.setFact('sleep', Math.min(total, MOST_SLEEP_S));
        return '';
      }),
    ),
  ],
  ['pg_is_in_recovery', special(0, 0, () => bound(BOOLEAN, false, () => false))],
  ['pg_backend_pid', special(0, 0, () => bound(typeOf('integer', 'int'), false, () => 80n))],
  ['pg_database_size', special(1, 1, () => bound(INTEGER, false, () => BigInt(ROWS_BYTES)))],
  [
    'pg_size_pretty',
    scalar({ least: 1, most: 1, nulls: 'as arguments', type: TEXT }, (args, env) =>
      prettySize(whole(env, args[0] as NonNullable<(typeof args)[0]>)),
    ),
  ],
  [
    'random',
    special(0, 0, (_args, env) =>
      bound(DOUBLE, false, () => env.prng.below(1_000_000_007) / 1_000_000_007),
    ),
  ],
  [
    'gen_random_uuid',
    special(0, 0, (_args, env) => bound(typeOf('text', 'uuid'), false, () => uuid(env.prng))),
  ],
  [
    'initcap',
    ofText(1, 1, ([a = '']) =>
      a
        .toLowerCase()
        .replace(/(^|[^a-z0-9])([a-z])/g, (_m, x: string, y: string) => x + y.toUpperCase()),
    ),
  ],
  [
    'split_part',
    ofText(3, 3, ([a = '', separator = '', at = '1']) => {
      const parts = a.split(separator);
      const index = Number(at);
      return parts[index < 0 ? parts.length + index : index - 1] ?? '';
    }),
  ],
  ['quote_literal', ofText(1, 1, ([a = '']) => `'${a.replaceAll("'", "''")}'`)],
  ['date_trunc', dateTrunc],
  ...SEQUENCE_FUNCTIONS,
  ...JSON_OPERATORS,
  ...ARRAY_FUNCTIONS,
  ...INTERVAL_FUNCTIONS,
  ...MORE_FUNCTIONS,
  ...DOCUMENT_FUNCTIONS,
  ['extract', extract],
  ['date_part', datePart],
  [
    'to_char',
    scalar({ least: 2, most: 2, nulls: 'as arguments', type: TEXT }, ([value, form], env) =>
      isTemporalValue(value as Argument)
        ? formatTime(timeOf(value as Argument), text(env, form as Argument))
        : numberBy(double(env, value as Argument), text(env, form as Argument)),
    ),
  ],
  [
    'chr',
    scalar({ least: 1, most: 1, nulls: 'as arguments', type: TEXT }, ([a = 0n], env) =>
      characterOf(whole(env, a)),
    ),
  ],
]);

export const PG_AGGREGATES: AggregateTable = new Map([
  ...Object.entries(AGGREGATES),
  ['string_agg', STRING_AGG],
  ['array_agg', ARRAY_AGG],
  ...Object.entries(BIT_AGGREGATES),
  ...MORE_AGGREGATES,
  ...DOCUMENT_AGGREGATES,
]);
