import {
  encodeUtf8,
  type Program,
  readAll,
  readerOf,
  type Signal,
  until,
} from '../../kernel/index.ts';
import { errorText } from '../errors.ts';
import type { ShellHost } from '../types.ts';
import { launch } from './launch.ts';
import { misuse, openInput, type StreamingCommand, type Tool, tool } from './tool.ts';

/** Splits the input of xargs into arguments, with its quotes; undefined for an open quote. */
function splitInput(text: string): { words: string[][]; openQuote: string | undefined } {
  const lines: string[][] = [];
  let words: string[] = [];
  let word = '';
  let isInWord = false;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (quote !== '') {
      if (c === quote) quote = '';
      else if (c === '\n') return { words: lines, openQuote: quote };
      else word += c;
      continue;
    }
    if (c === '"' || c === "'") {
      quote = c;
      isInWord = true;
    } else if (c === '\\' && i + 1 < text.length) {
      word += text.charAt(++i);
      isInWord = true;
    } else if (/\s/.test(c)) {
      if (isInWord) words.push(word);
      word = '';
      isInWord = false;
      if (c === '\n') {
        if (words.length > 0) lines.push(words);
        words = [];
      }
    } else {
      word += c;
      isInWord = true;
    }
  }
  if (isInWord) words.push(word);
  if (words.length > 0) lines.push(words);
  return { words: lines, openQuote: quote === '' ? undefined : quote };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', 0: '\0', '\\': '\\' };

/** `xargs`. */
export function createXargs(host: () => ShellHost): StreamingCommand {
  return tool({
    name: 'xargs',
    summary: 'Runs a command with arguments from standard input.',
    flags:
      '0|null a|arg-file: d|delimiter: E: e:: I: i|replace:: L: l|max-lines:: n|max-args: ' +
      'o p|interactive P|max-procs: r|no-run-if-empty s|max-chars: t|verbose x|exit',
    stopsAtOperand: true,
    *run(t) {
      const { has, value } = t.args;
      for (const [name, least] of [
        ['n', 1],
        ['L', 1],
        ['P', 0],
        ['s', 1],
      ] as const) {
        const text = value(name);
        if (text === undefined) continue;
        if (!/^\d+$/.test(text))
          return yield* misuse(t, 'xargs', `invalid number "${text}" for -${name} option`);
        if (Number(text) < least)
          return yield* misuse(
            t,
            'xargs',
            `value ${text} for -${name} option should be >= ${least}`,
          );
      }
      const input = openInput(t, value('a') ?? '-');
      if (!input.ok) {
        yield* t.err(`Cannot open input file ‘${value('a') ?? '-'}’: ${input.error}`);
        return 1;
      }
      const text = beforeEnd(yield* readAll(input.reader), value('E') ?? value('e'));
      const argv = t.args.operands.length === 0 ? ['echo'] : [...t.args.operands];
      const mark = has('I') ? (value('I') ?? '{}') : has('i') ? (value('i') ?? '{}') : undefined;
      const given = has('0')
        ? '\0'
        : value('d')?.replace(/\\(.)/g, (_, c: string) => ESCAPES[c] ?? c);
      const runs = yield* plan(t, text, argv, mark, given);
      if (typeof runs === 'number') return runs;
      if (runs === undefined) {
        yield* t.err('argument line too long');
        return 1;
      }
      return yield* runAll(host(), t, runs);
    },
  });
}

/** The text up to the word that `-E` says is the end of input. */
function beforeEnd(text: string, end: string | undefined): string {
  if (end === undefined || end === '') return text;
  const lines = text.split('\n');
  const at = lines.indexOf(end);
  return at < 0 ? text : lines.slice(0, at).join('\n');
}

function* plan(
  t: Tool,
  text: string,
  argv: readonly string[],
  mark: string | undefined,
  delimiter: string | undefined,
): Program<string[][] | number | undefined> {
  const { has, value } = t.args;
  const fill = (item: string): string[] =>
    argv.map((word, i) => (i === 0 ? word : word.replaceAll(mark ?? '', item)));
  if (delimiter !== undefined) {
    const items = text.split(delimiter);
    if (items.at(-1) === '') items.pop();
    return group(
      t,
      items.map((item) => [item]),
      argv,
      mark === undefined ? undefined : fill,
    );
  }
  const split = splitInput(text);
  if (split.openQuote !== undefined) {
    const kind = split.openQuote === '"' ? 'double' : 'single';
    yield* t.err(
      `unmatched ${kind} quote; by default quotes are special to xargs ` +
        'unless you use the -0 option',
    );
    return 1;
  }
  if (mark !== undefined) {
    const lines = text
      .split('\n')
      .map((line) => line.trimStart())
      .filter((line) => line !== '');
    return lines.map((line) =>
      fill(
        splitInput(line).words.flat().length === 1
          ? (splitInput(line).words.flat()[0] ?? '')
          : line,
      ),
    );
  }
  const perLine = has('L') || has('l') ? Number(value('L') ?? value('l') ?? '1') : undefined;
  if (perLine === undefined)
    return group(
      t,
      split.words.flat().map((word) => [word]),
      argv,
      undefined,
    );
  const runs: string[][] = [];
  for (let i = 0; i < split.words.length; i += perLine) {
    runs.push([...argv, ...split.words.slice(i, i + perLine).flat()]);
  }
  return runs;
}

/** The bytes of a command line without -s. */
const USUAL_BYTES = 131_072;

function group(
  t: Tool,
  items: readonly string[][],
  argv: readonly string[],
  fill: ((item: string) => string[]) | undefined,
): string[][] | undefined {
  if (fill !== undefined) return items.flat().map(fill);
  const size = t.args.has('n') ? Number(t.args.value('n')) : Number.POSITIVE_INFINITY;
  const words = items.flat();
  if (words.length === 0) return t.args.has('r') ? [] : [[...argv]];
  const most = Number(t.args.value('s') ?? USUAL_BYTES);
  const bytesOf = (word: string): number => encodeUtf8(word).length + 1;
  const ownBytes = argv.reduce((sum, word) => sum + bytesOf(word), 0);
  const runs: string[][] = [];
  let taken: string[] = [];
  let bytes = ownBytes;
  for (const word of words) {
    const more = bytesOf(word);
    const isFull = taken.length >= size || bytes + more > most;
    if (isFull && taken.length > 0) {
      runs.push([...argv, ...taken]);
      taken = [];
      bytes = ownBytes;
    }
    if (ownBytes + more > most) return runs.length > 0 ? runs : undefined;
    taken.push(word);
    bytes += more;
  }
  if (taken.length > 0) runs.push([...argv, ...taken]);
  return runs;
}

function* runAll(host: ShellHost, t: Tool, runs: readonly string[][]): Program {
  const { has, value } = t.args;
  const most = Number(value('P') ?? '1') || Number.POSITIVE_INFINITY;
  const running: { exitCode(): number | undefined; signal(signal: Signal): void }[] = [];
  let status = 0;
  const settle = (code: number): boolean => {
    if (code === 255) status = 124;
    else if (code > 128) status = 125;
    else if (code !== 0) status = 123;
    return code === 255 || code > 128;
  };
  try {
    for (const argv of runs) {
      if (has('t')) yield* t.context.stderr.write(`${argv.join(' ')}\n`);
      const launched = launch(host, t.context, argv, { stdin: readerOf('') });
      if (!launched.ok) {
        yield* t.err(
          `${argv[0]}: ${errorText(launched.error === 'EAGAIN' ? 'EBUSY' : launched.error)}`,
        );
        return launched.error === 'ENOENT' ? 127 : 126;
      }
      running.push(launched.process);
      while (running.length >= most) {
        yield* until(() => running.some((one) => one.exitCode() !== undefined));
        const at = running.findIndex((one) => one.exitCode() !== undefined);
        const [done] = running.splice(at, 1);
        const code = done?.exitCode() ?? 0;
        if (!settle(code)) continue;
        if (code === 255) yield* t.err(`${argv[0]}: exited with status 255; aborting`);
        return status;
      }
    }
    while (running.length > 0) {
      const [first] = running;
      yield* until(() => first?.exitCode() !== undefined);
      running.shift();
      const code = first?.exitCode() ?? 0;
      if (!settle(code)) continue;
      if (code === 255) yield* t.err(`${runs[0]?.[0]}: exited with status 255; aborting`);
      return status;
    }
    return status;
  } finally {
    for (const one of running) one.signal('SIGKILL');
  }
}
