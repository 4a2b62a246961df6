import type { Expr, Query, Select } from '../ast.ts';
import type { Bound, Frame } from '../bound.ts';
import type { Accumulator, Env } from '../dialect.ts';
import type { Clause } from '../errors.ts';
import type { Value } from '../values.ts';
import type { Scope } from './scope.ts';

/** An aggregate of the query, to be fed with the rows of each group. */
export interface AggregateSlot {
  readonly args: readonly Bound[];
  readonly isDistinct: boolean;
  readonly orderBy: readonly { readonly key: Bound; readonly isDescending: boolean }[];
  create(): Accumulator;
}

/** The rows of one partition in order, and which of them are equal for that order. */
export interface Partition {
  readonly frames: readonly Frame[];
  /** For each row the index of the first and of the last row that is its equal. */
  readonly firstPeer: readonly number[];
  readonly lastPeer: readonly number[];
}

/** A window function of the query, to be worked out when its rows are there. */
export interface WindowSlot {
  /** Where its values go among the results of aggregates. */
  readonly index: number;
  readonly partitionBy: readonly Bound[];
  readonly orderBy: readonly {
    readonly key: Bound;
    readonly isDescending: boolean;
    readonly nulls: 'first' | 'last' | undefined;
  }[];
  valueAt(partition: Partition, at: number): Value;
}

/** A bound query. */
export interface Plan {
  readonly columns: readonly PlanColumn[];
  readonly usesOuter: boolean;
  rows(outer: Frame | undefined): (readonly Value[])[];
}

export interface PlanColumn {
  readonly name: string;
  readonly type: Bound['type'];
  readonly isNullable: boolean;
  readonly origin: Bound['origin'];
}

/** What an expression is bound in. */
export interface BindContext {
  readonly env: Env;
  readonly scope: Scope;
  readonly clause: Clause;
  /** Where aggregates go; undefined where none may be. */
  readonly aggregates: AggregateSlot[] | undefined;
  /** Where window functions go; undefined where none may be. */
  readonly windows: WindowSlot[] | undefined;
  /** The windows that the query has given names. */
  readonly namedWindows: Select['windows'];
  /** Names of the select list, where they may be used. */
  readonly aliases: ReadonlyMap<string, Bound>;
  /** Whether an alias wins over a column of the same name. */
  readonly aliasesFirst: boolean;
  /** A column of the row that could not be inserted. */
  readonly inserted: ((name: string) => Bound) | undefined;
  /** GROUPING of some of the grouped expressions; undefined where there are no totals. */
  readonly grouping: ((args: readonly Expr[]) => Bound) | undefined;
  bindQuery(query: Query, outer: Scope): Plan;
}

/** Resolves the names of an expression; handed down to what expressions are made of. */
export type Bind = (context: BindContext, expr: Expr) => Bound;
