import type { Query } from '../ast.ts';
import type { BindContext, Plan } from '../bind/context.ts';
import type { Scope } from '../bind/scope.ts';
import type { Bound } from '../bound.ts';
import type { Env } from '../dialect.ts';
import type { Clause } from '../errors.ts';
import type { Value } from '../values.ts';

export type Row = readonly Value[];

/** Tables that WITH has named, by their names in lower case. */
export type CommonTables = ReadonlyMap<string, Plan>;

/** What the parts of a query are bound with. */
export interface Binding {
  readonly env: Env;
  readonly common: CommonTables;
  /** Binds a query that stands within this one. */
  bindQuery(query: Query, outer: Scope | undefined, common: CommonTables): Plan;
}

export const NO_ALIASES: ReadonlyMap<string, Bound> = new Map();

/** What an expression may see besides its scope. */
export type Seen = Partial<Omit<BindContext, 'env' | 'scope' | 'clause' | 'bindQuery'>>;

const NOTHING_SEEN: Seen = {};

/** What the expressions of a clause are bound in. */
export const contextOf = (
  { env, common, bindQuery }: Binding,
  scope: Scope,
  clause: Clause,
  seen: Seen = NOTHING_SEEN,
): BindContext => ({
  env,
  scope,
  clause,
  aggregates: undefined,
  windows: undefined,
  namedWindows: [],
  aliases: NO_ALIASES,
  aliasesFirst: false,
  inserted: undefined,
  grouping: undefined,
  bindQuery: (query, outer) => bindQuery(query, outer, common),
  ...seen,
});
