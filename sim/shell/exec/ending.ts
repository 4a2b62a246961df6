import type { Program } from '../../kernel/index.ts';
import { commandText } from '../command-text.ts';
import { TRAP_NAMES } from '../signals.ts';
import type { Shell } from '../types.ts';
import { printError, report } from './report.ts';

/** Ends by Ctrl-C and by a closed pipe, which bash does not mention. */
export const QUIET_ENDINGS: ReadonlySet<number> = new Set([130, 141]);

/** What the shell says of a child that a signal ended. */
export function* reportEnding(
  shell: Shell,
  ending: string,
  code: number,
  text: string,
): Program<void> {
  if (shell.isSubstitution) return;
  // Of SIGTERM, and of signals with a trap, a script says no more than a terminal does.
  const isTrapped = shell.traps.has(TRAP_NAMES[code - 128] ?? '');
  if (shell.isAtTerminal || code === 143 || isTrapped) yield* printError(shell, `${ending}\n`);
  else {
    const shown = `${String(shell.lastChild).padStart(5)} ${ending.padEnd(24)}`;
    yield* report(shell, shown + (commandText(shell) || text));
  }
}
