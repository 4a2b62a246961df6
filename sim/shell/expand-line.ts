import type { Program } from '../kernel/index.ts';
import { printError, report } from './exec/report.ts';
import { expandHistory, type HistoryResult } from './history.ts';
import { openDocument, openQuote, remember } from './past-lines.ts';
import type { Shell } from './types.ts';
import { getText } from './variables.ts';

/** Expands what a line says of earlier ones; `text` are the lines of its command so far. */
export function expandPast(
  shell: Shell,
  line: string,
  lines: readonly string[] = shell.history.lines,
  text = '',
): HistoryResult {
  return expandHistory(line, {
    lines,
    base: shell.history.base,
    memory: shell.history.memory,
    openQuote: openQuote(text),
    marks: getText(shell, 'histchars') ?? '!^#',
    hasPatterns: shell.shellOptions.has('extglob'),
  });
}

/** The line that is to be run, or to be asked for again with that in it; '' for nothing. */
export type Expanded = { readonly run: string } | { readonly again: string };

/** A line with what stands for earlier ones replaced, and shown. */
export function* expandLine(
  shell: Shell,
  line: string,
  text: string,
  isKept: boolean,
): Program<Expanded> {
  const isOn = shell.options.has('histexpand') && shell.options.has('history');
  if (!isOn || openDocument(text) !== undefined) return { run: line };
  // The command that goes on is not one of the earlier ones yet.
  const earlier = isKept ? shell.history.lines.slice(0, -1) : shell.history.lines;
  const expanded = expandPast(shell, line, earlier, text);
  if (!expanded.ok) {
    yield* report(shell, expanded.message);
    return { again: shell.shellOptions.has('histreedit') ? line : '' };
  }
  const isShown = expanded.isChanged || expanded.isOnlyShown;
  if (isShown && !expanded.isOnlyShown && shell.shellOptions.has('histverify')) {
    return { again: expanded.text };
  }
  if (isShown) yield* printError(shell, `${expanded.text}\n`);
  if (!expanded.isOnlyShown) return { run: expanded.text };
  remember(shell, expanded.text);
  return { again: '' };
}
