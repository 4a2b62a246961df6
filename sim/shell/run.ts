import type { Program } from '../kernel/index.ts';
import { closeDescriptors } from './descriptors.ts';
import { readAliases } from './exec/alias.ts';
import { lastLine } from './exec/base-line.ts';
import { endsAtErrors } from './exec/errexit.ts';
import { runExitTrap } from './exec/finish.ts';
import { createUnit, lineAt, printError, reportSyntax } from './exec/report.ts';
import { handleSignals } from './exec/signals.ts';
import { expandLine } from './expand-line.ts';
import { hereDocuments, isUnfinished } from './parse.ts';
import { goOn, remember } from './past-lines.ts';
import { piecesOf } from './pieces.ts';
import type { Statements } from './syntax-error.ts';
import { EXIT, NORMAL, type Outcome, type Shell, type Unit } from './types.ts';

/** Where the lines end that statements stand on, with their here-documents. */
function endOfLines({ source }: Unit, { statements }: Statements): number {
  const end = statements.at(-1)?.end ?? 0;
  const mayHaveDocument = source.slice(statements[0]?.pos, end).includes('<<');
  const documents = mayHaveDocument ? hereDocuments(statements) : [];
  const last = Math.max(end, ...documents.map(({ body, closing }) => (closing ?? body).end));
  const at = source.indexOf('\n', Math.max(0, last - 1));
  return at < 0 ? source.length : at + 1;
}

/** Runs a text; a failed expansion drops the rest of its line only. */
export function* runUnit(shell: Shell, unit: Unit, isRemembered = true): Program<Outcome> {
  shell.unit = unit;
  let shownTo = 0;
  for (const chunk of piecesOf(shell, unit)) {
    if (chunk.type === 'error') {
      const shown = endsAtErrors(shell) ? chunk.lines.slice(0, 1) : chunk.lines;
      yield* reportSyntax(shell, unit, shown);
      shell.status = chunk.status ?? shell.status;
      return EXIT;
    }
    const to = endOfLines(unit, chunk);
    // `set -v` shows the lines as they are read.
    const lines = unit.source.slice(shownTo, to);
    const isShown = isRemembered && shell.options.has('verbose');
    if (isShown) yield* printError(shell, lines.replace(/\n?$/, '\n'));
    shownTo = to;
    readAliases(shell);
    shell.baseLine = lastLine(unit, chunk.statements);
    const outcome = yield* shell.engine.runList(shell, chunk.statements);
    shell.unit = unit;
    if (outcome.type === 'exit' || outcome.type === 'return') return outcome;
    if (outcome.type === 'discard') shell.loops = 0;
    if (isRemembered && shell.options.has('history')) return yield* runLines(shell, unit, to);
  }
  return NORMAL;
}

/** Runs the rest of a text line by line, as it is read where lines are remembered. */
function* runLines(shell: Shell, unit: Unit, from: number): Program<Outcome> {
  const { name, errorName } = unit;
  let text = '';
  let isKept = false;
  // As in bash, lines of which nothing is left to be run do not count.
  let number = lineAt(unit, from);
  let first = number;
  const rest = unit.source.slice(from).replace(/\n$/, '');
  for (const read of rest === '' ? [] : rest.split('\n')) {
    if (shell.options.has('verbose')) yield* printError(shell, `${read}\n`);
    shell.unit = { ...unit, name: shell.name };
    shell.line = number;
    const expanded = yield* expandLine(shell, read, text, text !== '' && isKept);
    if ('again' in expanded) continue;
    const line = expanded.run;
    if (text !== '') {
      if (isKept) goOn(shell, text.slice(0, -1), line);
    } else {
      isKept = remember(shell, line);
      shell.history.isLineKept = isKept;
      first = number;
    }
    number++;
    text += line;
    if (isUnfinished(text)) {
      text += '\n';
      continue;
    }
    const outcome = yield* runUnit(shell, createUnit(text, name, first, errorName), false);
    if (outcome.type !== 'normal') return outcome;
    text = '';
  }
  return yield* runUnit(shell, createUnit(text, name, first, errorName), false);
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
