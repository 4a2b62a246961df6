import { LETTER_ESCAPES } from '../escapes.ts';

/** An item of the input, and whether a line ends behind it. */
export interface Item {
  readonly text: string;
  readonly isLast: boolean;
}

export type Items =
  | { readonly ok: true; readonly items: readonly Item[] }
  /** What stands before the quote is read. */
  | { readonly ok: false; readonly openQuote: '"' | "'"; readonly items: readonly Item[] };

/**
 * Reads the input of `xargs` into items: words, or with `isWhole` lines without the blanks in
 * front. Quotes and backslashes keep what they hold. A line that ends with a blank goes on in the
 * next one. Models `read_line` of findutils.
 */
export function readItems(text: string, isWhole: boolean, end: string | undefined): Items {
  const items: Item[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  let isAfterBlank = false;
  const push = (isLast: boolean): boolean => {
    if (word === end && end !== undefined) return true;
    if (word !== undefined) items.push({ text: word, isLast });
    else if (isLast && !isAfterBlank) endLine(items);
    word = undefined;
    return false;
  };
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (quote !== undefined) {
      if (c === '\n') return { ok: false, openQuote: quote, items };
      if (c === quote) quote = undefined;
      else word += c;
    } else if (c === '\n') {
      if (push(true)) return { ok: true, items };
      isAfterBlank = false;
    } else if (/[ \t\v\f\r]/.test(c)) {
      if (isWhole && word !== undefined) word += c;
      else if (!isWhole && push(false)) return { ok: true, items };
      isAfterBlank = !isWhole;
    } else {
      isAfterBlank = false;
      word ??= '';
      if (c === '"' || c === "'") quote = c;
      else if (c === '\\') word += text.charAt(++i);
      else word += c;
    }
  }
  if (quote !== undefined) return { ok: false, openQuote: quote, items };
  push(true);
  return { ok: true, items };
}

/** The line of the last item ends here. */
function endLine(items: Item[]): void {
  const last = items.at(-1);
  if (last !== undefined) items[items.length - 1] = { ...last, isLast: true };
}

/** Items between delimiters; nothing in them is special. */
export function cutItems(text: string, delimiter: string): readonly Item[] {
  const parts = text.split(delimiter);
  if (parts.at(-1) === '') parts.pop();
  return parts.map((part) => ({ text: part, isLast: true }));
}

/** The character that `-d` names, or why it names none. */
export function delimiterOf(
  text: string,
):
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly message: string } {
  if ([...text].length === 1) return { ok: true, value: text };
  const code = /^\\(?:x([0-9A-Fa-f]{1,2})|0?([0-7]{1,3}))$/.exec(text);
  if (code !== null) {
    const value = code[1] === undefined ? Number.parseInt(code[2] ?? '', 8) : `0x${code[1]}`;
    return { ok: true, value: String.fromCharCode(Number(value)) };
  }
  const letter = /^\\(.)/.exec(text)?.[1];
  const escaped = letter === undefined ? undefined : LETTER_ESCAPES[letter];
  if (escaped !== undefined) return { ok: true, value: escaped };
  const message =
    letter === undefined
      ? `Invalid input delimiter specification ${text}: the delimiter must be either a single ` +
        'character or an escape sequence starting with \\.'
      : `Invalid escape sequence ${text} in input delimiter specification.`;
  return { ok: false, message };
}
