import { createSchema, type Schema, SqlFailure } from '../../../sql/index.ts';
import { pgError } from '../sql/errors.ts';
import type { PgReply } from '../wire.ts';
import type { OwnContext } from './own-context.ts';

const fail = (state: string, message: string, detail = ''): never => {
  throw new SqlFailure(pgError(state, message, { detail }));
};

/** What stands in a schema, in the words of messages: `table s.a`. */
const contentsOf = ({ name, tables, views, sequences }: Schema): string[] => [
  ...[...tables.keys()].map((each) => `table ${name}.${each}`),
  ...[...views.keys()].map((each) => `view ${name}.${each}`),
  ...[...sequences.keys()].map((each) => `sequence ${name}.${each}`),
];

/** Takes the words of `if exists` and `if not exists` away. */
function optional(words: readonly string[]): { isOptional: boolean; rest: readonly string[] } {
  const isOptional = words[0] === 'if';
  return { isOptional, rest: isOptional ? words.slice(words[1] === 'not' ? 3 : 2) : words };
}

function create({ database, server, notice }: OwnContext, words: readonly string[]): PgReply {
  const { isOptional, rest } = optional(words);
  const at = rest.indexOf('authorization');
  const owner = at < 0 ? '' : (rest[at + 1] ?? '');
  const name = at === 0 ? owner : (rest[0] ?? '');
  const { schemas } = database.catalog;
  if (owner !== '' && !server.roles.has(owner)) {
    return fail('42704', `role "${owner}" does not exist`);
  }
  if (name.startsWith('pg_')) {
    const detail = 'The prefix "pg_" is reserved for system schemas.';
    return fail('42939', `unacceptable schema name "${name}"`, detail);
  }
  if (!schemas.has(name)) schemas.set(name, createSchema(name));
  else if (!isOptional) return fail('42P06', `schema "${name}" already exists`);
  else notice(`schema "${name}" already exists, skipping`);
  return { type: 'done', tag: 'CREATE SCHEMA' };
}

function drop({ database, notice }: OwnContext, words: readonly string[]): PgReply {
  const { isOptional, rest } = optional(words);
  const isCascading = rest.at(-1) === 'cascade';
  const names = rest.filter((word) => !['cascade', 'restrict', ','].includes(word));
  const { schemas } = database.catalog;
  const found = names.flatMap((name) => {
    const schema = schemas.get(name);
    if (schema !== undefined) return [schema];
    if (!isOptional) return fail('3F000', `schema "${name}" does not exist`);
    notice(`schema "${name}" does not exist, skipping`);
    return [];
  });
  const contents = found.flatMap((schema) =>
    contentsOf(schema).map((what) => ({ what, schema: schema.name })),
  );
  if (contents.length > 0 && !isCascading) {
    const what = found.length === 1 ? `schema ${found[0]?.name}` : 'desired object(s)';
    const detail = contents.map((each) => `${each.what} depends on schema ${each.schema}`);
    const message = `cannot drop ${what} because other objects depend on ${found.length === 1 ? 'it' : 'them'}`;
    return fail('2BP01', message, detail.join('\n'));
  }
  const lines = contents.map(({ what }) => `drop cascades to ${what}`);
  if (lines.length === 1) notice(lines[0] ?? '');
  if (lines.length > 1) notice(`drop cascades to ${lines.length} other objects`, lines.join('\n'));
  for (const { name } of found) schemas.delete(name);
  return { type: 'done', tag: 'DROP SCHEMA' };
}

/**
 * `create schema` and `drop schema`. Models src/backend/commands/schemacmds.c and the reports of
 * src/backend/catalog/dependency.c.
 */
export function changeSchema(context: OwnContext, words: readonly string[]): PgReply {
  if (words[0] === 'create') return create(context, words.slice(2));
  if (words[0] === 'drop') return drop(context, words.slice(2));
  return fail('0A000', 'ordinal: ALTER SCHEMA is not modelled');
}
