import { type CommandContext, type Program, readAll, utf8Length } from '../../kernel/index.ts';
import { flags, parseArguments } from '../commands/arguments.ts';
import { openInput } from '../commands/inputs.ts';
import { createTool } from '../commands/tool.ts';

/** What is counted, in the order in which it is printed. */
const COUNTS: readonly (readonly [string, (text: string) => number])[] = [
  ['l', (text) => text.split('\n').length - 1],
  ['w', (text) => text.match(/\S+/g)?.length ?? 0],
  ['m', (text) => [...text].length],
  ['c', utf8Length],
  ['L', (text) => text.split('\n').reduce((most, line) => Math.max(most, [...line].length), 0)],
];
const WIDTH = 9;

/** `wc` of BusyBox: wide columns, but for one number. Models coreutils/wc.c. */
export function* wc(context: CommandContext): Program {
  const parsed = parseArguments(flags('c m l w L'), context.args);
  if (!parsed.ok) return 1;
  const { has, operands } = parsed.parsed;
  const t = createTool(context, 'wc', parsed.parsed);
  const asked = COUNTS.filter(([letter]) => has(letter));
  const shown = asked.length > 0 ? asked : COUNTS.filter(([letter]) => 'lwc'.includes(letter));
  const names = operands.length === 0 ? ['-'] : operands;
  const totals = shown.map(() => 0);
  let status = 0;
  const row = (counts: readonly number[], name: string): string => {
    const columns = counts.map((count) => String(count).padStart(counts.length > 1 ? WIDTH : 0));
    return `${columns.join(' ')}${name}\n`;
  };
  for (const name of names) {
    const opened = openInput(t, name);
    if (!opened.ok) {
      const isDirectory = opened.error === 'Is a directory';
      yield* t.err(`${name}: ${isDirectory ? 'read error: ' : ''}${opened.error}`);
      status = 1;
      continue;
    }
    const text = yield* readAll(opened.reader);
    const counts = shown.map(([, count]) => count(text));
    for (const [i, [letter]] of shown.entries()) {
      const count = counts[i] ?? 0;
      totals[i] = letter === 'L' ? Math.max(totals[i] ?? 0, count) : (totals[i] ?? 0) + count;
    }
    yield* t.out(row(counts, operands.length === 0 ? '' : ` ${name}`));
  }
  if (names.length > 1) yield* t.out(row(totals, ' total'));
  return status;
}
