import {
  type Argument,
  type Env,
  type FunctionSpec,
  INT,
  regularExpression,
  type SqlType,
  scalar,
  text,
  VARCHAR,
  type Value,
  whole,
} from '../../../sql/index.ts';

/** The matches of a pattern in a text, from a place on. */
function matchesOf(
  env: Env,
  given: Argument,
  pattern: Argument,
  from: Argument | undefined,
): RegExpMatchArray[] {
  const value = text(env, given);
  const start = from === undefined ? 0 : Math.max(0, whole(env, from) - 1);
  const found = regularExpression(text(env, pattern), true);
  if (found === undefined) return [];
  const all = new RegExp(found.source, `${found.flags}g`);
  return [...value.matchAll(all)].filter(({ index }) => (index ?? 0) >= start);
}

const occurrence = (env: Env, given: Argument | undefined): number =>
  given === undefined ? 1 : Math.max(1, whole(env, given));

const of = (
  least: number,
  most: number,
  type: SqlType,
  compute: (args: readonly Argument[], env: Env) => Value,
): FunctionSpec => scalar({ least, most, nulls: 'always', type }, compute);

/** The REGEXP_ functions of MySQL 8. */
export const REGEXP_FUNCTIONS: Readonly<Record<string, FunctionSpec>> = {
  regexp_like: of(2, 3, INT, ([a, pattern, mode], env) => {
    const ignoresCase = mode === undefined || !text(env, mode).includes('c');
    const found = regularExpression(text(env, pattern as Argument), ignoresCase);
    return found?.test(text(env, a as Argument)) === true ? 1n : 0n;
  }),
  regexp_instr: of(2, 4, INT, ([a, pattern, from, count], env) => {
    const found = matchesOf(env, a as Argument, pattern as Argument, from);
    const match = found[occurrence(env, count) - 1];
    return match === undefined ? 0n : BigInt((match.index ?? 0) + 1);
  }),
  regexp_substr: of(2, 4, VARCHAR, ([a, pattern, from, count], env) => {
    const found = matchesOf(env, a as Argument, pattern as Argument, from);
    return found[occurrence(env, count) - 1]?.[0] ?? null;
  }),
  regexp_replace: of(3, 5, VARCHAR, ([a, pattern, by, from, count], env) => {
    const value = text(env, a as Argument);
    const wanted = count === undefined ? 0 : whole(env, count);
    const found = matchesOf(env, a as Argument, pattern as Argument, from);
    const replacement = text(env, by as Argument);
    let [out, at] = ['', 0];
    for (const [i, match] of found.entries()) {
      if (wanted > 0 && i + 1 !== wanted) continue;
      const index = match.index ?? 0;
      const filled = replacement.replace(/\$(\d)/g, (_all, n: string) => match[Number(n)] ?? '');
      out += value.slice(at, index) + filled;
      at = index + match[0].length;
    }
    return out + value.slice(at);
  }),
};
