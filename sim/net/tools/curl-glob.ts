import { LIMITS } from '../../limits.ts';

/** A URL of a pattern, and what stands for its groups. */
export interface GlobbedUrl {
  readonly url: string;
  readonly groups: readonly string[];
}

export type Globbed =
  | { readonly ok: true; readonly urls: readonly GlobbedUrl[] }
  /** `at` counts from 1. */
  | { readonly ok: false; readonly problem: string; readonly at: number };

type Piece =
  | { readonly ok: true; readonly values: readonly string[]; readonly end: number }
  | { readonly ok: false; readonly problem: string; readonly at: number };

/** `{a,b}` from the brace at `from`. */
function setAt(text: string, from: number): Piece {
  const end = text.indexOf('}', from);
  if (end < 0) return { ok: false, problem: 'unmatched brace', at: from + 1 };
  const values = text.slice(from + 1, end).split(',');
  if (end === from + 1) {
    return { ok: false, problem: 'empty string within braces', at: end + 1 };
  }
  return { ok: true, values, end: end + 1 };
}

function numbersFrom(match: RegExpExecArray): string[] {
  const [, first = '', last = '', step = '1'] = match;
  const width = first.startsWith('0') ? first.length : 0;
  const [from, to, by] = [Number(first), Number(last), Number(step)];
  const values: string[] = [];
  for (let n = from; n <= to && values.length < LIMITS.globbedUrls; n += by) {
    values.push(String(n).padStart(width, '0'));
  }
  return values;
}

function lettersFrom(match: RegExpExecArray): string[] {
  const [, first = '', last = '', step = '1'] = match;
  const values: string[] = [];
  for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code += Number(step)) {
    values.push(String.fromCharCode(code));
  }
  return values;
}

/** `[1-9]`, `[01-10:2]` or `[a-z]` from the bracket at `from`. */
function rangeAt(text: string, from: number): Piece {
  const rest = text.slice(from + 1);
  const bad = (at: number): Piece => ({ ok: false, problem: 'bad range', at });
  const letters = /^([a-z])-([a-z])(?::([1-9]\d*))?\]/i.exec(rest);
  if (letters !== null) {
    const values = lettersFrom(letters);
    const end = from + 1 + letters[0].length;
    return values.length === 0 ? bad(end + 1) : { ok: true, values, end };
  }
  const numbers = /^(\d+)-(\d+)(?::([1-9]\d*))?\]/.exec(rest);
  if (numbers === null) {
    const read = /^\d*-?\d*/.exec(rest)?.[0].length ?? 0;
    return bad(from + 2 + (/^[a-z]/i.test(rest) ? 0 : read));
  }
  const values = numbersFrom(numbers);
  const end = from + 1 + numbers[0].length;
  return values.length === 0 ? bad(end + 1) : { ok: true, values, end };
}

/** The end of an IPv6 address in brackets; -1 when there is none. */
function literalEnd(text: string, from: number): number {
  const literal = /^\[[0-9a-f]*:[0-9a-f:.]*(%25\w+)?\]/i.exec(text.slice(from));
  return literal === null ? -1 : from + literal[0].length;
}

/** All URLs that a pattern stands for. Models src/tool_urlglob.c. */
export function globUrl(pattern: string): Globbed {
  let urls: readonly GlobbedUrl[] = [{ url: '', groups: [] }];
  const append = (text: string): void => {
    urls = urls.map(({ url, groups }) => ({ url: url + text, groups }));
  };
  for (let at = 0; at < pattern.length; ) {
    const character = pattern.charAt(at);
    const literal = character === '[' ? literalEnd(pattern, at) : -1;
    if (literal > 0) {
      append(pattern.slice(at, literal));
      at = literal;
    } else if (character === '{' || character === '[') {
      const piece = character === '{' ? setAt(pattern, at) : rangeAt(pattern, at);
      if (!piece.ok) return piece;
      if (urls.length * piece.values.length > LIMITS.globbedUrls) {
        return { ok: false, problem: 'too many URLs', at: at + 1 };
      }
      urls = urls.flatMap(({ url, groups }) =>
        piece.values.map((value) => ({ url: url + value, groups: [...groups, value] })),
      );
      at = piece.end;
    } else if (character === '}' || character === ']') {
      return { ok: false, problem: 'unmatched close brace/bracket', at: at + 1 };
    } else {
      const isEscape = character === '\\' && /[{}[\]]/.test(pattern.charAt(at + 1));
      append(isEscape ? pattern.charAt(at + 1) : character);
      at += isEscape ? 2 : 1;
    }
  }
  return { ok: true, urls };
}

/** A name of a file in which `#1` stands for what the first group is now. */
export const withGroups = (name: string, groups: readonly string[]): string =>
  name.replace(/#(\d)/g, (whole, digit: string) => groups[Number(digit) - 1] ?? whole);
