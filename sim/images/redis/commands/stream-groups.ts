import {
  argument,
  type Call,
  create,
  entryOf,
  type RedisCommand,
  read,
  touch,
  withType,
  write,
} from '../call.ts';
import { compareIds, type StreamGroup, type StreamId, type ValueOf } from '../data.ts';
import { parseNumber } from '../numbers.ts';
import {
  array,
  bulk,
  bulks,
  failed,
  integer,
  NIL,
  NIL_ARRAY,
  NOT_INTEGER,
  OK,
  type Reply,
  SYNTAX,
  WRONG_TYPE,
} from '../reply.ts';
import { edge, entryReply, FIRST, INVALID_ID, idText, newStream, parseId } from './stream-ids.ts';

// Consumer groups: who was given which entries, and has not acknowledged them.

type Stream = ValueOf<'stream'>;

const NO_KEY = failed(
  'ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use ' +
    'the MKSTREAM option to create an empty stream automatically.',
);
const BUSY = failed('BUSYGROUP Consumer Group name already exists');
const NO_SUCH_KEY = failed('ERR no such key');

const noGroup = (key: string, group: string, tail = ''): Reply =>
  failed(`NOGROUP No such key '${key}' or consumer group '${group}'${tail}`);
const noGroupFor = (group: string, key: string): Reply =>
  failed(`NOGROUP No such consumer group '${group}' for key name '${key}'`);

function createGroup(call: Call, key: string, name: string, rest: readonly string[]): Reply {
  const [given = '$', ...words] = rest;
  const makes = words.some((word) => word.toUpperCase() === 'MKSTREAM');
  return withType(call, key, 'stream', (known) => {
    if (known === undefined && !makes) return NO_KEY;
    const from = given === '$' ? (known?.last ?? FIRST) : parseId(given, 0);
    if (from === undefined) return INVALID_ID;
    const stream = create(call, key, known, newStream());
    if (stream.groups.has(name)) return BUSY;
    stream.groups.set(name, { last: from, consumers: new Map(), pending: new Map(), read: 0 });
    touch(call, key);
    return OK;
  });
}

function xgroup(call: Call): Reply {
  const [what = '', key = '', name = '', ...rest] = call.args;
  const verb = what.toLowerCase();
  if (verb === 'create') return createGroup(call, key, name, rest);
  return withType(call, key, 'stream', (stream) => {
    if (stream === undefined) return NO_KEY;
    const group = stream.groups.get(name);
    if (verb === 'destroy') {
      if (group !== undefined) touch(call, key);
      return integer(stream.groups.delete(name) ? 1 : 0);
    }
    if (group === undefined) return noGroupFor(name, key);
    const [consumer = ''] = rest;
    switch (verb) {
      case 'setid': {
        const id = consumer === '$' ? stream.last : parseId(consumer, 0);
        if (id === undefined) return INVALID_ID;
        group.last = id;
        break;
      }
      case 'createconsumer': {
        const isNew = !group.consumers.has(consumer);
        if (isNew) group.consumers.set(consumer, call.nowEpochMs);
        touch(call, key);
        return integer(isNew ? 1 : 0);
      }
      case 'delconsumer': {
        const own = [...group.pending].filter(([, each]) => each.consumer === consumer);
        for (const [id] of own) group.pending.delete(id);
        group.consumers.delete(consumer);
        touch(call, key);
        return integer(own.length);
      }
      default:
        return failed(`ERR unknown subcommand '${what}'. Try XGROUP HELP.`);
    }
    touch(call, key);
    return OK;
  });
}

/** New entries for a consumer; they are pending until it acknowledges them. */
function deliver(
  call: Call,
  stream: Stream,
  group: StreamGroup,
  consumer: string,
  most: number,
  isAcknowledged: boolean,
): Reply[] {
  const fresh = stream.entries.filter(({ id }) => compareIds(id, group.last) > 0).slice(0, most);
  for (const { id } of fresh) {
    group.last = id;
    group.read++;
    if (!isAcknowledged) {
      group.pending.set(idText(id), { consumer, atEpochMs: call.nowEpochMs, times: 1 });
    }
  }
  return fresh.map(entryReply);
}

/** What a consumer was given before and has not acknowledged. */
function history(
  stream: Stream,
  group: StreamGroup,
  consumer: string,
  after: StreamId,
  most: number,
) {
  return [...group.pending]
    .filter(([, each]) => each.consumer === consumer)
    .map(([text]) => parseId(text, 0) ?? FIRST)
    .filter((id) => compareIds(id, after) > 0)
    .sort(compareIds)
    .slice(0, most)
    .map((id) => {
      const found = stream.entries.find((entry) => compareIds(entry.id, id) === 0);
      return found === undefined ? array([bulk(idText(id)), NIL_ARRAY]) : entryReply(found);
    });
}

function readGroup(call: Call): Reply {
  const words = call.args.map((each) => each.toLowerCase());
  const at = words.indexOf('streams');
  const [, name = '', consumer = ''] = call.args;
  if (words[0] !== 'group' || at < 0) return SYNTAX;
  const names = call.args.slice(at + 1);
  if (names.length === 0 || names.length % 2 === 1) {
    return failed(
      "ERR Unbalanced 'xreadgroup' list of streams: for each stream key an ID or '>' must be specified.",
    );
  }
  const counted = words.indexOf('count');
  const count = counted < 0 || counted > at ? undefined : parseNumber(call.args[counted + 1]);
  const most = count === undefined || count <= 0 ? Number.POSITIVE_INFINITY : count;
  const isAcknowledged = words.slice(3, at).includes('noack');
  const keys = names.slice(0, names.length / 2);
  const found: Reply[] = [];
  for (const [i, key] of keys.entries()) {
    const given = names[keys.length + i] ?? '';
    const value = entryOf(call, key)?.value;
    if (value !== undefined && value.type !== 'stream') return WRONG_TYPE;
    const group = value?.groups.get(name);
    if (value === undefined || group === undefined) {
      return noGroup(key, name, ' in XREADGROUP with GROUP option');
    }
    group.consumers.set(consumer, call.nowEpochMs);
    touch(call, key);
    const after = given === '>' ? FIRST : parseId(given, 0);
    if (after === undefined) return INVALID_ID;
    const entries =
      given === '>'
        ? deliver(call, value, group, consumer, most, isAcknowledged)
        : history(value, group, consumer, after, most);
    if (entries.length > 0 || given !== '>') found.push(array([bulk(key), array(entries)]));
  }
  return found.length > 0 ? array(found) : NIL_ARRAY;
}

function acknowledge(call: Call): Reply {
  const [key = '', name = '', ...texts] = call.args;
  const ids = texts.map((text) => parseId(text, 0));
  if (ids.includes(undefined)) return INVALID_ID;
  return withType(call, key, 'stream', (stream) => {
    const group = stream?.groups.get(name);
    let count = 0;
    for (const id of ids) if (id !== undefined && group?.pending.delete(idText(id))) count++;
    if (count > 0) touch(call, key);
    return integer(count);
  });
}

const sortedPending = ({ pending }: StreamGroup) =>
  [...pending]
    .map(([text, each]) => ({ id: parseId(text, 0) ?? FIRST, ...each }))
    .sort((a, b) => compareIds(a.id, b.id));

function pendingSummary(group: StreamGroup): Reply {
  const all = sortedPending(group);
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) return array([integer(0), NIL, NIL, NIL_ARRAY]);
  const counts = new Map<string, number>();
  for (const { consumer } of all) counts.set(consumer, (counts.get(consumer) ?? 0) + 1);
  const byConsumer = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return array([
    integer(all.length),
    bulk(idText(first.id)),
    bulk(idText(last.id)),
    array(byConsumer.map(([consumer, count]) => bulks([consumer, String(count)]))),
  ]);
}

function xpending(call: Call): Reply {
  const [key = '', name = '', ...rest] = call.args;
  const value = entryOf(call, key)?.value;
  if (value !== undefined && value.type !== 'stream') return WRONG_TYPE;
  const group = value?.groups.get(name);
  if (group === undefined) return noGroup(key, name);
  if (rest.length === 0) return pendingSummary(group);
  const isIdle = rest[0]?.toLowerCase() === 'idle';
  const idle = isIdle ? parseNumber(rest[1]) : 0;
  const [low = '', high = '', count, consumer] = isIdle ? rest.slice(2) : rest;
  const [from, to, most] = [edge(low, true), edge(high, false), parseNumber(count)];
  if (from === undefined || to === undefined) return INVALID_ID;
  if (most === undefined || idle === undefined) return NOT_INTEGER;
  const found = sortedPending(group).filter(
    (each) =>
      compareIds(each.id, from) >= 0 &&
      compareIds(each.id, to) <= 0 &&
      (consumer === undefined || each.consumer === consumer) &&
      call.nowEpochMs - each.atEpochMs >= idle,
  );
  return array(
    found
      .slice(0, most)
      .map((each) =>
        array([
          bulk(idText(each.id)),
          bulk(each.consumer),
          integer(call.nowEpochMs - each.atEpochMs),
          integer(each.times),
        ]),
      ),
  );
}

/** `xclaim key group consumer min-idle id …`. */
function claim(call: Call): Reply {
  const [key = '', name = '', consumer = '', idleText = '', ...texts] = call.args;
  const idle = parseNumber(idleText);
  if (idle === undefined) return failed('ERR Invalid min-idle-time argument for XCLAIM');
  const isJustId = texts.some((text) => text.toUpperCase() === 'JUSTID');
  const ids = texts.filter((text) => /^\d+(-\d+)?$/.test(text)).map((text) => parseId(text, 0));
  const value = entryOf(call, key)?.value;
  if (value !== undefined && value.type !== 'stream') return WRONG_TYPE;
  const group = value?.groups.get(name);
  if (value === undefined || group === undefined) return noGroup(key, name);
  const replies = ids.flatMap((id) => {
    const text = idText(id ?? FIRST);
    const each = group.pending.get(text);
    const entry = value.entries.find((one) => idText(one.id) === text);
    if (each === undefined || entry === undefined) return [];
    if (call.nowEpochMs - each.atEpochMs < idle) return [];
    group.consumers.set(consumer, call.nowEpochMs);
    const times = each.times + (isJustId ? 0 : 1);
    group.pending.set(text, { consumer, atEpochMs: call.nowEpochMs, times });
    return [isJustId ? bulk(text) : entryReply(entry)];
  });
  if (replies.length > 0) touch(call, key);
  return array(replies);
}

const pairs = (fields: readonly (readonly [string, Reply])[]): Reply =>
  array(fields.flatMap(([name, value]) => [bulk(name), value]));

function streamInfo(stream: Stream): Reply {
  const { entries, last, groups } = stream;
  const [first, newest] = [entries[0], entries.at(-1)];
  return pairs([
    ['length', integer(entries.length)],
    ['radix-tree-keys', integer(entries.length > 0 ? 1 : 0)],
    ['radix-tree-nodes', integer(entries.length > 0 ? 2 : 1)],
    ['last-generated-id', bulk(idText(last))],
    ['max-deleted-entry-id', bulk(idText(stream.maxDeleted))],
    ['entries-added', integer(stream.added)],
    ['recorded-first-entry-id', bulk(idText(first?.id ?? FIRST))],
    ['groups', integer(groups.size)],
    ['first-entry', first === undefined ? NIL : entryReply(first)],
    ['last-entry', newest === undefined ? NIL : entryReply(newest)],
  ]);
}

function groupsInfo({ groups, entries }: Stream): Reply {
  return array(
    [...groups].map(([name, group]) =>
      pairs([
        ['name', bulk(name)],
        ['consumers', integer(group.consumers.size)],
        ['pending', integer(group.pending.size)],
        ['last-delivered-id', bulk(idText(group.last))],
        ['entries-read', group.read === 0 ? NIL : integer(group.read)],
        ['lag', integer(entries.filter(({ id }) => compareIds(id, group.last) > 0).length)],
      ]),
    ),
  );
}

function consumersInfo(call: Call, group: StreamGroup): Reply {
  return array(
    [...group.consumers]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, seenEpochMs]) => {
        const own = [...group.pending.values()].filter(({ consumer }) => consumer === name).length;
        const idle = integer(call.nowEpochMs - seenEpochMs);
        const rest: readonly (readonly [string, Reply])[] = call.server.isBefore72
          ? []
          : [['inactive', idle]];
        return pairs([['name', bulk(name)], ['pending', integer(own)], ['idle', idle], ...rest]);
      }),
  );
}

function xinfo(call: Call): Reply {
  const [what = '', key = '', name = ''] = call.args;
  return withType(call, key, 'stream', (stream) => {
    if (stream === undefined) return NO_SUCH_KEY;
    switch (what.toLowerCase()) {
      case 'stream':
        return streamInfo(stream);
      case 'groups':
        return groupsInfo(stream);
      case 'consumers': {
        const group = stream.groups.get(name);
        return group === undefined ? noGroupFor(name, key) : consumersInfo(call, group);
      }
      default:
        return failed(`ERR unknown subcommand '${what}'. Try XINFO HELP.`);
    }
  });
}

export const STREAM_GROUPS: readonly RedisCommand[] = [
  write('xgroup', -2, xgroup),
  write('xreadgroup', -7, readGroup),
  write('xack', -4, acknowledge),
  read('xpending', -3, xpending),
  write('xclaim', -6, claim),
  read('xinfo', -2, xinfo),
  write('xsetid', -3, (call) => {
    const id = parseId(call.args[1] ?? '', 0);
    if (id === undefined) return INVALID_ID;
    return withType(call, argument(call, 0), 'stream', (stream) => {
      if (stream === undefined) return NO_SUCH_KEY;
      const top = stream.entries.at(-1)?.id;
      if (top !== undefined && compareIds(id, top) < 0) {
        return failed('ERR The ID specified in XSETID is smaller than the target stream top item');
      }
      stream.last = id;
      touch(call, argument(call, 0));
      return OK;
    });
  }),
];
