import { type Bound, bound, type Frame, type Origin } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { type Clause, SqlFailure } from '../errors.ts';
import type { SqlType, Value } from '../values.ts';

/** One column that names can mean. */
export interface ScopeColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly isNullable: boolean;
  readonly origin: Origin | undefined;
}

/** One table, view or subquery of a FROM. */
export interface Source {
  readonly schema: string;
  readonly alias: string;
  readonly columns: readonly ScopeColumn[];
  /** Where its columns begin in the row. */
  readonly offset: number;
  /** Columns that USING has merged into those of another source. */
  readonly hidden: ReadonlySet<string>;
}

/** What names mean within one query. */
export interface Scope {
  readonly sources: readonly Source[];
  readonly outer: Scope | undefined;
  /** Set when a name was found in a query around this one. */
  usesOuter: boolean;
}

export const createScope = (sources: readonly Source[], outer: Scope | undefined): Scope => ({
  sources,
  outer,
  usesOuter: false,
});

export interface ColumnName {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly start: number;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

interface Found {
  readonly column: ScopeColumn;
  readonly index: number;
}

function findIn(scope: Scope, { schema, table, name }: ColumnName): Found[] {
  return scope.sources
    .filter((source) => table === '' || same(source.alias, table))
    .filter((source) => schema === '' || same(source.schema, schema))
    .flatMap(({ columns, offset, hidden }) =>
      columns.flatMap((column, i) =>
        same(column.name, name) && !(table === '' && hidden.has(column.name.toLowerCase()))
          ? [{ column, index: offset + i }]
          : [],
      ),
    );
}

export const fullName = ({ schema, table, name }: ColumnName): string =>
  [schema, table, name].filter((part) => part !== '').join('.');

/** The column that a name means here or in a query around; undefined when there is none. */
export function findColumn(
  env: Env,
  scope: Scope,
  name: ColumnName,
  clause: Clause,
): Bound | undefined {
  let depth = 0;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer, depth++) {
    const found = findIn(at, name);
    if (found.length > 1) {
      throw new SqlFailure(env.dialect.errors.ambiguousColumn(fullName(name), clause, name.start));
    }
    const [one] = found;
    if (one === undefined) continue;
    for (let inner: Scope | undefined = scope; inner !== at; inner = inner?.outer) {
      if (inner !== undefined) inner.usesOuter = true;
    }
    return columnAt(one, depth);
  }
  return undefined;
}

function columnAt({ column, index }: Found, depth: number): Bound {
  const { type, isNullable, origin } = column;
  if (depth === 0) {
    const at = ({ row }: Frame): Value => row[index] ?? null;
    return { ...bound(type, isNullable, at), origin };
  }
  const outside = (frame: Frame): Value => {
    let at: Frame | undefined = frame;
    for (let i = 0; i < depth; i++) at = at?.outer;
    return at?.row[index] ?? null;
  };
  return { ...bound(type, isNullable, outside), origin };
}
