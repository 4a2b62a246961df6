import { md5 } from '../../../kernel/index.ts';
import {
  type Argument,
  bound,
  DOUBLE,
  dayMs,
  decimalType,
  double,
  type FunctionSpec,
  INTEGER,
  isMoment,
  parseDecimal,
  SqlFailure,
  type SqlType,
  scalar,
  special,
  temporal,
  text,
  textOf,
  typeOf,
  type Value,
} from '../../../sql/index.ts';
import { arrayText } from './arrays.ts';
import { base64, bytesOf } from './base64.ts';
import { timeBy } from './char-templates.ts';
import { pgError } from './errors.ts';
import { BOOLEAN } from './semantics.ts';
import { typeText } from './types.ts';

const TEXT = typeOf('text', 'text');
const INT = typeOf('integer', 'int', { length: 11 });
const NUMERIC = decimalType(1000, 0);
const MANY = 1_000;

const fail = (state: string, message: string): never => {
  throw new SqlFailure(pgError(state, message));
};

const ofText = (
  least: number,
  most: number,
  type: SqlType,
  compute: (texts: readonly string[]) => Value,
): FunctionSpec =>
  scalar({ least, most, nulls: 'always', type }, (args, env) =>
    compute(args.map((arg) => text(env, arg))),
  );

const ofNumbers = (
  least: number,
  most: number,
  compute: (numbers: readonly number[]) => number,
): FunctionSpec =>
  scalar({ least, most, nulls: 'as arguments', type: DOUBLE }, (args, env) =>
    compute(args.map((arg) => double(env, arg))),
  );

const wholes = (
  count: number,
  compute: (a: bigint, b: bigint) => bigint,
  type: SqlType = INT,
): FunctionSpec =>
  scalar({ least: count, most: count, nulls: 'as arguments', type }, (args, env) => {
    const [a = 0n, b = 0n] = args.map((arg) => BigInt(Math.trunc(double(env, arg))));
    return compute(a, b);
  });

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

/** What is divided by: never 0. */
const divisor = (b: bigint): bigint => (b === 0n ? fail('22012', 'division by zero') : b);

/** A pattern with the flags of PostgreSQL's functions. */
function pattern(source: string, flags: string): RegExp {
  const own = `${flags.includes('g') ? 'g' : ''}${flags.includes('i') ? 'i' : ''}`;
  try {
    return new RegExp(source.replaceAll('[[:digit:]]', '\\d').replaceAll('\\m', '\\b'), `u${own}`);
  } catch {
    return fail('2201B', 'invalid regular expression');
  }
}

const replacement = (given: string): string =>
  given
    .replaceAll('$', '$$$$')
    .replace(/\\(\d|&)/g, (_m, d: string) => (d === '&' ? '$&' : `$${d}`));

/** `format('%s is %s', …)`: %s, %I and %L. */
function formatted([form, ...args]: readonly (string | null)[]): string {
  let next = 0;
  return (form ?? '').replace(
    /%(?:(\d+)\$)?([sIL%])/g,
    (_whole, at: string | undefined, kind: string) => {
      if (kind === '%') return '%';
      const index = at === undefined ? next++ : Number(at) - 1;
      if (index >= args.length) return fail('22023', 'too few arguments for format()');
      const value = args[index] ?? null;
      if (kind === 's') return value ?? '';
      if (kind === 'L') return value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`;
      const name = value ?? '';
      return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
    },
  );
}

/** Reads a time by a pattern: `DD.MM.YYYY`. */
/** Seconds since 1970 in milliseconds. */
function instantOf(seconds: number): number {
  if (isMoment(seconds * 1000)) return seconds * 1000;
  const shown = Number(seconds.toPrecision(6)).toExponential();
  return fail('22008', `timestamp out of range: "${shown}"`);
}

const characters = ofText(1, 1, INT, ([a = '']) => BigInt([...a].length));
const date = typeOf('date', 'date');
const ZONED = typeOf('datetime', 'timestamptz', { scale: 6 });

const setting: FunctionSpec = special(1, 2, ([arg], env) =>
  bound(TEXT, true, (frame) => {
    const name = textOf((arg?.eval(frame) ?? '') as Argument).toLowerCase();
    const { value } = env.session.variable('session', name);
    return value ?? fail('42704', `unrecognized configuration parameter "${name}"`);
  }),
);

/** More functions of the server. */
export const MORE_FUNCTIONS: readonly (readonly [string, FunctionSpec])[] = [
  [
    'concat',
    special(1, MANY, (args, env) =>
      bound(TEXT, false, (frame) =>
        args
          .map((arg) => arg.eval(frame))
          .map((value) =>
            value === null
              ? ''
              : typeof value === 'boolean'
                ? value
                  ? 't'
                  : 'f'
                : text(env, value),
          )
          .join(''),
      ),
    ),
  ],
  ['length', characters],
  ['char_length', characters],
  ['character_length', characters],
  ['octet_length', ofText(1, 1, INT, ([a = '']) => BigInt(bytesOf(a).length))],
  ['md5', ofText(1, 1, TEXT, ([a = '']) => md5(bytesOf(a)))],
  [
    'strpos',
    ofText(2, 2, INT, ([a = '', b = '']) =>
      a.includes(b) ? BigInt([...a.slice(0, a.indexOf(b))].length + 1) : 0n,
    ),
  ],
  ['starts_with', ofText(2, 2, BOOLEAN, ([a = '', b = '']) => a.startsWith(b))],
  [
    'translate',
    ofText(3, 3, TEXT, ([a = '', from = '', to = '']) =>
      [...a].map((c) => (from.includes(c) ? (to.charAt(from.indexOf(c)) ?? '') : c)).join(''),
    ),
  ],
  [
    'quote_ident',
    ofText(1, 1, TEXT, ([a = '']) =>
      /^[a-z_][a-z0-9_]*$/.test(a) ? a : `"${a.replaceAll('"', '""')}"`,
    ),
  ],
  [
    'regexp_replace',
    ofText(3, 4, TEXT, ([a = '', p = '', r = '', flags = '']) =>
      a.replace(pattern(p, flags), replacement(r)),
    ),
  ],
  [
    'regexp_match',
    ofText(2, 3, typeOf('text', 'text[]'), ([a = '', p = '', flags = '']) => {
      const found = pattern(p, flags.replace('g', '')).exec(a);
      if (found === null) return null;
      return arrayText(found.length > 1 ? found.slice(1).map((each) => each ?? null) : [found[0]]);
    }),
  ],
  [
    'regexp_count',
    ofText(2, 2, INT, ([a = '', p = '']) => BigInt([...a.matchAll(pattern(p, 'g'))].length)),
  ],
  [
    'format',
    special(1, MANY, (args, env) =>
      bound(TEXT, true, (frame) => {
        const values = args.map((arg) => arg.eval(frame));
        if (values[0] === null) return null;
        return formatted(values.map((value) => (value === null ? null : text(env, value))));
      }),
    ),
  ],
  [
    'encode',
    ofText(2, 2, TEXT, ([a = '', how = '']) =>
      how === 'base64'
        ? base64(bytesOf(a))
        : [...bytesOf(a)].map((b) => b.toString(16).padStart(2, '0')).join(''),
    ),
  ],
  [
    'pg_typeof',
    special(1, 1, ([arg]) =>
      bound(typeOf('text', 'regtype'), false, () => {
        const type = arg?.type ?? TEXT;
        const isUnknown =
          type.name === 'varchar' && type.family === 'text' && arg?.origin === undefined;
        return isUnknown ? 'unknown' : typeText({ ...type, length: 0 });
      }),
    ),
  ],
  ['mod', wholes(2, (a, b) => a % divisor(b))],
  ['div', wholes(2, (a, b) => a / divisor(b), NUMERIC)],
  ['gcd', wholes(2, gcd)],
  ['lcm', wholes(2, (a, b) => (a === 0n || b === 0n ? 0n : (a / gcd(a, b)) * b))],
  [
    'factorial',
    wholes(
      1,
      (a) => {
        if (a > 1_000n) return fail('22003', 'value overflows numeric format');
        let out = 1n;
        for (let i = 2n; i <= a; i++) out *= i;
        return out;
      },
      NUMERIC,
    ),
  ],
  [
    'trunc',
    scalar({ least: 1, most: 2, nulls: 'as arguments', type: NUMERIC }, ([a = 0n, b = 0n], env) => {
      const factor = 10 ** double(env, b);
      const cut = Math.trunc(double(env, a) * factor) / factor;
      return parseDecimal(cut.toFixed(Math.max(0, double(env, b)))) ?? null;
    }),
  ],
  ['pi', special(0, 0, () => bound(DOUBLE, false, () => Math.PI))],
  ['cbrt', ofNumbers(1, 1, ([a = 0]) => Math.cbrt(a))],
  ['degrees', ofNumbers(1, 1, ([a = 0]) => (a * 180) / Math.PI)],
  ['radians', ofNumbers(1, 1, ([a = 0]) => (a * Math.PI) / 180)],
  [
    'sqrt',
    ofNumbers(1, 1, ([a = 0]) =>
      a < 0 ? fail('2201F', 'cannot take square root of a negative number') : Math.sqrt(a),
    ),
  ],
  [
    'ln',
    ofNumbers(1, 1, ([a = 0]) =>
      a === 0
        ? fail('2201E', 'cannot take logarithm of zero')
        : a < 0
          ? fail('2201E', 'cannot take logarithm of a negative number')
          : Math.log(a),
    ),
  ],
  [
    'to_date',
    scalar({ least: 2, most: 2, nulls: 'as arguments', type: date }, ([a = '', form = ''], env) =>
      temporal('date', timeBy(text(env, a), text(env, form)), 0),
    ),
  ],
  [
    'to_timestamp',
    scalar({ least: 1, most: 2, nulls: 'as arguments', type: ZONED }, ([a = '', form], env) =>
      temporal(
        'datetime',
        form === undefined ? instantOf(double(env, a)) : timeBy(text(env, a), text(env, form)),
        3,
      ),
    ),
  ],
  [
    'to_number',
    ofText(2, 2, NUMERIC, ([a = '']) => parseDecimal(a.replace(/[^\d.-]/g, '')) ?? null),
  ],
  [
    'make_date',
    scalar({ least: 3, most: 3, nulls: 'as arguments', type: date }, (args, env) => {
      const [year = 0, month = 1, day = 1] = args.map((arg) => double(env, arg));
      const ms = year > 0 ? dayMs(year, month, day) : undefined;
      if (ms !== undefined) return temporal('date', ms, 0);
      const [m, d] = [month, day].map((part) => String(part).padStart(2, '0'));
      return fail('22008', `date field value out of range: ${year}-${m}-${d}`);
    }),
  ],
  ['current_setting', setting],
  [
    'set_config',
    special(3, 3, (args, env) =>
      bound(TEXT, true, (frame) => {
        const [name, value] = args.map((arg) => arg.eval(frame));
        env.session.assign(textOf((name ?? '') as Argument).toLowerCase(), value ?? '');
        return value ?? '';
      }),
    ),
  ],
  [
    'txid_current',
    special(0, 0, (_args, env) => bound(INTEGER, false, () => BigInt(730 + env.transaction.id))),
  ],
  ['obj_description', special(1, 2, () => bound(TEXT, true, () => null))],
  ['pg_relation_size', special(1, 2, () => bound(INTEGER, false, () => 8192n))],
  ['pg_total_relation_size', special(1, 1, () => bound(INTEGER, false, () => 32_768n))],
  ['pg_table_size', special(1, 1, () => bound(INTEGER, false, () => 16_384n))],
  ['inet_server_port', special(0, 0, () => bound(INT, true, () => null))],
  [
    'pg_postmaster_start_time',
    special(0, 0, (_args, env) =>
      bound(ZONED, false, () => temporal('datetime', env.nowEpochMs - 60_000, 3)),
    ),
  ],
];
