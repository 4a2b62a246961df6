import { type Choice, graphemesOf, widthOf } from '../../machines/index.ts';

/** Rows of choices shown at most; the rest is counted. */
const MOST_ROWS = 8;
const GAP = 2;

/** The last part of a path or `kind/name`, which is what differs between choices. */
const shortOf = (value: string): string => /[^/]+\/?$/.exec(value)?.[0] ?? value;

/** One choice as it is shown. */
export interface ChoiceCell {
  /** Padded to its column. */
  readonly text: string;
  /** What is said about it, behind it; '' where nothing is. */
  readonly note: string;
  readonly isChosen: boolean;
}

export interface ChoiceRows {
  readonly rows: readonly (readonly ChoiceCell[])[];
  readonly hidden: number;
}

const padded = (text: string, cells: number): string =>
  text + ' '.repeat(Math.max(0, cells - widthOf(text)));

/** Text of at most so many cells; what is cut ends with an ellipsis. */
function clipped(text: string, cells: number): string {
  if (widthOf(text) <= cells) return text;
  const kept = graphemesOf(text);
  while (kept.length > 0 && widthOf(kept.join('')) >= cells) kept.pop();
  return cells > 0 ? `${kept.join('')}…` : '';
}

/** The first choice in sight, so that the chosen one is always in it. */
const firstShown = (chosen: number, perRow: number): number =>
  chosen < perRow * MOST_ROWS ? 0 : Math.floor(chosen / perRow - MOST_ROWS + 1) * perRow;

/**
 * Lays the choices out: one a row with what is said about it, or, when nothing is said about any,
 * in as many columns as the terminal has room for, filled row by row.
 */
export function layOutChoices(
  choices: readonly Choice[],
  chosen: number,
  columns: number,
): ChoiceRows {
  const names = choices.map((choice) => shortOf(choice.value));
  const isDescribed = choices.some((choice) => choice.summary !== '');
  const widest = Math.min(columns, Math.max(1, ...names.map(widthOf)) + GAP);
  const perRow = isDescribed ? 1 : Math.max(1, Math.floor(columns / widest));
  const first = firstShown(chosen, perRow);
  const shown = names.slice(first, first + perRow * MOST_ROWS);
  const rows: ChoiceCell[][] = [];
  for (const [index, name] of shown.entries()) {
    if (index % perRow === 0) rows.push([]);
    const summary = choices[first + index]?.summary ?? '';
    rows.at(-1)?.push({
      text: padded(clipped(name, columns), widest),
      note: clipped(summary, columns - widest),
      isChosen: first + index === chosen,
    });
  }
  return { rows, hidden: names.length - shown.length };
}
