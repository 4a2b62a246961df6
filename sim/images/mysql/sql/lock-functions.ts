import {
  type Argument,
  bound,
  double,
  type Env,
  type FunctionSpec,
  INT,
  scalar,
  special,
  text,
  type Value,
} from '../../../sql/index.ts';
import { spend } from './spent-time.ts';

/** The fact that has the names that a session has locked, one for each time, in lines. */
export const LOCKS = 'locks';
/** In front of a name: the fact that tells which session has locked it, or null. */
export const LOCKER_OF = 'locker of ';

export const namesIn = (held: Value | undefined): string[] =>
  typeof held === 'string' && held !== '' ? held.split('\n') : [];
const heldBy = (env: Env): string[] => namesIn(env.session.fact(LOCKS));
const hold = (env: Env, names: readonly string[]): void =>
  env.session.setFact(LOCKS, names.join('\n'));
const lockerOf = (env: Env, name: string): Value => env.session.fact(`${LOCKER_OF}${name}`);
const isOthers = (env: Env, name: string): boolean => {
  const locker = lockerOf(env, name);
  return locker !== null && locker !== env.session.fact('connection_id');
};

const ofName = (compute: (name: string, env: Env) => Value): FunctionSpec =>
  scalar({ least: 1, most: 1, nulls: 'always', type: INT }, ([name], env) =>
    compute(text(env, name as Argument).toLowerCase(), env),
  );

/** Locks by name, which a session keeps until it gives them back or ends. */
export const LOCK_FUNCTIONS: Readonly<Record<string, FunctionSpec>> = {
  get_lock: scalar({ least: 2, most: 2, nulls: 'always', type: INT }, ([given, wait], env) => {
    const name = text(env, given as Argument).toLowerCase();
    if (isOthers(env, name)) {
      // In vain: what others do meanwhile comes after the statement.
      spend(env, double(env, wait as Argument));
      return 0n;
    }
    hold(env, [...heldBy(env), name]);
    return 1n;
  }),
  release_lock: ofName((name, env) => {
    const held = heldBy(env);
    const at = held.lastIndexOf(name);
    if (at < 0) return isOthers(env, name) ? 0n : null;
    hold(env, held.toSpliced(at, 1));
    return 1n;
  }),
  is_free_lock: ofName((name, env) => (lockerOf(env, name) === null ? 1n : 0n)),
  is_used_lock: ofName((name, env) => lockerOf(env, name)),
  release_all_locks: special(0, 0, (_args, env) =>
    bound(INT, false, () => {
      const count = heldBy(env).length;
      hold(env, []);
      return BigInt(count);
    }),
  ),
};
