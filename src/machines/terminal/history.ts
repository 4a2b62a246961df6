/** Lines kept of each history; the default of bash (HISTSIZE). */
const MOST_LINES = 500;

/**
 * Earlier lines and a place among them. `at` counts from the newest: -1 is the line being typed,
 * which
 * `draft` keeps while an earlier one is shown.
 */
export interface History {
  readonly lines: readonly string[];
  readonly at: number;
  readonly draft: string;
}

export const historyOf = (lines: readonly string[]): History => ({
  lines: lines.slice(-MOST_LINES),
  at: -1,
  draft: '',
});

const lineAt = (history: History, at: number): string | undefined =>
  at === -1 ? history.draft : history.lines[history.lines.length - 1 - at];

/** Adds a line that was entered: not an empty one, and not twice the same in a row. */
export function remember(history: History, text: string): History {
  const isNew = text.trim() !== '' && text !== history.lines.at(-1);
  return historyOf(isNew ? [...history.lines, text] : history.lines);
}

/**
 * One line back (`1`) or forth (`-1`); undefined when there is none. `shown` is the line as it is
 * now.
 */
export function move(
  history: History,
  by: 1 | -1,
  shown: string,
): { readonly history: History; readonly text: string } | undefined {
  const at = history.at + by;
  if (at < -1) return undefined;
  const kept = history.at === -1 ? { ...history, draft: shown } : history;
  const text = lineAt(kept, at);
  return text === undefined ? undefined : { history: { ...kept, at }, text };
}

/** The oldest line (`'oldest'`), or the one being typed (`'newest'`). */
export function moveToEnd(
  history: History,
  end: 'oldest' | 'newest',
  shown: string,
): { readonly history: History; readonly text: string } {
  const kept = history.at === -1 ? { ...history, draft: shown } : history;
  const at = end === 'oldest' ? history.lines.length - 1 : -1;
  return { history: { ...kept, at }, text: lineAt(kept, at) ?? '' };
}

/**
 * The next line with `query` in it, from place `from` on: towards older ones (`1`) or newer ones
 * (`-1`); its place and text.
 */
export function search(
  history: History,
  query: string,
  from: number,
  by: 1 | -1 = 1,
): { readonly at: number; readonly text: string } | undefined {
  if (query === '') return undefined;
  for (let at = Math.max(0, from); at >= 0 && at < history.lines.length; at += by) {
    const text = lineAt(history, at);
    if (text?.includes(query)) return { at, text };
  }
  return undefined;
}

/** The last word of the line that is `back` lines ago; undefined when there is none so old. */
export function lastArgument(history: History, back: number): string | undefined {
  const text = lineAt(history, back);
  if (text === undefined || back < 0) return undefined;
  return text.match(/'[^']*'|"[^"]*"|\S+/g)?.at(-1) ?? '';
}
