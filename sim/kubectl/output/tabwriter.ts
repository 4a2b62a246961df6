/** Lays out cells that are ended by tabs into aligned columns, as the real tool does. */
export interface TabLayout {
  readonly minWidth: number;
  readonly padding: number;
  /**
   * Widths that earlier pieces of one stream had, by column; they never shrink. Undefined forgets
   * them. Lets rows that arrive later line up with the rows before.
   */
  readonly remembered: number[] | undefined;
}

/** The layout of descriptions. */
export const DESCRIBE_LAYOUT: TabLayout = { minWidth: 0, padding: 2, remembered: undefined };

/** The layout of tables; each call starts a stream of its own. */
export const tableLayout = (): TabLayout => ({ minWidth: 6, padding: 3, remembered: [] });

/** Text in which each code point is one character of the string. */
const SIMPLE = /^[\0-\ud7ff]*$/;
const lengthOf = (text: string): number => text.length;

/** Code points, which is what the real tool counts as width. */
const codePointsOf = (text: string): number => {
  let width = 0;
  for (const _ of text) width++;
  return width;
};

const SPACES: readonly string[] = Array.from({ length: 64 }, (_, count) => ' '.repeat(count));
const spaces = (count: number): string => SPACES[count] ?? ' '.repeat(Math.max(0, count));

/**
 * Aligns text whose cells are ended by tabs; what follows the last tab of a line belongs to no
 * column. A column is a run of neighbouring lines that have a cell in it. Models the elastic
 * tabstops of Go's text/tabwriter.
 */
export function alignTabs(text: string, layout: TabLayout): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const widthOf = SIMPLE.test(text) ? lengthOf : codePointsOf;
  const widths: number[] = [];
  // The lines are written in their order.
  let out = '';

  const writeLines = (from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      const cells = lines[i] as string[];
      if (i > 0) out += '\n';
      for (let column = 0; column < cells.length; column++) {
        const cell = cells[column] as string;
        const width = widths[column];
        out += cell;
        if (column < cells.length - 1 && width !== undefined) out += spaces(width - widthOf(cell));
      }
    }
  };
  const blockWidth = (column: number, from: number, to: number): number => {
    let width = layout.minWidth;
    for (let i = from; i < to; i++) {
      const cell = (lines[i] as string[])[column] as string;
      width = Math.max(width, widthOf(cell) + layout.padding);
    }
    if (layout.remembered === undefined) return width;
    width = Math.max(width, layout.remembered[column] ?? 0);
    layout.remembered[column] = width;
    return width;
  };
  const hasCell = (i: number, column: number): boolean =>
    column < (lines[i] as string[]).length - 1;
  const format = (from: number, to: number): void => {
    const column = widths.length;
    let written = from;
    for (let i = from; i < to; i++) {
      if (!hasCell(i, column)) continue;
      writeLines(written, i);
      const start = i;
      while (i < to && hasCell(i, column)) i++;
      widths.push(blockWidth(column, start, i));
      format(start, i);
      widths.pop();
      written = i;
    }
    writeLines(written, to);
  };
  format(0, lines.length);
  return out;
}
