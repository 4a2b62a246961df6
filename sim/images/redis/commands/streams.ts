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
import { compareIds, type StreamId } from '../data.ts';
import { parseNumber } from '../numbers.ts';
import {
  array,
  bulk,
  failed,
  integer,
  NIL_ARRAY,
  NOT_INTEGER,
  type Reply,
  SYNTAX,
} from '../reply.ts';
import {
  edge,
  entryReply,
  FIRST,
  INVALID_ID,
  idText,
  LAST,
  newStream,
  parseId,
} from './stream-ids.ts';

// Streams: entries are added, read in ranges and trimmed.

const SMALLER_ID = failed(
  'ERR The ID specified in XADD is equal or smaller than the target stream top item',
);
const ZERO_ID = failed('ERR The ID specified in XADD must be greater than 0-0');
const NOT_BLOCKING = failed('ERR ordinal: XREAD with BLOCK is not modelled');
/** The id of a new entry: given, given in part (`5-*`), or that of now. */
function nextId(given: string, last: StreamId, nowMs: number): StreamId | Reply {
  if (given === '*') {
    return nowMs > last.ms ? { ms: nowMs, seq: 0 } : { ms: last.ms, seq: last.seq + 1 };
  }
  const part = /^(\d+)-\*$/.exec(given)?.[1];
  const id =
    part === undefined
      ? parseId(given, 0)
      : { ms: Number(part), seq: Number(part) === last.ms ? last.seq + 1 : 0 };
  if (id === undefined) return INVALID_ID;
  if (id.ms === 0 && id.seq === 0) return ZERO_ID;
  return compareIds(id, last) <= 0 ? SMALLER_ID : id;
}

/** `maxlen [~|=] n`: how many entries stay, and the words behind. */
function takeLimit(args: readonly string[]): { most: number | undefined; rest: string[] } | Reply {
  if (args[0]?.toLowerCase() !== 'maxlen') return { most: undefined, rest: [...args] };
  const at = args[1] === '~' || args[1] === '=' ? 2 : 1;
  const most = parseNumber(args[at]);
  return most === undefined ? NOT_INTEGER : { most, rest: args.slice(at + 1) };
}

function add(call: Call): Reply {
  const [key = '', ...given] = call.args;
  const mayMake = given[0]?.toLowerCase() !== 'nomkstream';
  const limit = takeLimit(mayMake ? given : given.slice(1));
  if ('type' in limit) return limit;
  const [idGiven = '', ...fields] = limit.rest;
  if (fields.length === 0 || fields.length % 2 === 1) {
    return failed("ERR wrong number of arguments for 'xadd' command");
  }
  return withType(call, key, 'stream', (known) => {
    if (known === undefined && !mayMake) return bulk(undefined);
    const id = nextId(idGiven, known?.last ?? FIRST, call.nowEpochMs);
    if ('type' in id) return id;
    const stream = create(call, key, known, newStream());
    stream.entries.push({ id, fields });
    stream.last = id;
    stream.added++;
    if (limit.most !== undefined) stream.entries.splice(0, stream.entries.length - limit.most);
    touch(call, key);
    call.replaceWith([['xadd', key, idText(id), ...fields]]);
    return bulk(idText(id));
  });
}

const range =
  (isReversed: boolean) =>
  (call: Call): Reply => {
    const [key = '', a = '', b = '', word, count] = call.args;
    const [from, to] = [edge(isReversed ? b : a, true), edge(isReversed ? a : b, false)];
    if (from === undefined || to === undefined) return INVALID_ID;
    if (word !== undefined && word.toLowerCase() !== 'count') return SYNTAX;
    const most = word === undefined ? Number.POSITIVE_INFINITY : parseNumber(count);
    if (most === undefined) return NOT_INTEGER;
    return withType(call, key, 'stream', (stream) => {
      const found = (stream?.entries ?? []).filter(
        ({ id }) => compareIds(id, from) >= 0 && compareIds(id, to) <= 0,
      );
      return array((isReversed ? found.reverse() : found).slice(0, most).map(entryReply));
    });
  };

function readStreams(call: Call): Reply {
  const words = call.args.map((each) => each.toLowerCase());
  const at = words.indexOf('streams');
  if (at < 0) return SYNTAX;
  const names = call.args.slice(at + 1);
  if (names.length === 0 || names.length % 2 === 1) {
    return failed(
      "ERR Unbalanced 'xread' list of streams: for each stream key an ID or '$' must be specified.",
    );
  }
  const counted = words.indexOf('count');
  const most = counted < 0 || counted > at ? undefined : parseNumber(call.args[counted + 1]);
  const keys = names.slice(0, names.length / 2);
  const found: Reply[] = [];
  for (const [i, key] of keys.entries()) {
    const given = names[keys.length + i] ?? '';
    const after = given === '$' ? LAST : parseId(given, 0);
    if (after === undefined) return INVALID_ID;
    const reply = withType(call, key, 'stream', (stream) => {
      const newer = (stream?.entries ?? []).filter(({ id }) => compareIds(id, after) > 0);
      const shown = newer.slice(0, most === undefined || most <= 0 ? undefined : most);
      return array(shown.map(entryReply));
    });
    if (reply.type === 'error') return reply;
    if (reply.type === 'array' && reply.items?.length !== 0) found.push(array([bulk(key), reply]));
  }
  if (found.length > 0) return array(found);
  return words.slice(0, at).includes('block') ? NOT_BLOCKING : NIL_ARRAY;
}

export const STREAMS: readonly RedisCommand[] = [
  write('xadd', -5, add),
  write('xdel', -3, (call) => {
    const [key = '', ...texts] = call.args;
    const ids = texts.map((text) => parseId(text, 0));
    if (ids.includes(undefined)) return INVALID_ID;
    return withType(call, key, 'stream', (stream) => {
      let count = 0;
      for (const id of ids) {
        const place =
          stream?.entries.findIndex((each) => id && compareIds(each.id, id) === 0) ?? -1;
        if (place >= 0) count += stream?.entries.splice(place, 1).length ?? 0;
      }
      if (count > 0) touch(call, key);
      return integer(count);
    });
  }),
  write('xtrim', -4, (call) => {
    const [key = '', ...rest] = call.args;
    const limit = takeLimit(rest);
    if ('type' in limit) return limit;
    const { most } = limit;
    if (most === undefined) return SYNTAX;
    return withType(call, key, 'stream', (stream) => {
      const gone = stream?.entries.splice(0, Math.max(0, stream.entries.length - most)).length ?? 0;
      if (gone > 0) touch(call, key);
      return integer(gone);
    });
  }),
  read('xlen', 2, (call) =>
    withType(call, argument(call, 0), 'stream', (stream) => integer(stream?.entries.length ?? 0)),
  ),
  read('xrange', -4, range(false)),
  read('xrevrange', -4, range(true)),
  read('xread', -4, readStreams),
];
