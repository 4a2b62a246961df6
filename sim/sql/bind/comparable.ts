import { type Bound, constant } from '../bound.ts';
import type { Env } from '../dialect.ts';

/** A text that is compared with a column is converted once, not for each row. */
export function comparable(env: Env, side: Bound, other: Bound): Bound {
  const { origin, type } = other;
  const { fixed } = side;
  if (typeof fixed !== 'string' || origin === undefined) return side;
  if (type.family === 'text' || type.family === 'binary') return side;
  const column = { name: origin.name, type };
  const value = env.dialect.semantics.comparedWith(fixed, column, env.warn);
  return value === fixed ? side : constant(value, type);
}
