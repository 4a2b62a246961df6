import { quoteSingle } from './expand/quote.ts';

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

/** The words of a line, as history expansion counts them; operators are words. */
const wordsOf = (line: string): string[] =>
  line.match(/(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\<>()|&;])+|[<>()|&;]+/g) ?? [];

class HistoryError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

const refuse = (text: string, why: string): never => {
  throw new HistoryError(`${text}: ${why}`);
};

/** The line that `!!`, `!-2`, `!5`, `!text` or `!?text?` means. */
function findEvent(spec: string, history: readonly string[], base: number): string | undefined {
  if (spec === '!' || spec === '') return history.at(-1);
  if (/^-?\d+$/.test(spec)) {
    const number = Number(spec);
    return number < 0 ? history.at(number) : history[number - 1 - base];
  }
  if (spec.startsWith('?')) {
    const part = spec.slice(1).replace(/\?$/, '');
    return history.findLast((line) => line.includes(part));
  }
  return history.findLast((line) => line.startsWith(spec));
}

/** The words that `2`, `^`, `$`, `*`, `1-3`, `2*` or `-2` choose; undefined when there are none. */
function chooseWords(designator: string, words: readonly string[]): string | undefined {
  const last = words.length - 1;
  const place = (text: string): number => (text === '^' ? 1 : text === '$' ? last : Number(text));
  if (designator === '*') return words.slice(1).join(' ');
  const match = /^(\d+|\^|\$)?(?:(-)(\d+|\$)?|(\*))?$/.exec(designator);
  if (match === null) return undefined;
  const [, from, dash, to, star] = match;
  const first = from === undefined ? 0 : place(from);
  const end =
    star !== undefined
      ? last
      : dash === undefined
        ? first
        : to === undefined
          ? last - 1
          : place(to);
  if (first > last + (star === undefined ? 0 : 1) || end > last) return undefined;
  return words.slice(first, end + 1).join(' ');
}

interface Modified {
  readonly text: string;
  readonly rest: string;
  readonly isOnlyShown: boolean;
}

/** What the modifiers at the start of `rest` (`:h`, `:s/a/b/`, `:p`, …) make of a text. */
function modify(text: string, rest: string): Modified {
  let out = text;
  let left = rest;
  let isOnlyShown = false;
  for (;;) {
    const swap = /^:(g|a)?s(.)((?:\\.|(?!\2)[\s\S])*)\2((?:\\.|(?!\2)[^\n])*)(?:\2|$)/.exec(left);
    if (swap !== null) {
      const [whole, isGlobal, delimiter = '', from = '', to = ''] = swap;
      const old = from.replaceAll(`\\${delimiter}`, delimiter);
      if (old === '' || !out.includes(old)) refuse(whole, 'substitution failed');
      const made = to.replaceAll(/\\?&/g, (c) => (c === '&' ? old : '&'));
      out = isGlobal === undefined ? out.replace(old, () => made) : out.replaceAll(old, () => made);
      left = left.slice(whole.length);
      continue;
    }
    const letter = /^:([htrepqx])/.exec(left)?.[1];
    if (letter === undefined) return { text: out, rest: left, isOnlyShown };
    left = left.slice(2);
    if (letter === 'h') out = out.replace(/\/[^/]*$/, '');
    else if (letter === 't') out = out.slice(out.lastIndexOf('/') + 1);
    else if (letter === 'r') out = out.replace(/\.[^./]*$/, '');
    else if (letter === 'e') out = /\.[^./]*$/.exec(out)?.[0] ?? out;
    else if (letter === 'p') isOnlyShown = true;
    else out = quoteSingle(out);
  }
}

const EVENT =
  /^!(?:(?=[$^*])|(?=:)|(!|#|-?\d+|\?[^?\n]+\??|[^\s!=();&|<>"'$^*:]+))(?:([$^*])|:((?:\d+|[\^$])-[\d$]*|-\d+|\d+\*?|[$^*]))?/;

/**
 * History expansion outside of single quotes: `!!`, `!n`, `!text`, `!?text?`, `!#`, their words
 * (`:2`, `:1-3`, `:$`, `!$`) and modifiers, and `^old^new`. `openQuote` is the quote that earlier
 * lines of the command have left open; `base` older lines have gone. Models the manual of GNU
 * history.
 */
export function expandHistory(
  text: string,
  history: readonly string[],
  openQuote = '',
  base = 0,
): HistoryResult {
  try {
    return expand(text, history, openQuote, base);
  } catch (error) {
    if (error instanceof HistoryError) return { ok: false, message: error.message };
    throw error;
  }
}

/** What is said of an event that there is not: its text, up to the quote that it stands in. */
const nameIn = (text: string, quote: string): string | undefined =>
  (quote === '"' ? /^[^\s"]+/ : /^\S+/).exec(text)?.[0];

function expand(
  text: string,
  history: readonly string[],
  openQuote: string,
  base: number,
): HistoryResult {
  const quick = /^\^([^^\n]+)\^([^^\n]*)\^?(.*)$/.exec(text);
  if (quick !== null) {
    const [, old = '', made = '', tail = ''] = quick;
    const last = history.at(-1) ?? '';
    if (!last.includes(old)) refuse(`:s${text}`, 'substitution failed');
    const changed = last.replace(old, () => made) + tail;
    return { ok: true, text: changed, isChanged: true, isOnlyShown: false };
  }
  let out = '';
  let isChanged = false;
  let isOnlyShown = false;
  let quote = openQuote;
  for (let i = 0; i < text.length; ) {
    const c = text.charAt(i);
    if (c === '\\' && quote !== "'") {
      out += text.slice(i, i + 2);
      i += 2;
      continue;
    }
    if (c === quote) quote = '';
    else if (quote === '' && (c === "'" || c === '"')) quote = c;
    const before = text.charAt(i - 1);
    const isEvent = c === '!' && quote !== "'" && before !== '$' && before !== '{';
    const match = isEvent ? EVENT.exec(text.slice(i)) : null;
    // A quote or an expansion behind the mark makes it plain.
    if (match === null || /^!["'=(]|^!\$[{(]/.test(text.slice(i, i + 3))) {
      out += c;
      i++;
      continue;
    }
    const [whole, spec = '', short, designator] = match;
    const line = spec === '#' ? out : findEvent(spec, history, base);
    if (line === undefined) return refuse(nameIn(text.slice(i), quote) ?? whole, 'event not found');
    const wanted = short ?? designator;
    const words = wanted === undefined || wanted === '' ? line : chooseWords(wanted, wordsOf(line));
    if (words === undefined) return refuse(`:${wanted}`, 'bad word specifier');
    const modified = modify(words, text.slice(i + whole.length));
    out += modified.text;
    isOnlyShown ||= modified.isOnlyShown;
    isChanged = true;
    i = text.length - modified.rest.length;
  }
  return { ok: true, text: out, isChanged, isOnlyShown };
}
