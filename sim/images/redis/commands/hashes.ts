import {
  argument,
  type Call,
  create,
  type RedisCommand,
  read,
  touch,
  withType,
  write,
} from '../call.ts';
import { floatText, isInRange, parseFloating, parseInteger, parseNumber } from '../numbers.ts';
import {
  array,
  bulk,
  bulks,
  byteLength,
  failed,
  integer,
  NIL,
  NOT_INTEGER,
  OK,
  type Reply,
} from '../reply.ts';
import { scan } from './keys.ts';

const EMPTY: ReadonlyMap<string, string> = new Map();

/** Answers from the fields of the hash at the first argument. */
const fields =
  (answer: (fields: ReadonlyMap<string, string>, call: Call) => Reply) =>
  (call: Call): Reply =>
    withType(call, argument(call, 0), 'hash', (value) => answer(value?.fields ?? EMPTY, call));

function set(call: Call): Reply {
  const [key = '', ...pairs] = call.args;
  if (pairs.length % 2 !== 0) {
    return failed(`ERR wrong number of arguments for '${call.name}' command`);
  }
  return withType(call, key, 'hash', (value) => {
    const target = create(call, key, value, { type: 'hash', fields: new Map() }).fields;
    const before = target.size;
    for (let i = 0; i < pairs.length; i += 2)
      target.set(pairs[i] as string, pairs[i + 1] as string);
    touch(call, key);
    return call.name === 'hmset' ? OK : integer(target.size - before);
  });
}

function change(
  call: Call,
  sum: (old: string | undefined) => { text: string; reply: Reply } | Reply,
): Reply {
  const [key = '', field = ''] = call.args;
  return withType(call, key, 'hash', (value) => {
    const answer = sum(value?.fields.get(field));
    if ('type' in answer) return answer;
    create(call, key, value, { type: 'hash', fields: new Map() }).fields.set(field, answer.text);
    touch(call, key);
    return answer.reply;
  });
}

const add = (call: Call): Reply => {
  const amount = parseInteger(argument(call, 2));
  if (amount === undefined) return NOT_INTEGER;
  return change(call, (old) => {
    const known = parseInteger(old ?? '0');
    if (known === undefined) return failed('ERR hash value is not an integer');
    const sum = known + amount;
    if (!isInRange(sum)) return failed('ERR increment or decrement would overflow');
    return { text: String(sum), reply: integer(sum) };
  });
};

const addFloat = (call: Call): Reply => {
  const amount = parseFloating(argument(call, 2));
  if (amount === undefined) return failed('ERR value is not a valid float');
  return change(call, (old) => {
    const known = parseFloating(old ?? '0');
    if (known === undefined) return failed('ERR hash value is not a float');
    const text = floatText(known + amount);
    return { text, reply: bulk(text) };
  });
};

function random(all: ReadonlyMap<string, string>, call: Call): Reply {
  const names = [...all.keys()];
  const count = call.args[1] === undefined ? undefined : parseNumber(call.args[1]);
  if (call.args[1] === undefined) {
    return names.length === 0 ? NIL : bulk(names[call.prng.below(names.length)]);
  }
  if (count === undefined) return NOT_INTEGER;
  if (count >= 0) return bulks(names.slice(0, count));
  if (names.length === 0) return array([]);
  return bulks(Array.from({ length: -count }, () => names[call.prng.below(names.length)]));
}

export const HASHES: readonly RedisCommand[] = [
  write('hset', -4, set),
  write('hmset', -4, set),
  write('hsetnx', 4, (call) => {
    const [key = '', field = '', text = ''] = call.args;
    return withType(call, key, 'hash', (value) => {
      if (value?.fields.has(field)) return integer(0);
      create(call, key, value, { type: 'hash', fields: new Map() }).fields.set(field, text);
      touch(call, key);
      return integer(1);
    });
  }),
  write('hdel', -3, (call) => {
    const [key = '', ...names] = call.args;
    return withType(call, key, 'hash', (value) => {
      const count = names.filter((name) => value?.fields.delete(name)).length;
      if (count > 0) touch(call, key);
      return integer(count);
    });
  }),
  write('hincrby', 4, add),
  write('hincrbyfloat', 4, addFloat),
  read(
    'hget',
    3,
    fields((all, call) => bulk(all.get(argument(call, 1)))),
  ),
  read(
    'hmget',
    -3,
    fields((all, call) => bulks(call.args.slice(1).map((name) => all.get(name)))),
  ),
  read(
    'hgetall',
    2,
    fields((all) => bulks([...all].flat())),
  ),
  read(
    'hkeys',
    2,
    fields((all) => bulks([...all.keys()])),
  ),
  read(
    'hvals',
    2,
    fields((all) => bulks([...all.values()])),
  ),
  read(
    'hlen',
    2,
    fields((all) => integer(all.size)),
  ),
  read(
    'hexists',
    3,
    fields((all, call) => integer(all.has(argument(call, 1)) ? 1 : 0)),
  ),
  read(
    'hstrlen',
    3,
    fields((all, call) => integer(byteLength(all.get(argument(call, 1)) ?? ''))),
  ),
  read('hrandfield', -2, fields(random)),
  read(
    'hscan',
    -3,
    fields((all, call) =>
      scan(call, [...all.keys()], 1, (names) =>
        names.flatMap((name) => [name, all.get(name) as string]),
      ),
    ),
  ),
];
