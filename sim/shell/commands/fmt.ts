import { readAll } from '../../kernel/index.ts';
import { isDirectoryError, linesOf, openInput } from './inputs.ts';
import { type Tool, tool } from './tool.ts';

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

/** A paragraph as it is to be set. */
interface Paragraph {
  readonly words: readonly FmtWord[];
  /** What stands in front of the first line and of the others. */
  readonly first: string;
  readonly other: string;
}

/** Breaks words into the lines that cost least in all. Models the costs of GNU fmt. */
function breakWords(paragraph: Paragraph, width: number, goal: number): string[] {
  const { first, other } = paragraph;
  const end = paragraph.words.length;
  // The last word ends the paragraph, whatever it ends with.
  const words = paragraph.words.map((word, i) =>
    i === end - 1 ? { ...word, isPeriod: true, isFinal: true } : word,
  );
  const best: { cost: number; next: number; length: number }[] = [];
  best[end] = { cost: 0, next: end, length: 0 };
  for (let start = end - 1; start >= 0; start--) {
    let choice = { cost: Number.POSITIVE_INFINITY, next: start + 1, length: 0 };
    let length = (start === 0 ? first : other).length + (words[start]?.text.length ?? 0);
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
    const text = words
      .slice(start, next)
      .map((word) => word.text + ' '.repeat(word.space))
      .join('')
      .trimEnd();
    lines.push((start === 0 ? first : other) + text);
    start = next;
  }
  return lines;
}

/** The text of all operands together; a name that cannot be opened is told. */
export function* readOperands(t: Tool) {
  let text = '';
  let status = 0;
  for (const name of t.args.operands.length === 0 ? ['-'] : t.args.operands) {
    const opened = openInput(t, name);
    if (opened.ok) text += yield* readAll(opened.reader);
    else {
      yield* t.err(
        isDirectoryError(opened)
          ? ['readsDirectory', 'read error']
          : ['unopened', name, opened.error],
      );
      status = 1;
    }
  }
  return { text, status };
}

/** A line behind the prefix: its indentation, counted from the margin, and its words. */
interface Source {
  readonly indent: string;
  readonly text: string;
}

/** What of a line is to be set; undefined when it is blank or without the prefix. */
function sourceOf(line: string, prefix: string): Source | undefined {
  const lead = /^\s*/.exec(line)?.[0] ?? '';
  if (!line.slice(lead.length).startsWith(prefix)) return undefined;
  const rest = line.slice(lead.length + prefix.length);
  const blank = /^\s*/.exec(rest)?.[0] ?? '';
  if (rest.trim() === '') return undefined;
  return { indent: lead + prefix + (prefix === '' ? '' : blank), text: rest.trim() };
}

type Style = 'plain' | 'split' | 'crown' | 'tagged';
/** What the second line of a tagged paragraph is indented by when it shows nothing itself. */
const TAGGED_INDENT = '   ';

/** How many of `lines` belong to the paragraph of the first one, and the others' indentation. */
function extentOf(lines: readonly (Source | undefined)[], style: Style): [number, string] {
  const first = lines[0]?.indent ?? '';
  const second = lines[1]?.indent;
  const usual = first === '' ? TAGGED_INDENT : '';
  if (style === 'split') return [1, first];
  if (style === 'tagged' && (second === undefined || second === first)) return [1, usual];
  const other = style === 'plain' ? first : (second ?? first);
  let count = 1;
  while (lines[count] !== undefined && lines[count]?.indent === other) count++;
  return [count, other];
}

/** Tabs as so many blanks, to the next column that eight divides. */
const withoutTabs = (line: string): string => {
  let out = '';
  for (const c of line) out += c === '\t' ? ' '.repeat(8 - (out.length % 8)) : c;
  return out;
};

/** Blanks as tabs, where a text had any; one blank alone stays. */
const withTabs = (line: string): string => {
  let column = 0;
  return line.replace(/( +)|[^ ]+/g, (part, blanks: string | undefined) => {
    const from = column;
    column += part.length;
    if (blanks === undefined) return part;
    const stop = Math.floor(column / 8) * 8;
    if (from + 1 >= stop) return part;
    return '\t'.repeat(stop / 8 - Math.floor(from / 8)) + ' '.repeat(column - stop);
  });
};

function* setText(t: Tool, text: string, width: number, goal: number) {
  const { has, value } = t.args;
  const prefix = (value('p') ?? '').trim();
  const style: Style = has('s') ? 'split' : has('c') ? 'crown' : has('t') ? 'tagged' : 'plain';
  const lines = linesOf(text).map(withoutTabs);
  const shown = text.includes('\t') ? withTabs : (line: string): string => line;
  const sources = lines.map((line) => sourceOf(line, prefix));
  for (let at = 0; at < lines.length; ) {
    const source = sources[at];
    if (source === undefined) {
      yield* t.out(`${shown((lines[at] ?? '').trimEnd())}\n`);
      at++;
      continue;
    }
    const [count, other] = extentOf(sources.slice(at), style);
    const words: FmtWord[] = [];
    for (const one of sources.slice(at, at + count)) {
      const found = [...(one?.text ?? '').matchAll(/(\S+)(\s*)/g)];
      for (const [i, [, word = '', gap = '']] of found.entries()) {
        const isEnd = /[.?!]['")\]]*$/.test(word) && gap.length > 1;
        const space = has('u') ? (isEnd ? 2 : 1) : gap.length;
        words.push(wordOf(word, space, i === found.length - 1));
      }
    }
    const set = breakWords({ words, first: source.indent, other }, width, goal);
    yield* t.out(set.map((line) => `${shown(line)}\n`).join(''));
    at += count;
  }
}

export const fmt = tool({
  name: 'fmt',
  summary: 'Fills paragraphs.',
  flags:
    'w|width: g|goal: s|split-only u|uniform-spacing c|crown-margin t|tagged-paragraph p|prefix:',
  rewrite: (args) => args.map((arg) => arg.replace(/^-(?=\d)/, '-w')),
  *run(t) {
    const given = t.args.value('w');
    const goalText = t.args.value('g');
    const wanted = Number(goalText ?? '0');
    const width = Number(given ?? (goalText === undefined ? '75' : String(wanted + 10)));
    if (!Number.isInteger(width) || width < 0) {
      yield* t.err(`invalid width: ‘${given}’`);
      return 1;
    }
    if (!Number.isInteger(wanted) || wanted > width) {
      yield* t.err(`invalid width: ‘${goalText}’`);
      return 1;
    }
    const goal = goalText === undefined ? Math.floor((width * 187) / 200) : wanted;
    const { text, status } = yield* readOperands(t);
    yield* setText(t, text, width, goal);
    return status;
  },
});
