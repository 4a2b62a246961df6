import type { FileResult, FileSystem } from '../../kernel/index.ts';
import type { Database, PendingEntry, StreamEntry, StreamGroup, StreamId, Value } from './data.ts';

const MAGIC = 'REDIS0011';

interface KeptStream {
  readonly entries: StreamEntry[];
  readonly last: StreamId;
  readonly added: number;
  readonly maxDeleted: StreamId;
  readonly groups: readonly (readonly [
    string,
    {
      readonly last: StreamId;
      readonly read: number;
      readonly consumers: readonly (readonly [string, number])[];
      readonly pending: readonly (readonly [string, PendingEntry])[];
    },
  ])[];
}

type Kept = readonly [key: string, expiresAtEpochMs: number | null, type: string, data: unknown];

const dataOf = (value: Value): unknown => {
  switch (value.type) {
    case 'string':
      return value.text;
    case 'list':
      return value.items;
    case 'hash':
      return [...value.fields];
    case 'set':
      return [...value.members];
    case 'zset':
      return [...value.scores];
    case 'stream':
      return {
        entries: value.entries,
        last: value.last,
        added: value.added,
        maxDeleted: value.maxDeleted,
        groups: [...value.groups].map(([name, group]) => [
          name,
          { ...group, consumers: [...group.consumers], pending: [...group.pending] },
        ]),
      };
  }
};

function keptValue(type: string, data: unknown): Value {
  switch (type) {
    case 'list':
      return { type, items: data as string[] };
    case 'hash':
      return { type, fields: new Map(data as [string, string][]) };
    case 'set':
      return { type, members: new Set(data as string[]) };
    case 'zset':
      return { type, scores: new Map(data as [string, number][]) };
    case 'stream': {
      const { groups, ...rest } = data as KeptStream;
      const restored = groups.map(([name, group]): [string, StreamGroup] => [
        name,
        { ...group, consumers: new Map(group.consumers), pending: new Map(group.pending) },
      ]);
      return { type, ...rest, groups: new Map(restored) };
    }
    default:
      return { type: 'string', text: data as string };
  }
}

/** All databases as one text: what a snapshot and a replica's first copy are. */
export function dump(databases: readonly Database[]): string {
  const all = databases.map((database) =>
    [...database].map(
      ([key, { value, expiresAtEpochMs }]): Kept => [
        key,
        expiresAtEpochMs ?? null,
        value.type,
        dataOf(value),
      ],
    ),
  );
  return `${MAGIC}${JSON.stringify(all)}`;
}

/** Fills empty databases from a dump; a text that is none is refused. */
export function restore(text: string, databases: readonly Database[]): boolean {
  if (!text.startsWith('REDIS')) return false;
  const from = text.indexOf('[');
  if (from < 0) return true;
  const all = JSON.parse(text.slice(from)) as readonly (readonly Kept[])[];
  for (const [i, kept] of all.entries()) {
    for (const [key, end, type, data] of kept) {
      databases[i]?.set(key, { value: keptValue(type, data), expiresAtEpochMs: end ?? undefined });
    }
  }
  return true;
}

/** Writes a snapshot the way a crash in between leaves the old one. */
export function writeSnapshot(files: FileSystem, path: string, text: string): FileResult<void> {
  const written = files.write(`${path}.tmp`, text);
  if (!written.ok) {
    files.remove(`${path}.tmp`);
    return written;
  }
  return files.rename(`${path}.tmp`, path);
}
