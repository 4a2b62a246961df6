import type { Prng } from '../../kernel/index.ts';
import { type Database, type Entry, isEmpty, type Value, type ValueOf } from './data.ts';
import { type Reply, WRONG_TYPE } from './reply.ts';
import type { Client, RedisServer } from './server.ts';

/** One command that a client asked for. */
export interface Call {
  readonly name: string;
  /** Without the name. */
  readonly args: readonly string[];
  readonly client: Client;
  readonly server: RedisServer;
  readonly nowEpochMs: number;
  readonly prng: Prng;
  /** What replicas and the append-only file get instead of the command itself. */
  replaceWith(commands: readonly (readonly string[])[]): void;
}

export interface RedisCommand {
  readonly name: string;
  /** How many words it has with its name; negative: at least. */
  readonly arity: number;
  readonly isWrite: boolean;
  run(call: Call): Reply;
}

export const read = (name: string, arity: number, run: RedisCommand['run']): RedisCommand => ({
  name,
  arity,
  isWrite: false,
  run,
});
export const write = (name: string, arity: number, run: RedisCommand['run']): RedisCommand => ({
  name,
  arity,
  isWrite: true,
  run,
});

export const databaseOf = ({ server, client }: Call): Database => server.database(client.database);

/** A key's entry; one whose time is over is not there. */
export function entryIn(database: Database, key: string, nowEpochMs: number): Entry | undefined {
  const entry = database.get(key);
  if (entry?.expiresAtEpochMs === undefined || entry.expiresAtEpochMs > nowEpochMs) return entry;
  database.delete(key);
  return undefined;
}

export const entryOf = (call: Call, key: string): Entry | undefined => {
  const database = databaseOf(call);
  const had = database.has(key);
  const entry = entryIn(database, key, call.nowEpochMs);
  if (had && entry === undefined) call.server.expired();
  return entry;
};

/** Hands the value of a key to `use`, undefined when there is none; another type is refused. */
export function withType<T extends Value['type']>(
  call: Call,
  key: string,
  type: T,
  use: (value: ValueOf<T> | undefined) => Reply,
): Reply {
  const entry = entryOf(call, key);
  if (entry === undefined) return use(undefined);
  return entry.value.type === type ? use(entry.value as ValueOf<T>) : WRONG_TYPE;
}

/** Says that a key changed; one that is empty now is gone. */
export function touch(call: Call, key: string): void {
  const database = databaseOf(call);
  const entry = database.get(key);
  if (entry !== undefined && isEmpty(entry.value)) database.delete(key);
  call.server.changed(call.client.database, key);
}

/** Puts a value at a key, which stays as long as it did with `keepsTime`. */
export function put(call: Call, key: string, value: Value, expiresAtEpochMs?: number): void {
  databaseOf(call).set(key, { value, expiresAtEpochMs });
  touch(call, key);
}

/** The value of a key, which is made when there is none. */
export function create<T extends Value>(call: Call, key: string, known: T | undefined, made: T): T {
  if (known !== undefined) return known;
  databaseOf(call).set(key, { value: made, expiresAtEpochMs: undefined });
  return made;
}

export const argument = (call: Call, at: number): string => call.args[at] as string;

/** A range of a list of `length`, with negative places from its end. */
export function slice<T>(list: readonly T[], start: number, stop: number): T[] {
  const { length } = list;
  const from = start < 0 ? Math.max(0, length + start) : start;
  const to = stop < 0 ? length + stop : stop;
  return list.slice(from, to + 1);
}
