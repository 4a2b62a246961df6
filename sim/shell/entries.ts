import type { ShellState } from './types.ts';

const nowSeconds = (shell: ShellState): number => Math.floor(shell.host.clock.epochMs() / 1000);

/** Puts a line at the end of the history, with the time at which it came. */
export function addEntry(shell: ShellState, text: string, seconds = nowSeconds(shell)): void {
  shell.history.push(text);
  shell.historyTimes.push(seconds);
}

/** Takes `count` lines out of the history, from place `from` on. */
export function removeEntries(shell: ShellState, from: number, count = 1): void {
  shell.history.splice(from, count);
  shell.historyTimes.splice(from, count);
}

/** Makes another line of the newest one, which goes on. */
export function changeLast(shell: ShellState, change: (text: string) => string): void {
  const at = shell.history.length - 1;
  shell.history[at] = change(shell.history[at] ?? '');
}

/** Lets the oldest lines go, but for so many; the numbers of the others stay. */
export function keepEntries(shell: ShellState, most: number): void {
  const surplus = shell.history.length - most;
  if (surplus <= 0) return;
  removeEntries(shell, 0, surplus);
  shell.historyBase += surplus;
}

/** Forgets all lines; numbers begin again. */
export function clearEntries(shell: ShellState): void {
  removeEntries(shell, 0, shell.history.length);
  shell.historyAdded = 0;
  shell.historyBase = 0;
}
