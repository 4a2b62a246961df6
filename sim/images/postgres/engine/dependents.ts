import { type Catalog, type Schema, SqlFailure, type Statement } from '../../../sql/index.ts';
import { pgError } from '../sql/errors.ts';
import { namedTables } from './named-tables.ts';

type Drop = Extract<Statement, { kind: 'drop table' }>;

interface Relation {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'view';
}

const shown = ({ kind, schema, name }: Relation): string =>
  `${kind} ${schema === 'public' ? name : `${schema}.${name}`}`;

function viewsOver(catalog: Catalog, { schema, name }: Relation): Relation[] {
  return [...catalog.schemas.values()].flatMap((each: Schema) =>
    [...each.views.values()]
      .filter(({ query }) =>
        namedTables(query).some(
          (table) => table.name === name && (table.schema || 'public') === schema,
        ),
      )
      .map((view): Relation => ({ schema: each.name, name: view.name, kind: 'view' })),
  );
}

/** The views that stand on a relation, also by way of others, the nearest first. */
function standingOn(catalog: Catalog, base: Relation): [on: Relation, view: Relation][] {
  const found: [Relation, Relation][] = [];
  const seen = new Set<string>();
  const queue = [base];
  for (let on = queue.shift(); on !== undefined; on = queue.shift()) {
    for (const view of viewsOver(catalog, on)) {
      if (seen.has(shown(view))) continue;
      seen.add(shown(view));
      found.push([on, view]);
      queue.push(view);
    }
  }
  return found;
}

/**
 * Refuses to drop what views stand on, or drops these as well. Models
 * src/backend/catalog/dependency.c.
 */
export function dropDependents(
  catalog: Catalog,
  { tables, isCascading, what }: Drop,
  notice: (message: string, detail?: string) => void,
): void {
  const names = new Set(tables.map(({ schema, name }) => `${schema || 'public'}.${name}`));
  const found = tables.flatMap(({ schema, name }) =>
    standingOn(catalog, { schema: schema || 'public', name, kind: what }),
  );
  const others = found.filter(([, view]) => !names.has(`${view.schema}.${view.name}`));
  if (others.length === 0) return;
  if (!isCascading) {
    const message =
      tables.length === 1
        ? `cannot drop ${what} ${tables[0]?.name} because other objects depend on it`
        : 'cannot drop desired object(s) because other objects depend on them';
    const lines = others.map(([on, view]) => `${shown(view)} depends on ${shown(on)}`);
    throw new SqlFailure(pgError('2BP01', message, { detail: lines.join('\n') }));
  }
  for (const [, view] of others) catalog.schemas.get(view.schema)?.views.delete(view.name);
  const dropped = others.map(([, view]) => `drop cascades to ${shown(view)}`);
  if (dropped.length === 1) notice(dropped[0] ?? '');
  else notice(`drop cascades to ${dropped.length} other objects`, dropped.join('\n'));
}
