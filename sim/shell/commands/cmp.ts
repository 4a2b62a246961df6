import { encodeUtf8, type Program, readAll } from '../../kernel/index.ts';
import { flags, parseArguments } from './arguments.ts';
import { openInput } from './inputs.ts';
import { createTool, hintOf, type StreamingCommand, type Tool } from './tool.ts';

const octal = (byte: number): string => byte.toString(8).padStart(3);

/** A byte as `-b` shows it: `^A`, `M-a` and the like. */
function shownByte(byte: number): string {
  const high = byte >= 128 ? 'M-' : '';
  const low = byte & 127;
  if (low < 32) return `${high}^${String.fromCharCode(low + 64)}`;
  return low === 127 ? `${high}^?` : high + String.fromCharCode(low);
}

interface Sides {
  readonly left: string;
  readonly right: string;
  readonly a: Uint8Array;
  readonly b: Uint8Array;
}

/** `-l`: every byte that differs, with its place. */
function* listAll(t: Tool, { a, b }: Sides): Program<boolean> {
  const size = Math.min(a.length, b.length);
  const width = String(size).length;
  let isEqual = true;
  for (let i = 0; i < size; i++) {
    const [x = 0, y = 0] = [a[i], b[i]];
    if (x === y) continue;
    isEqual = false;
    const place = String(i + 1).padStart(width);
    const shown = t.args.has('b')
      ? `${octal(x)} ${shownByte(x).padEnd(4)} ${octal(y)} ${shownByte(y)}`
      : `${octal(x)} ${octal(y)}`;
    yield* t.out(`${place} ${shown}\n`);
  }
  return isEqual;
}

function* compareBytes(t: Tool, sides: Sides): Program {
  const { left, right, a, b } = sides;
  const { has } = t.args;
  const size = Math.min(a.length, b.length);
  let at = 0;
  while (at < size && a[at] === b[at]) at++;
  if (at === a.length && at === b.length) return 0;
  if (has('s')) return 1;
  const before = a.slice(0, at);
  const line = before.reduce((count, byte) => (byte === 10 ? count + 1 : count), 1);
  if (has('l')) {
    yield* listAll(t, sides);
  } else if (at < size) {
    const [x = 0, y = 0] = [a[at], b[at]];
    const bytes = has('b') ? ` is ${octal(x)} ${shownByte(x)} ${octal(y)} ${shownByte(y)}` : '';
    yield* t.out(`${t.text(['differs', left, right, at + 1, line, bytes])}\n`);
    return 1;
  }
  if (a.length === b.length) return 1;
  const short = a.length < b.length ? left : right;
  const isWhole = before.at(-1) === 10;
  // What the short side ends in: the middle of a line, or behind one.
  const place = isWhole ? `line ${line - 1}` : `in line ${line}`;
  if (size === 0) yield* t.err(`EOF on ${short} which is empty`);
  else yield* t.err(`EOF on ${short} after byte ${size}${has('l') ? '' : `, ${place}`}`);
  return 1;
}

function* refuse(t: Tool, text: string): Program {
  yield* t.err(text);
  const hint = hintOf(t.context, t.name);
  if (hint !== '') yield* t.context.stderr.write(`${t.name}: ${hint}`);
  return 2;
}

export const cmp: StreamingCommand = {
  name: 'cmp',
  summary: 'Compares two files byte by byte.',
  opensStreams: true,
  *run(context) {
    const known = flags(
      'b|print-bytes l|verbose s|quiet n|bytes: i|ignore-initial: |silent |help',
    ).map((flag) => (flag.long === 'silent' ? { ...flag, short: 's' } : flag));
    const parsed = parseArguments(known, context.args);
    const none = parseArguments([], []);
    if (!parsed.ok) {
      if (!none.ok) throw new Error('no arguments cannot be wrong');
      const t = createTool(context, 'cmp', none.parsed);
      return yield* refuse(t, parsed.message);
    }
    const t = createTool(context, 'cmp', parsed.parsed);
    const [left, right = '-', from, to] = parsed.parsed.operands;
    if (left === undefined) {
      return yield* refuse(t, "missing operand after 'cmp'");
    }
    if (t.args.has('l') && t.args.has('s')) {
      return yield* refuse(t, 'options -l and -s are incompatible');
    }
    const count = t.args.value('n');
    if (count !== undefined && !/^\d+$/.test(count)) {
      return yield* refuse(t, `invalid --bytes value '${count}'`);
    }
    const [skipA = '0', skipB = skipA] = (t.args.value('i') ?? '0').split(':');
    const skips = [Number(from ?? skipA), Number(to ?? skipB)];
    const limit = Number(count ?? Number.POSITIVE_INFINITY);
    if (
      left === right &&
      left !== '-' &&
      skips[0] === skips[1] &&
      context.files.stat(t.path(left)).ok
    )
      return 0;
    const texts: Uint8Array[] = [];
    for (const [i, name] of [left, right].entries()) {
      const opened = openInput(t, name);
      if (!opened.ok) {
        if (!t.args.has('s')) yield* t.err(`${name}: ${opened.error}`);
        return 2;
      }
      const skip = skips[i] ?? 0;
      texts.push(encodeUtf8(yield* readAll(opened.reader)).slice(skip, skip + limit));
    }
    const [a = new Uint8Array(), b = new Uint8Array()] = texts;
    return yield* compareBytes(t, { left, right, a, b });
  },
};
