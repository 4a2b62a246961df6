import { type Choice, widthOf } from '../../machines/index.ts';

/** Rows of choices shown at most; the rest is counted. */
const MOST_ROWS = 8;
const GAP = 2;

/** The last part of a path or `kind/name`, which is what differs between choices. */
const shortOf = (value: string): string => /[^/]+\/?$/.exec(value)?.[0] ?? value;

export interface ChoiceRows {
  /** Each with its cells padded to columns; the chosen one is `at`. */
  readonly rows: readonly (readonly { readonly text: string; readonly isChosen: boolean }[])[];
  readonly hidden: number;
}

/** Lays the choices out in columns, as wide as the terminal allows, filled row by row. */
export function layOutChoices(
  choices: readonly Choice[],
  chosen: number,
  columns: number,
): ChoiceRows {
  const names = choices.map((choice) => shortOf(choice.value));
  const widest = Math.min(columns, Math.max(1, ...names.map(widthOf)) + GAP);
  const perRow = Math.max(1, Math.floor(columns / widest));
  const most = perRow * MOST_ROWS;
  // The chosen one is always in sight.
  const first = chosen < most ? 0 : Math.floor(chosen / perRow - MOST_ROWS + 1) * perRow;
  const shown = names.slice(first, first + most);
  const rows: { text: string; isChosen: boolean }[][] = [];
  for (const [index, name] of shown.entries()) {
    if (index % perRow === 0) rows.push([]);
    const padding = ' '.repeat(Math.max(0, widest - widthOf(name)));
    rows.at(-1)?.push({ text: name + padding, isChosen: first + index === chosen });
  }
  return { rows, hidden: names.length - shown.length };
}
