import type { Assignment } from 'unbash';
import type { Program } from '../../kernel/index.ts';
import { complain, printError } from '../exec/report.ts';
import type { Outcome, Shell } from '../types.ts';

/**
 * A builtin: returns a status, or where control goes. `nodes` holds array assignments by
 * argument.
 */
export type Builtin = (
  shell: Shell,
  args: readonly string[],
  nodes: readonly (Assignment | undefined)[],
  name: string,
) => Program<number | Outcome>;

export const USAGE: Readonly<Record<string, string>> = {
  read:
    '[-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t ' +
    'timeout] [-u fd] [name ...]',
  printf: '[-v var] format [arguments]',
  set: '[-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]',
  export: '[-fn] [name[=value] ...] or export -p',
  readonly: '[-aAf] [name[=value] ...] or readonly -p',
  cd: '[-L|[-P [-e]] [-@]] [dir]',
  pwd: '[-LP]',
  caller: '[expr]',
  getopts: 'optstring name [arg ...]',
  kill: '[-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]',
  source: 'filename [arguments]',
  '.': 'filename [arguments]',
  declare: '[-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]',
  typeset: '[-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]',
  local: '[option] name[=value] ...',
  unset: '[-f] [-v] [-n] [name ...]',
  command: '[-pVv] command [arg ...]',
  type: '[-afptP] name [name ...]',
  eval: '[arg ...]',
  history: '[-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]',
  mapfile:
    '[-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]',
  readarray:
    '[-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]',
  alias: '[-p] [name[=value] ... ]',
  unalias: '[-a] name [name ...]',
  shopt: '[-pqsu] [-o] [optname ...]',
  trap: '[-lp] [[arg] signal_spec ...]',
  umask: '[-p] [-S] [mode]',
  wait: '[-fn] [-p var] [id ...]',
  jobs: '[-lnprs] [jobspec ...] or jobs -x command [args]',
  hash: '[-lr] [-p pathname] [-dt] [name ...]',
  exec: '[-cl] [-a name] [command [argument ...]] [redirection ...]',
  let: 'arg [arg ...]',
  exit: '[n]',
  pushd: '[-n] [+N | -N | dir]',
  popd: '[-n] [+N | -N]',
  dirs: '[-clpv] [+N] [-N]',
  bg: '[job_spec ...]',
  fg: '[job_spec]',
  help: '[-dms] [pattern ...]',
  bind:
    '[-lpsvPSVX] [-m keymap] [-f filename] [-q name] [-u name] [-r keyseq] ' +
    '[-x keyseq:shell-command] [keyseq:readline-function or readline-command]',
  break: '[n]',
  continue: '[n]',
  return: '[n]',
  shift: '[n]',
  logout: '[n]',
  builtin: '[shell-builtin [arg ...]]',
  compgen:
    '[-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] ' +
    '[-C command] [-X filterpat] [-P prefix] [-S suffix] [word]',
  complete:
    '[-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] [-G globpat] [-W wordlist] ' +
    '[-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [name ...]',
  compopt: '[-o|+o option] [-DEI] [name ...]',
  enable: '[-a] [-dnps] [-f filename] [name ...]',
  fc: '[-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]',
  disown: '[-h] [-ar] [jobspec ... | pid ...]',
  suspend: '[-f]',
  ulimit: '[-SHabcdefiklmnpqrstuvxPRT] [limit]',
};

/** What ash says where a builtin lacks its words. */
const ASH_USAGE: Readonly<Record<string, string>> = {
  kill: 'you need to specify whom to kill',
  printf: 'usage: printf FORMAT [ARGUMENT...]',
  getopts: 'usage: getopts optstring var [arg]',
};

/** What dash says then. */
const DASH_USAGE: Readonly<Record<string, string>> = {
  kill:
    'Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\n' + 'kill -l [exitstatus]',
  printf: 'usage: printf format [arg ...]',
  getopts: 'Usage: getopts optstring var [arg...]',
};

/** `name: usage: name …` */
export function* usage(shell: Shell, name: string): Program<number> {
  if (shell.dialect === 'bash') {
    yield* printError(shell, `${name}: usage: ${name} ${USAGE[name] ?? ''}\n`);
  }
  if (shell.dialect === 'bash') return 2;
  const own = (shell.dialect === 'ash' ? ASH_USAGE : DASH_USAGE)[name];
  if (own === undefined) return 2;
  yield* complain(shell, own);
  return shell.dialect === 'ash' && name === 'kill' ? 1 : 2;
}

/** `-z: invalid option` and the usage. */
export function* invalidOption(shell: Shell, name: string, option: string): Program<number> {
  yield* complain(shell, ['badOption', option]);
  if (shell.dialect === 'dash') return 2;
  return yield* usage(shell, name);
}

export interface Options {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly rest: readonly string[];
  /** The first option that is not known. */
  readonly bad: string | undefined;
  /** The option whose value is missing. */
  readonly lacking: string | undefined;
  /** How many arguments were options. */
  readonly taken: number;
}

/** Complains of an unknown option or a missing value; undefined when all is well. */
export function* refuseOptions(
  shell: Shell,
  name: string,
  options: Options,
): Program<number | undefined> {
  if (options.lacking !== undefined) {
    yield* complain(shell, ['lacksValue', options.lacking]);
    return yield* usage(shell, name);
  }
  if (options.bad === undefined) return undefined;
  return yield* invalidOption(shell, name, options.bad);
}

/** Reads leading options; a letter followed by `:` in `known` takes a value. */
export function readOptions(args: readonly string[], known: string): Options {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  let lacking: string | undefined;
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      at++;
      break;
    }
    if (!arg.startsWith('-') || arg === '-') break;
    for (let i = 1; i < arg.length; i++) {
      const letter = arg.charAt(i);
      const place = letter === ':' ? -1 : known.indexOf(letter);
      if (place < 0) {
        const bad = `-${letter}`;
        return { flags, values, rest: args.slice(at), bad, lacking: undefined, taken: at };
      }
      if (known.charAt(place + 1) !== ':') {
        flags.add(letter);
        continue;
      }
      flags.add(letter);
      const inline = arg.slice(i + 1);
      if (inline === '' && at + 1 >= args.length) lacking = `-${letter}`;
      values.set(letter, inline === '' ? (args[++at] ?? '') : inline);
      break;
    }
  }
  return { flags, values, rest: args.slice(at), bad: undefined, lacking, taken: at };
}
