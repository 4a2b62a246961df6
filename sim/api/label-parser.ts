import { badRequest } from './errors.ts';
import { bodyOf, invalid } from './field-errors.ts';
import {
  type Labels,
  matchesLabels,
  type Requirement,
  type Requirements,
  sortRequirements,
} from './labels.ts';
import { labelValueErrors, qualifiedNameErrors } from './names.ts';
import { failure, type Result, success } from './status.ts';

// Models apimachinery/pkg/labels selector.go: the same grammar, refused in the same words.

export type SelectorResult =
  | { readonly ok: true; readonly value: Requirements }
  | { readonly ok: false; readonly error: string };

type TokenType = 'identifier' | 'end' | 'error' | 'keyword';

interface Token {
  readonly type: TokenType;
  readonly text: string;
}

const SYMBOLS = new Set([')', ',', '!', '==', '=', '>', '<', '!=', '(']);
const KEYWORDS = new Set(['in', 'notin']);
const BINARY_OPERATORS = 'in, notin, =, ==, !=, gt, lt';

/** A refusal on its way out of the parser. */
class SelectorError extends Error {}

const refuse = (message: string): never => {
  throw new SelectorError(message);
};

/** The longest symbol that `run`, a run of symbol characters, starts with. */
function symbolAt(run: string): Token {
  const two = run.slice(0, 2);
  if (SYMBOLS.has(two)) return { type: 'keyword', text: two };
  return { type: 'keyword', text: run.charAt(0) };
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const space = /^[ \t\r\n]+/.exec(rest);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const word = /^[^=!(),><\s]+/.exec(rest);
    const token: Token =
      word === null
        ? symbolAt(rest)
        : { type: KEYWORDS.has(word[0]) ? 'keyword' : 'identifier', text: word[0] };
    tokens.push(token);
    at += token.text.length;
  }
  tokens.push({ type: 'end', text: '' });
  return tokens;
}

interface Cursor {
  /** The token at hand; where values are expected, `in` and `notin` are names. */
  peek(): Token;
  next(): Token;
  /** As `next`, but `in` and `notin` stay operators. */
  nextOperator(): Token;
}

function cursorOf(tokens: readonly Token[]): Cursor {
  const end: Token = { type: 'end', text: '' };
  let at = 0;
  const asValue = (token: Token): Token =>
    KEYWORDS.has(token.text) ? { type: 'identifier', text: token.text } : token;
  return {
    peek: () => asValue(tokens[at] ?? end),
    next: () => asValue(tokens[at++] ?? end),
    nextOperator: () => tokens[at++] ?? end,
  };
}

const isSymbol = (token: Token, text: string): boolean =>
  token.type === 'keyword' && token.text === text;

function parseList(cursor: Cursor): string[] {
  const values = new Set<string>();
  for (;;) {
    const token = cursor.next();
    if (token.type === 'identifier') {
      values.add(token.text);
      const after = cursor.peek();
      if (isSymbol(after, ',')) continue;
      if (isSymbol(after, ')')) return [...values];
      return refuse(`found '${after.text}', expected: ',' or ')'`);
    }
    if (!isSymbol(token, ',')) {
      return refuse(`found '${token.text}', expected: ',', or identifier`);
    }
    if (values.size === 0) values.add('');
    const after = cursor.peek();
    if (isSymbol(after, ')')) return [...values.add('')];
    if (isSymbol(after, ',')) {
      cursor.next();
      values.add('');
    }
  }
}

function parseSet(cursor: Cursor): string[] {
  const open = cursor.next();
  if (!isSymbol(open, '(')) return refuse(`found '${open.text}' expected: '('`);
  const first = cursor.peek();
  if (isSymbol(first, ')')) {
    cursor.next();
    return [''];
  }
  if (first.type !== 'identifier' && !isSymbol(first, ',')) {
    return refuse(`found '${first.text}', expected: ',', ')' or identifier`);
  }
  const values = parseList(cursor);
  cursor.next();
  return values.sort();
}

function parseExact(cursor: Cursor): string[] {
  const at = cursor.peek();
  if (at.type === 'end' || isSymbol(at, ',')) return [''];
  const token = cursor.next();
  if (token.type !== 'identifier') return refuse(`found '${token.text}', expected: identifier`);
  return [token.text];
}

function operatorOf(token: Token): Requirement['operator'] {
  switch (token.type === 'keyword' ? token.text : '') {
    case 'in':
    case 'notin':
    case '=':
    case '==':
    case '!=':
      return token.text as Requirement['operator'];
    case '>':
      return 'gt';
    case '<':
      return 'lt';
    default:
      return refuse(`found '${token.text}', expected: ${BINARY_OPERATORS}`);
  }
}

const refuseValue = (path: string, value: string, detail: string): never =>
  refuse(`${path}: ${bodyOf(invalid(path, value, detail))}`);

function checkValues(key: string, operator: string, values: readonly string[]): void {
  values.forEach((value, i) => {
    if ((operator === 'gt' || operator === 'lt') && !/^[-+]?[0-9]+$/.test(value)) {
      refuseValue(`values[${i}]`, value, "for 'Gt', 'Lt' operators, the value must be an integer");
    }
    const errors = labelValueErrors(value);
    if (errors.length > 0) refuseValue(`values[${i}][${key}]`, value, errors.join('; '));
  });
}

function parseRequirement(cursor: Cursor): Requirement {
  let token = cursor.next();
  const isNegated = isSymbol(token, '!');
  if (isNegated) token = cursor.next();
  if (token.type !== 'identifier') return refuse(`found '${token.text}', expected: identifier`);
  const key = token.text;
  const errors = qualifiedNameErrors(key);
  if (errors.length > 0) refuseValue('<nil>', key, errors.join('; '));
  const after = cursor.peek();
  if (isNegated) return { key, operator: '!', values: [] };
  if (after.type === 'end' || isSymbol(after, ',')) return { key, operator: 'exists', values: [] };
  const operator = operatorOf(cursor.nextOperator());
  const isSet = operator === 'in' || operator === 'notin';
  const values = isSet ? parseSet(cursor) : parseExact(cursor);
  checkValues(key, operator, values);
  return { key, operator, values };
}

function parseAll(cursor: Cursor): Requirement[] {
  const requirements: Requirement[] = [];
  for (;;) {
    const token = cursor.peek();
    if (token.type === 'end') return requirements;
    if (token.type !== 'identifier' && !isSymbol(token, '!')) {
      return refuse(`found '${token.text}', expected: !, identifier, or 'end of string'`);
    }
    try {
      requirements.push(parseRequirement(cursor));
    } catch (error) {
      if (!(error instanceof SelectorError)) throw error;
      refuse(`unable to parse requirement: ${error.message}`);
    }
    const after = cursor.next();
    if (after.type === 'end') return requirements;
    if (!isSymbol(after, ',')) {
      return refuse(`found '${after.text}', expected: ',' or 'end of string'`);
    }
    const following = cursor.peek();
    if (following.type !== 'identifier' && !isSymbol(following, '!')) {
      return refuse(`found '${following.text}', expected: identifier after ','`);
    }
  }
}

/** The requirements of a label selector as it is on the wire: `app=mysql,tier in (a,b),!canary`. */
export function parseRequirements(text: string): SelectorResult {
  try {
    return { ok: true, value: sortRequirements(parseAll(cursorOf(tokenize(text)))) };
  } catch (error) {
    if (error instanceof SelectorError) return { ok: false, error: error.message };
    throw error;
  }
}

/** What a label selector on the wire matches, or the Status BadRequest that says why it is none. */
export function parseLabelSelector(text: string): Result<(labels: Labels) => boolean> {
  const parsed = parseRequirements(text);
  if (!parsed.ok) return failure(badRequest(parsed.error));
  return success((labels) => matchesLabels(parsed.value, labels));
}
