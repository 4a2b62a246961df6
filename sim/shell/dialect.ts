import type { Dialect, Shell } from './types.ts';
import { type ShellMessage, wordsOf } from './words/shell.ts';

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

/** Options of dash, in its order. */
export const DASH_OPTION_NAMES: readonly string[] = (
  'errexit noglob ignoreeof interactive monitor noexec stdin xtrace verbose vi emacs noclobber ' +
  'allexport notify nounset privileged nolog debug'
).split(' ');

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

/** Builtins of ash that are applets: they complain as a program does, under the name of `sh`. */
const APPLETS = new Set(['[', '[[', 'echo', 'kill', 'printf', 'test']);

/** Messages that are told as an applet tells them, and those that name nothing but the builtin. */
const AS_APPLET: ReadonlySet<string> = new Set(['badReadName', 'badLimit']);
const BARE: Readonly<Record<'dash' | 'ash', ReadonlySet<string>>> = {
  dash: new Set(['noAlias', 'badTrap']),
  ash: new Set(['noAlias']),
};

/** What stands in front of an error of a shell that is not bash. */
function headOf(shell: Shell, code: string, line: number): string {
  const { dialect, name, running, isAtTerminal } = shell;
  const by = running === undefined ? '' : `${running}: `;
  if (dialect === 'dash') {
    // At a terminal dash counts the lines that were typed.
    const shown = isAtTerminal ? Math.max(1, shell.history.length) : line;
    return BARE.dash.has(code) ? by : `${name}: ${shown}: ${by}`;
  }
  if (BARE.ash.has(code)) return by;
  const isApplet = APPLETS.has(running ?? '') && code !== 'noJob';
  if (isApplet || AS_APPLET.has(code)) return 'sh: ';
  const isSaid = !isAtTerminal && (running !== undefined || shell.input === 'file');
  // It counts the lines of `-c` from 0.
  const at = `line ${shell.input === 'command' ? line - 1 : line}: `;
  return `${name}: ${by}${isSaid ? at : ''}`;
}

/** An error in the words of a shell that is not bash, with what stands in front of it. */
export function complaint(shell: Shell, message: ShellMessage | string, line = shell.line): string {
  const code = typeof message === 'string' ? '' : message[0];
  return headOf(shell, code, line) + wordsOf(shell.dialect, message);
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
