import { LIMITS } from '../../../limits.ts';
import {
  type Bound,
  bound,
  type Frame,
  isTemporalValue,
  SqlFailure,
  type TableFunctionSpec,
  type Value,
} from '../../../sql/index.ts';
import { pgError } from './errors.ts';
import { wholeResult } from './integers.ts';

const wholeOfSeries = (value: Value): bigint => {
  if (typeof value === 'bigint') return value;
  const message = isTemporalValue(value)
    ? 'ordinal: generate_series of times is not modelled'
    : 'ordinal: generate_series is modelled for whole numbers only';
  throw new SqlFailure(pgError('0A000', message));
};

function rowsOf(args: readonly Bound[], frame: Frame): Value[] {
  const given = args.map((arg) => arg.eval(frame));
  if (given.includes(null)) return [];
  const [from = 0n, to = 0n, step = 1n] = given.map(wholeOfSeries);
  if (step === 0n) throw new SqlFailure(pgError('22023', 'step size cannot equal zero'));
  if ((to - from) / step >= BigInt(LIMITS.sqlSeries)) {
    const message = `ordinal: generate_series gives at most ${LIMITS.sqlSeries} rows here`;
    throw new SqlFailure(pgError('54000', message));
  }
  const rows: Value[] = [];
  for (let at = from; step > 0n ? at <= to : at >= to; at += step) rows.push(at);
  return rows;
}

/** `generate_series(from, to [, step])`. Models src/backend/utils/adt/int.c. */
export const generateSeries: TableFunctionSpec = {
  least: 2,
  most: 3,
  bind(args) {
    const type = args.map((arg) => arg.type).reduce(wholeResult);
    return { column: bound(type, false, () => null), rows: (frame) => rowsOf(args, frame) };
  },
};
