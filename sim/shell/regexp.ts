import { escapeRegExp, readBracket } from './pattern.ts';

export type RegExpResult =
  | { readonly ok: true; readonly source: string; readonly groups: number }
  | { readonly ok: false; readonly message: string };

const fail = (message: string): RegExpResult => ({ ok: false, message });

const WORDS: Readonly<Record<string, string>> = {
  w: '[\\p{L}\\p{N}_]',
  W: '[^\\p{L}\\p{N}_]',
  s: '\\s',
  S: '\\S',
  b: '\\b',
  B: '\\B',
  '<': '\\b(?=[\\p{L}\\p{N}_])',
  '>': '\\b(?<=[\\p{L}\\p{N}_])',
  '`': '(?<![^])',
  "'": '(?![^])',
};

/**
 * A POSIX regular expression, with GNU's extensions, as the source of one for RegExp (flag `u`). The
 * message of a failure is GNU's. Alternatives are tried in order, not by length.
 */
export function translateRegExp(text: string, isExtended: boolean): RegExpResult {
  let out = '';
  let groups = 0;
  const open: number[] = [];
  /** Whether a repetition may follow: something was matched that it can repeat. */
  let isRepeatable = false;
  const add = (source: string, repeatable: boolean): void => {
    out += source;
    isRepeatable = repeatable;
  };
  const repeat = (operator: string): void => {
    // A repetition of a repetition means the outer of both.
    const last = /(?:[*+?]|\{\d*,?\d*\})$/.exec(out);
    if (last !== null && isRepeatable && /[^\\](?:[*+?]|\{[\d,]*\})$/.test(out)) {
      out = `${out.slice(0, last.index)}*`;
    } else out += operator;
  };
  for (let i = 0; i < text.length; ) {
    const c = String.fromCodePoint(text.codePointAt(i) ?? 0);
    const rest = text.slice(i + 1);
    const isEscaped = c === '\\';
    const symbol = isEscaped ? rest.charAt(0) : c;
    const isOperator = isEscaped !== isExtended;
    const width = isEscaped ? 2 : c.length;
    if (isEscaped && rest === '') return fail('Trailing backslash');
    if (isOperator && symbol === '(') {
      groups++;
      open.push(groups);
      add('(', false);
    } else if (isOperator && symbol === ')') {
      if (open.length === 0) {
        if (!isExtended) return fail('Unmatched ) or \\)');
        add('\\)', true);
      } else {
        open.pop();
        add(')', true);
      }
    } else if (isOperator && symbol === '|') add('|', false);
    else if (isOperator && symbol === '{') {
      const match = /^(\d*)(,?)(\d*)(\\?)\}/.exec(text.slice(i + width));
      const isClosed = match !== null && (match[4] === '\\') !== isExtended;
      if (isRepeatable && match !== null && isClosed) {
        const [whole, least = '', comma = '', most = ''] = match;
        if (most !== '' && Number(most) < Number(least)) return fail('Invalid content of \\{\\}');
        if (Number(least) > 32_767 || Number(most) > 32_767)
          return fail('Regular expression too big');
        repeat(`{${least === '' ? '0' : least}${comma}${most}}`);
        i += width + whole.length;
        continue;
      }
      if (!isExtended) {
        if (!text.slice(i + width).includes('\\}')) return fail('Unmatched \\{');
        return fail(
          isRepeatable ? 'Invalid content of \\{\\}' : 'Invalid preceding regular expression',
        );
      }
      if (match === null || !isRepeatable) add('\\{', true);
      else add('\\{', true);
    } else if (isOperator && (symbol === '+' || symbol === '?')) {
      if (isRepeatable) repeat(symbol);
      else add(isExtended && out === '' ? '' : `\\${symbol}`, !(isExtended && out === ''));
    } else if (!isEscaped && c === '*') {
      if (isRepeatable) repeat('*');
      else if (!isExtended) add('\\*', true);
      else if (out !== '' && !/[(|^]$/.test(out)) add('\\*', true);
    } else if (!isEscaped && c === '^') {
      const isAnchor = isExtended || i === 0 || /\\[(|]$|\n$/.test(text.slice(0, i));
      if (isAnchor) add('(?<![^])', false);
      else add('\\^', true);
    } else if (!isEscaped && c === '$') {
      const isAnchor = isExtended || rest === '' || /^\\[)|]|^\n/.test(rest);
      if (isAnchor) add('(?![^])', isExtended);
      else add('\\$', true);
    } else if (!isEscaped && c === '.') add('[^\\0]', true);
    else if (!isEscaped && c === '[') {
      const bracket = readBracket(text, i, false);
      if (bracket === undefined) return fail('Unmatched [, [^, [:, [., or [=');
      add(bracket.source, true);
      i = bracket.end;
      continue;
    } else if (isEscaped && /[1-9]/.test(symbol)) {
      if (Number(symbol) > groups) return fail('Invalid back reference');
      add(`\\${symbol}(?!\\d)`.replace('(?!\\d)', '(?:)'), true);
    } else if (isEscaped && WORDS[symbol] !== undefined) {
      add(WORDS[symbol] ?? '', !/[bB<>`']/.test(symbol));
    } else if (isEscaped && symbol === 'n') add('\\n', true);
    else add(escapeRegExp(isEscaped ? symbol : c), true);
    i += width;
  }
  if (open.length > 0) return fail('Unmatched ( or \\(');
  return { ok: true, source: out, groups };
}
