/** A table with lines around its cells: titles in the middle, values at the right. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = titles.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  const middle = (text: string, width: number): string => {
    const left = Math.floor((width - text.length) / 2);
    return text.padStart(text.length + left).padEnd(width);
  };
  const edge = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+\n`;
  const line = (cells: readonly string[], place: (text: string, width: number) => string): string =>
    `| ${widths.map((width, at) => place(cells[at] ?? '', width)).join(' | ')} |\n`;
  const body = rows.map((row) => line(row, (text, width) => text.padStart(width)));
  return `${edge}${line(titles, middle)}${edge}${body.join('')}${edge}`;
}
