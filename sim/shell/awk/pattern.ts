import { LIMITS } from '../../limits.ts';
import { escapeRegExp } from '../pattern.ts';
import { withLongest } from '../regexp.ts';

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: ' \\t\\n\\r\\f\\v',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  print: ' -~',
  graph: '!-~',
  cntrl: '\\0-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
};

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\\n',
  t: '\\t',
  r: '\\r',
  f: '\\f',
  v: '\\v',
  a: '\\x07',
  b: '\\x08',
};

/** An escape at `at` and where it ends. */
function readEscape(text: string, at: number): { source: string; end: number } {
  const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0];
  if (octal !== undefined) {
    const code = Number.parseInt(octal, 8) & 255;
    return { source: `\\x${code.toString(16).padStart(2, '0')}`, end: at + 1 + octal.length };
  }
  const hex = /^x[0-9a-fA-F]{1,2}/.exec(text.slice(at + 1, at + 4))?.[0];
  if (hex !== undefined) {
    return { source: `\\x${hex.slice(1).padStart(2, '0')}`, end: at + 1 + hex.length };
  }
  const c = text.charAt(at + 1);
  return { source: ESCAPES[c] ?? (c === '' ? '\\\\' : escapeInClass(c)), end: at + 2 };
}

const escapeInClass = (c: string): string => (/[\w]/.test(c) ? c : escapeRegExp(c));

/** A bracket expression at `at` and where it ends; undefined when it is not closed. */
function readBracket(text: string, at: number): { source: string; end: number } | undefined {
  let i = at + 1;
  let out = '[';
  if (text.charAt(i) === '^') {
    out += '^';
    i++;
  }
  const first = i;
  while (i < text.length) {
    const c = text.charAt(i);
    if (c === ']' && i > first) return { source: `${out}]`, end: i + 1 };
    const name = /^\[:(\w+):\]/.exec(text.slice(i))?.[1];
    if (name !== undefined) {
      out += CLASSES[name] ?? '';
      i += name.length + 4;
    } else if (c === '\\') {
      const escaped = readEscape(text, i);
      out += escaped.source;
      i = escaped.end;
    } else {
      out += c === '-' ? '-' : c === '[' || c === ']' || c === '^' ? `\\${c}` : c;
      i++;
    }
  }
  return undefined;
}

/** mawk's regular expressions (without intervals) as one of JavaScript. */
function translate(text: string): string {
  let out = '';
  let depth = 0;
  for (let i = 0; i < text.length; ) {
    const c = text.charAt(i);
    if (c === '\\') {
      const escaped = readEscape(text, i);
      out += escaped.source;
      i = escaped.end;
      continue;
    }
    const bracket = c === '[' ? readBracket(text, i) : undefined;
    if (bracket !== undefined) {
      out += bracket.source;
      i = bracket.end;
      continue;
    }
    i++;
    if (c === '(') {
      depth++;
      out += '(?:';
    } else if (c === ')') {
      out += depth > 0 ? ')' : '\\)';
      depth = Math.max(0, depth - 1);
    } else if (c === '*' || c === '+' || c === '?') {
      if (out === '' || /(?:^|[^\\])(?:\(\?:|\||\^)$/.test(out)) out += `\\${c}`;
      else if (/(?:^|[^\\])[*+?]$/.test(out)) out = `${out.slice(0, -1)}*`;
      else out += c;
    } else if (c === '.') out += '[^]';
    else out += /[|^$]/.test(c) ? c : escapeRegExp(c);
  }
  return out + ')'.repeat(depth);
}

/** Makes regular expressions and keeps those that were made; `check` sees each of them first. */
export function createPatterns(check: (source: string) => void): (source: string) => RegExp {
  const made = new Map<string, RegExp>();
  return (source) => {
    let found = made.get(source);
    if (found === undefined) {
      if (made.size >= LIMITS.keptPatterns) made.clear();
      check(source);
      found = new RegExp(withLongest(translate(source)), 'g');
      made.set(source, found);
    }
    found.lastIndex = 0;
    return found;
  };
}
