import type { Accumulator, AggregateSpec } from '../../../sql/index.ts';
import { BOOLEAN } from './semantics.ts';

const logic = (isAll: boolean): AggregateSpec => ({
  least: 1,
  most: 1,
  isNullable: true,
  typeOf: () => BOOLEAN,
  create(): Accumulator {
    let result: boolean | null = null;
    return {
      add([value]) {
        if (value === null || value === undefined) return;
        const isTrue = value === true;
        result = result === null ? isTrue : isAll ? result && isTrue : result || isTrue;
      },
      result: () => result,
    };
  },
});

/** More aggregates of the server. */
export const MORE_AGGREGATES: readonly (readonly [string, AggregateSpec])[] = [
  ['bool_and', logic(true)],
  ['every', logic(true)],
  ['bool_or', logic(false)],
];
