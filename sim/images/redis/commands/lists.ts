import {
  argument,
  type Call,
  create,
  type RedisCommand,
  read,
  slice,
  touch,
  withType,
  write,
} from '../call.ts';
import { parseFloating, parseNumber } from '../numbers.ts';
import {
  array,
  bulk,
  bulks,
  failed,
  integer,
  NIL,
  NIL_ARRAY,
  NONE,
  NOT_INTEGER,
  OK,
  type Reply,
  SYNTAX,
} from '../reply.ts';

const OUT_OF_RANGE = failed('ERR value is out of range, must be positive');

const push =
  (atFront: boolean, needsList: boolean) =>
  (call: Call): Reply => {
    const [key = '', ...texts] = call.args;
    return withType(call, key, 'list', (value) => {
      if (value === undefined && needsList) return integer(0);
      const { items } = create(call, key, value, { type: 'list', items: [] });
      for (const text of texts) atFront ? items.unshift(text) : items.push(text);
      touch(call, key);
      const { length } = items;
      call.server.serveWaiting(call.client.database, key);
      return integer(length);
    });
  };

const take = (items: string[], fromFront: boolean): string | undefined =>
  fromFront ? items.shift() : items.pop();

const pop =
  (fromFront: boolean) =>
  (call: Call): Reply => {
    const [key = '', text] = call.args;
    if (call.args.length > 2) {
      return failed(`ERR wrong number of arguments for '${call.name}' command`);
    }
    const count = text === undefined ? 1 : parseNumber(text);
    if (count === undefined || count < 0) return OUT_OF_RANGE;
    return withType(call, key, 'list', (value) => {
      if (value === undefined) return text === undefined ? NIL : NIL_ARRAY;
      const taken = Array.from({ length: Math.min(count, value.items.length) }, () =>
        take(value.items, fromFront),
      );
      touch(call, key);
      return text === undefined ? bulk(taken[0]) : bulks(taken);
    });
  };

/** BLPOP and BRPOP: the first list that has something, or a wait. */
const waitingPop =
  (fromFront: boolean) =>
  (call: Call): Reply => {
    const keys = call.args.slice(0, -1);
    const seconds = parseFloating(call.args.at(-1));
    if (seconds === undefined) return failed('ERR timeout is not a float or out of range');
    if (seconds < 0) return failed('ERR timeout is negative');
    for (const key of keys) {
      const answer = withType(call, key, 'list', (value) => {
        if (value === undefined) return NIL;
        const text = take(value.items, fromFront);
        touch(call, key);
        call.replaceWith([[fromFront ? 'LPOP' : 'RPOP', key]]);
        return bulks([key, text]);
      });
      if (answer !== NIL) return answer;
    }
    if (call.client.isInTransaction) return NIL_ARRAY;
    call.server.wait(call.client, keys, [call.name, ...call.args], seconds * 1000);
    return NONE;
  };

function range(call: Call): Reply {
  const [start, stop] = [parseNumber(call.args[1]), parseNumber(call.args[2])];
  if (start === undefined || stop === undefined) return NOT_INTEGER;
  return withType(call, argument(call, 0), 'list', (value) =>
    bulks(slice(value?.items ?? [], start, stop)),
  );
}

function set(call: Call): Reply {
  const [key = '', at, text = ''] = call.args;
  return withType(call, key, 'list', (value) => {
    if (value === undefined) return failed('ERR no such key');
    const index = parseNumber(at);
    if (index === undefined) return NOT_INTEGER;
    const place = index < 0 ? value.items.length + index : index;
    if (place < 0 || place >= value.items.length) return failed('ERR index out of range');
    value.items[place] = text;
    touch(call, key);
    return OK;
  });
}

function removeItems(call: Call): Reply {
  const [key = '', amount, text = ''] = call.args;
  const count = parseNumber(amount);
  if (count === undefined) return NOT_INTEGER;
  return withType(call, key, 'list', (value) => {
    if (value === undefined) return integer(0);
    const { items } = value;
    let removed = 0;
    const limit = count === 0 ? items.length : Math.abs(count);
    for (
      let i = count < 0 ? items.length - 1 : 0;
      i >= 0 && i < items.length && removed < limit;
    ) {
      if (items[i] === text) {
        items.splice(i, 1);
        removed++;
        if (count < 0) i--;
      } else i += count < 0 ? -1 : 1;
    }
    if (removed > 0) touch(call, key);
    return integer(removed);
  });
}

function insert(call: Call): Reply {
  const [key = '', where = '', pivot = '', text = ''] = call.args;
  const side = where.toUpperCase();
  if (side !== 'BEFORE' && side !== 'AFTER') return SYNTAX;
  return withType(call, key, 'list', (value) => {
    if (value === undefined) return integer(0);
    const at = value.items.indexOf(pivot);
    if (at < 0) return integer(-1);
    value.items.splice(side === 'BEFORE' ? at : at + 1, 0, text);
    touch(call, key);
    return integer(value.items.length);
  });
}

function moveItem(call: Call): Reply {
  const isOld = call.name === 'rpoplpush';
  const [from = '', to = '', source = 'RIGHT', target = 'LEFT'] = call.args;
  const sides = [isOld ? 'RIGHT' : source.toUpperCase(), isOld ? 'LEFT' : target.toUpperCase()];
  if (sides.some((side) => side !== 'LEFT' && side !== 'RIGHT')) return SYNTAX;
  return withType(call, from, 'list', (value) => {
    if (value === undefined) return NIL;
    return withType(call, to, 'list', (other) => {
      const text = take(value.items, sides[0] === 'LEFT') as string;
      const { items } = create(call, to, other, { type: 'list', items: [] });
      sides[1] === 'LEFT' ? items.unshift(text) : items.push(text);
      touch(call, to);
      touch(call, from);
      return bulk(text);
    });
  });
}

export const LISTS: readonly RedisCommand[] = [
  write('lpush', -3, push(true, false)),
  write('rpush', -3, push(false, false)),
  write('lpushx', -3, push(true, true)),
  write('rpushx', -3, push(false, true)),
  write('lpop', -2, pop(true)),
  write('rpop', -2, pop(false)),
  write('blpop', -3, waitingPop(true)),
  write('brpop', -3, waitingPop(false)),
  write('lset', 4, set),
  write('lrem', 4, removeItems),
  write('linsert', 5, insert),
  write('rpoplpush', 3, moveItem),
  write('lmove', 5, moveItem),
  write('ltrim', 4, (call) => {
    const [start, stop] = [parseNumber(call.args[1]), parseNumber(call.args[2])];
    if (start === undefined || stop === undefined) return NOT_INTEGER;
    return withType(call, argument(call, 0), 'list', (value) => {
      if (value === undefined) return OK;
      value.items.splice(0, value.items.length, ...slice(value.items, start, stop));
      touch(call, argument(call, 0));
      return OK;
    });
  }),
  read('llen', 2, (call) =>
    withType(call, argument(call, 0), 'list', (value) => integer(value?.items.length ?? 0)),
  ),
  read('lrange', 4, range),
  read('lindex', 3, (call) => {
    const index = parseNumber(call.args[1]);
    if (index === undefined) return NOT_INTEGER;
    return withType(call, argument(call, 0), 'list', (value) => bulk(value?.items.at(index)));
  }),
  read('lpos', -3, (call) =>
    withType(call, argument(call, 0), 'list', (value) => {
      const words = call.args.slice(2);
      const option = (name: string, otherwise: number): number => {
        const at = words.findIndex((word) => word.toUpperCase() === name);
        return at < 0 ? otherwise : (parseNumber(words[at + 1]) ?? otherwise);
      };
      const [rank, count] = [option('RANK', 1), option('COUNT', -1)];
      if (rank === 0) return failed("ERR RANK can't be zero");
      const all = [...(value?.items.entries() ?? [])]
        .filter(([, item]) => item === argument(call, 1))
        .map(([at]) => at);
      const from = (rank < 0 ? all.reverse() : all).slice(Math.abs(rank) - 1);
      if (count >= 0) return array(from.slice(0, count || undefined).map(integer));
      return from[0] === undefined ? NIL : integer(from[0]);
    }),
  ),
];
