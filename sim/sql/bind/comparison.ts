import type { BinaryOperator } from '../ast.ts';
import type { Bound, Frame } from '../bound.ts';
import { semanticsOf } from '../operate/collate.ts';
import { compare, ORDER_TESTS } from '../operate/compare.ts';
import { comparable } from './comparable.ts';
import type { BindContext } from './context.ts';
import { logical } from './logic.ts';

/** How two values stand to each other: unknown where one of them is null, save for `<=>`. */
export function comparison(
  context: BindContext,
  operator: BinaryOperator,
  x: Bound,
  y: Bound,
): Bound {
  const { env } = context;
  const [a, b] = [comparable(env, x, y), comparable(env, y, x)];
  const semantics = semanticsOf(env.dialect.semantics, a.type, b.type);
  if (operator === '<=>') {
    return logical(context, (frame) => {
      const [left, right] = [a.eval(frame), b.eval(frame)];
      if (left === null || right === null) return left === right;
      return compare(semantics, left, right, env.warn) === 0;
    });
  }
  const test = ORDER_TESTS[operator] as (order: number) => boolean;
  const decide = (frame: Frame): boolean | undefined => {
    const [left, right] = [a.eval(frame), b.eval(frame)];
    if (left === null || right === null) return undefined;
    return test(compare(semantics, left, right, env.warn));
  };
  return logical(context, decide, a.isNullable || b.isNullable);
}
