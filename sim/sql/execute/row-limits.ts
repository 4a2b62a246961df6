import type { Expr, Query } from '../ast.ts';
import { bindExpression } from '../bind/expressions.ts';
import type { Scope } from '../bind/scope.ts';
import { type Bound, type Frame, frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { asDouble, numberOf } from '../operate/compare.ts';
import { type Binding, contextOf } from './binding.ts';

/** How many of a LIMIT or OFFSET. */
function countOf(env: Env, given: Bound | undefined, frame: Frame): number | undefined {
  const value = given?.eval(frame) ?? null;
  if (value === null) return undefined;
  return Math.max(0, Math.floor(asDouble(numberOf(env.dialect.semantics, value, env.warn))));
}

/** Binds LIMIT and OFFSET: takes the rows of a result that they leave. */
export function bindLimits(
  binding: Binding,
  { limit, offset }: Pick<Query, 'limit' | 'offset'>,
  scope: Scope,
): <T>(rows: T[], outer: Frame | undefined) => T[] {
  const { env } = binding;
  const bindCount = (expr: Expr | undefined): Bound | undefined =>
    expr && bindExpression(contextOf(binding, scope, 'limit'), expr);
  const [most, skipped] = [bindCount(limit), bindCount(offset)];
  return (rows, outer) => {
    const frame = frameOf([], outer);
    const from = countOf(env, skipped, frame) ?? 0;
    const count = countOf(env, most, frame);
    if (from === 0 && count === undefined) return rows;
    return rows.slice(from, count === undefined ? undefined : from + count);
  };
}
