/** Lines kept of each history; the default of bash (HISTSIZE). */
const MOST_LINES = 500;

/**
 * Earlier lines and a place among them. `at` counts from the newest: -1 is the line being typed.
 * `edits` has what was typed over lines that are not shown now, by their place.
 */
export interface History {
  readonly lines: readonly string[];
  readonly at: number;
  readonly edits: Readonly<Record<number, string>>;
}

export const historyOf = (lines: readonly string[]): History => ({
  lines: lines.slice(-MOST_LINES),
  at: -1,
  edits: {},
});

const lineAt = ({ lines, edits }: History, at: number): string | undefined =>
  edits[at] ?? (at === -1 ? '' : lines[lines.length - 1 - at]);

/** Adds a line that was entered: not an empty one, and not twice the same in a row. */
export function remember(history: History, text: string): History {
  const isNew = text.trim() !== '' && text !== history.lines.at(-1);
  return historyOf(isNew ? [...history.lines, text] : history.lines);
}

/** Goes to a place; undefined when there is none. `shown` is the line as it is now. */
export function goTo(
  history: History,
  at: number,
  shown: string,
): { readonly history: History; readonly text: string } | undefined {
  const edits = { ...history.edits, [history.at]: shown };
  const text = at < -1 ? undefined : lineAt({ ...history, edits }, at);
  return text === undefined ? undefined : { history: { ...history, edits, at }, text };
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
