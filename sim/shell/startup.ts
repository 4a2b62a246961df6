import type { ShellState } from './types.ts';
import { scalar } from './values.ts';

/** An alias or a variable without a meaning of its own for the shell, its value a plain word. */
const PLAIN =
  /^(?:alias ([\w-]+)|(HISTCONTROL|HISTSIZE|EDITOR|PAGER|PS1))=(?:'([^'\\]*)'|([\w./:-]*))$/;

/**
 * Does what a startup file says when it has aliases and plain variables only, as nearly all have:
 * that needs no parser. Answers false, and does nothing, when there is anything else.
 */
export function runPlainStartup(shell: ShellState, text: string): boolean {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const matches = lines.map((line) => PLAIN.exec(line));
  if (matches.includes(null)) return false;
  for (const match of matches) {
    const [, alias, name = '', quoted, plain = ''] = match ?? [];
    const value = quoted ?? plain;
    if (alias !== undefined) shell.aliases.set(alias, value);
    else {
      const attributes = shell.scopes[0]?.get(name)?.attributes ?? new Set();
      shell.scopes[0]?.set(name, { value: scalar(value), attributes });
    }
  }
  return true;
}
