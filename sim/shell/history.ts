import { quoteSingle } from './expand/quote.ts';
import { chooseWords, readDesignator, wordAt } from './history-words.ts';
import type { HistoryMemory } from './shell-history.ts';

export type HistoryResult =
  | {
      readonly ok: true;
      readonly text: string;
      readonly isChanged: boolean;
      /** `:p`: it is shown and kept, but not run. */
      readonly isOnlyShown: boolean;
    }
  /** `message` is what bash says, without its own name. */
  | { readonly ok: false; readonly message: string };

/** The earlier lines, and how a line stands to them. */
export interface Past {
  readonly lines: readonly string[];
  /** So many older lines have gone. */
  readonly base: number;
  readonly memory: HistoryMemory;
  /** The quote that earlier lines of the command have left open. */
  readonly openQuote: string;
  /** `histchars`: what begins an expansion, a quick one and a comment. */
  readonly marks: string;
  /** `extglob`: `!(…)` is a pattern. */
  readonly hasPatterns: boolean;
}

class HistoryError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

const refuse = (text: string, why: string): never => {
  throw new HistoryError(`${text}: ${why}`);
};

interface Found {
  readonly line: string;
  readonly length: number;
}

/** The line that `!!`, `!-2`, `!5`, `!text` or `!?text?` at the start of a text means. */
function readEvent(text: string, quote: string, past: Past): Found {
  const { lines, base, memory } = past;
  const number = /^.(-?\d+)/.exec(text);
  const found = (line: string | undefined, length: number): Found =>
    line === undefined
      ? refuse(text.slice(0, length), 'event not found')
      : { line, length: text.charAt(length) === '\n' ? length + 1 : length };
  if (text.charAt(1) === text.charAt(0)) return found(lines.at(-1), 2);
  if (number !== null) {
    const which = Number(number[1]);
    const line = which < 0 ? lines[lines.length + which] : lines[which - 1 - base];
    return found(line, number[0].length);
  }
  if (text.charAt(1) === '?') {
    const part = /^[^?\n]*/.exec(text.slice(2))?.[0] ?? '';
    const length = 2 + part.length + (text.charAt(2 + part.length) === '?' ? 1 : 0);
    const sought = part === '' ? memory.sought : part;
    const line = sought === '' ? undefined : lines.findLast((one) => one.includes(sought));
    if (line !== undefined) {
      memory.sought = sought;
      memory.found = wordAt(line, line.lastIndexOf(sought));
    }
    return found(line, length);
  }
  const start = /^(?:[^\s:^$*%;&()|<>-]|^-)(?:[^\s:^$*%;&()|<>-])*/.exec(text.slice(1))?.[0] ?? '';
  const end = quote === '' ? -1 : start.indexOf(quote);
  const name = end < 0 ? start : start.slice(0, end);
  const line = name === '' ? undefined : lines.findLast((one) => one.startsWith(name));
  return found(line, 1 + name.length);
}

interface Modified {
  readonly text: string;
  readonly length: number;
  /** `:p`. */
  readonly isOnlyShown: boolean;
}

/** Reads `s/old/new/` at the start of a text into the memory; how long it is. */
function readSwap(text: string, memory: HistoryMemory): number {
  const delimiter = text.charAt(1);
  const part = (from: number): { readonly text: string; readonly end: number } => {
    let end = from;
    while (end < text.length && text.charAt(end) !== delimiter) {
      end += text.startsWith(`\\${delimiter}`, end) ? 2 : 1;
    }
    return { text: text.slice(from, end).replaceAll(`\\${delimiter}`, delimiter), end };
  };
  const old = part(2);
  const made = part(Math.min(text.length, old.end + 1));
  if (old.text !== '') memory.old = old.text;
  else memory.old ??= memory.sought === '' ? undefined : memory.sought;
  const named = memory.old ?? '';
  memory.made = made.text.replaceAll(/\\&|&/g, (mark) => (mark === '&' ? named : '&'));
  return Math.min(text.length, made.end + 1);
}

function swapped(text: string, { old, made }: HistoryMemory, scope: string): string | undefined {
  if (old === undefined || !text.includes(old)) return undefined;
  if (scope === 'G') return text.replaceAll(/\S+/g, (word) => word.replace(old, () => made));
  return scope === '' ? text.replace(old, () => made) : text.replaceAll(old, () => made);
}

const PARTS: Readonly<Record<string, (text: string) => string>> = {
  h: (text) => (text.includes('/') ? text.slice(0, text.lastIndexOf('/')) : text),
  t: (text) => text.slice(text.lastIndexOf('/') + 1),
  r: (text) => (text.includes('.') ? text.slice(0, text.lastIndexOf('.')) : text),
  e: (text) => (text.includes('.') ? text.slice(text.lastIndexOf('.')) : text),
};

const quoteBreaks = (text: string): string => quoteSingle(text).replaceAll(/\s/g, "'$&'");

/** What the modifiers at the start of `rest` (`:h`, `:gs/a/b/`, `:p`, …) make of a text. */
function modify(text: string, rest: string, memory: HistoryMemory): Modified {
  let out = text;
  let at = 0;
  let quote = '';
  let isOnlyShown = false;
  while (rest.charAt(at) === ':') {
    const scope = /^[gaG]/.exec(rest.slice(at + 1))?.[0] ?? '';
    const from = at + 1 + scope.length;
    const letter = rest.charAt(from);
    const take = PARTS[letter];
    at = from + 1;
    if (take !== undefined) out = take(out);
    else if (letter === 'q' || letter === 'x') quote = letter;
    else if (letter === 'p') isOnlyShown = true;
    else if (letter === '&' || letter === 's') {
      if (letter === 's' && from + 1 >= rest.length) break;
      if (letter === 's') at = from + readSwap(rest.slice(from), memory);
      if (memory.old === undefined) refuse(rest.slice(0, at), 'no previous substitution');
      out = swapped(out, memory, scope) ?? refuse(rest.slice(0, at), 'substitution failed');
    } else refuse(rest.slice(from, from + 1), 'unrecognized history modifier');
  }
  const shown = quote === 'q' ? quoteSingle(out) : quote === 'x' ? quoteBreaks(out) : out;
  return { text: shown, length: at, isOnlyShown };
}

/** Whether a position is in single quotes of a substitution, which a double quote may be around. */
function isQuotedWithin(text: string, position: number, openQuote: string): boolean {
  const quotes = [openQuote];
  for (let i = 0; i < position; i++) {
    const c = text.charAt(i);
    const quote = quotes.at(-1) ?? '';
    const isLast = quotes.length > 1 && quote === '';
    if (quote === "'") {
      if (c === quote) quotes[quotes.length - 1] = '';
    } else if (c === '\\') i++;
    else if (text.startsWith('$(', i) || (c === '`' && quote !== '`' && !quotes.includes('`'))) {
      quotes.push(...(c === '`' ? ['`', ''] : ['']));
    } else if (c === '`') quotes.length = quotes.lastIndexOf('`');
    else if (c === ')' && isLast) quotes.pop();
    else if (c === '"') quotes[quotes.length - 1] = quote === '"' ? '' : '"';
    else if (c === "'" && quote === '') quotes[quotes.length - 1] = c;
  }
  return quotes.length > 1 && quotes.at(-1) === "'";
}

/** Whether the mark at `i` stands for itself. */
function isPlain(text: string, i: number, quote: string, past: Past): boolean {
  const next = text.charAt(i + 1);
  if (next === '' || /[\s=]/.test(next) || (quote === '"' && next === '"')) return true;
  const before = text.slice(Math.max(0, i - 2), i);
  if (before.endsWith('$') || (before === '${' && text.includes('}', i))) return true;
  if (before.endsWith('[') && text.includes(']', i)) return true;
  if (past.hasPatterns && next === '(' && text.includes(')', i)) return true;
  return /[$`][^']*'/.test(text) && isQuotedWithin(text, i, past.openQuote);
}

/** How long the text in single quotes is that begins at `i`, with its quotes. */
function singleQuoted(text: string, i: number): number {
  const isAnsi = text.charAt(i - 1) === '$';
  return (isAnsi ? /^'(?:\\[\s\S]|[^'\\])*'?/ : /^'[^']*'?/).exec(text.slice(i))?.[0].length ?? 1;
}

/** One expansion: the mark and what belongs to it, at the start of a text. */
function expandOne(text: string, quote: string, before: string, past: Past): Modified {
  const mark = text.charAt(0);
  const isImplied = /^[:$*%^]/.test(text.slice(1));
  if (isImplied && past.lines.length === 0) refuse(mark, 'event not found');
  const event = isImplied
    ? { ...readEvent(mark + mark, '', past), length: 1 }
    : text.charAt(1) === '#'
      ? { line: before, length: 2 }
      : readEvent(text, quote, past);
  const rest = text.slice(event.length);
  const designator = readDesignator(rest);
  let words = event.line;
  if (designator !== undefined) {
    const { range, mayBeEmpty, length } = designator;
    const chosen = range === undefined ? past.memory.found : chooseWords(words, range);
    words = chosen ?? (mayBeEmpty ? '' : refuse(rest.slice(0, length), 'bad word specifier'));
  }
  const taken = event.length + (designator?.length ?? 0);
  const modified = modify(words, text.slice(taken), past.memory);
  return { ...modified, length: taken + modified.length };
}

function expand(given: string, past: Past): HistoryResult {
  const [mark = '!', quick = '^', comment = '#'] = [...past.marks];
  const text = given.startsWith(quick) ? `${mark}${mark}:s${given}` : given;
  let out = '';
  let isChanged = false;
  let isOnlyShown = false;
  let quote = past.openQuote;
  for (let i = 0; i < text.length; ) {
    const c = text.charAt(i);
    let length = 1;
    if (quote === "'") {
      if (c === quote) quote = '';
    } else if (c === '\\') length = 2;
    else if (c === '"') quote = quote === '' ? c : '';
    else if (c === "'" && quote === '') length = singleQuoted(text, i);
    else if (c === comment && quote === '' && /^$|[\s;&()|<>]/.test(text.charAt(i - 1))) {
      length = text.length;
    } else if (c === mark && !isPlain(text, i, quote, past)) {
      const made = expandOne(text.slice(i), quote, out, past);
      out += made.text;
      isOnlyShown ||= made.isOnlyShown;
      isChanged = true;
      i += made.length;
      continue;
    }
    out += text.slice(i, i + length);
    i += length;
  }
  return { ok: true, text: out, isChanged, isOnlyShown };
}

/**
 * History expansion outside of single quotes: `!!`, `!n`, `!text`, `!?text?`, `!#`, their words
 * (`:2`, `:1-3`, `:$`, `!$`) and modifiers, and `^old^new`. Models the manual of GNU history.
 */
export function expandHistory(text: string, past: Past): HistoryResult {
  try {
    return expand(text, past);
  } catch (error) {
    if (error instanceof HistoryError) return { ok: false, message: error.message };
    throw error;
  }
}
