import { readAll } from '../../kernel/index.ts';
import { joinBytes } from '../expand/quote.ts';
import type { ShellHost } from '../types.ts';
import { Complaint } from '../words/message.ts';
import type { ParsedArguments } from './arguments.ts';
import { quotedName } from './file-names.ts';
import { isDirectoryError, openInput } from './inputs.ts';
import { runPiped } from './launch.ts';
import { splitKeeping, toBytes } from './text-units.ts';
import { misuse, type StreamingCommand, tool } from './tool.ts';

const OUT_OF_RANGE = 'Numerical result out of range';
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 512,
  K: 1024,
  k: 1024,
  KiB: 1024,
  M: 1024 ** 2,
  m: 1024 ** 2,
  MiB: 1024 ** 2,
  G: 1024 ** 3,
  KB: 1000,
  MB: 1e6,
};

type Plan =
  | { readonly type: 'lines' | 'bytes' | 'lineBytes'; readonly size: number }
  | {
      readonly type: 'chunks';
      /** Of bytes (''), of lines, or of lines in turn. */
      readonly kind: '' | 'l' | 'r';
      readonly count: number;
      /** The only chunk that is wanted, which is printed. */
      readonly only: number | undefined;
    };

/** A number of lines or bytes, or what is wrong with it. */
function sizeOf(text: string, what: string): number | Complaint {
  const match = /^(\d+)([A-Za-z]*)$/.exec(text);
  const unit = match === null ? undefined : UNITS[match[2] ?? ''];
  if (match === null || unit === undefined) return new Complaint(['badCount', text, what, '']);
  const size = Number(match[1]) * unit;
  return size > 0 ? size : new Complaint(['badCount', text, what, `: ${OUT_OF_RANGE}`]);
}

function chunksOf(text: string): Plan | Complaint {
  const match = /^(?:([lr])\/)?(?:(\d+)\/)?(\w+)$/.exec(text);
  const [, letter, only, count = text] = match ?? [];
  const kind = letter === 'l' || letter === 'r' ? letter : '';
  const size = sizeOf(count, 'chunks');
  if (size instanceof Complaint) return size;
  if (only !== undefined && !(Number(only) >= 1 && Number(only) <= size)) {
    return new Complaint(`invalid chunk number: ‘${only}’`);
  }
  const chosen = only === undefined ? undefined : Number(only);
  return { type: 'chunks', kind, count: size, only: chosen };
}

/** How the options want the text to be split. */
function planOf({ value }: ParsedArguments): Plan | Complaint {
  const [bytes, most, lines, chunks] = ['b', 'C', 'l', 'n'].map(value);
  if (chunks !== undefined) return chunksOf(chunks);
  const type = bytes !== undefined ? 'bytes' : most !== undefined ? 'lineBytes' : 'lines';
  const size = sizeOf(bytes ?? most ?? lines ?? '1000', type === 'lines' ? 'lines' : 'bytes');
  return size instanceof Complaint ? size : { type, size };
}

/** So many chunks, of which the last ones may be empty. */
function inChunks(text: string, end: string, plan: Plan & { type: 'chunks' }): string[] {
  const { kind, count } = plan;
  const lines = splitKeeping(text, end);
  if (kind === 'r') {
    return Array.from({ length: count }, (_, n) =>
      lines.filter((__, i) => i % count === n).join(''),
    );
  }
  const bytes = toBytes(text);
  const each = Math.floor(bytes.length / count);
  const stopOf = (n: number): number => (n === count - 1 ? bytes.length : (n + 1) * each);
  if (kind === '') {
    return Array.from({ length: count }, (_, n) => bytes.slice(n * each, stopOf(n)).join(''));
  }
  // A line belongs to the chunk in which it starts.
  const pieces = Array.from({ length: count }, () => '');
  let at = 0;
  let chunk = 0;
  for (const line of lines) {
    while (chunk < count - 1 && at >= stopOf(chunk)) chunk++;
    pieces[chunk] += line;
    at += toBytes(line).length;
  }
  return pieces;
}

function piecesOf(text: string, end: string, plan: Plan): string[] {
  if (plan.type === 'chunks') return inChunks(text, end, plan);
  const { size } = plan;
  const lines = splitKeeping(text, end);
  const pieces: string[] = [];
  if (plan.type === 'lines') {
    for (let i = 0; i < lines.length; i += size) pieces.push(lines.slice(i, i + size).join(''));
    return pieces;
  }
  if (plan.type === 'bytes') {
    const bytes = toBytes(text);
    for (let i = 0; i < bytes.length; i += size) pieces.push(bytes.slice(i, i + size).join(''));
    return pieces;
  }
  let current: string[] = [];
  for (const line of lines) {
    const bytes = toBytes(line);
    if (current.length > 0 && current.length + bytes.length > size) {
      pieces.push(current.join(''));
      current = [];
    }
    current.push(...bytes);
    while (current.length > size) pieces.push(current.splice(0, size).join(''));
  }
  return current.length === 0 ? pieces : [...pieces, current.join('')];
}

/** The suffix with a number, or undefined when it is too short for it. */
function suffixOf(number: number, length: number, digits: string): string | undefined {
  let out = '';
  let rest = number;
  for (let i = 0; i < length; i++) {
    out = digits.charAt(rest % digits.length) + out;
    rest = Math.floor(rest / digits.length);
  }
  return rest === 0 ? out : undefined;
}

const START_TOO_LARGE = 'numerical suffix start value is too large for the suffix length';

/** Where numbers begin; undefined where nothing says so. */
function startOf({ value }: ParsedArguments): number | undefined | Complaint {
  const [decimal, hex] = [value('numeric-suffixes') ?? '', value('hex-suffixes') ?? ''];
  if (decimal !== '' && !/^\d+$/.test(decimal)) {
    return new Complaint(`‘${decimal}’: invalid start value for numerical suffix`);
  }
  if (hex !== '' && !/^[0-9a-f]+$/.test(hex)) {
    return new Complaint(`‘${hex}’: invalid start value for hexadecimal suffix`);
  }
  if (decimal !== '') return Number(decimal);
  return hex === '' ? undefined : Number.parseInt(hex, 16);
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

export const createSplit = (host: () => ShellHost): StreamingCommand =>
  tool({
    name: 'split',
    summary: 'Splits a file into pieces.',
    flags:
      'a|suffix-length: b|bytes: C|line-bytes: d x e|elide-empty-files l|lines: n|number: ' +
      't|separator: u |additional-suffix: |numeric-suffixes:: |hex-suffixes:: |filter: |verbose',
    rewrite: (args) => args.map((arg) => arg.replace(/^-(?=\d+$)/, '-l')),
    *run(t) {
      const { has, value, operands } = t.args;
      if (['b', 'C', 'l', 'n'].filter(has).length > 1) {
        return yield* misuse(t, 'split', 'cannot split in more than one way');
      }
      const plan = planOf(t.args);
      if (plan instanceof Complaint) {
        yield* t.err(plan.message);
        return 1;
      }
      if (operands[2] !== undefined) {
        return yield* misuse(t, 'split', `extra operand ‘${operands[2]}’`);
      }
      const name = operands[0] ?? '-';
      const opened = openInput(t, name);
      if (!opened.ok) {
        yield* t.err(
          isDirectoryError(opened)
            ? ['readsDirectory', `${name}: ${opened.error}`]
            : ['unopened', name, opened.error],
        );
        return 1;
      }
      const end = value('t') === '\\0' ? '\0' : (value('t') ?? '\n');
      const pieces = piecesOf(yield* readAll(opened.reader), end, plan).map(joinBytes);
      if (plan.type === 'chunks' && plan.only !== undefined) {
        yield* t.out(pieces[plan.only - 1] ?? '');
        return 0;
      }
      const isHex = has('x') || has('hex-suffixes');
      const isNumeric = has('d') || has('numeric-suffixes');
      const digits = isHex ? '0123456789abcdef' : isNumeric ? '0123456789' : LETTERS;
      const start = startOf(t.args);
      if (start instanceof Complaint) return yield* misuse(t, 'split', start.message);
      const from = start ?? 0;
      const most = plan.type === 'chunks' ? pieces.length + (from < pieces.length ? from : 0) : 0;
      const asked = has('a') ? Number(value('a')) : undefined;
      // Suffixes that begin somewhere do not grow.
      const isFixed = most > 0 || start !== undefined;
      const length = asked ?? (isFixed ? lengthFor(most, digits) : undefined);
      const given = (value('numeric-suffixes') || value('hex-suffixes') || '').replace(
        /^0+(?=.)/,
        '',
      );
      if (length !== undefined && given.length > length) {
        return yield* misuse(t, 'split', START_TOO_LARGE);
      }
      let number = from;
      for (const piece of pieces) {
        if (piece === '' && (has('e') || plan.type !== 'chunks')) continue;
        const own =
          length === undefined ? growing(number, digits) : suffixOf(number, length, digits);
        if (own === undefined) {
          yield* t.err('output file suffixes exhausted');
          return 1;
        }
        number++;
        const target = (operands[1] ?? 'x') + own + (value('additional-suffix') ?? '');
        if (has('verbose')) yield* t.out(`creating file ${quotedName(target)}\n`);
        const filter = value('filter');
        if (filter === undefined) t.context.files.write(t.path(target), piece);
        else {
          const env = new Map([...t.context.env, ['FILE', target]]);
          yield* runPiped(t, host, ['sh', '-c', filter], piece, env);
        }
      }
      return 0;
    },
  });

/** How long suffixes are of which so many are known to be needed. */
function lengthFor(count: number, digits: string): number {
  let length = 2;
  while (count > digits.length ** length) length++;
  return length;
}

/** Suffixes of two characters at first; the last ones start a longer series: `yz`, `zaaa`. */
function growing(number: number, digits: string): string {
  const base = digits.length;
  let length = 2;
  let rest = number;
  let head = '';
  for (;;) {
    const room = base ** length - base ** (length - 1);
    if (rest < room) return head + (suffixOf(rest, length, digits) ?? '');
    rest -= room;
    head += digits.at(-1) ?? '';
    length++;
  }
}
