import { readAll } from '../../kernel/index.ts';
import { createTool, flags, openInput, parseArguments, type StreamingCommand } from './tool.ts';

export const cmp: StreamingCommand = {
  name: 'cmp',
  summary: 'Compares two files byte by byte.',
  opensStreams: true,
  *run(context) {
    const parsed = parseArguments(flags('b l|verbose s|quiet n|bytes: i: |silent'), context.args);
    if (!parsed.ok) return 2;
    const t = createTool(context, 'cmp', parsed.parsed);
    const [left, right = '-'] = parsed.parsed.operands;
    if (left === undefined) {
      yield* t.err("missing operand after 'cmp'");
      return 2;
    }
    const texts: string[] = [];
    for (const name of [left, right]) {
      const opened = openInput(t, name);
      if (!opened.ok) {
        yield* t.err(`${name}: ${opened.error}`);
        return 2;
      }
      texts.push(yield* readAll(opened.reader));
    }
    const [a = '', b = ''] = texts;
    if (a === b) return 0;
    // What the short side ends in: the middle of a line, or behind one.
    const isQuiet = parsed.parsed.has('s') || parsed.parsed.has('silent');
    let at = 0;
    while (at < a.length && at < b.length && a[at] === b[at]) at++;
    const line = a.slice(0, at).split('\n').length;
    const lastLine = line - (a.slice(0, at).endsWith('\n') ? 1 : 0);
    const place = a.slice(0, at).endsWith('\n') ? 'line' : 'in line';
    if (isQuiet) return 1;
    if (parsed.parsed.has('l')) {
      const width = String(Math.max(a.length, b.length)).length;
      for (let i = at; i < Math.min(a.length, b.length); i++) {
        if (a[i] === b[i]) continue;
        const octal = (text: string): string => text.charCodeAt(i).toString(8).padStart(3);
        yield* t.out(`${String(i + 1).padStart(width)} ${octal(a)} ${octal(b)}\n`);
      }
      if (a.length !== b.length) {
        yield* t.err(
          `EOF on ${a.length < b.length ? left : right} after byte ${Math.min(a.length, b.length)}`,
        );
      }
      return 1;
    }
    if (at < Math.min(a.length, b.length))
      yield* t.out(`${left} ${right} differ: byte ${at + 1}, line ${line}\n`);
    else
      yield* t.err(
        `EOF on ${a.length < b.length ? left : right} after byte ${at}, ${place} ${lastLine}`,
      );
    return 1;
  },
};
