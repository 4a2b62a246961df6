import { floatText, parseInteger } from './numbers.ts';
import { byteLength } from './reply.ts';

export type Value =
  | { readonly type: 'string'; text: string }
  | { readonly type: 'list'; readonly items: string[] }
  | { readonly type: 'hash'; readonly fields: Map<string, string> }
  | { readonly type: 'set'; readonly members: Set<string> }
  | { readonly type: 'zset'; readonly scores: Map<string, number> }
  | {
      readonly type: 'stream';
      readonly entries: StreamEntry[];
      last: StreamId;
      readonly groups: Map<string, StreamGroup>;
      /** How many entries were ever added. */
      added: number;
      /** The greatest id that was deleted. */
      maxDeleted: StreamId;
    };

/** Readers of a stream that share its entries. */
export interface StreamGroup {
  /** Everything up to here was given to somebody. */
  last: StreamId;
  /** By name: when each was last seen. */
  readonly consumers: Map<string, number>;
  /** By id: what was given and not acknowledged. */
  readonly pending: Map<string, PendingEntry>;
  /** How many entries were given. */
  read: number;
}

export interface PendingEntry {
  readonly consumer: string;
  readonly atEpochMs: number;
  /** How often it was given. */
  readonly times: number;
}

/** `milliseconds-number`: entries of a stream are in the order of their ids. */
export interface StreamId {
  readonly ms: number;
  readonly seq: number;
}

export interface StreamEntry {
  readonly id: StreamId;
  /** Names and values by turns. */
  readonly fields: readonly string[];
}

export const compareIds = (a: StreamId, b: StreamId): number =>
  a.ms === b.ms ? a.seq - b.seq : a.ms - b.ms;

export type ValueOf<T extends Value['type']> = Value & { readonly type: T };

export interface Entry {
  readonly value: Value;
  /** Undefined: it stays. */
  expiresAtEpochMs: number | undefined;
}

/** One of the numbered databases: its keys, in the order in which they were made. */
export type Database = Map<string, Entry>;

const SMALL_ITEMS = 128;
const SMALL_SET_INTEGERS = 512;
const SMALL_BYTES = 64;
const EMBEDDED_BYTES = 44;

/** The members of a set in the order in which they are told: numbers alone are sorted. */
export function setMembers(members: ReadonlySet<string>): string[] {
  const list = [...members];
  const isNumbers =
    list.length <= SMALL_SET_INTEGERS && list.every((each) => parseInteger(each) !== undefined);
  return isNumbers ? list.sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1)) : list;
}

/** The members of a sorted set, by score and then by name. */
export const ranked = (scores: ReadonlyMap<string, number>): [string, number][] =>
  [...scores].sort(([a, x], [b, y]) => (x === y ? (a < b ? -1 : 1) : x - y));

const isSmall = (texts: Iterable<string>, count: number): boolean => {
  if (count > SMALL_ITEMS) return false;
  for (const text of texts) if (byteLength(text) > SMALL_BYTES) return false;
  return true;
};

/** What OBJECT ENCODING says; `isBefore72`: what small sets and lists were in older versions. */
export function encodingOf(value: Value, isBefore72: boolean): string {
  switch (value.type) {
    case 'string':
      if (parseInteger(value.text) !== undefined && value.text.length < 20) return 'int';
      return byteLength(value.text) <= EMBEDDED_BYTES ? 'embstr' : 'raw';
    case 'list':
      return isBefore72 || !isSmall(value.items, value.items.length) ? 'quicklist' : 'listpack';
    case 'hash':
      return isSmall([...value.fields].flat(), value.fields.size) ? 'listpack' : 'hashtable';
    case 'set': {
      const { members } = value;
      const isNumbers = [...members].every((each) => parseInteger(each) !== undefined);
      if (isNumbers && members.size <= SMALL_SET_INTEGERS) return 'intset';
      return isBefore72 || !isSmall(members, members.size) ? 'hashtable' : 'listpack';
    }
    case 'zset':
      return isSmall(value.scores.keys(), value.scores.size) ? 'listpack' : 'skiplist';
    case 'stream':
      return 'stream';
  }
}

const ITEM_BYTES = 16;

/** About what a key takes in memory. */
export function sizeOf(key: string, value: Value): number {
  const of = (texts: Iterable<string>): number => {
    let sum = 0;
    for (const text of texts) sum += byteLength(text) + ITEM_BYTES;
    return sum;
  };
  const head = byteLength(key) + 56;
  switch (value.type) {
    case 'string':
      return head + byteLength(value.text);
    case 'list':
      return head + of(value.items);
    case 'hash':
      return head + of(value.fields.keys()) + of(value.fields.values());
    case 'set':
      return head + of(value.members);
    case 'zset':
      return head + of(value.scores.keys()) + of([...value.scores.values()].map(floatText));
    case 'stream':
      return head + of(value.entries.flatMap(({ fields }) => fields));
  }
}

/** Whether nothing is left of a value, so that its key goes. */
export function isEmpty(value: Value): boolean {
  switch (value.type) {
    case 'string':
      return false;
    case 'list':
      return value.items.length === 0;
    case 'hash':
      return value.fields.size === 0;
    case 'set':
      return value.members.size === 0;
    case 'zset':
      return value.scores.size === 0;
    case 'stream':
      // A stream stays when its last entry goes.
      return false;
  }
}

/** A copy that shares nothing. */
export function copyOf(value: Value): Value {
  switch (value.type) {
    case 'string':
      return { ...value };
    case 'list':
      return { ...value, items: [...value.items] };
    case 'hash':
      return { ...value, fields: new Map(value.fields) };
    case 'set':
      return { ...value, members: new Set(value.members) };
    case 'zset':
      return { ...value, scores: new Map(value.scores) };
    case 'stream':
      return {
        ...value,
        entries: [...value.entries],
        groups: new Map(
          [...value.groups].map(([name, group]) => [
            name,
            { ...group, consumers: new Map(group.consumers), pending: new Map(group.pending) },
          ]),
        ),
      };
  }
}
