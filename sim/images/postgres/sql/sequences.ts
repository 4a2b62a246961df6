import {
  type Argument,
  type Env,
  type FunctionSpec,
  type Sequence,
  SqlFailure,
  scalar,
  type Table,
  text,
  typeOf,
} from '../../../sql/index.ts';
import { pgError, refuseInReadOnly } from './errors.ts';
import { BIGINT } from './types.ts';

/** The next value of a sequence: its own, or that of a column that counts. */
interface Counter {
  readonly name: string;
  next(): bigint;
  set(value: bigint, isCalled: boolean): void;
}

const fail = (state: string, message: string): never => {
  throw new SqlFailure(pgError(state, message));
};

const ofTable = (name: string, table: Table): Counter => ({
  name,
  next: () => table.nextAuto++,
  set(value, isCalled) {
    table.nextAuto = isCalled ? value + 1n : value;
  },
});

function nextOf(sequence: Sequence): bigint {
  if (!sequence.isCalled) return sequence.last;
  const { name, step, least, most, isCycling } = sequence;
  const next = sequence.last + step;
  if (next >= least && next <= most) return next;
  if (isCycling) return step > 0n ? least : most;
  const [what, limit] = step > 0n ? ['maximum', most] : ['minimum', least];
  return fail('2200H', `nextval: reached ${what} value of sequence "${name}" (${limit})`);
}

const ofSequence = (sequence: Sequence): Counter => ({
  name: sequence.name,
  next() {
    sequence.last = nextOf(sequence);
    sequence.isCalled = true;
    return sequence.last;
  },
  set(value, isCalled) {
    const { name, least, most } = sequence;
    if (value < least || value > most) {
      const range = `(${least}..${most})`;
      fail('22003', `setval: value ${value} is out of bounds for sequence "${name}" ${range}`);
    }
    sequence.last = value;
    sequence.isCalled = isCalled;
  },
});

/** What a column that counts calls its sequence. */
export const ownedName = (table: string, column: string): string => `${table}_${column}_seq`;

function counterOf(env: Env, given: string): Counter {
  const parts = given.replaceAll('"', '').split('.');
  const name = parts.at(-1) ?? '';
  const schema = env.catalog.schemas.get(parts.length > 1 ? (parts[0] ?? '') : 'public');
  const own = schema?.sequences.get(name);
  if (own !== undefined) return ofSequence(own);
  for (const table of schema?.tables.values() ?? []) {
    const { name: tableName, columns } = table.definition;
    const isOwner = columns.some(
      (column) => column.isAutoIncrement && ownedName(tableName, column.name) === name,
    );
    if (isOwner) return ofTable(name, table);
  }
  if (schema?.tables.has(name) || schema?.views.has(name)) {
    return fail('42809', `"${name}" is not a sequence`);
  }
  return fail('42P01', `relation "${given}" does not exist`);
}

/** Notes for `currval` and `lastval` what this session got. */
function note(env: Env, name: string, value: bigint): bigint {
  env.session.setFact(`currval ${name}`, value);
  env.session.setFact('lastval', value);
  return value;
}

const OPTIONS = { nulls: 'as arguments', type: BIGINT } as const;

function setValue(env: Env, [name = '', value = 0n, called = true]: readonly Argument[]): bigint {
  refuseInReadOnly(env.transaction, 'setval()');
  const counter = counterOf(env, text(env, name));
  const whole = env.dialect.semantics.cast(value, BIGINT, env.warn) as bigint;
  const isCalled = called === true;
  counter.set(whole, isCalled);
  env.session.setFact(isCalled ? `currval ${counter.name}` : 'setval', whole);
  return whole;
}

function currentValue(env: Env, given: string): bigint {
  const { name } = counterOf(env, given);
  const value = env.session.fact(`currval ${name}`);
  const message = `currval of sequence "${name}" is not yet defined in this session`;
  return typeof value === 'bigint' ? value : fail('55000', message);
}

/** Functions on sequences. Models src/backend/commands/sequence.c. */
export const SEQUENCE_FUNCTIONS: readonly (readonly [string, FunctionSpec])[] = [
  [
    'nextval',
    scalar({ ...OPTIONS, least: 1, most: 1 }, ([name = ''], env) => {
      refuseInReadOnly(env.transaction, 'nextval()');
      const counter = counterOf(env, text(env, name));
      return note(env, counter.name, counter.next());
    }),
  ],
  [
    'currval',
    scalar({ ...OPTIONS, least: 1, most: 1 }, ([name = ''], env) =>
      currentValue(env, text(env, name)),
    ),
  ],
  ['setval', scalar({ ...OPTIONS, least: 2, most: 3 }, (args, env) => setValue(env, args))],
  [
    'lastval',
    scalar({ ...OPTIONS, least: 0, most: 0 }, (_args, env) => {
      const value = env.session.fact('lastval');
      const message = 'lastval is not yet defined in this session';
      return typeof value === 'bigint' ? value : fail('55000', message);
    }),
  ],
  [
    'pg_get_serial_sequence',
    scalar(
      { least: 2, most: 2, nulls: 'always', type: typeOf('text', 'text') },
      ([table = '', column = ''], env) => {
        const { name } = counterOf(env, ownedName(text(env, table), text(env, column)));
        return `public.${name}`;
      },
    ),
  ],
];
