import { decimalType, type SqlType, type WholeLimits } from '../../../sql/index.ts';
import { BIGINT, INT, SMALLINT, typeText } from './types.ts';

const BITS: Readonly<Record<string, bigint>> = { smallint: 16n, int: 32n, bigint: 64n };

/** The range of a type. Models src/include/c.h: PG_INT16_MIN and the like. */
export function wholeLimits(type: SqlType): WholeLimits {
  const half = 2n ** ((BITS[type.name] ?? 64n) - 1n);
  return { name: typeText(type), least: -half, most: half - 1n };
}

/** The smallest of integer, bigint and numeric that takes a literal. Models make_const. */
export function wholeLiteral(value: bigint): SqlType {
  const fits = [INT, BIGINT].find((type) => {
    const { least, most } = wholeLimits(type);
    return value >= least && value <= most;
  });
  return fits ?? decimalType(value.toString().length, 0);
}

const WIDTHS = [SMALLINT, INT, BIGINT];

/** The wider of two types; what is no number is as the other one. */
export function wholeResult(a: SqlType, b: SqlType): SqlType {
  const widths = [a, b]
    .filter(({ family }) => family !== 'null')
    .map(({ name }) => WIDTHS.findIndex((type) => type.name === name));
  if (widths.length === 0 || widths.includes(-1)) return BIGINT;
  return WIDTHS[Math.max(...widths)] ?? BIGINT;
}
