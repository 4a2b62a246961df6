import { type ChoiceList, graphemesOf, widthOf } from '../../../machines/index.ts';

/** Choices from which on it is asked whether to show them: readline's `completion-query-items`. */
export const MOST_UNASKED = 100;
const GAP = 2;
/** Cells that a description needs at least to be worth showing. */
const LEAST_DESCRIBED = 8;

const padded = (text: string, cells: number): string =>
  text + ' '.repeat(Math.max(0, cells - widthOf(text)));

/** Text of at most so many cells; what is cut ends with an ellipsis. */
function clipped(text: string, cells: number): string {
  if (widthOf(text) <= cells) return text;
  const kept = graphemesOf(text);
  while (kept.length > 0 && widthOf(kept.join('')) >= cells) kept.pop();
  return `${kept.join('')}…`;
}

/** A choice as it is listed: without the path that was typed before it, and without its quotes. */
const nameOf = (value: string, typed: string): string => {
  const head = typed.slice(0, typed.lastIndexOf('/') + 1);
  return (value.startsWith(head) ? value.slice(head.length) : value).replace(/\\(.)/g, '$1');
};

/** Names with what is said about them, as the completion script of kubectl writes them. */
function described(names: readonly string[], summaries: readonly string[], columns: number) {
  const longest = Math.max(...names.map(widthOf));
  const room = columns - longest - 4;
  return names.map((name, i) => {
    const summary = summaries[i] ?? '';
    if (summary === '') return name;
    const isTight = room <= LEAST_DESCRIBED;
    const most = isTight ? columns - widthOf(name) - 4 : room;
    if (most <= 0) return name;
    return `${isTight ? name : padded(name, longest)}  (${clipped(summary, most)})`;
  });
}

const withoutSlash = (name: string): string => name.replace(/\/$/, '');

/**
 * The rows of a list of choices; `typed` is what they complete. Models `rl_display_match_list` of
 * readline 8.2: sorted down the columns, all of one width.
 */
export function rowsOf(list: ChoiceList, typed: string, columns: number): string[] {
  const choices = list.choices.toSorted((a, b) => (a.value < b.value ? -1 : 1));
  const names = choices.map(({ value }) => nameOf(value, typed));
  const summaries = choices.map(({ summary }) => summary);
  const items = described(names, summaries, columns);
  const width = Math.max(...items.map((item) => widthOf(withoutSlash(item)))) + GAP;
  const fitting = Math.floor(columns / width);
  const perRow = Math.max(1, fitting > 1 && fitting * width === columns ? fitting - 1 : fitting);
  const count = Math.ceil(items.length / perRow);
  return Array.from({ length: count }, (_, row) => {
    const inRow = items.filter((_item, i) => i % count === row);
    return inRow.length === 1 && perRow === 1
      ? (inRow[0] ?? '')
      : inRow.map((item) => padded(item, width)).join('');
  });
}
