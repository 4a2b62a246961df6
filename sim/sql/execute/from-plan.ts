import type { Query } from '../ast.ts';
import type { BindContext, Plan } from '../bind/context.ts';
import type { Scope, Source } from '../bind/scope.ts';
import type { Frame } from '../bound.ts';
import type { Env } from '../dialect.ts';
import type { Table } from '../storage/model.ts';
import type { Value } from '../values.ts';

type Row = readonly Value[];

/** A bound FROM. */
export interface FromPlan {
  readonly sources: readonly Source[];
  /** Where the columns of `*` stand, when that is not all of them in order. */
  readonly star?: readonly number[] | undefined;
  /** The tables that it reads, in order, for locks. */
  readonly tables: readonly Table[];
  rows(outer: Frame | undefined): Row[];
}

/** What binding a FROM asks of the query around it. */
export interface FromContext {
  readonly env: Env;
  readonly outer: Scope | undefined;
  /** Names of WITH. */
  readonly common: ReadonlyMap<string, Plan>;
  bindQuery(query: Query, outer: Scope | undefined): Plan;
  expressions(scope: Scope, clause: 'on'): BindContext;
  /** The columns that the query mentions; undefined for all. */
  readonly used: ReadonlySet<string> | undefined;
  /** Whether rows come in the order of a smaller key that holds all that is asked for. */
  readonly mayUseKeyOrder: boolean;
  /**
   * For writing: rows are the newest ones, and each table has one more column, `ROW_ID`, which says
   * where its row is kept.
   */
  readonly isForWriting: boolean;
}

/** The name of the hidden column; no name in a statement can be this. */
export const ROW_ID = '\0row';

/** No column of a source is hidden. */
export const NOTHING_HIDDEN: ReadonlySet<string> = new Set();
