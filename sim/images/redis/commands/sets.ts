import {
  argument,
  type Call,
  create,
  databaseOf,
  put,
  type RedisCommand,
  read,
  touch,
  withType,
  write,
} from '../call.ts';
import { setMembers } from '../data.ts';
import { parseNumber } from '../numbers.ts';
import { bulk, bulks, failed, integer, NIL, NOT_INTEGER, type Reply, SYNTAX } from '../reply.ts';
import { scan } from './keys.ts';

const EMPTY: ReadonlySet<string> = new Set();
type Members = ReadonlySet<string>;

const members =
  (answer: (members: Members, call: Call) => Reply) =>
  (call: Call): Reply =>
    withType(call, argument(call, 0), 'set', (value) => answer(value?.members ?? EMPTY, call));

type Combine = (a: Members, b: Members) => Set<string>;
const union: Combine = (a, b) => new Set([...a, ...b]);
const common: Combine = (a, b) => new Set([...a].filter((each) => b.has(each)));
const difference: Combine = (a, b) => new Set([...a].filter((each) => !b.has(each)));

/** Combines the sets at `keys`. */
function combined(
  call: Call,
  keys: readonly string[],
  combine: Combine,
  use: (result: Members) => Reply,
): Reply {
  const all: Members[] = [];
  for (const key of keys) {
    const answer = withType(call, key, 'set', (value) => {
      all.push(new Set(value?.members ?? EMPTY));
      return NIL;
    });
    if (answer.type === 'error') return answer;
  }
  return use(all.slice(1).reduce((sum, each) => combine(sum, each), all[0] ?? EMPTY));
}

const combination =
  (combine: Combine) =>
  (call: Call): Reply =>
    combined(call, call.args, combine, (result) => bulks(setMembers(result)));

const stored =
  (combine: Combine) =>
  (call: Call): Reply => {
    const [target = '', ...keys] = call.args;
    return combined(call, keys, combine, (result) => {
      databaseOf(call).delete(target);
      if (result.size === 0) touch(call, target);
      else put(call, target, { type: 'set', members: new Set(result) });
      return integer(result.size);
    });
  };

function pick(call: Call, all: readonly string[], count: number): string[] {
  const rest = [...all];
  return Array.from({ length: Math.min(count, all.length) }, () => {
    const [taken] = rest.splice(call.prng.below(rest.length), 1);
    return taken as string;
  });
}

function pop(call: Call): Reply {
  const [key = '', text] = call.args;
  const count = text === undefined ? 1 : parseNumber(text);
  if (count === undefined || count < 0) {
    return failed('ERR value is out of range, must be positive');
  }
  return withType(call, key, 'set', (value) => {
    if (value === undefined) return text === undefined ? NIL : bulks([]);
    const taken = pick(call, [...value.members], count);
    for (const each of taken) value.members.delete(each);
    touch(call, key);
    call.replaceWith([['SREM', key, ...taken]]);
    return text === undefined ? bulk(taken[0]) : bulks(taken);
  });
}

function random(all: Members, call: Call): Reply {
  const list = [...all];
  const [, text] = call.args;
  if (text === undefined) return list.length === 0 ? NIL : bulk(list[call.prng.below(list.length)]);
  const count = parseNumber(text);
  if (count === undefined) return NOT_INTEGER;
  if (count >= 0) return bulks(pick(call, list, count));
  if (list.length === 0) return bulks([]);
  return bulks(Array.from({ length: -count }, () => list[call.prng.below(list.length)]));
}

export const SETS: readonly RedisCommand[] = [
  write('sadd', -3, (call) => {
    const [key = '', ...texts] = call.args;
    return withType(call, key, 'set', (value) => {
      const target = create(call, key, value, { type: 'set', members: new Set() }).members;
      const before = target.size;
      for (const text of texts) target.add(text);
      if (target.size > before) touch(call, key);
      return integer(target.size - before);
    });
  }),
  write('srem', -3, (call) => {
    const [key = '', ...texts] = call.args;
    return withType(call, key, 'set', (value) => {
      const count = texts.filter((text) => value?.members.delete(text)).length;
      if (count > 0) touch(call, key);
      return integer(count);
    });
  }),
  write('spop', -2, pop),
  write('smove', 4, (call) => {
    const [from = '', to = '', text = ''] = call.args;
    return withType(call, from, 'set', (value) =>
      withType(call, to, 'set', (other) => {
        if (!value?.members.delete(text)) return integer(0);
        create(call, to, other, { type: 'set', members: new Set() }).members.add(text);
        touch(call, from);
        touch(call, to);
        return integer(1);
      }),
    );
  }),
  write('sunionstore', -3, stored(union)),
  write('sinterstore', -3, stored(common)),
  write('sdiffstore', -3, stored(difference)),
  read('sintercard', -3, (call) => {
    const count = parseNumber(call.args[0]);
    if (count === undefined || count <= 0) return failed('ERR numkeys should be greater than 0');
    if (count > call.args.length - 1) {
      return failed("ERR Number of keys can't be greater than number of args");
    }
    const [word, limit] = call.args.slice(count + 1);
    if (word !== undefined && word.toLowerCase() !== 'limit') return SYNTAX;
    const most = parseNumber(limit ?? '0') || Number.POSITIVE_INFINITY;
    return combined(call, call.args.slice(1, count + 1), common, ({ size }) =>
      integer(Math.min(size, most)),
    );
  }),
  read('sunion', -2, combination(union)),
  read('sinter', -2, combination(common)),
  read('sdiff', -2, combination(difference)),
  read(
    'smembers',
    2,
    members((all) => bulks(setMembers(all))),
  ),
  read(
    'scard',
    2,
    members((all) => integer(all.size)),
  ),
  read(
    'sismember',
    3,
    members((all, call) => integer(all.has(argument(call, 1)) ? 1 : 0)),
  ),
  read('smismember', -3, (call) =>
    withType(call, argument(call, 0), 'set', (value) => ({
      type: 'array',
      items: call.args.slice(1).map((each) => integer(value?.members.has(each) ? 1 : 0)),
    })),
  ),
  read('srandmember', -2, members(random)),
  read(
    'sscan',
    -3,
    members((all, call) => scan(call, [...all], 1, (names) => names)),
  ),
];
