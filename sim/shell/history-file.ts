import { type FileResult, resolvePath } from '../kernel/index.ts';
import { LIMITS } from '../limits.ts';
import { addEntry, keepEntries } from './shell-history.ts';
import type { ShellState } from './types.ts';
import { scalar } from './values.ts';

/** Lines of history that are kept without HISTSIZE, in the list and in its file, as in bash. */
const USUAL_LINES = 500;

const textOf = (shell: ShellState, name: string): string | undefined => {
  const value = shell.scopes[0]?.get(name)?.value;
  return value?.kind === 'scalar' ? value.text : undefined;
};

/** How many lines a variable lets stand; undefined for any number. */
function mostLines(shell: ShellState, name: string): number | undefined {
  const text = textOf(shell, name);
  const count = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isInteger(count) && count >= 0 ? count : undefined;
}

/** How many lines the list may have, which the simulator bounds as well. */
export const mostEntries = (shell: ShellState): number =>
  Math.min(mostLines(shell, 'HISTSIZE') ?? USUAL_LINES, LIMITS.historyLines);

/** Where the history is kept; undefined for nowhere. */
function fileOf(shell: ShellState): string | undefined {
  const name = textOf(shell, 'HISTFILE') ?? '';
  return name === '' ? undefined : resolvePath(shell.directory, name);
}

/** A time that stands in front of an entry. */
const isTime = (line: string): boolean => /^#\d+$/.test(line);

/**
 * Adds the lines of a file from line `from` on to the list, as `history -r` and `-n` do, and notes
 * how many the file has.
 */
export function readHistory(shell: ShellState, path: string, from = 0): FileResult<void> {
  const read = shell.files.read(path);
  if (!read.ok) return read;
  const lines = read.value.split('\n');
  if (lines.at(-1) === '') lines.pop();
  let count = 0;
  const nowMs = shell.host.clock.epochMs();
  let epochMs = nowMs;
  for (const line of lines) {
    if (isTime(line)) epochMs = Number(line.slice(1)) * 1000;
    if (line === '' || isTime(line)) continue;
    if (count++ >= from) addEntry(shell.history, line, epochMs);
    epochMs = nowMs;
  }
  keepEntries(shell.history, mostEntries(shell));
  shell.history.read = count;
  return { ok: true, value: undefined };
}

const textFor = (entries: readonly string[]): string =>
  entries.map((entry) => `${entry}\n`).join('');

/** The lines from place `from` on as they are kept: with their times when those are shown. */
function kept(shell: ShellState, from: number): string {
  const hasTimes = textOf(shell, 'HISTTIMEFORMAT') !== undefined;
  const entries = shell.history.lines.slice(from);
  if (!hasTimes) return textFor(entries);
  return textFor(entries.map((entry, i) => `#${shell.history.times[from + i]}\n${entry}`));
}

/** Writes the whole list, as `history -w` does. */
export const writeHistory = (shell: ShellState, path: string): FileResult<void> =>
  shell.files.write(path, kept(shell, 0));

/** Appends what is new since the shell began or last did so, as `history -a` does. */
export function appendHistory(shell: ShellState, path: string): FileResult<void> {
  const count = Math.min(shell.history.added, shell.history.lines.length);
  if (count === 0) return { ok: true, value: undefined };
  const isNew = !shell.files.stat(path).ok;
  const written = shell.files.append(path, kept(shell, shell.history.lines.length - count));
  if (!written.ok) return written;
  if (isNew) shell.files.setMode(path, 0o600);
  shell.history.added = 0;
  shell.history.read += count;
  return written;
}

/** Reads the history of earlier shells, when a shell at a terminal begins. */
export function loadHistory(shell: ShellState): void {
  if (!shell.launch.keepsHistory) return;
  const { scopes } = shell;
  const size = textOf(shell, 'HISTSIZE');
  if (size !== undefined && !scopes[0]?.has('HISTFILESIZE')) {
    scopes[0]?.set('HISTFILESIZE', { value: scalar(size), attributes: new Set() });
  }
  const path = fileOf(shell);
  if (path !== undefined) readHistory(shell, path);
}

/** Keeps the history at the end of a shell at a terminal. Models `maybe_save_shell_history`. */
export function saveHistory(shell: ShellState): void {
  const path = fileOf(shell);
  if (path === undefined || shell.history.added === 0 || !shell.launch.keepsHistory) return;
  const isAppended =
    shell.history.added <= shell.history.lines.length || shell.shellOptions.has('histappend');
  const saved = isAppended ? appendHistory(shell, path) : writeHistory(shell, path);
  const most = mostLines(shell, 'HISTFILESIZE');
  const kept = shell.files.read(path);
  if (!saved.ok || most === undefined || !kept.ok) return;
  const lines = kept.value.split('\n').slice(0, -1);
  if (lines.length > most) shell.files.write(path, textFor(most === 0 ? [] : lines.slice(-most)));
}
