import type { Key, Table, Value } from '../../../sql/index.ts';
import type { Client, Server } from './model.ts';
import { seesTable } from './privileges.ts';

type Rows = readonly (readonly Value[])[];

/** The tables that a client sees, in order. */
export function tablesOf(server: Server, client: Client): Table[] {
  return [...server.catalog.schemas.values()]
    .flatMap(({ tables }) => [...tables.values()])
    .filter(({ schema, definition }) => seesTable(client.account, schema, definition.name))
    .sort((a, b) =>
      `${a.schema}\0${a.definition.name}` < `${b.schema}\0${b.definition.name}` ? -1 : 1,
    );
}

export function keyRows(server: Server, client: Client): Rows {
  return tablesOf(server, client).flatMap(({ schema, definition }) =>
    definition.keys.flatMap((key) =>
      key.columns.map(({ name }, i): Value[] => [
        ...['def', schema, definition.name],
        key.kind === 'primary' || key.kind === 'unique' ? 0n : 1n,
        ...[schema, key.name],
        BigInt(i + 1),
        name,
        'A',
        BigInt(definition.columns.length),
        'BTREE',
      ]),
    ),
  );
}

/** The keys that admit a row once, in the order of their names. */
const uniqueByName = (keys: readonly Key[]): Key[] =>
  keys
    .filter(({ kind }) => kind === 'primary' || kind === 'unique')
    .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));

/** The rules of foreign keys. */
export function referentialRows(server: Server, client: Client): Rows {
  return tablesOf(server, client).flatMap(({ schema, definition }) =>
    definition.foreignKeys.map((key): Value[] => {
      const parent = server.catalog.schemas.get(key.schema)?.tables.get(key.table);
      const unique = parent?.definition.keys.find(
        ({ kind, columns: own }) =>
          (kind === 'primary' || kind === 'unique') &&
          key.parentColumns.every((name, i) => own[i]?.name.toLowerCase() === name.toLowerCase()),
      );
      const rules = [key.onUpdate, key.onDelete].map((rule) => rule.toUpperCase());
      const head = ['def', schema, key.name, 'def', key.schema, unique?.name ?? null, 'NONE'];
      return [...head, ...rules, definition.name, key.table];
    }),
  );
}

export function usageRows(server: Server, client: Client): Rows {
  return tablesOf(server, client).flatMap(({ schema, definition }) => [
    ...uniqueByName(definition.keys).flatMap((key) =>
      key.columns.map(({ name }, i): Value[] => {
        const head = ['def', schema, key.name, 'def', schema, definition.name, name];
        return [...head, BigInt(i + 1), null, null, null, null];
      }),
    ),
    ...definition.foreignKeys.flatMap((key) =>
      key.columns.map((name, i): Value[] => {
        const head = ['def', schema, key.name, 'def', schema, definition.name, name];
        const at = BigInt(i + 1);
        return [...head, at, at, key.schema, key.table, key.parentColumns[i] ?? null];
      }),
    ),
  ]);
}

export function constraintRows(server: Server, client: Client): Rows {
  return tablesOf(server, client).flatMap(({ schema, definition }) => {
    const { keys, foreignKeys, checks, name } = definition;
    const row = (constraint: string, what: string): Value[] => [
      'def',
      schema,
      constraint,
      schema,
      name,
      what,
      'YES',
    ];
    return [
      ...uniqueByName(keys).map((key) =>
        row(key.name, key.kind === 'primary' ? 'PRIMARY KEY' : 'UNIQUE'),
      ),
      ...foreignKeys.map((key) => row(key.name, 'FOREIGN KEY')),
      ...checks.map((check) => row(check.name, 'CHECK')),
    ];
  });
}
