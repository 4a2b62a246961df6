import { type Bound, bound } from '../bound.ts';
import type { Env, FunctionSpec } from '../dialect.ts';
import { asDouble, numberOf } from '../operate/compare.ts';
import { type SqlType, typeOf, type Value } from '../values.ts';

export type Argument = Exclude<Value, null>;

/** When a function can give null: as its arguments, always perhaps, or never. */
export type Nulls = 'as arguments' | 'always' | 'never';

export interface ScalarOptions {
  readonly least: number;
  readonly most: number;
  readonly nulls: Nulls;
  readonly type: SqlType | ((types: readonly SqlType[]) => SqlType);
}

/** A function that is null when an argument is. */
export const scalar = (
  { least, most, nulls, type }: ScalarOptions,
  compute: (args: readonly Argument[], env: Env, types: readonly SqlType[]) => Value,
): FunctionSpec => ({
  least,
  most,
  bind(args, env) {
    const types = args.map((arg) => arg.type);
    const result = typeof type === 'function' ? type(types) : type;
    const isNullable =
      nulls === 'always' || (nulls === 'as arguments' && args.some((arg) => arg.isNullable));
    return bound(result, isNullable, (frame) => {
      const values: Argument[] = [];
      for (const arg of args) {
        const value = arg.eval(frame);
        if (value === null) return null;
        values.push(value);
      }
      return compute(values, env, types);
    });
  },
});

/** A function that sees nulls. */
export const special = (
  least: number,
  most: number,
  bind: (args: readonly Bound[], env: Env) => Bound,
): FunctionSpec => ({ least, most, bind });

export const text = (env: Env, value: Argument): string => env.dialect.semantics.display(value);
export const double = (env: Env, value: Argument): number =>
  asDouble(numberOf(env.dialect.semantics, value, env.warn));
const MOST_WHOLE = 2 ** 63;

/** The whole number next to a double; at the ends of 64 bits for one that is beyond them. */
export function largeWhole(value: number): bigint {
  if (value >= MOST_WHOLE) return 2n ** 63n - 1n;
  return value <= -MOST_WHOLE ? -(2n ** 63n) : BigInt(Math.round(value));
}

export const whole = (env: Env, value: Argument): number => Math.round(double(env, value));

export const VARCHAR = typeOf('text', 'varchar', { length: 255 });
export const INT = typeOf('integer', 'int', { length: 11 });
export const ANY_COUNT = 1_000;
