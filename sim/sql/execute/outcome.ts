import type { PlanColumn } from '../bind/context.ts';
import type { Value } from '../values.ts';

/** What came of a statement. */
export type Outcome =
  | {
      readonly kind: 'rows';
      readonly columns: readonly PlanColumn[];
      readonly rows: readonly (readonly Value[])[];
    }
  | {
      readonly kind: 'done';
      /** `INSERT`, `CREATE TABLE`, …: the statement in general words. */
      readonly tag: string;
      readonly affected: number;
      readonly counts: Counts;
      /** The rows of RETURNING, if there was one. */
      readonly returned: Extract<Outcome, { kind: 'rows' }> | undefined;
    };

export interface Counts {
  /** Rows that a statement was about. */
  readonly matched: number;
  readonly duplicates: number;
  /** The first value that was made up for an automatic column; 0 for none. */
  readonly insertId: bigint;
}

const NO_COUNTS: Counts = { matched: 0, duplicates: 0, insertId: 0n };

export const done = (tag: string, affected = 0, counts: Partial<Counts> = {}): Outcome => ({
  kind: 'done',
  tag,
  affected,
  counts: { ...NO_COUNTS, ...counts },
  returned: undefined,
});
