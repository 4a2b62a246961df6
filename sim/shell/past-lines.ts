import { mostEntries } from './history-file.ts';
import { matchesPattern } from './pattern.ts';
import { addEntry, changeLast, keepEntries, removeEntries } from './shell-history.ts';
import type { Shell } from './types.ts';
import { getText } from './variables.ts';

/** Which quote is open at the end of a text; '' for none. Comments and escapes are none. */
export function openQuote(text: string): string {
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '\\' && quote !== "'") i++;
    else if (c === quote) quote = '';
    else if (quote === '' && (c === "'" || c === '"')) quote = c;
    else if (quote === '' && c === '#' && /^$|[\s;&|()]/.test(text.charAt(i - 1))) {
      const end = text.indexOf('\n', i);
      if (end < 0) break;
      i = end;
    }
  }
  return quote;
}

/** Whether here-documents are still to be read at the end of a text, or just were. */
function hereDocumentsOf(text: string): {
  readonly isOpen: boolean;
  readonly isAtEnd: boolean;
  readonly next: string | undefined;
} {
  const waiting: string[] = [];
  let isAtEnd = false;
  for (const line of text.split('\n')) {
    const [end] = waiting;
    isAtEnd = false;
    if (end !== undefined) {
      if (line.replace(/^\t+/, '') !== end) continue;
      waiting.shift();
      isAtEnd = waiting.length === 0;
      continue;
    }
    for (const [, , word = ''] of line.matchAll(/(?<!<)<<-?\s*(['"\\]?)([\w.-]+)/g)) {
      waiting.push(word);
    }
  }
  return { isOpen: waiting.length > 0, isAtEnd, next: waiting[0] };
}

/** What ends the here-document that is open at the end of a text; undefined when none is. */
export const openDocument = (text: string): string | undefined =>
  text.includes('\n') ? hereDocumentsOf(text.replace(/\n$/, '')).next : undefined;

/** What a command may go on behind without a semicolon. */
const NO_SEMICOLON =
  /(?:^|[;&|({)]|(?:^|[\s;&|({)])(?:case|do|else|if|then|until|while|in|\{)|(?:^|[\s;])(?:for|select|case)\s+\S+)\s*$/;
const isInArray = (text: string): boolean => /=\([^)]*$/.test(text);

/**
 * The history entry of a command that goes on with another line; `text` are its lines so far.
 * Models `history_delimiting_chars` of bash: semicolons where a line break can be one.
 */
export function joinEntry(entry: string, text: string, line: string): string {
  const quote = openQuote(text);
  if (quote !== "'" && /(?:^|[^\\])(?:\\\\)*\\$/.test(text)) return entry.slice(0, -1) + line;
  const last = text.slice(text.lastIndexOf('\n') + 1);
  const documents = hereDocumentsOf(text);
  if (quote !== '' || documents.isOpen) {
    const isLast = documents.isOpen && !hereDocumentsOf(`${text}\n${line}`).isOpen;
    return `${entry}\n${line}${isLast ? '\n' : ''}`;
  }
  if (documents.isAtEnd || isInArray(text)) return `${entry} ${line}`;
  if (/(?:^|\s)#/.test(last)) return `${entry}\n${line}`;
  return `${entry}${NO_SEMICOLON.test(last) ? '' : ';'} ${line}`;
}

function isIgnored(shell: Shell, line: string): boolean {
  const last = shell.history.lines.at(-1);
  return (getText(shell, 'HISTIGNORE') ?? '')
    .split(':')
    .some((one) => one !== '' && (one === '&' ? line === last : matchesPattern(one, line)));
}

/**
 * Adds the first line of a command to the history, unless HISTCONTROL or HISTIGNORE says
 * otherwise. Answers whether it went in.
 */
export function remember(shell: Shell, line: string): boolean {
  const control = (getText(shell, 'HISTCONTROL') ?? '').split(':');
  const has = (name: string): boolean => control.includes(name);
  const isBoth = has('ignoreboth');
  const { lines } = shell.history;
  if (line === '' || !shell.options.has('history')) return false;
  if ((isBoth || has('ignorespace')) && line.startsWith(' ')) return false;
  if ((isBoth || has('ignoredups')) && lines.at(-1) === line) return false;
  if (isIgnored(shell, line)) return false;
  if (has('erasedups')) {
    for (let i = lines.length - 1; i >= 0; i--)
      if (lines[i] === line) removeEntries(shell.history, i);
  }
  const most = mostEntries(shell);
  addEntry(shell.history, line, shell.host.clock.epochMs());
  shell.history.added++;
  keepEntries(shell.history, most);
  return most > 0;
}

/** Keeps another line of the command that was kept last; `text` are its lines so far. */
export function goOn(shell: Shell, text: string, line: string): void {
  const has = (name: string): boolean => shell.shellOptions.has(name);
  if (!has('cmdhist')) remember(shell, line);
  else if (has('lithist')) changeLast(shell.history, (entry) => `${entry}\n${line}`);
  else changeLast(shell.history, (entry) => joinEntry(entry, text, line));
}
