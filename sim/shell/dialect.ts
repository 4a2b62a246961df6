import type { FileError } from '../kernel/index.ts';
import { errorText } from '../kernel/index.ts';
import type { Dialect, Shell } from './types.ts';

/** Builtins of bash that neither dash nor ash has. */
const BASH_ONLY =
  'declare typeset shopt mapfile readarray pushd popd dirs builtin caller compgen complete compopt ' +
  'disown enable bind logout suspend';

/** Builtins of ash that dash has not. */
const NOT_IN_DASH = 'source let history help';

/** Makes a new shell one that is not bash: without what that has alone. */
export function limitTo(shell: Shell): void {
  if (shell.dialect === 'bash') return;
  const missing = shell.dialect === 'dash' ? `${BASH_ONLY} ${NOT_IN_DASH}` : BASH_ONLY;
  for (const name of missing.split(' ')) shell.disabled.add(name);
  shell.options.delete('braceexpand');
  shell.options.delete('histexpand');
  shell.shellOptions.add('expand_aliases');
  for (const name of shell.scopes[0]?.keys() ?? []) {
    if (/^(?:BASH|HOSTTYPE|MACHTYPE|OSTYPE)/.test(name)) shell.scopes[0]?.delete(name);
  }
}

/** Options of bash that dash and ash do not know. */
const BASH_OPTIONS =
  'braceexpand errtrace functrace hashall histexpand history interactive-comments keyword onecmd ' +
  'physical posix privileged';

/** Whether a shell has no option of that name. */
export const isUnknownOption = (dialect: Dialect, name: string): boolean =>
  dialect !== 'bash' &&
  (BASH_OPTIONS.split(' ').includes(name) || (name === 'pipefail' && dialect === 'dash'));

/** Builtins whose mistakes end a script. */
const SPECIAL = new Set(['set', 'export', 'readonly', 'unset', 'shift', '.', 'source', 'local']);

/** Whether a shell ends with a builtin that answered so, as POSIX has it for special ones. */
export const endsWith = (shell: Shell, name: string, status: number): boolean =>
  shell.dialect !== 'bash' &&
  status !== 0 &&
  SPECIAL.has(name) &&
  !shell.isInteractive &&
  !(shell.dialect === 'ash' && name === 'shift' && status === 1);

/** The status of a builtin where bash's own is another. */
export const statusIn = (dialect: Dialect, name: string, status: number): number =>
  dialect !== 'bash' && name === 'cd' && status === 1 ? 2 : status;

/** Variables that bash makes up when they are asked for, and another shell does not know. */
export const isUnknownVariable = (dialect: Dialect, name: string): boolean =>
  dialect !== 'bash' &&
  name !== 'LINENO' &&
  name !== 'PPID' &&
  !(dialect === 'ash' && name === 'RANDOM');

/** The status of `type` and `command -v` for a name that means nothing. */
export const statusOfUnknown = (dialect: Dialect): number => (dialect === 'bash' ? 1 : 127);

/** What an error of bash is in another shell; first what both say, then what each says alone. */
const COMMON: readonly (readonly [RegExp, string])[] = [
  [/^(.*): command not found$/s, '$1: not found'],
  [/^\$?(.*): unbound variable$/, '$1: parameter not set'],
  [/^(?:export: |readonly: |local: )?(.*): readonly variable$/, '$1: is read only'],
  [/^unset: (.*): cannot unset: is read only$/, 'unset: $1: is read only'],
  [/^(.*): cannot unset$/, '$1'],
];

const REWORDED: Readonly<Record<'dash' | 'ash', readonly (readonly [RegExp, string])[]>> = {
  dash: [
    [/^.*: bad substitution$/s, 'Bad substitution'],
    [
      /^(?:\(\(: )?(.*): division by 0 \(error token is ".*$/s,
      'arithmetic expression: division by zero: "$1"',
    ],
    [
      /^(.*): syntax error: operand expected \(error token is ".*$/s,
      'arithmetic expression: expecting primary: "$1"',
    ],
    [
      /^(.*): (?:syntax error in expression|value too great for base) \(error token is ".*$/s,
      'arithmetic expression: expecting EOF: "$1"',
    ],
    [/^cd: (.*): (?:No such file or directory|Not a directory)$/, "cd: can't cd to $1"],
    [/^(exit|return|shift): (.*): numeric argument required$/, '$1: Illegal number: $2'],
    [/^(set|read|ulimit|export|readonly|unset): (-.): invalid option$/, '$1: Illegal option $2'],
    [/^set: (.*): invalid option name$/, 'set: Illegal option -o $1'],
    [/^trap: (.*): invalid signal specification$/, 'trap: $1: bad trap'],
    [
      /^(export|readonly|unset): `(\w*)[^\w].*': not a valid identifier$/,
      '$1: $2: bad variable name',
    ],
    [/^(.*): parameter null or not set$/, '$1: parameter not set or null'],
    [/^(printf: .*): invalid number$/, '$1: expected numeric value'],
    [/^local: can only be used in a function$/, 'local: not in a function'],
    [/^\.: filename argument required$/, '.: arguments required'],
    [/^(\.): (.*): No such file or directory$/, '.: cannot open $2: No such file'],
    [/^([[]|test): missing `\]'$/, '$1: missing ]'],
    [/^alias: (.*): not found$/, 'alias: $1 not found'],
  ],
  ash: [
    [/^.*: bad substitution$/s, 'syntax error: bad substitution'],
    [/^.*: division by 0 \(error token is ".*$/s, 'divide by zero'],
    [/^.*\(error token is ".*$/s, 'arithmetic syntax error'],
    [/^cd: (.*): (No such file or directory|Not a directory)$/, "cd: can't cd to $1: $2"],
    [/^(exit|return|shift): (.*): numeric argument required$/, '$1: Illegal number: $2'],
    [/^(set|read|ulimit|export|readonly|unset): (-.): invalid option$/, '$1: illegal option $2'],
    [/^set: (.*): invalid option name$/, 'set: illegal option -o $1'],
    [/^trap: (.*): invalid signal specification$/, 'trap: $1: invalid signal specification'],
    [/^(export|readonly): `(\w*)[^\w].*': not a valid identifier$/, '$1: $2: bad variable name'],
    [/^(export|readonly): `(.*)': not a valid identifier$/, '$1: $2: bad variable name'],
    [/^([[]|test): missing `\]'$/, 'missing ]'],
    [/^type: (.*)$/, '$1'],
    [/^(alias|unalias): (.*): not found$/, '$1: $2 not found'],
    [
      /^(break|continue): (.*): (?:loop count out of range|numeric argument required)$/,
      '$1: Illegal number: $2',
    ],
    [/^kill: \((.*)\) - No such process$/, "can't kill pid $1: No such process"],
    [/^kill: (.*): invalid signal specification$/, "bad signal name '$1'"],
    [/^kill: (.*): arguments must be process or job IDs$/, "invalid number '$1'"],
    [/^(fg|bg): no job control$/, '$1: No current job'],
    [/^wait: `(.*)': not a pid or valid job spec$/, 'wait: Illegal number: $1'],
    [/^printf: `(%.*)': .*$/s, '%: invalid format'],
    [/^(.*): parameter null or not set$/, '$1: parameter not set or null'],
    [/^(.*): cannot overwrite existing file$/, "can't create $1: File exists"],
    [/^shift: (.*): shift count out of range$/, 'shift: Illegal number: $1'],
    [/^(read): (-.): option requires an argument$/, '$1: no arg for $2 option'],
    [/^printf: (.*): invalid (?:octal )?number$/s, "invalid number '$1'"],
    [/^unset: `(.*)': not a valid identifier$/, 'unset: $1: bad variable name'],
    [/^read: `(.*)': not a valid identifier$/, "read: '$1': bad variable name"],
    [/^local: can only be used in a function$/, 'local: not in a function'],
  ],
};

/** An error of bash in the words of a shell. */
export function reworded(dialect: Dialect, text: string): string {
  if (dialect === 'bash') return text;
  let out = text;
  for (const [pattern, words] of [...COMMON, ...REWORDED[dialect]]) {
    out = out.replace(pattern, words);
  }
  return out;
}

/** Builtins under whose names ash complains. */
const OWN =
  /^(?:cd|export|readonly|shift|exit|return|unset|set|trap|wait|read|umask|getopts|break|continue|command|hash|pwd|local|let|fg|bg|jobs|eval|exec|source|\.): /;

/** An error with what stands in front of it; `line` is that of the command. */
export function complaint(shell: Shell, text: string, line = shell.line): string {
  const own = reworded(shell.dialect, text);
  // At a terminal dash counts the lines that were typed.
  const shownLine = shell.isAtTerminal ? Math.max(1, shell.history.length) : line;
  if (shell.dialect === 'dash') return `${shell.name}: ${shownLine}: ${own}`;
  // It counts the lines of `-c` from 0.
  const head = shell.isAtTerminal ? '' : `line ${shell.input === 'command' ? line - 1 : line}: `;
  if (/^(?:un)?alias: /.test(own)) return own;
  const builtin = OWN.exec(own)?.[0] ?? '';
  if (shell.input === 'file') return `${shell.name}: ${head}${own}`;
  return builtin === ''
    ? `${shell.name}: ${own}`
    : `${shell.name}: ${builtin}${head}${own.slice(builtin.length)}`;
}

/** Why a program cannot be started. */
export function startFailure(dialect: Dialect, error: FileError): string {
  if (dialect === 'bash') return errorText(error);
  return error === 'ENOENT' ? 'not found' : errorText('EACCES');
}

/** Why a file cannot be opened for a redirection. */
export function openFailure(
  dialect: Dialect,
  name: string,
  isRead: boolean,
  error: FileError,
): string {
  if (dialect === 'bash') return `${name}: ${errorText(error)}`;
  const isMissing = error === 'ENOENT';
  if (dialect === 'dash') {
    const why = !isMissing ? errorText(error) : isRead ? 'No such file' : 'Directory nonexistent';
    return `cannot ${isRead ? 'open' : 'create'} ${name}: ${why}`;
  }
  const why = !isMissing ? errorText(error) : isRead ? 'no such file' : 'nonexistent directory';
  return `can't ${isRead ? 'open' : 'create'} ${name}: ${why}`;
}

/** Why `.` cannot read a file in a shell that is not bash. */
export function sourceFailure(dialect: 'dash' | 'ash', file: string, error: FileError): string {
  if (dialect === 'dash') return openFailure(dialect, file, true, error);
  return file.includes('/') ? `can't open '${file}': ${errorText(error)}` : `${file}: not found`;
}

/** Operators of `[` between two words. */
const BINARY = /^(?:[=!]?=|<|>|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef))$/;

/** What `[` says of an expression that is none, with its arguments. */
export function testFailure(
  dialect: Dialect,
  name: string,
  text: string,
  args: readonly string[],
): string {
  if (dialect === 'bash') return `${name}: ${text}`;
  const number = /^(.*): integer expression expected$/s.exec(text)?.[1];
  if (dialect === 'ash') {
    if (number !== undefined) return `${number}: bad number`;
    return `${args[1] ?? ''}: ${args.length === 2 && BINARY.test(args[1] ?? '') ? 'argument expected' : 'unknown operand'}`;
  }
  if (number !== undefined) return `${name}: Illegal number: ${number}`;
  const isShort = args.length === 2 && BINARY.test(args[1] ?? '');
  if (isShort) return `${name}: ${args[1]}: argument expected`;
  const first = /^-\w$/.test(args[0] ?? '') ? args[1] : args[0];
  return `${name}: ${first}: unexpected operator`;
}

/** Expansions of bash that a shell takes for mistakes, by what follows the name. */
export function isForeign(
  dialect: Dialect,
  operation: string | undefined,
  prefix: string | undefined,
  hasIndex: boolean,
): boolean {
  if (dialect === 'bash') return false;
  if (hasIndex || prefix === '!') return true;
  if (operation === 'Slice' || operation === 'Replace') return dialect === 'dash';
  return operation === 'CaseModification' || operation === 'Transform' || operation === 'Names';
}
