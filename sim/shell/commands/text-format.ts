import { encodeUtf8, readAll } from '../../kernel/index.ts';
import { quotedName } from './file-names.ts';
import { linesOf, openInput, type Tool, tool } from './tool.ts';

/** The text of all operands together; a name that cannot be opened is told. */
function* readOperands(t: Tool) {
  let text = '';
  let status = 0;
  for (const name of t.args.operands.length === 0 ? ['-'] : t.args.operands) {
    const opened = openInput(t, name);
    if (opened.ok) text += yield* readAll(opened.reader);
    else {
      yield* t.err(`cannot open ${quotedName(name)} for reading: ${opened.error}`);
      status = 1;
    }
  }
  return { text, status };
}

interface FmtWord {
  readonly text: string;
  /** Blanks behind it. */
  readonly space: number;
  /** Whether it ends with a full stop, and whether that ends a sentence. */
  readonly isPeriod: boolean;
  readonly isFinal: boolean;
  readonly isPunctuated: boolean;
}

const wordOf = (text: string, space: number, isLineEnd: boolean): FmtWord => {
  const bare = text.replace(/['")\]]+$/, '');
  const isPeriod = /[.?!]$/.test(bare);
  const isFinal = isPeriod && (isLineEnd || space > 1);
  return {
    text,
    space: isLineEnd ? (isFinal ? 2 : 1) : space,
    isPeriod,
    isFinal,
    isPunctuated: /[!-/:-@[-`{-~]$/.test(text),
  };
};

const square = (value: number): number => value * value;
const raggedCost = (difference: number): number => square(difference * 10) / 2;

/** What it costs to start a line with word `at`. */
function startCost(words: readonly FmtWord[], at: number): number {
  let cost = square(70);
  const [word, before, earlier] = [words[at], words[at - 1], words[at - 2]];
  if (word === undefined) return cost;
  if (before !== undefined) {
    if (before.isPeriod) cost += before.isFinal ? -square(50) : square(600);
    else if (before.isPunctuated) cost -= square(40);
    else if (earlier?.isFinal === true) cost += square(200) / before.text.length;
  }
  if (/^[('"`[]/.test(word.text)) cost -= square(40);
  else if (word.isFinal) cost += square(150) / word.text.length;
  return cost;
}

/** Breaks words into the lines that cost least in all. Models the costs of GNU fmt. */
function breakWords(words: readonly FmtWord[], width: number): string[] {
  const goal = Math.floor((width * 187) / 200);
  const end = words.length;
  const best: { cost: number; next: number; length: number }[] = [];
  best[end] = { cost: 0, next: end, length: 0 };
  for (let start = end - 1; start >= 0; start--) {
    let choice = { cost: Number.POSITIVE_INFINITY, next: start + 1, length: 0 };
    let length = words[start]?.text.length ?? 0;
    for (let next = start + 1; ; next++) {
      const after = best[next] as (typeof best)[number];
      let cost = after.cost;
      if (next < end) {
        cost += square((goal - length) * 10);
        if (after.next < end) cost += raggedCost(length - after.length);
      }
      if (cost < choice.cost) choice = { cost, next, length };
      if (next === end) break;
      length += (words[next - 1]?.space ?? 1) + (words[next]?.text.length ?? 0);
      if (length >= width) break;
    }
    best[start] = { ...choice, cost: choice.cost + startCost(words, start) };
  }
  const lines: string[] = [];
  for (let start = 0; start < end; ) {
    const next = best[start]?.next ?? end;
    const line = words.slice(start, next);
    lines.push(
      line
        .map((word) => word.text + ' '.repeat(word.space))
        .join('')
        .trimEnd(),
    );
    start = next;
  }
  return lines;
}

export const fmt = tool({
  name: 'fmt',
  summary: 'Fills paragraphs.',
  flags: 'w|width: s|split-only u|uniform-spacing c t p:',
  rewrite: (args) => args.map((arg) => arg.replace(/^-(?=\d)/, '-w')),
  *run(t) {
    const width = Number(t.args.value('w') ?? '75');
    if (!Number.isInteger(width) || width < 0) {
      yield* t.err(`invalid width: ‘${t.args.value('w')}’`);
      return 1;
    }
    const { text, status } = yield* readOperands(t);
    let words: FmtWord[] = [];
    let indent = '';
    const flush = (): string => {
      const lines = breakWords(words, width - indent.length);
      words = [];
      return lines.map((line) => `${indent}${line}\n`).join('');
    };
    for (const line of linesOf(text)) {
      const own = /^\s*/.exec(line)?.[0] ?? '';
      if (line.trim() === '') {
        yield* t.out(`${flush()}\n`);
        continue;
      }
      if (words.length > 0 && own !== indent) yield* t.out(flush());
      indent = own;
      const found = [...line.trim().matchAll(/(\S+)(\s*)/g)];
      for (const [i, [, word = '', gap = '']] of found.entries()) {
        const isEnd = /[.?!]['")\]]*$/.test(word) && gap.length > 1;
        const space = t.args.has('u') ? (isEnd ? 2 : 1) : gap.length;
        words.push(wordOf(word, space, i === found.length - 1));
      }
      if (t.args.has('s')) yield* t.out(flush());
    }
    yield* t.out(flush());
    return status;
  },
});

export const strings = tool({
  name: 'strings',
  summary: 'Prints the text in files.',
  flags: 'n|bytes: a|all t|radix: f',
  *run(t) {
    const least = Number(t.args.value('n') ?? '4');
    const { text, status } = yield* readOperands(t);
    let run = '';
    for (const byte of [...encodeUtf8(text), 0]) {
      const isText = (byte >= 0x20 && byte < 0x7f) || byte === 9;
      if (isText) {
        run += String.fromCharCode(byte);
        continue;
      }
      if (run.length >= least) yield* t.out(`${run}\n`);
      run = '';
    }
    return status;
  },
});

/** `envsubst`: replaces `$NAME` and `${NAME}` with the environment's values. */
export const envsubst = tool({
  name: 'envsubst',
  summary: 'Replaces variables in text.',
  flags: 'v|variables',
  *run(t) {
    const [shell] = t.args.operands;
    const names = (text: string): string[] =>
      [...text.matchAll(/\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g)].map(([, a, b]) => a ?? b ?? '');
    if (t.args.has('v')) {
      yield* t.out(
        names(shell ?? '')
          .map((name) => `${name}\n`)
          .join(''),
      );
      return 0;
    }
    const only = shell === undefined ? undefined : new Set(names(shell));
    const text = yield* readAll(t.context.stdin);
    yield* t.out(
      text.replace(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g, (whole, a?: string, b?: string) => {
        const name = a ?? b ?? '';
        return only === undefined || only.has(name) ? (t.context.env.get(name) ?? '') : whole;
      }),
    );
    return 0;
  },
});
