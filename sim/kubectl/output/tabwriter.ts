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

/** Code points, which is what the real tool counts as width. */
const widthOf = (text: string): number => {
  let width = 0;
  for (const _ of text) width++;
  return width;
};

/**
 * Aligns text whose cells are ended by tabs; what follows the last tab of a line belongs to no
 * column. A column is a run of neighbouring lines that have a cell in it. Models the elastic
 * tabstops of Go's text/tabwriter.
 */
export function alignTabs(text: string, layout: TabLayout): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const out: string[] = [];
  const widths: number[] = [];

  const writeLines = (from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      const cells = lines[i] as string[];
      out[i] = cells
        .map((cell, column) => {
          const width = widths[column];
          return column < cells.length - 1 && width !== undefined
            ? cell + ' '.repeat(Math.max(0, width - widthOf(cell)))
            : cell;
        })
        .join('');
    }
  };
  const blockWidth = (column: number, cells: readonly string[]): number => {
    let width = layout.minWidth;
    for (const cell of cells) width = Math.max(width, widthOf(cell) + layout.padding);
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
      const cells = lines.slice(start, i).map((line) => line[column] as string);
      widths.push(blockWidth(column, cells));
      format(start, i);
      widths.pop();
      written = i;
    }
    writeLines(written, to);
  };
  format(0, lines.length);
  return out.join('\n');
}
