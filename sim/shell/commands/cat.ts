import { openInput } from './inputs.ts';
import { utf8 } from './text-units.ts';
import { tool } from './tool.ts';

/** Text as `cat -v` shows it. */
const visible = (text: string, keepsTabs: boolean): string => {
  let out = '';
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    const bytes =
      code < 0x80 ? [code] : code >= 0xdc80 && code <= 0xdcff ? [code - 0xdc00] : utf8(c);
    for (const byte of bytes) {
      const low = byte & 0x7f;
      if (byte === 10 || (byte === 9 && keepsTabs)) out += String.fromCharCode(byte);
      else {
        if (byte >= 0x80) out += 'M-';
        if (low < 32) out += `^${String.fromCharCode(low + 64)}`;
        else out += low === 127 ? '^?' : String.fromCharCode(low);
      }
    }
  }
  return out;
};

export const cat = tool({
  name: 'cat',
  summary: 'Concatenates files to standard output.',
  flags:
    'b|number-nonblank n|number s|squeeze-blank v|show-nonprinting E|show-ends ' +
    'T|show-tabs A|show-all e t u',
  *run(t) {
    const { has, operands } = t.args;
    const numbersAll = has('n') && !has('b');
    const showsEnds = has('A') || has('E') || has('e');
    const showsTabs = has('A') || has('T') || has('t');
    const showsOthers = has('A') || has('e') || has('t') || has('v');
    const isPlain = !(showsEnds || showsTabs || showsOthers || has('b') || has('n') || has('s'));
    const { stdout } = t.context;
    const target = 'path' in stdout ? String(stdout.path) : '';
    let number = 0;
    let blanks = 0;
    let isLineStart = true;
    let status = 0;
    const show = (text: string): string => {
      let out = '';
      for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
        const isEnded = line.endsWith('\n');
        const body = isEnded ? line.slice(0, -1) : line;
        const isBlank = body === '' && isLineStart;
        blanks = isBlank ? blanks + 1 : 0;
        if (has('s') && blanks > 1) continue;
        if (isLineStart && (numbersAll || (has('b') && body !== ''))) {
          number++;
          out += `${String(number).padStart(6)}\t`;
        }
        let shown = showsOthers ? visible(body, true) : body;
        if (showsTabs) shown = shown.replaceAll('\t', '^I');
        // With the end, a carriage return in front of it is shown too.
        if (showsEnds && isEnded && !showsOthers) shown = shown.replace(/\r$/, '^M');
        out += shown + (isEnded ? (showsEnds ? '$\n' : '\n') : '');
        isLineStart = isEnded;
      }
      return out;
    };
    for (const name of operands.length === 0 ? ['-'] : operands) {
      const opened = openInput(t, name);
      if (!opened.ok) {
        yield* t.err(['unreadable', name, opened.error]);
        status = 1;
        continue;
      }
      if (target !== '' && opened.path === target && !target.startsWith('/dev/')) {
        const size = t.context.files.stat(target);
        if (size.ok && size.value.size > 0) {
          yield* t.err(`${name}: input file is output file`);
          status = 1;
          continue;
        }
      }
      for (;;) {
        const part = yield* opened.reader.read();
        if (part === undefined) break;
        if (!(yield* stdout.write(isPlain ? part : show(part)))) return 1;
      }
    }
    return status;
  },
});
