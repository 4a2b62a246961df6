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

/** A character of a line. */
interface Place {
  readonly at: number;
  readonly index: number;
}

/**
 * Where `query` stands next, from a place on: towards older lines (`1`) or newer ones (`-1`). A
 * line that is the same as the first one is passed over. Models `_rl_isearch_dispatch` of
 * readline 8.2.
 */
export function search(
  history: History,
  query: string,
  from: Place,
  by: 1 | -1,
): (Place & { readonly text: string }) | undefined {
  if (query === '') return undefined;
  const first = lineAt(history, from.at);
  let { at, index } = from;
  for (let text = first; text !== undefined; text = lineAt(history, at)) {
    const part = by === 1 ? text.slice(0, Math.max(0, index + query.length)) : text;
    const found = by === 1 ? part.lastIndexOf(query) : part.indexOf(query, index);
    if (found >= 0 && (at === from.at || text !== first)) return { at, index: found, text };
    at += by;
    index = by === 1 ? Number.POSITIVE_INFINITY : 0;
  }
  return undefined;
}
