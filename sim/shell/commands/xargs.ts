import {
  encodeUtf8,
  errorText,
  type Program,
  readAll,
  readerOf,
  type Signal,
  until,
} from '../../kernel/index.ts';
import type { ShellHost } from '../types.ts';
import type { Message } from '../words/gnu.ts';
import { listedName } from './file-names.ts';
import { isDirectoryError, openInput } from './inputs.ts';
import { launch } from './launch.ts';
import { misuse, type StreamingCommand, type Tool, tool } from './tool.ts';
import { cutItems, delimiterOf, type Item, readItems } from './xargs-input.ts';

/** How arguments are shared out: the option that was given last decides. */
interface Mode {
  readonly mark: string | undefined;
  readonly lines: number | undefined;
  readonly most: number | undefined;
  /** What of it was left out of account. */
  readonly warnings: readonly string[];
}

/** What a warning calls the options, where they come first and where they come later. */
const BEFORE = { mark: '--replace', lines: '--max-lines', most: '--max-args' } as const;
const LATER = { I: '--replace/-I/-i', i: '--replace/-I/-i', L: '-L', l: '--max-lines/-l' } as const;

function modeOf({ args }: Tool): Mode {
  let kept: { readonly kind: 'mark' | 'lines' | 'most'; readonly value: string } | undefined;
  const warnings: string[] = [];
  for (const { name, value } of args.all) {
    const kind =
      name === 'I' || name === 'i'
        ? 'mark'
        : name === 'L' || name === 'l'
          ? 'lines'
          : name === 'n'
            ? 'most'
            : undefined;
    if (kind === undefined) continue;
    // One argument at a time is what a replacement does anyway.
    if (kind === 'most' && kept?.kind === 'mark' && Number(value) === 1) continue;
    if (kept !== undefined && kept.kind !== kind) {
      const [old, now] = [BEFORE[kept.kind], LATER[name as keyof typeof LATER] ?? '--max-args/-n'];
      warnings.push(
        `warning: options ${old} and ${now} are mutually exclusive, ignoring previous ${old} value`,
      );
    }
    kept = { kind, value: value ?? (kind === 'mark' ? '{}' : '1') };
  }
  return {
    mark: kept?.kind === 'mark' ? kept.value : undefined,
    lines: kept?.kind === 'lines' ? Number(kept.value) : undefined,
    most: kept?.kind === 'most' ? Number(kept.value) : undefined,
    warnings,
  };
}

const NO_END = 'warning: the -E option has no effect if -0 or -d is used.\n';
const NUL_SEEN =
  'WARNING: a NUL character occurred in the input.  It cannot be passed through in the argument ' +
  'list.  Did you mean to use the --null option?';

/** What a program gets of an argument. */
const untilNul = (text: string): string => text.split('\0', 1)[0] as string;

/** What is wrong with a number; undefined for nothing. */
function wrongNumber(t: Tool): Message | string | undefined {
  for (const { name, value: text } of t.args.all) {
    const least = name === 'P' ? 0 : /^[nLs]$/.test(name) ? 1 : undefined;
    if (least === undefined || text === undefined) continue;
    if (!/^-?\d+$/.test(text)) return ['badNumberOf', text, name];
    if (Number(text) < least) return `value ${text} for -${name} option should be >= ${least}`;
  }
  return undefined;
}

/** `xargs`. */
export function createXargs(host: () => ShellHost): StreamingCommand {
  return tool({
    name: 'xargs',
    summary: 'Runs a command with arguments from standard input.',
    flags:
      '0|null a|arg-file: d|delimiter: E: e|eof:: I: i|replace:: L: l|max-lines:: n|max-args: ' +
      'o|open-tty p|interactive P|max-procs: r|no-run-if-empty s|max-chars: t|verbose x|exit ' +
      '|process-slot-var: |show-limits',
    stopsAtOperand: true,
    *run(t) {
      const { has, value } = t.args;
      const wrong = wrongNumber(t);
      if (wrong !== undefined) return yield* misuse(t, 'xargs', wrong);
      const wanted = value('d');
      const delimiter = wanted === undefined ? undefined : delimiterOf(wanted);
      if (delimiter?.ok === false) {
        yield* t.err(delimiter.message);
        return 1;
      }
      const mode = modeOf(t);
      for (const warning of mode.warnings) yield* t.err(warning);
      const input = openInput(t, value('a') ?? '-');
      const isDirectory = isDirectoryError(input);
      if (!input.ok && !isDirectory) {
        yield* t.err(`Cannot open input file ‘${value('a') ?? '-'}’: ${input.error}`);
        return 1;
      }
      const text = input.ok ? yield* readAll(input.reader) : '';
      const argv = t.args.operands.length === 0 ? ['echo'] : [...t.args.operands];
      const between = has('0') ? '\0' : delimiter?.value;
      const end = (value('E') ?? value('e')) || undefined;
      if (end !== undefined && between !== undefined) yield* t.err(NO_END);
      if (between === undefined && text.includes('\0')) yield* t.err(NUL_SEEN);
      const read =
        between === undefined ? readItems(text, mode.mark !== undefined, end) : undefined;
      const whole = read?.items ?? cutItems(text, between ?? '\n');
      const items = whole.map((item) => ({ ...item, text: untilNul(item.text) }));
      const runs = plan(t, mode, items, argv);
      if (runs === undefined) {
        yield* t.err('argument line too long');
        return 1;
      }
      if (isDirectory && !has('a')) {
        yield* runAll(host(), t, runs);
        yield* t.err('error closing file');
        return 1;
      }
      if (read?.ok !== false) return yield* runAll(host(), t, runs);
      // What is complete has run by then, unless all of it is one command line.
      const isOne = runs.length === 1;
      const complaint =
        `unmatched ${read.openQuote === '"' ? 'double' : 'single'} quote; by default quotes are ` +
        'special to xargs unless you use the -0 option';
      if (isOne) yield* t.err(complaint);
      if (items.length > 0) yield* runAll(host(), t, runs);
      if (!isOne) yield* t.err(complaint);
      return 1;
    },
  });
}

/** The command lines to run; undefined when one is too long. */
function plan(
  t: Tool,
  { mark, lines, most }: Mode,
  items: readonly Item[],
  argv: readonly string[],
): string[][] | undefined {
  if (mark !== undefined) {
    return items.map(({ text }) =>
      argv.map((word, i) => (i === 0 ? word : word.replaceAll(mark, text))),
    );
  }
  if (lines === undefined) return group(t, most, items, argv);
  const runs: string[][] = [];
  let taken: string[] = [];
  let ended = 0;
  for (const { text, isLast } of items) {
    taken.push(text);
    if (isLast) ended++;
    if (ended < lines) continue;
    runs.push([...argv, ...taken]);
    taken = [];
    ended = 0;
  }
  if (taken.length > 0) runs.push([...argv, ...taken]);
  return runs.length === 0 && !t.args.has('r') ? [[...argv]] : runs;
}

/** The bytes of a command line without -s. */
const USUAL_BYTES = 131_072;

function group(
  t: Tool,
  most: number | undefined,
  items: readonly Item[],
  argv: readonly string[],
): string[][] | undefined {
  const size = most ?? Number.POSITIVE_INFINITY;
  if (items.length === 0) return t.args.has('r') ? [] : [[...argv]];
  const mostBytes = Number(t.args.value('s') ?? USUAL_BYTES);
  const bytesOf = (word: string): number => encodeUtf8(word).length + 1;
  const ownBytes = argv.reduce((sum, word) => sum + bytesOf(word), 0);
  const runs: string[][] = [];
  let taken: string[] = [];
  let bytes = ownBytes;
  for (const { text: word } of items) {
    const more = bytesOf(word);
    const isFull = taken.length >= size || bytes + more > mostBytes;
    if (isFull && taken.length > 0) {
      runs.push([...argv, ...taken]);
      taken = [];
      bytes = ownBytes;
    }
    if (ownBytes + more > mostBytes) return runs.length > 0 ? runs : undefined;
    taken.push(word);
    bytes += more;
  }
  if (taken.length > 0) runs.push([...argv, ...taken]);
  return runs;
}

/** A command line as `-t` shows it. */
const shownLine = (argv: readonly string[]): string =>
  argv.map((word) => (word === '' ? "''" : listedName(word))).join(' ');

type Running = Extract<ReturnType<typeof launch>, { ok: true }>['process'];

/** What an end says about the whole: its status, a complaint, and whether to go on. */
function settled(name: string, done: Running): { status: number; complaint?: string } {
  const code = done.exitCode() ?? 0;
  if (done.isSignalled()) {
    return { status: 125, complaint: `${name}: terminated by signal ${code - 128}` };
  }
  if (code === 255) return { status: 124, complaint: `${name}: exited with status 255; aborting` };
  return { status: code === 0 ? 0 : 123 };
}

function* runAll(host: ShellHost, t: Tool, runs: readonly string[][]): Program {
  const { has, value } = t.args;
  const most = Number(value('P') ?? '1') || Number.POSITIVE_INFINITY;
  const running: (Running & { signal(signal: Signal): void; readonly slot: number })[] = [];
  const variable = value('process-slot-var');
  const name = runs[0]?.[0] ?? '';
  let status = 0;
  /** Waits until fewer than so many run; whether to go on. */
  const waitForFewer = function* (count: number): Program<boolean> {
    while (running.length >= count) {
      yield* until(() => running.some((one) => one.exitCode() !== undefined));
      const at = running.findIndex((one) => one.exitCode() !== undefined);
      const [done] = running.splice(at, 1);
      if (done === undefined) return true;
      const end = settled(name, done);
      if (end.status !== 0) status = end.status;
      if (end.complaint === undefined) continue;
      yield* t.err(end.complaint);
      return false;
    }
    return true;
  };
  try {
    for (const argv of runs) {
      if (has('t')) yield* t.context.stderr.write(`${shownLine(argv)}\n`);
      const taken = running.map((one) => one.slot);
      const slot = [...taken.keys(), taken.length].find((one) => !taken.includes(one)) ?? 0;
      const env = new Map(t.context.env);
      if (variable !== undefined) env.set(variable, String(slot));
      const launched = launch(host, t.context, argv, { stdin: readerOf(''), env });
      if (!launched.ok) {
        const error = launched.error === 'EAGAIN' ? 'EBUSY' : launched.error;
        yield* t.err(`${argv[0]}: ${errorText(error)}`);
        return launched.error === 'ENOENT' ? 127 : 126;
      }
      running.push(Object.assign(launched.process, { slot }));
      if (!(yield* waitForFewer(most))) return status;
    }
    yield* waitForFewer(1);
    return status;
  } finally {
    for (const one of running) one.signal('SIGKILL');
  }
}
