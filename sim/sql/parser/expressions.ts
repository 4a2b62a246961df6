import { codePointCount } from '../../kernel/index.ts';
import type { BinaryOperator, Expr } from '../ast.ts';
import type { Cursor } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { lookup } from '../lookup.ts';
import type { Token } from '../token.ts';
import { textType } from '../values.ts';
import { parseCall } from './calls.ts';
import { asBytes, parseCollation } from './casts.ts';
import { acceptWarned, bracketed, listOf } from './cursor.ts';
import { parseInterval } from './intervals.ts';
import { KEYWORDS, type Reader } from './keywords.ts';
import { numberLiteral, systemVariable, userVariable } from './literals.ts';
import { binary, call, literal } from './nodes.ts';
import { parseComparison } from './predicates.ts';

/** Nested brackets and operators of one expression; more would exhaust JavaScript's stack. */
const MAX_DEPTH = 150;
const depths = new WeakMap<Cursor, number>();

/** Reads one expression. */
export function parseExpression(cursor: Cursor): Expr {
  if (isLoneLiteral(cursor)) return parsePrimary(cursor);
  const depth = (depths.get(cursor) ?? 0) + 1;
  if (depth > MAX_DEPTH) throw new SqlFailure(cursor.dialect.errors.tooDeep());
  depths.set(cursor, depth);
  const expr = parseOr(cursor);
  depths.set(cursor, depth - 1);
  return expr;
}

/** A number or a text with nothing behind it: most of what a long INSERT is made of. */
function isLoneLiteral(cursor: Cursor): boolean {
  const { type } = cursor.peek();
  if (type !== 'number' && type !== 'string') return false;
  const { word } = cursor.peek(1);
  return word === ',' || word === ')';
}

function parseOr(cursor: Cursor): Expr {
  let left = parseXor(cursor);
  const words = cursor.dialect.lexis.pipesConcat ? ['or'] : ['or', '||'];
  while (acceptWarned(cursor, words)) {
    left = binary(cursor, 'or', left, parseXor(cursor));
  }
  return left;
}

function parseXor(cursor: Cursor): Expr {
  let left = parseAnd(cursor);
  while (cursor.dialect.lexis.variables && cursor.accept('xor')) {
    left = binary(cursor, 'xor', left, parseAnd(cursor));
  }
  return left;
}

function parseAnd(cursor: Cursor): Expr {
  let left = parseNot(cursor);
  while (acceptWarned(cursor, ['and', '&&'])) {
    left = binary(cursor, 'and', left, parseNot(cursor));
  }
  return left;
}

function parseNot(cursor: Cursor): Expr {
  const { start } = cursor.peek();
  if (!cursor.accept('not')) return parseComparison(cursor, parseBits);
  const arg = parseNot(cursor);
  return { kind: 'unary', operator: '!', arg, ...cursor.span(start) };
}

const LEVELS: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%', 'div', 'mod'],
  ['^'],
];

const parseBits = (cursor: Cursor): Expr => parseLevel(cursor, 0);

function parseLevel(cursor: Cursor, level: number): Expr {
  const operators = LEVELS[level];
  if (operators === undefined) return parseConcat(cursor);
  let left = parseLevel(cursor, level + 1);
  for (;;) {
    const token = cursor.peek();
    if (!operators.includes(token.word) || token.type === 'end') return left;
    cursor.next();
    if (cursor.accept('interval')) {
      const interval = parseInterval(cursor, token.start);
      left = binary(cursor, token.word as BinaryOperator, left, interval);
      continue;
    }
    const right = parseLevel(cursor, level + 1);
    const operator = token.word === 'mod' ? '%' : token.word;
    left = binary(cursor, operator as BinaryOperator, left, right);
  }
}

function parseConcat(cursor: Cursor): Expr {
  let left = parseUnary(cursor);
  const { foldsNames, pipesConcat } = cursor.dialect.lexis;
  for (;;) {
    const ofDocuments = foldsNames ? cursor.acceptAny('@>', '?') : undefined;
    if (ofDocuments !== undefined) {
      const name = ofDocuments === '?' ? 'json_has_key' : 'json_contains_all';
      left = call(cursor, name, [left, parseUnary(cursor)], left.start);
    } else if (pipesConcat && cursor.accept('||')) {
      left = binary(cursor, '||', left, parseUnary(cursor));
    } else return left;
  }
}

function parseUnary(cursor: Cursor): Expr {
  const { start } = cursor.peek();
  const sign = cursor.acceptAny('-', '+', '~', '!');
  if (sign === '!') cursor.deprecate(sign);
  if (sign === undefined) return parsePostfix(cursor);
  const arg = parseUnary(cursor);
  if (sign === '-' && arg.kind === 'literal' && typeof arg.value === 'bigint') {
    const type = cursor.dialect.semantics.wholeLiteral(-arg.value);
    return { ...arg, value: -arg.value, type, ...cursor.span(start) };
  }
  return { kind: 'unary', operator: sign as '-' | '+' | '!' | '~', arg, ...cursor.span(start) };
}

function parsePostfix(cursor: Cursor): Expr {
  let expr = parsePrimary(cursor);
  for (;;) {
    if (cursor.accept('::')) {
      const type = cursor.dialect.parseType(cursor, 'cast');
      expr = { kind: 'cast', arg: expr, type, ...cursor.span(expr.start) };
    } else if (cursor.dialect.lexis.foldsNames && cursor.accept('[')) {
      const index = parseExpression(cursor);
      cursor.expect(']');
      expr = call(cursor, 'array_element', [expr, index], expr.start);
    } else if (cursor.accept('collate')) {
      expr = parseCollation(cursor, expr);
    } else if (cursor.is('->') || cursor.is('->>')) {
      const { word } = cursor.next();
      const path = parsePrimary(cursor);
      const name = word === '->' ? 'json_extract' : 'json_unquote_extract';
      expr = call(cursor, name, [expr, path], expr.start);
    } else return expr;
  }
}

function parsePrimary(cursor: Cursor): Expr {
  const token = cursor.peek();
  switch (token.type) {
    case 'number':
      return numberLiteral(cursor);
    case 'string': {
      cursor.next();
      let { value } = token;
      while (cursor.peek().type === 'string') value += cursor.next().value;
      return literal(cursor, value, textType(codePointCount(value)), token.start);
    }
    case 'parameter':
      cursor.next();
      return { kind: 'parameter', index: cursor.parameter(), ...cursor.span(token.start) };
    case 'variable':
      return systemVariable(cursor);
    case 'user variable':
      return userVariable(cursor);
    case 'operator':
      return token.word === '(' ? parseBrackets(cursor) : cursor.fail();
    case 'end':
      return cursor.fail();
    default:
      return parseWord(cursor, token);
  }
}

function parseBrackets(cursor: Cursor): Expr {
  const { start } = cursor.peek();
  cursor.expect('(');
  if (cursor.startsQuery()) {
    const query = cursor.query();
    cursor.expect(')');
    return { kind: 'subquery', query, ...cursor.span(start) };
  }
  const items = listOf(cursor, () => parseExpression(cursor));
  cursor.expect(')');
  const [first] = items;
  if (items.length === 1 && first !== undefined) return { ...first, ...cursor.span(start) };
  return { kind: 'row', items, ...cursor.span(start) };
}

/** Words that begin an expression of their own kind, or an operator in front of its operand. */
const SPECIAL = lookup<Reader>({
  ...KEYWORDS,
  binary: (cursor, start) => {
    cursor.next();
    return asBytes(cursor, parseUnary(cursor), start);
  },
  not: parseNot,
});

function parseWord(cursor: Cursor, token: Token): Expr {
  if (token.word === 'row' && token.type === 'word' && cursor.peek(1).word === '(') {
    cursor.next();
    const items = bracketed(cursor, () => parseExpression(cursor));
    return { kind: 'row', items, ...cursor.span(token.start) };
  }
  const { dialect } = cursor;
  const { start } = token;
  const special = token.type === 'word' ? SPECIAL.get(token.word) : undefined;
  const read = special?.(cursor, start);
  if (read !== undefined) return read;
  if (isIntroducer(cursor, token)) {
    cursor.next();
    return { ...parsePrimary(cursor), ...cursor.span(start) };
  }
  const isCall = token.type === 'word' && cursor.peek(1).word === '(';
  if (isCall && (!dialect.lexis.callsNeedBracket || cursor.peek(1).start === token.end)) {
    return parseCall(cursor, parseBits);
  }
  if (token.type === 'word' && BARE_CALLS.has(token.word)) {
    cursor.next();
    return call(cursor, token.word, [], start);
  }
  const first = cursor.name();
  if (!cursor.accept('.')) {
    return { kind: 'column', schema: '', table: '', name: first, ...cursor.span(start) };
  }
  const second = cursor.nameBehindDot();
  if (!cursor.accept('.')) {
    return { kind: 'column', schema: '', table: first, name: second, ...cursor.span(start) };
  }
  const third = cursor.nameBehindDot();
  return { kind: 'column', schema: first, table: second, name: third, ...cursor.span(start) };
}

/** `_utf8mb4'x'` and `n'x'`: a word that only says which characters a text has. */
const isIntroducer = (cursor: Cursor, { type, word }: Token): boolean =>
  type === 'word' &&
  cursor.dialect.lexis.variables &&
  cursor.peek(1).type === 'string' &&
  (word === 'n' || /^_[a-z0-9]+$/.test(word));

/** Calls that have no brackets; `user` is none of them, but a column of mysql.user. */
const BARE_CALLS: ReadonlySet<string> = new Set([
  ...['current_timestamp', 'current_date', 'current_time', 'current_user', 'localtime'],
  ...['localtimestamp', 'utc_date', 'utc_time', 'utc_timestamp', 'session_user'],
]);
