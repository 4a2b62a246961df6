import { hexOf, numberOf, printable, readBytes } from './bytes.ts';
import { tool } from './tool.ts';

export const hexdump = tool({
  name: 'hexdump',
  summary: 'Shows bytes in hexadecimal.',
  flags: 'b c C d n: o s: v x e:',
  *run(t) {
    const { has, value } = t.args;
    const read = yield* readBytes(
      t,
      (name, error) => `hexdump: ${name}: ${error}`,
      (numberOf(value('s')) ?? 0) + (numberOf(value('n')) ?? Number.POSITIVE_INFINITY),
    );
    if (typeof read === 'number') return 1;
    const skip = numberOf(value('s')) ?? 0;
    const bytes = [...read.slice(skip, skip + (numberOf(value('n')) ?? read.length))];
    const digits = has('C') ? 8 : 7;
    for (let i = 0; i < bytes.length; i += 16) {
      const row = bytes.slice(i, i + 16);
      const at = (skip + i).toString(16).padStart(digits, '0');
      if (has('C')) {
        const cells = row.map((byte, n) => (n === 8 ? '  ' : ' ') + hexOf(byte)).join('');
        yield* t.out(`${at} ${cells.padEnd(49)}  |${row.map(printable).join('')}|\n`);
      } else {
        let line = at;
        for (let n = 0; n < row.length; n += 2)
          line += ` ${hexOf(row[n + 1] ?? 0)}${hexOf(row[n] ?? 0)}`;
        yield* t.out(`${line}\n`);
      }
    }
    yield* t.out(`${(skip + bytes.length).toString(16).padStart(digits, '0')}\n`);
    return 0;
  },
});
