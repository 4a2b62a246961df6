/** A block collection that is open, and the column that it stands in. */
interface Block {
  readonly type: 'sequence' | 'mapping';
  readonly indent: number;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

const BLOCK_SCALAR = /(?:^|[:-]\s+)[|>][-+\d]*\s*(?:#.*)?$/;
const ENTRY = /^-(?:\s+|$)/;
const KEY = /^(?:"[^"]*"|'[^']*'|[^\s#"'[{][^#]*?)\s*:(?:\s|$)/;

function closeAbove(blocks: Block[], indent: number): void {
  while ((blocks.at(-1)?.indent ?? -1) > indent) blocks.pop();
}

/**
 * The innermost collection that is open where a line begins; undefined for none. Models the indents
 * of go-yaml's scanner, for text whose scalars are on lines of their own.
 */
export function blockAt(source: string, line: number): Block | undefined {
  const blocks: Block[] = [];
  const lines = source.split('\n');
  const open = (type: Block['type'], indent: number): void => {
    if ((blocks.at(-1)?.indent ?? -1) < indent) blocks.push({ type, indent });
  };
  let scalarIndent = Number.POSITIVE_INFINITY;
  for (const text of lines.slice(0, line - 1)) {
    const trimmed = text.trim();
    let indent = indentOf(text);
    if (trimmed === '' || trimmed.startsWith('#') || indent > scalarIndent) continue;
    closeAbove(blocks, indent);
    let rest = trimmed;
    for (let entry = ENTRY.exec(rest); entry !== null; entry = ENTRY.exec(rest)) {
      open('sequence', indent);
      indent += entry[0].length;
      rest = rest.slice(entry[0].length);
    }
    if (KEY.test(rest)) open('mapping', indent);
    scalarIndent = BLOCK_SCALAR.test(rest) ? indentOf(text) : Number.POSITIVE_INFINITY;
  }
  closeAbove(blocks, indentOf(lines[line - 1] ?? ''));
  return blocks.at(-1);
}

/** Whether a line that begins with a tab stands where a block scalar goes on. */
export function isTabInScalar(source: string, line: number): boolean {
  const lines = source.split('\n');
  if (!/^ *\t/.test(lines[line - 1] ?? '')) return false;
  const before = lines.slice(0, line - 1);
  const at = before.findLastIndex((text) => BLOCK_SCALAR.test(text));
  const indent = indentOf(before[at] ?? '');
  const isWithin = (text: string): boolean => text.trim() === '' || indentOf(text) > indent;
  return at >= 0 && before.slice(at + 1).every(isWithin);
}
