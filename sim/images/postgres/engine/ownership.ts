import { type Schema, SqlFailure, type Table } from '../../../sql/index.ts';
import { pgError } from '../sql/errors.ts';
import { ownedName } from '../sql/sequences.ts';
import type { PgReply } from '../wire.ts';
import type { OwnContext } from './own-context.ts';

/** Whether the words alter a table in a way that only dumps use. */
export const altersOwnership = (words: readonly string[]): boolean =>
  words[0] === 'alter' &&
  (/ owner to /.test(` ${words.join(' ')} `) ||
    /^alter table .* (set default nextval|add generated) /.test(`${words.join(' ')} `));

/** The name from `at` on, with its schema. */
function nameAt(words: readonly string[], at: number): { schema: string; name: string } {
  return words[at + 1] === '.'
    ? { schema: words[at] ?? '', name: words[at + 2] ?? '' }
    : { schema: 'public', name: words[at] ?? '' };
}

/** Makes a column count by itself, from where a sequence stands. */
function countColumn(schema: Schema, table: Table, column: string, text: string): void {
  const sequence = ownedName(table.definition.name, column);
  const known = schema.sequences.get(sequence);
  if (known !== undefined) {
    schema.sequences.delete(sequence);
    table.nextAuto = known.isCalled ? known.last + known.step : known.last;
  }
  const columns = table.definition.columns.map((each) =>
    each.name === column
      ? { ...each, isAutoIncrement: true, defaultValue: undefined, defaultText: text }
      : each,
  );
  table.definition = { ...table.definition, columns };
}

/** OWNER TO, and how dumps give a column its counter. Models tablecmds.c. */
export function changeOwnership({ database }: OwnContext, words: readonly string[]): PgReply {
  const what = words[1] ?? '';
  const tag = `ALTER ${what.toUpperCase()}`;
  const at = words[2] === 'only' ? 3 : 2;
  const { schema, name } = nameAt(words, at);
  if (what !== 'table') return { type: 'done', tag };
  const inSchema = database.catalog.schemas.get(schema);
  const table = inSchema?.tables.get(name);
  const isKnown = table !== undefined || inSchema?.sequences.has(name) || inSchema?.views.has(name);
  const isCounter = [...(inSchema?.tables.values() ?? [])].some(({ definition }) =>
    definition.columns.some(
      (column) => column.isAutoIncrement && ownedName(definition.name, column.name) === name,
    ),
  );
  if (!isKnown && !isCounter) {
    throw new SqlFailure(pgError('42P01', `relation "${name}" does not exist`));
  }
  const alter = words.indexOf('alter', 1);
  if (inSchema === undefined || table === undefined || alter < 0) return { type: 'done', tag };
  const column = words[alter + 1] === 'column' ? words[alter + 2] : words[alter + 1];
  const rest = words.join(' ');
  const identity = /add generated (always|by default) as identity/.exec(rest)?.[1];
  countColumn(
    inSchema,
    table,
    column ?? '',
    identity === undefined ? '' : `generated ${identity} as identity`,
  );
  return { type: 'done', tag };
}
