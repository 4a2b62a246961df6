import { parse } from 'unbash';

const MOST_LINES_OF_ONE_COMMAND = 60;

const isUnfinished = (text: string): boolean =>
  /(^|[^\\])(\\\\)*\\$/.test(text) || (parse(text).errors ?? []).length > 0 || hasOpenHeredoc(text);

/** The parser does not report a here-document without its end. */
function hasOpenHeredoc(text: string): boolean {
  const lines = text.split('\n');
  const [, delimiter] = /<<-?\s*['"]?(\w+)['"]?/.exec(lines[0] ?? '') ?? [];
  return delimiter !== undefined && !lines.slice(1).some((line) => line.trim() === delimiter);
}

/**
 * The commands of a block of shell text, one an element: lines that belong together (continued
 * lines,
 * here-documents, loops) stay together; empty lines and comments on lines of their own are left
 * out.
 */
export function splitCommands(block: string): string[] {
  const lines = block.replace(/\n+$/, '').split('\n');
  const commands: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    let end = at + 1;
    const last = Math.min(lines.length, at + MOST_LINES_OF_ONE_COMMAND);
    while (end < last && isUnfinished(lines.slice(at, end).join('\n'))) end++;
    const text = lines.slice(at, end).join('\n');
    // What never reads as finished is a mistake on purpose: its lines stand for themselves.
    const isWhole = !isUnfinished(text);
    commands.push(isWhole ? text : line);
    if (isWhole) at = end - 1;
  }
  return commands;
}
