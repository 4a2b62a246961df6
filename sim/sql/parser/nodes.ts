import type { BinaryOperator, Expr } from '../ast.ts';
import type { Cursor } from '../dialect.ts';
import type { SqlType, Value } from '../values.ts';

/** A call that is written without brackets, or as an operator. */
export const call = (cursor: Cursor, name: string, args: readonly Expr[], start: number): Expr => ({
  kind: 'call',
  name,
  args,
  isDistinct: false,
  isStar: false,
  orderBy: [],
  separator: undefined,
  ...cursor.span(start),
});

/** A value that stands in the text. */
export function literal(cursor: Cursor, value: Value, type: SqlType, start: number): Expr {
  return { kind: 'literal', value, type, ...cursor.span(start) };
}

/** An operator between two operands. */
export const binary = (
  cursor: Cursor,
  operator: BinaryOperator,
  left: Expr,
  right: Expr,
): Expr => ({
  kind: 'binary',
  operator,
  left,
  right,
  ...cursor.span(left.start),
});
