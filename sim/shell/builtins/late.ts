import { definePart, need, type Part } from '../../kernel/index.ts';
import type { Builtin } from './usage.ts';

type Builtins = Readonly<Record<string, Builtin>>;

/** The builtins that a shell starts without. */
export const LATE_BUILTINS: Part<Builtins> = definePart('builtins');

/** Their names, which are known from the start. */
export const LATE_NAMES: readonly string[] = `
  bg bind caller compgen complete compopt declare disown enable export fc fg help history jobs kill
  local mapfile printf read readarray readonly suspend times trap typeset ulimit umask wait
`
  .trim()
  .split(/\s+/);

/** Builtins whose code comes when one of them is called. */
export const lateBuiltins: Builtins = Object.fromEntries(
  LATE_NAMES.map((name): [string, Builtin] => [
    name,
    function* (shell, args, nodes, own) {
      const builtin = (yield* need(LATE_BUILTINS))[name];
      if (builtin === undefined) throw new Error(`no builtin is named ${name}`);
      return yield* builtin(shell, args, nodes, own);
    },
  ]),
);
