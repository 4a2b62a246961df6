import { type Program, readAll } from '../../kernel/index.ts';
import { formatPrintf, OF_NUMBERS } from '../format.ts';
import { translateRegExp } from '../regexp.ts';
import { isDirectoryError, openInput, writeNamed } from './inputs.ts';
import { splitKeeping, toBytes } from './text-units.ts';
import { misuse, type Tool, tool } from './tool.ts';

interface Pattern {
  readonly text: string;
  /** Undefined for a line number. */
  readonly expression: RegExp | undefined;
  readonly line: number;
  readonly offset: number;
  /** `%…%` skips what comes before. */
  readonly skips: boolean;
  /** How often it is used: once, and as often again as `{N}` says. */
  readonly times: number;
}

/** The patterns of the command line, or the words that they are refused with. */
function readPatterns(given: readonly string[]): Pattern[] | string {
  const patterns: Pattern[] = [];
  let before = 0;
  for (let i = 0; i < given.length; i++) {
    const text = given[i] ?? '';
    const repeat = /^\{(\d+|\*)\}$/.exec(given[i + 1] ?? '');
    const times = repeat === null ? 1 : repeat[1] === '*' ? Infinity : Number(repeat[1]) + 1;
    if (repeat !== null) i++;
    if (/^[/%]/.test(text)) {
      const mark = text.charAt(0);
      const end = text.lastIndexOf(mark);
      if (end === 0) return `${text}: closing delimiter '${mark}' missing`;
      const translated = translateRegExp(text.slice(1, end), 'basic');
      if (!translated.ok) return `‘${text}’: invalid regular expression: ${translated.message}`;
      const offset = text.slice(end + 1);
      if (!/^(?:[-+]?\d+)?$/.test(offset)) return `‘${text}’: integer expected after delimiter`;
      const expression = new RegExp(translated.source, 'u');
      const skips = mark === '%';
      patterns.push({ text, expression, line: 0, offset: Number(offset), skips, times });
      continue;
    }
    if (!/^\d+$/.test(text)) return `‘${text}’: invalid pattern`;
    const line = Number(text);
    if (line === 0) return `${text}: line number must be greater than zero`;
    if (line < before) {
      return `line number ‘${text}’ is smaller than preceding line number, ${before}`;
    }
    before = line;
    patterns.push({ text, expression: undefined, line, offset: 0, skips: false, times });
  }
  return patterns;
}

interface Cut {
  /** Pieces so far; the rest of the text is the last one. */
  readonly pieces: readonly string[];
  readonly problem: string | undefined;
}

/** Cuts lines where the patterns say, as far as they match. */
function cutLines(lines: readonly string[], patterns: readonly Pattern[], drops: boolean): Cut {
  const pieces: string[] = [];
  let at = 0;
  /** Where the next search starts: behind the line that matched last. */
  let searched = 0;
  for (const { text, expression, line, offset, skips, times } of patterns) {
    for (let turn = 1; turn <= times; turn++) {
      const rest = lines.slice(at).join('');
      const again = turn === 1 ? '' : ` on repetition ${turn - 1}`;
      let end = line * turn - 1;
      if (expression !== undefined) {
        const found = lines.findIndex(
          (one, n) => n >= searched && expression.test(one.replace(/\n$/, '')),
        );
        if (found < 0) {
          if (times === Infinity) break;
          const piece = skips ? [] : [rest];
          return { pieces: [...pieces, ...piece], problem: `‘${text}’: match not found${again}` };
        }
        end = found + offset;
        searched = Math.max(found, end) + 1;
      }
      if (end < at || end > lines.length || (expression === undefined && end >= lines.length)) {
        if (times === Infinity) break;
        const problem = `‘${text}’: line number out of range${again}`;
        return { pieces: [...pieces, end < at ? '' : rest], problem };
      }
      if (!skips) pieces.push(lines.slice(at, end).join(''));
      at = end + (drops ? 1 : 0);
      searched = Math.max(searched, end + (expression === undefined ? 0 : 1));
    }
  }
  return { pieces: [...pieces, lines.slice(at).join('')], problem: undefined };
}

/** Writes the pieces and their sizes; false when a file could not be made. */
function* writePieces(t: Tool, pieces: readonly string[], isKept: boolean): Program<boolean> {
  const { has, value } = t.args;
  const digits = Number(value('n') ?? '2');
  let number = 0;
  for (const piece of pieces) {
    if (piece === '' && has('z')) continue;
    const format = value('b');
    const own =
      format === undefined
        ? String(number).padStart(digits, '0')
        : formatPrintf(format, [String(number)], OF_NUMBERS).text;
    number++;
    const name = (value('f') ?? 'xx') + own;
    if (!(yield* writeNamed(t, name, piece))) return false;
    if (!isKept) t.context.files.remove(t.path(name));
    if (!['s', 'q', 'silent'].some(has)) yield* t.out(`${toBytes(piece).length}\n`);
  }
  return true;
}

export const csplit = tool({
  name: 'csplit',
  summary: 'Splits a file where patterns match.',
  flags:
    'q b|suffix-format: f|prefix: k|keep-files n|digits: s|quiet z|elide-empty-files ' +
    '|silent |suppress-matched',
  *run(t) {
    const [file, ...given] = t.args.operands;
    if (file === undefined) return yield* misuse(t, 'csplit', 'missing operand');
    if (given.length === 0) return yield* misuse(t, 'csplit', `missing operand after ‘${file}’`);
    const opened = openInput(t, file);
    if (!opened.ok) {
      const isDirectory = isDirectoryError(opened);
      yield* t.err(
        isDirectory
          ? ['readsDirectory', `read error: ${opened.error}`]
          : ['unopened', file, opened.error],
      );
      if (isDirectory) yield* t.out('0\n');
      return 1;
    }
    const patterns = readPatterns(given);
    if (typeof patterns === 'string') {
      yield* t.err(patterns);
      return 1;
    }
    const lines = splitKeeping(yield* readAll(opened.reader), '\n');
    const { pieces, problem } = cutLines(lines, patterns, t.args.has('suppress-matched'));
    const isKept = problem === undefined || t.args.has('k');
    if (!(yield* writePieces(t, pieces, isKept))) return 1;
    if (problem === undefined) return 0;
    yield* t.err(problem);
    return 1;
  },
});
