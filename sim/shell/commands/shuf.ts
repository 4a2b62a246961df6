import type { Prng } from '../../kernel/index.ts';
import { readAll } from '../../kernel/index.ts';
import { shownName } from './file-names.ts';
import { isDirectoryError, linesOf, openInput, writeNamed } from './inputs.ts';
import { misuse, type StreamingCommand, type Tool, tool } from './tool.ts';

/** `shuf`. */
export function createShuf(prng: () => Prng): StreamingCommand {
  return tool({
    name: 'shuf',
    summary: 'Prints lines in a random order.',
    flags:
      'e|echo i|input-range: n|head-count: o|output: r|repeat z|zero-terminated |random-source:',
    *run(t: Tool) {
      const { has, value, operands } = t.args;
      let items: string[];
      const given = value('n');
      if (given !== undefined && !/^\d+$/.test(given)) {
        yield* t.err(`invalid line count: ‘${given}’`);
        return 1;
      }
      const bounds = value('i');
      if (has('e') && bounds !== undefined) {
        return yield* misuse(t, 'shuf', 'cannot combine -e and -i options');
      }
      const extra = bounds === undefined ? operands[1] : operands[0];
      if (!has('e') && extra !== undefined) {
        return yield* misuse(t, 'shuf', `extra operand ‘${extra}’`);
      }
      const [low = '', high = ''] = bounds?.split('-') ?? [];
      if (bounds !== undefined && !(/^\d+-\d+$/.test(bounds) && Number(low) <= Number(high) + 1)) {
        yield* t.err(`invalid input range: ‘${bounds}’`);
        return 1;
      }
      const range = /^(\d+)-(\d+)$/.exec(value('i') ?? '');
      if (range !== null) {
        const [from, to] = [Number(range[1]), Number(range[2])];
        items = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => String(from + i));
      } else if (has('e')) items = [...operands];
      else {
        const opened = openInput(t, operands[0] ?? '-');
        if (!opened.ok) {
          const name = shownName(operands[0] ?? '-');
          yield* t.err(
            isDirectoryError(opened)
              ? ['readsDirectory', `read error: ${opened.error}`]
              : `${name}: ${opened.error}`,
          );
          return 1;
        }
        items = linesOf(yield* readAll(opened.reader));
      }
      const random = prng();
      for (let i = items.length - 1; i > 0; i--) {
        const j = random.below(i + 1);
        [items[i], items[j]] = [items[j] ?? '', items[i] ?? ''];
      }
      const count = Number(value('n') ?? items.length);
      const end = has('z') ? '\0' : '\n';
      const chosen = has('r')
        ? Array.from(
            { length: items.length === 0 ? 0 : count },
            () => items[random.below(items.length)],
          )
        : items.slice(0, count);
      const text = chosen.map((item) => `${item}${end}`).join('');
      const target = value('o');
      if (target === undefined) yield* t.out(text);
      else if (!(yield* writeNamed(t, target, text))) return 1;
      return 0;
    },
  });
}
