import { refuse, type Token } from './lex.ts';
import type { Literal } from './nodes.ts';
import { WholeFloat } from './values.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' },
};

/** The text of a quoted literal; undefined where Go cannot read it. */
function unquote(token: string): string | undefined {
  const quote = token.charAt(0);
  const inner = token.slice(1, -1);
  if (quote === '`') return inner;
  let isGood = true;
  const text = inner.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/gs,
    (_, x, u, long, octal, c) => {
      const hex = x ?? u ?? long;
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      const plain = c === quote ? c : ESCAPES[c];
      if (plain === undefined) isGood = false;
      return plain ?? '';
    },
  );
  return isGood ? text : undefined;
}

function characterOf({ text, at }: Token): bigint {
  const inner = unquote(text);
  if (inner === undefined || inner === '') return refuse('invalid syntax', at);
  if ([...inner].length > 1) refuse(`malformed character constant: ${text}`, at);
  return BigInt(inner.codePointAt(0) ?? 0);
}

function numberOf({ text, at }: Token): Literal {
  const plain = text.replaceAll('_', '');
  const value = /^[+-]/.test(plain)
    ? Number(plain.slice(1)) * (plain.startsWith('-') ? -1 : 1)
    : Number(plain);
  if (!/\d/.test(plain) || Number.isNaN(value)) {
    return refuse(`illegal number syntax: ${JSON.stringify(text)}`, at);
  }
  if (!Number.isInteger(value)) return value;
  return /^[^xX]*[.eE]/.test(plain) ? new WholeFloat(value) : BigInt(value);
}

/** The literal that a token is; undefined when it is none. */
export function literalOf(token: Token): Literal | undefined {
  const { text } = token;
  if (/^["`]/.test(text)) return unquote(text) ?? refuse('invalid syntax', token.at);
  if (text.startsWith("'")) return characterOf(token);
  if (/^([-+\d]|\.\d)/.test(text)) return numberOf(token);
  if (text === 'true' || text === 'false') return text === 'true';
  return text === 'nil' ? null : undefined;
}

const KEYWORDS: ReadonlySet<string> = new Set([
  ...['block', 'break', 'continue', '.', 'define', 'else', 'end', 'if', 'nil', 'range'],
  ...['template', 'with'],
]);

/** A token as messages show it. */
export const shownToken = (text: string): string => {
  if (KEYWORDS.has(text)) return `<${text}>`;
  return text.length > 10 ? `${JSON.stringify(text.slice(0, 10))}...` : JSON.stringify(text);
};

/** Whether a token can begin an operand. */
export const isOperand = (text: string): boolean =>
  text === '.' || text === 'nil' || text === '(' || /^["'`$+\d-]/.test(text)
    ? true
    : /^\.?[\p{L}\p{Nd}_]/u.test(text) && !KEYWORDS.has(text);
