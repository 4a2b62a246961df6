import {
  type Argument,
  bound,
  type Env,
  type FunctionSpec,
  INT,
  scalar,
  special,
  text,
  type Value,
} from '../../../sql/index.ts';

/** The names that a session has locked, one for each time, in lines. */
const heldBy = (env: Env): string[] => {
  const held = env.session.fact('locks');
  return typeof held === 'string' && held !== '' ? held.split('\n') : [];
};
const hold = (env: Env, names: readonly string[]): void =>
  env.session.setFact('locks', names.join('\n'));

const ofName = (least: number, compute: (name: string, env: Env) => Value): FunctionSpec =>
  scalar({ least, most: least, nulls: 'always', type: INT }, ([name], env) =>
    compute(text(env, name as Argument).toLowerCase(), env),
  );

/** Locks by name, which the statements of one session take and give back. */
export const LOCK_FUNCTIONS: Readonly<Record<string, FunctionSpec>> = {
  get_lock: ofName(2, (name, env) => {
    hold(env, [...heldBy(env), name]);
    return 1n;
  }),
  release_lock: ofName(1, (name, env) => {
    const held = heldBy(env);
    const at = held.lastIndexOf(name);
    if (at < 0) return null;
    hold(env, held.toSpliced(at, 1));
    return 1n;
  }),
  is_free_lock: ofName(1, (name, env) => (heldBy(env).includes(name) ? 0n : 1n)),
  is_used_lock: ofName(1, (name, env) =>
    heldBy(env).includes(name) ? env.session.fact('connection_id') : null,
  ),
  release_all_locks: special(0, 0, (_args, env) =>
    bound(INT, false, () => {
      const count = heldBy(env).length;
      hold(env, []);
      return BigInt(count);
    }),
  ),
};
