import { type Call, entryOf, put, type RedisCommand, read, write } from '../call.ts';
import { failed, integer, OK, type Reply } from '../reply.ts';

// HyperLogLogs: the members themselves are kept, so that a count is exact.

const MARK = 'HYLL';
const NOT_ESTIMATE = failed('WRONGTYPE Key is not a valid HyperLogLog string value.');
/** The real one never takes more than 12 kB; a lesson counts some dozens. */
const MOST_MEMBERS = 10_000;

/** The members behind a key; undefined for what is no estimate. */
function membersOf(call: Call, key: string): Set<string> | undefined {
  const value = entryOf(call, key)?.value;
  if (value === undefined) return new Set();
  if (value.type !== 'string' || !value.text.startsWith(MARK)) return undefined;
  return new Set(JSON.parse(value.text.slice(MARK.length)) as string[]);
}

const keep = (call: Call, key: string, members: ReadonlySet<string>): void =>
  put(call, key, { type: 'string', text: `${MARK}${JSON.stringify([...members])}` });

/** The members of several keys together. */
function together(call: Call, keys: readonly string[]): Set<string> | undefined {
  const all = new Set<string>();
  for (const key of keys) {
    const members = membersOf(call, key);
    if (members === undefined) return undefined;
    for (const each of members) all.add(each);
  }
  return all;
}

function add(call: Call): Reply {
  const [key = '', ...given] = call.args;
  const members = membersOf(call, key);
  if (members === undefined) return NOT_ESTIMATE;
  const before = members.size;
  const isNew = entryOf(call, key) === undefined;
  for (const each of given) if (members.size < MOST_MEMBERS) members.add(each);
  if (members.size === before && !isNew) return integer(0);
  keep(call, key, members);
  return integer(1);
}

export const ESTIMATES: readonly RedisCommand[] = [
  write('pfadd', -2, add),
  read('pfcount', -2, (call) => {
    const all = together(call, call.args);
    return all === undefined ? NOT_ESTIMATE : integer(all.size);
  }),
  write('pfmerge', -2, (call) => {
    const all = together(call, call.args);
    if (all === undefined) return NOT_ESTIMATE;
    keep(call, call.args[0] ?? '', all);
    return OK;
  }),
];
