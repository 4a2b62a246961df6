import type { Tty } from '../kernel/index.ts';
import type { Shell } from './types.ts';
import { setText } from './variables.ts';

/** Sets LINES and COLUMNS to the size of the terminal, if it has one and the shell follows it. */
export function noteSize(shell: Shell, tty: Tty): void {
  const [rows, columns] = [tty.rows(), tty.columns()];
  if (!shell.dialect.names.setsSize || rows <= 0 || columns <= 0) return;
  setText(shell, 'LINES', String(rows));
  setText(shell, 'COLUMNS', String(columns));
}

/** The same after a command in the foreground. Models `checkwinsize` of bash. */
export function checkSize(shell: Shell): void {
  const tty = shell.fds.get(2)?.tty;
  const isAsked =
    shell.isInteractive && shell.level === 0 && shell.shellOptions.has('checkwinsize');
  if (isAsked && tty !== undefined) noteSize(shell, tty);
}
