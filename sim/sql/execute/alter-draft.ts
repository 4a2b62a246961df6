import type { Expr } from '../ast.ts';
import { columnsIn } from '../bind/names.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import type { Check, Column, ForeignKey, Key } from '../storage/model.ts';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A table while it is altered; each column remembers where its values come from. */
export interface Draft {
  name: string;
  schema: string;
  columns: Column[];
  keys: Key[];
  foreignKeys: ForeignKey[];
  checks: Check[];
  options: Record<string, string>;
  readonly sources: Map<string, Source>;
}

type Source = { readonly kind: 'old'; readonly index: number } | { readonly kind: 'new' };

/** Where a column of a draft stands; the statement fails where it has none of that name. */
export function indexOf(env: Env, draft: Draft, name: string): number {
  const index = draft.columns.findIndex((column) => same(column.name, name));
  if (index >= 0) return index;
  throw new SqlFailure(env.dialect.errors.unknownTableColumn(name, draft.name));
}

/** Whether an expression names a column. */
export const uses = (expr: Expr, name: string): boolean =>
  columnsIn(expr).some((column) => same(column, name));

/** Changes some of what a column of a draft is. */
export function edit(draft: Draft, index: number, change: Partial<Column>): void {
  draft.columns[index] = { ...(draft.columns[index] as Column), ...change };
}
