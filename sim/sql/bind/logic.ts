import { type Bound, bound, type Frame } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { asDouble, numberOf } from '../operate/compare.ts';
import type { Value } from '../values.ts';
import type { BindContext } from './context.ts';

/** True, false or unknown. */
export function truthOf(env: Env, value: Value): boolean | undefined {
  if (value === null) return undefined;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value !== 0n;
  return asDouble(numberOf(env.dialect.semantics, value, env.warn)) !== 0;
}

/** What is decided of each row, as the dialect writes a truth. */
export function logical(
  { env }: BindContext,
  decide: (frame: Frame) => boolean | undefined,
  isNullable = false,
): Bound {
  const { booleanType, truth } = env.dialect.semantics;
  const [yes, no] = [truth(true), truth(false)];
  return bound(booleanType, isNullable, (frame) => {
    const result = decide(frame);
    return result === undefined ? null : result ? yes : no;
  });
}

/** AND, OR and XOR of truths that may be unknown. */
export function connective(
  context: BindContext,
  how: 'and' | 'or' | 'xor',
  a: Bound,
  b: Bound,
): Bound {
  const { env } = context;
  const decide = (frame: Frame): boolean | undefined => {
    const left = truthOf(env, a.eval(frame));
    if (how === 'and' && left === false) return false;
    if (how === 'or' && left === true) return true;
    const right = truthOf(env, b.eval(frame));
    if (how === 'and') return right === false ? false : left && right;
    if (how === 'or')
      return right === true ? true : left === undefined || right === undefined ? undefined : false;
    return left === undefined || right === undefined ? undefined : left !== right;
  };
  return logical(context, decide, a.isNullable || b.isNullable);
}

/** NOT: what is unknown stays so. */
export function negation(context: BindContext, arg: Bound): Bound {
  const decide = (frame: Frame): boolean | undefined => {
    const truth = truthOf(context.env, arg.eval(frame));
    return truth === undefined ? undefined : !truth;
  };
  return logical(context, decide, arg.isNullable);
}
