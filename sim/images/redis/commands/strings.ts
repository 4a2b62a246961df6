import {
  argument,
  type Call,
  create,
  databaseOf,
  entryOf,
  put,
  type RedisCommand,
  read,
  touch,
  withType,
  write,
} from '../call.ts';
import { floatText, isInRange, parseFloating, parseInteger } from '../numbers.ts';
import {
  bulk,
  bulks,
  byteLength,
  failed,
  integer,
  NIL,
  NOT_FLOAT,
  NOT_INTEGER,
  OK,
  type Reply,
  SYNTAX,
} from '../reply.ts';

const invalidExpire = (name: string): Reply =>
  failed(`ERR invalid expire time in '${name}' command`);

/** When a key ends by `EX 10`, `PX`, `EXAT` or `PXAT`; a reply when that is no time. */
function endOf(call: Call, unit: string, text: string | undefined): number | Reply {
  const amount = parseInteger(text ?? '');
  if (amount === undefined) return text === undefined ? SYNTAX : NOT_INTEGER;
  if (amount <= 0n) return invalidExpire(call.name);
  const ms = Number(amount) * (unit.startsWith('P') ? 1 : 1000);
  return unit.endsWith('AT') ? ms : call.nowEpochMs + ms;
}

const textOf = (call: Call, key: string): string | undefined => {
  const value = entryOf(call, key)?.value;
  return value?.type === 'string' ? value.text : undefined;
};

function set(call: Call): Reply {
  const [key = '', text = '', ...options] = call.args;
  const before = entryOf(call, key);
  let condition = '';
  let end: number | undefined;
  let isGet = false;
  let keepsTime = false;
  for (let i = 0; i < options.length; i++) {
    const option = (options[i] as string).toUpperCase();
    if (option === 'NX' || option === 'XX') {
      if (condition !== '' && condition !== option) return SYNTAX;
      condition = option;
    } else if (option === 'GET') isGet = true;
    else if (option === 'KEEPTTL') keepsTime = true;
    else if (['EX', 'PX', 'EXAT', 'PXAT'].includes(option) && end === undefined) {
      const answer = endOf(call, option, options[++i]);
      if (typeof answer !== 'number') return answer;
      end = answer;
    } else return SYNTAX;
  }
  if (keepsTime && end !== undefined) return SYNTAX;
  const old = withType(call, key, 'string', (value) => bulk(value?.text));
  if (isGet && old.type === 'error') return old;
  const isAllowed = condition === '' || (condition === 'NX') === (before === undefined);
  if (!isAllowed) return isGet ? old : NIL;
  put(call, key, { type: 'string', text }, keepsTime ? before?.expiresAtEpochMs : end);
  if (end !== undefined) call.replaceWith([['SET', key, text, 'PXAT', String(end)]]);
  return isGet ? old : OK;
}

const setFor =
  (unit: string) =>
  (call: Call): Reply => {
    const [key = '', time = '', text = ''] = call.args;
    const end = endOf(call, unit, time);
    if (typeof end !== 'number') return end;
    put(call, key, { type: 'string', text }, end);
    call.replaceWith([['SET', key, text, 'PXAT', String(end)]]);
    return OK;
  };

/** Adds to the number at a key, which keeps its time to live. */
function add(call: Call, amount: bigint): Reply {
  const key = argument(call, 0);
  return withType(call, key, 'string', (value) => {
    const old = parseInteger(value?.text ?? '0');
    if (old === undefined) return NOT_INTEGER;
    const sum = old + amount;
    if (!isInRange(sum)) return failed('ERR increment or decrement would overflow');
    create(call, key, value, { type: 'string', text: '' }).text = String(sum);
    touch(call, key);
    return integer(sum);
  });
}

const addArgument =
  (sign: bigint) =>
  (call: Call): Reply => {
    const amount = parseInteger(argument(call, 1));
    return amount === undefined ? NOT_INTEGER : add(call, sign * amount);
  };

function addFloat(call: Call): Reply {
  const [key = '', by] = call.args;
  return withType(call, key, 'string', (value) => {
    const old = parseFloating(value?.text ?? '0');
    const amount = parseFloating(by);
    if (old === undefined || amount === undefined) return NOT_FLOAT;
    const sum = old + amount;
    if (!Number.isFinite(sum)) return failed('ERR increment would produce NaN or Infinity');
    const text = floatText(Number(sum.toPrecision(17)));
    create(call, key, value, { type: 'string', text }).text = text;
    touch(call, key);
    call.replaceWith([['SET', key, text, 'KEEPTTL']]);
    return bulk(text);
  });
}

function append(call: Call): Reply {
  const [key = '', text = ''] = call.args;
  return withType(call, key, 'string', (value) => {
    const target = create(call, key, value, { type: 'string', text: '' });
    target.text += text;
    touch(call, key);
    return integer(byteLength(target.text));
  });
}

function setMany(call: Call): Reply {
  if (call.args.length % 2 !== 0) {
    return failed(`ERR wrong number of arguments for '${call.name}' command`);
  }
  const keys = call.args.filter((_, i) => i % 2 === 0);
  if (call.name === 'msetnx' && keys.some((key) => entryOf(call, key) !== undefined)) {
    return integer(0);
  }
  for (const [i, key] of keys.entries()) {
    put(call, key, { type: 'string', text: call.args[2 * i + 1] as string });
  }
  return call.name === 'msetnx' ? integer(1) : OK;
}

function getRange(call: Call): Reply {
  const [start, end] = [parseInteger(argument(call, 1)), parseInteger(argument(call, 2))];
  if (start === undefined || end === undefined) return NOT_INTEGER;
  return withType(call, argument(call, 0), 'string', (value) => {
    const text = value?.text ?? '';
    const place = (at: bigint): number => (at < 0n ? text.length + Number(at) : Number(at));
    return bulk(text.slice(Math.max(0, place(start)), Math.max(-1, place(end)) + 1));
  });
}

function setRange(call: Call): Reply {
  const [key = '', at, text = ''] = call.args;
  const offset = parseInteger(at ?? '');
  if (offset === undefined) return NOT_INTEGER;
  if (offset < 0n) return failed('ERR offset is out of range');
  return withType(call, key, 'string', (value) => {
    const old = value?.text ?? '';
    if (text === '') return integer(byteLength(old));
    const padded = old.padEnd(Number(offset), '\0');
    const target = create(call, key, value, { type: 'string', text: '' });
    target.text =
      padded.slice(0, Number(offset)) + text + padded.slice(Number(offset) + text.length);
    touch(call, key);
    return integer(byteLength(target.text));
  });
}

function getSet(call: Call): Reply {
  const [key = '', text = ''] = call.args;
  return withType(call, key, 'string', (value) => {
    const old = value?.text;
    put(call, key, { type: 'string', text });
    return bulk(old);
  });
}

function getAndDelete(call: Call): Reply {
  const key = argument(call, 0);
  return withType(call, key, 'string', (value) => {
    if (value === undefined) return NIL;
    databaseOf(call).delete(key);
    touch(call, key);
    return bulk(value.text);
  });
}

function getAndExpire(call: Call): Reply {
  const [key = '', option = '', time] = call.args;
  return withType(call, key, 'string', (value) => {
    const entry = entryOf(call, key);
    if (value === undefined || entry === undefined) return NIL;
    const unit = option.toUpperCase();
    if (unit === 'PERSIST') entry.expiresAtEpochMs = undefined;
    else if (unit !== '') {
      const end = endOf(call, unit, time);
      if (typeof end !== 'number') return end;
      entry.expiresAtEpochMs = end;
      call.replaceWith([['PEXPIREAT', key, String(end)]]);
    }
    if (unit !== '') touch(call, key);
    return bulk(value.text);
  });
}

export const STRINGS: readonly RedisCommand[] = [
  read('get', 2, (call) => withType(call, argument(call, 0), 'string', (v) => bulk(v?.text))),
  read('mget', -2, (call) => bulks(call.args.map((key) => textOf(call, key)))),
  read('strlen', 2, (call) =>
    withType(call, argument(call, 0), 'string', (v) => integer(byteLength(v?.text ?? ''))),
  ),
  read('getrange', 4, getRange),
  read('substr', 4, getRange),
  write('set', -3, set),
  write('setnx', 3, (call) => {
    const [key = '', text = ''] = call.args;
    if (entryOf(call, key) !== undefined) return integer(0);
    put(call, key, { type: 'string', text });
    return integer(1);
  }),
  write('setex', 4, setFor('EX')),
  write('psetex', 4, setFor('PX')),
  write('mset', -3, setMany),
  write('msetnx', -3, setMany),
  write('getset', 3, getSet),
  write('getdel', 2, getAndDelete),
  write('getex', -2, getAndExpire),
  write('append', 3, append),
  write('setrange', 4, setRange),
  write('incr', 2, (call) => add(call, 1n)),
  write('decr', 2, (call) => add(call, -1n)),
  write('incrby', 3, addArgument(1n)),
  write('decrby', 3, addArgument(-1n)),
  write('incrbyfloat', 3, addFloat),
];
