/** How COPY writes rows. */
export interface CopyFormat {
  readonly isCsv: boolean;
  readonly hasHeader: boolean;
  readonly delimiter: string;
  readonly nullText: string;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};
const UNESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const csvField = (text: string, { delimiter, nullText }: CopyFormat): string =>
  text.includes(delimiter) || /["\r\n]/.test(text) || text === nullText || text === '\\.'
    ? `"${text.replaceAll('"', '""')}"`
    : text;

const plainField = (text: string, { delimiter }: CopyFormat): string =>
  text
    .replace(/[\\\b\f\n\r\t\v]/g, (c) => ESCAPES[c] ?? c)
    .replaceAll(delimiter, (c) => (c === '\t' ? c : `\\${c}`));

/** One row as COPY TO writes it, without its end. Models src/backend/commands/copyto.c. */
export function copyLine(cells: readonly (string | null)[], format: CopyFormat): string {
  return cells
    .map((cell) => {
      if (cell === null) return format.nullText;
      return format.isCsv ? csvField(cell, format) : plainField(cell, format);
    })
    .join(format.delimiter);
}

/** One row that COPY FROM was given, and where it began. */
export interface CopyRow {
  readonly line: number;
  readonly text: string;
  readonly cells: readonly (string | null)[];
}

const plainCells = (text: string, { delimiter, nullText }: CopyFormat): (string | null)[] =>
  text
    .split(delimiter)
    .map((cell) =>
      cell === nullText ? null : cell.replace(/\\(.)/g, (_whole, c: string) => UNESCAPES[c] ?? c),
    );

/** The fields of a CSV text from `at` on, and where the next row begins. */
function csvRow(
  text: string,
  from: number,
  { delimiter, nullText }: CopyFormat,
): { readonly cells: (string | null)[]; readonly next: number } {
  const cells: (string | null)[] = [];
  let at = from;
  for (;;) {
    let cell = '';
    let isQuoted = false;
    while (at < text.length && text.charAt(at) !== '\n' && !text.startsWith(delimiter, at)) {
      if (text.charAt(at) !== '"') {
        cell += text.charAt(at++);
        continue;
      }
      isQuoted = true;
      for (at++; at < text.length; at++) {
        if (text.charAt(at) !== '"') cell += text.charAt(at);
        else if (text.charAt(at + 1) === '"') cell += text.charAt(at++);
        else break;
      }
      at++;
    }
    const plain = isQuoted ? cell : cell.replace(/\r$/, '');
    cells.push(!isQuoted && plain === nullText ? null : plain);
    if (!text.startsWith(delimiter, at) || at >= text.length) return { cells, next: at + 1 };
    at += delimiter.length;
  }
}

/** The rows of a text that COPY FROM was given. Models src/backend/commands/copyfromparse.c. */
export function copyRows(text: string, format: CopyFormat): CopyRow[] {
  const rows: CopyRow[] = [];
  const lines = text.endsWith('\n') ? text.slice(0, -1) : text;
  if (!format.isCsv) {
    const all = text === '' ? [] : lines.split('\n');
    all.forEach((line, i) => {
      rows.push({ line: i + 1, text: line, cells: plainCells(line, format) });
    });
  } else {
    let line = 1;
    for (let at = 0; at < lines.length; ) {
      const { cells, next } = csvRow(lines, at, format);
      const raw = lines.slice(at, next - 1);
      rows.push({ line, text: raw, cells });
      line += raw.split('\n').length;
      at = next;
    }
  }
  return format.hasHeader ? rows.slice(1) : rows;
}
