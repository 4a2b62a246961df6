/** Where a line of a manifest stands. */
export interface YamlPlace {
  readonly apiVersion: string;
  readonly kind: string;
  /** The fields around it, from the outermost on; places in lists are left out. */
  readonly path: readonly string[];
  /** The field of the line itself; '' while it has none. */
  readonly key: string;
  /** Whether the line belongs to an item: it has a dash, or the one that it goes on with has. */
  readonly isInItem: boolean;
}

interface Line {
  /** The column of the first dash, or of the content where there is none. */
  readonly dashColumn: number;
  readonly column: number;
  readonly hasDash: boolean;
  readonly key: string;
  readonly value: string;
}

const LINE = /^(\s*)((?:- +|-$)*)(?:("[^"]*"|[^\s:#"'{[][^:#]*):(?=\s|$)\s*)?(.*)$/;

function readLine(text: string): Line {
  const [, lead = '', dashes = '', key = '', value = ''] = LINE.exec(text) ?? [];
  return {
    dashColumn: lead.length,
    column: lead.length + dashes.length,
    hasDash: dashes !== '',
    key: key.replaceAll('"', '').trim(),
    value: value.replace(/\s+#.*$/, '').trim(),
  };
}

const isBlank = (text: string): boolean => /^\s*(#|$)/.test(text);
const isBoundary = (text: string): boolean => text.startsWith('---');

/** The lines of the document that `row` is in, with the row within them. */
function documentAround(lines: readonly string[], row: number) {
  let start = row;
  while (start > 0 && !isBoundary(lines[start - 1] ?? '')) start--;
  const end = lines.findIndex((line, at) => at > row && isBoundary(line));
  return { lines: lines.slice(start, end === -1 ? lines.length : end), row: row - start };
}

/**
 * Where the cursor stands in a manifest, read from the indentation alone, so that it works while
 * the text is not yet valid. `column` is where the cursor is on an empty line.
 */
export function placeAt(text: string, atRow: number, atColumn: number): YamlPlace {
  const { lines, row } = documentAround(text.split('\n'), atRow);
  const top = (name: string): string => {
    const line = lines.find((one) => one.startsWith(`${name}:`));
    return line === undefined ? '' : readLine(line).value.replaceAll(/["']/g, '');
  };
  const here = readLine(lines[row] ?? '');
  const isEmpty = isBlank(lines[row] ?? '');
  // A parent's key stands further left; the key of a list may stand above its own dashes.
  let below = isEmpty ? atColumn : here.hasDash ? here.dashColumn + 1 : here.column;
  const path: string[] = [];
  let isInItem = here.hasDash;
  for (let at = row - 1; at >= 0 && below > 0; at--) {
    const line = lines[at] ?? '';
    if (isBlank(line)) continue;
    const { column, dashColumn, hasDash, key } = readLine(line);
    if (column < below && key !== '') {
      path.unshift(key);
      below = hasDash ? dashColumn + 1 : column;
    } else if (column === below && hasDash) {
      isInItem ||= path.length === 0;
      below = dashColumn + 1;
    }
  }
  const key = isEmpty ? '' : here.key;
  return { apiVersion: top('apiVersion'), kind: top('kind'), path, key, isInItem };
}

/** The keys of `lines` from `start` on, in steps of `by`, that stand in the map at `column`. */
function keysAlong(lines: readonly string[], start: number, by: 1 | -1, column: number): string[] {
  const keys: string[] = [];
  for (let at = start; at >= 0 && at < lines.length; at += by) {
    const text = lines[at] ?? '';
    if (isBlank(text)) continue;
    const line = readLine(text);
    const beginsItem = line.hasDash && line.dashColumn < column;
    if (line.column < column || (beginsItem && by > 0)) break;
    if (line.column === column && line.key !== '') keys.push(line.key);
    if (beginsItem) break;
  }
  return keys;
}

/**
 * The keys beside the one that is written at a place: those that its map has already. `atColumn` is
 * where the key begins.
 */
export function keysBeside(text: string, atRow: number, atColumn: number): ReadonlySet<string> {
  const { lines, row } = documentAround(text.split('\n'), atRow);
  const here = readLine(lines[row] ?? '');
  const before = here.hasDash ? [] : keysAlong(lines, row - 1, -1, atColumn);
  return new Set([...before, ...keysAlong(lines, row + 1, 1, atColumn)]);
}
