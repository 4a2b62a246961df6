import {
  argument,
  type Call,
  databaseOf,
  entryIn,
  entryOf,
  type RedisCommand,
  read,
  touch,
  write,
} from '../call.ts';
import { copyOf, encodingOf, sizeOf } from '../data.ts';
import { parseInteger, parseNumber } from '../numbers.ts';
import { matches } from '../pattern.ts';
import {
  array,
  bulk,
  bulks,
  failed,
  integer,
  NIL,
  NOT_INTEGER,
  OK,
  type Reply,
  SYNTAX,
  status,
} from '../reply.ts';

/** All keys that are still there. */
export const keysOf = (call: Call): string[] => {
  const database = databaseOf(call);
  return [...database.keys()].filter((key) => entryIn(database, key, call.nowEpochMs));
};

function remove(call: Call): Reply {
  let count = 0;
  for (const key of call.args) {
    if (entryOf(call, key) === undefined) continue;
    databaseOf(call).delete(key);
    touch(call, key);
    count++;
  }
  return integer(count);
}

const CONDITIONS: Readonly<Record<string, (old: number | undefined, end: number) => boolean>> = {
  NX: (old) => old === undefined,
  XX: (old) => old !== undefined,
  GT: (old, end) => old !== undefined && end > old,
  LT: (old, end) => old === undefined || end < old,
};

const expire =
  (unitMs: number, isAbsolute: boolean) =>
  (call: Call): Reply => {
    const [key = '', text = '', option] = call.args;
    const amount = parseInteger(text);
    if (amount === undefined) return NOT_INTEGER;
    const end = Number(amount) * unitMs + (isAbsolute ? 0 : call.nowEpochMs);
    const entry = entryOf(call, key);
    if (option !== undefined) {
      const isMet = CONDITIONS[option.toUpperCase()];
      if (isMet === undefined) return failed(`ERR Unsupported option ${option}`);
      if (entry !== undefined && !isMet(entry.expiresAtEpochMs, end)) return integer(0);
    }
    if (entry === undefined) return integer(0);
    if (end <= call.nowEpochMs) databaseOf(call).delete(key);
    else entry.expiresAtEpochMs = end;
    call.replaceWith([['PEXPIREAT', key, String(end)]]);
    touch(call, key);
    return integer(1);
  };

const left =
  (unitMs: number, isAbsolute: boolean) =>
  (call: Call): Reply => {
    const entry = entryOf(call, argument(call, 0));
    if (entry === undefined) return integer(-2);
    const { expiresAtEpochMs } = entry;
    if (expiresAtEpochMs === undefined) return integer(-1);
    const ms = isAbsolute ? expiresAtEpochMs : expiresAtEpochMs - call.nowEpochMs;
    return integer(unitMs === 1 ? ms : Math.floor((ms + 500) / unitMs));
  };

function rename(call: Call): Reply {
  const [from = '', to = ''] = call.args;
  const entry = entryOf(call, from);
  if (entry === undefined) return failed('ERR no such key');
  if (call.name === 'renamenx' && entryOf(call, to) !== undefined) return integer(0);
  databaseOf(call).delete(from);
  databaseOf(call).set(to, entry);
  touch(call, from);
  touch(call, to);
  return call.name === 'renamenx' ? integer(1) : OK;
}

function copy(call: Call): Reply {
  const [from = '', to = '', ...options] = call.args;
  const entry = entryOf(call, from);
  const isReplacing = options.some((each) => each.toUpperCase() === 'REPLACE');
  if (entry === undefined || (entryOf(call, to) !== undefined && !isReplacing)) return integer(0);
  databaseOf(call).set(to, { ...entry, value: copyOf(entry.value) });
  touch(call, to);
  return integer(1);
}

function move(call: Call): Reply {
  const [key = '', index] = call.args;
  const target = parseNumber(index);
  if (target === undefined) return NOT_INTEGER;
  if (!call.server.hasDatabase(target)) return failed('ERR DB index is out of range');
  if (target === call.client.database) {
    return failed('ERR source and destination objects are the same');
  }
  const entry = entryOf(call, key);
  const there = call.server.database(target);
  if (entry === undefined || entryIn(there, key, call.nowEpochMs)) return integer(0);
  databaseOf(call).delete(key);
  there.set(key, entry);
  touch(call, key);
  return integer(1);
}

/** SCAN in pieces of COUNT: the cursor is the place among the keys. */
export function scan(
  call: Call,
  all: readonly string[],
  cursorAt: number,
  render: (names: readonly string[]) => readonly string[],
): Reply {
  const cursor = parseNumber(call.args[cursorAt]);
  if (cursor === undefined || cursor < 0) return failed('ERR invalid cursor');
  let pattern = '*';
  let count = 10;
  let type = '';
  for (let i = cursorAt + 1; i < call.args.length; i += 2) {
    const option = (call.args[i] as string).toUpperCase();
    const value = call.args[i + 1];
    if (value === undefined) return SYNTAX;
    if (option === 'MATCH') pattern = value;
    else if (option === 'TYPE') type = value.toLowerCase();
    else if (option !== 'COUNT') return SYNTAX;
    else {
      const wanted = parseNumber(value);
      if (wanted === undefined) return NOT_INTEGER;
      if (wanted < 1) return SYNTAX;
      count = wanted;
    }
  }
  const found = all
    .slice(cursor, cursor + count)
    .filter((name) => matches(pattern, name))
    .filter((name) => type === '' || entryOf(call, name)?.value.type === type);
  const next = cursor + count >= all.length ? 0 : cursor + count;
  return array([bulk(String(next)), bulks(render(found))]);
}

/** What is said of the small numbers, which all keys share. */
const SHARED_REFERENCES = 2_147_483_647;

function object(call: Call): Reply {
  const [what = '', key] = call.args;
  const word = what.toLowerCase();
  if (!['encoding', 'refcount', 'idletime', 'freq'].includes(word)) {
    return failed(`ERR unknown subcommand '${what}'. Try OBJECT HELP.`);
  }
  if (key === undefined || call.args.length > 2) {
    return failed(`ERR wrong number of arguments for 'object|${word}' command`);
  }
  const entry = entryOf(call, key);
  if (entry === undefined) return NIL;
  if (word === 'encoding') return bulk(encodingOf(entry.value, call.server.isBefore72));
  if (word === 'freq') {
    return failed(
      'ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note ' +
        'that when switching between policies at runtime LRU and LFU data will take some time ' +
        'to adjust.',
    );
  }
  if (word === 'idletime') return integer(0);
  const isShared = entry.value.type === 'string' && /^\d{1,4}$/.test(entry.value.text);
  return integer(isShared ? SHARED_REFERENCES : 1);
}

export const KEYS: readonly RedisCommand[] = [
  read('exists', -2, (call) =>
    integer(call.args.filter((key) => entryOf(call, key) !== undefined).length),
  ),
  read('touch', -2, (call) =>
    integer(call.args.filter((key) => entryOf(call, key) !== undefined).length),
  ),
  read('type', 2, (call) => status(entryOf(call, argument(call, 0))?.value.type ?? 'none')),
  read('keys', 2, (call) => bulks(keysOf(call).filter((key) => matches(argument(call, 0), key)))),
  read('scan', -2, (call) => scan(call, keysOf(call), 0, (names) => names)),
  read('dbsize', 1, (call) => integer(keysOf(call).length)),
  read('randomkey', 1, (call) => {
    const keys = keysOf(call);
    return keys.length === 0 ? NIL : bulk(keys[call.prng.below(keys.length)]);
  }),
  read('ttl', 2, left(1000, false)),
  read('pttl', 2, left(1, false)),
  read('expiretime', 2, left(1000, true)),
  read('pexpiretime', 2, left(1, true)),
  read('object', -2, object),
  read('memory', -2, (call) => {
    const [what = '', key = ''] = call.args;
    if (what.toLowerCase() !== 'usage') {
      return failed(`ERR unknown subcommand '${what}'. Try MEMORY HELP.`);
    }
    const entry = entryOf(call, key);
    return entry === undefined ? NIL : integer(sizeOf(key, entry.value));
  }),
  write('del', -2, remove),
  write('unlink', -2, remove),
  write('expire', -3, expire(1000, false)),
  write('pexpire', -3, expire(1, false)),
  write('expireat', -3, expire(1000, true)),
  write('pexpireat', -3, expire(1, true)),
  write('persist', 2, (call) => {
    const entry = entryOf(call, argument(call, 0));
    if (entry?.expiresAtEpochMs === undefined) return integer(0);
    entry.expiresAtEpochMs = undefined;
    touch(call, argument(call, 0));
    return integer(1);
  }),
  write('rename', 3, rename),
  write('renamenx', 3, rename),
  write('copy', -3, copy),
  write('move', 3, move),
  write('flushdb', -1, (call) => {
    databaseOf(call).clear();
    call.server.changed(call.client.database, undefined);
    return OK;
  }),
  write('flushall', -1, (call) => {
    call.server.clear();
    return OK;
  }),
];
