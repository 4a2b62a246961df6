/** What later expansions can name of earlier ones. */
export interface HistoryMemory {
  /** What `:&` replaces again, and with what. */
  old: string | undefined;
  made: string;
  /** What `!?text?` looked for last, and the word that it found. */
  sought: string;
  found: string;
}

const createHistoryMemory = (): HistoryMemory => ({
  old: undefined,
  made: '',
  sought: '',
  found: '',
});

/** The lines that a shell remembers. */
export interface ShellHistory {
  readonly lines: string[];
  /** When each came, in seconds. */
  readonly times: number[];
  /** How many older ones have gone: the others keep their numbers. */
  base: number;
  /** How many are new since the shell began or last wrote them. */
  added: number;
  /** How many the file has that the shell knows. */
  read: number;
  /** Whether the line that runs is the newest one. */
  isLineKept: boolean;
  /** What expansions remember of those before. */
  readonly memory: HistoryMemory;
}

export const createHistory = (): ShellHistory => ({
  lines: [],
  times: [],
  base: 0,
  added: 0,
  read: 0,
  isLineKept: false,
  memory: createHistoryMemory(),
});

/** The history of a subshell, which goes its own way from here on. */
export const copyHistory = (history: ShellHistory): ShellHistory => ({
  ...history,
  lines: [...history.lines],
  times: [...history.times],
  memory: { ...history.memory },
});

/** Puts a line at the end, with the time at which it came. */
export function addEntry({ lines, times }: ShellHistory, text: string, epochMs: number): void {
  lines.push(text);
  times.push(Math.floor(epochMs / 1000));
}

/** Takes `count` lines out, from place `from` on. */
export function removeEntries({ lines, times }: ShellHistory, from: number, count = 1): void {
  lines.splice(from, count);
  times.splice(from, count);
}

/** Makes another line of the newest one, which goes on. */
export function changeLast({ lines }: ShellHistory, change: (text: string) => string): void {
  const at = lines.length - 1;
  lines[at] = change(lines[at] ?? '');
}

/** Lets the oldest lines go, but for so many; the numbers of the others stay. */
export function keepEntries(history: ShellHistory, most: number): void {
  const surplus = history.lines.length - most;
  if (surplus <= 0) return;
  removeEntries(history, 0, surplus);
  history.base += surplus;
}

/** Forgets all lines; numbers begin again. */
export function clearEntries(history: ShellHistory): void {
  removeEntries(history, 0, history.lines.length);
  history.added = 0;
  history.base = 0;
}
