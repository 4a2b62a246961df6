import type { Program } from '../kernel/index.ts';
import { closeDescriptors } from './descriptors.ts';
import { readAliases } from './exec/alias.ts';
import { runExitTrap } from './exec/finish.ts';
import { createUnit, printError, reportSyntax } from './exec/report.ts';
import { handleSignals } from './exec/signals.ts';
import { rememberLines } from './past-lines.ts';
import { piecesOf } from './pieces.ts';
import { EXIT, type Outcome, type Shell, type Unit } from './types.ts';

/** Runs a text to its end; a failed expansion drops the rest of its line only. */
export function* runUnit(shell: Shell, unit: Unit): Program<Outcome> {
  shell.unit = unit;
  let shownTo = 0;
  for (const chunk of piecesOf(shell, unit)) {
    if (chunk.type === 'statements') {
      const end = unit.source.indexOf('\n', (chunk.statements.at(-1)?.end ?? 0) - 1);
      const to = end < 0 ? unit.source.length : end + 1;
      // `set -v` shows the lines as they are read.
      const lines = unit.source.slice(shownTo, to);
      if (shell.options.has('verbose')) yield* printError(shell, lines.replace(/\n?$/, '\n'));
      if (shownTo > 0 && shell.options.has('history')) rememberLines(shell, lines);
      shownTo = to;
    }
    if (chunk.type === 'error') {
      yield* reportSyntax(shell, unit, chunk.lines);
      shell.status = chunk.status;
      return EXIT;
    }
    readAliases(shell);
    const outcome = yield* shell.engine.runList(shell, chunk.statements);
    shell.unit = unit;
    if (outcome.type === 'exit' || outcome.type === 'return') return outcome;
    if (outcome.type === 'discard') shell.loops = 0;
  }
  return EXIT;
}

/** Runs a script or the text of `-c`, then the EXIT trap; the shell's exit status. */
export function* runScriptText(shell: Shell, text: string): Program {
  handleSignals(shell);
  const errorName = shell.input === 'command' ? `${shell.name}: -c` : shell.name;
  try {
    yield* runUnit(shell, createUnit(text, shell.name, 1, errorName));
    return yield* runExitTrap(shell);
  } finally {
    closeDescriptors(shell.fds);
  }
}
