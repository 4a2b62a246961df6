import { encodeUtf8, readAll } from '../../kernel/index.ts';
import { isDirectoryError, openInput } from './inputs.ts';
import { tool } from './tool.ts';

interface Found {
  readonly at: number;
  readonly text: string;
}

/** The runs of so many printable characters at least, with where they begin. */
function runsIn(bytes: Uint8Array, least: number, isPrintable: (byte: number) => boolean): Found[] {
  const found: Found[] = [];
  let text = '';
  for (let at = 0; at <= bytes.length; at++) {
    const byte = bytes[at];
    if (byte !== undefined && isPrintable(byte)) {
      text += String.fromCharCode(byte);
      continue;
    }
    if (text.length >= least) found.push({ at: at - text.length, text });
    text = '';
  }
  return found;
}

const BASES: Readonly<Record<string, number>> = { d: 10, o: 8, x: 16 };

export const strings = tool({
  name: 'strings',
  summary: 'Prints the text in files.',
  flags: 'n|bytes: a|all d|data t|radix: f|print-file-name o w|include-all-whitespace',
  // `-3` is `-n 3`; a lone dash is `-a`.
  rewrite: (args) =>
    args.map((arg) => (/^-\d+$/.test(arg) ? `-n${arg.slice(1)}` : arg === '-' ? '-a' : arg)),
  *run(t) {
    const { has, value, operands } = t.args;
    const given = value('n') ?? '4';
    const least = Number(given);
    if (!/^\d+$/.test(given) || least === 0) {
      const what = /^\d+$/.test(given)
        ? `invalid minimum string length ${given}`
        : `invalid integer argument ${given}`;
      yield* t.err(what);
      return 1;
    }
    const base = BASES[has('o') ? 'o' : (value('t') ?? '')];
    const isPrintable = (byte: number): boolean =>
      (byte >= 0x20 && byte < 0x7f) || byte === 9 || (has('w') && byte >= 9 && byte <= 13);
    let status = 0;
    for (const name of operands.length === 0 ? ['-'] : operands) {
      const opened = openInput(t, name);
      if (!opened.ok) {
        yield* t.err(
          isDirectoryError(opened)
            ? `Warning: '${name}' is a directory`
            : ['unreadObject', name, opened.error],
        );
        status = 1;
        continue;
      }
      const shown = name === '-' ? '{standard input}' : name;
      const bytes = encodeUtf8(yield* readAll(opened.reader));
      for (const { at, text } of runsIn(bytes, least, isPrintable)) {
        const place = base === undefined ? '' : `${at.toString(base).padStart(7)} `;
        yield* t.out(`${has('f') ? `${shown}: ` : ''}${place}${text}\n`);
      }
    }
    return status;
  },
});
