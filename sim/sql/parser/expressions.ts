import { codePointCount } from '../../kernel/index.ts';
import type { BinaryOperator, Expr } from '../ast.ts';
import type { Cursor } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { lookup } from '../lookup.ts';
import type { Token } from '../token.ts';
import { NULL_TYPE, textType, typeOf } from '../values.ts';
import { parseCall } from './calls.ts';
import { asBytes, castCall, parseCollation } from './casts.ts';
import { acceptWarned, bracketed, listOf } from './cursor.ts';
import {
  call,
  literal,
  numberLiteral,
  systemVariable,
  temporalLiteral,
  typedLiteral,
  userVariable,
} from './literals.ts';

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

const binary = (cursor: Cursor, operator: BinaryOperator, left: Expr, right: Expr): Expr => ({
  kind: 'binary',
  operator,
  left,
  right,
  ...cursor.span(left.start),
});

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
  if (!cursor.accept('not')) return parseComparison(cursor);
  const arg = parseNot(cursor);
  return { kind: 'unary', operator: '!', arg, ...cursor.span(start) };
}

const COMPARISONS = ['=', '<=>', '<>', '!=', '<=', '>=', '<', '>'] as const;

function parseComparison(cursor: Cursor): Expr {
  let left = parsePredicate(cursor);
  for (;;) {
    const sign = cursor.acceptAny(...COMPARISONS) as (typeof COMPARISONS)[number] | undefined;
    if (sign !== undefined) {
      const operator = sign === '!=' ? '<>' : sign;
      const how = cursor.acceptAny('all', 'any', 'some');
      if (how !== undefined) {
        cursor.expect('(');
        if (cursor.dialect.lexis.foldsNames && !cursor.startsQuery()) {
          left = arrayTest(cursor, how === 'all' ? 'array_all' : 'array_any', operator, left);
          continue;
        }
        const query = cursor.query();
        cursor.expect(')');
        const isAll = how === 'all';
        left = { kind: 'quantified', left, operator, isAll, query, ...cursor.span(left.start) };
      } else left = binary(cursor, operator, left, parsePredicate(cursor));
    } else if (cursor.is('is')) left = parseIs(cursor, left);
    else if (cursor.is('member', 'of') && !cursor.dialect.lexis.foldsNames) {
      throw new SqlFailure(cursor.dialect.errors.notSupported('MEMBER OF'));
    } else return left;
  }
}

/** `= any(array)`, behind its bracket. */
function arrayTest(cursor: Cursor, name: string, operator: string, left: Expr): Expr {
  const sign = literal(cursor, operator, textType(2), left.start);
  const array = parseExpression(cursor);
  cursor.expect(')');
  return call(cursor, name, [sign, left, array], left.start);
}

function parseIs(cursor: Cursor, arg: Expr): Expr {
  cursor.expect('is');
  const isNegated = cursor.accept('not');
  if (cursor.accept('distinct', 'from')) {
    const same = binary(cursor, '<=>', arg, parsePredicate(cursor));
    if (isNegated) return same;
    return { kind: 'unary', operator: '!', arg: same, ...cursor.span(arg.start) };
  }
  const what = cursor.acceptAny('null', 'true', 'false', 'unknown');
  if (what === undefined) return cursor.fail();
  const kind = what as 'null' | 'true' | 'false' | 'unknown';
  return { kind: 'is', arg, what: kind, isNegated, ...cursor.span(arg.start) };
}

const LIKES = lookup<'like' | 'ilike' | 'similar' | 'regexp' | 'iregexp'>({
  like: 'like',
  ilike: 'ilike',
  regexp: 'iregexp',
  rlike: 'iregexp',
});

function parsePredicate(cursor: Cursor): Expr {
  let arg = parseBits(cursor);
  for (;;) {
    const mark = cursor.mark();
    const isNegated = cursor.accept('not');
    const found = parseOnePredicate(cursor, arg, isNegated);
    if (found === undefined) {
      cursor.reset(mark);
      return arg;
    }
    arg = found;
  }
}

function parseOnePredicate(cursor: Cursor, arg: Expr, isNegated: boolean): Expr | undefined {
  if (cursor.accept('in')) return parseIn(cursor, arg, isNegated);
  if (cursor.accept('between')) {
    const low = parseBits(cursor);
    cursor.expect('and');
    const high = parseBits(cursor);
    return { kind: 'between', arg, low, high, isNegated, ...cursor.span(arg.start) };
  }
  if (!isNegated && cursor.dialect.lexis.variables && cursor.accept('sounds', 'like')) {
    const other = parseBits(cursor);
    const [a, b] = [arg, other].map((each) => call(cursor, 'soundex', [each], each.start));
    return binary(cursor, '=', a as Expr, b as Expr);
  }
  const isSimilar = cursor.dialect.lexis.foldsNames && cursor.accept('similar', 'to');
  const like = isSimilar ? 'similar' : LIKES.get(cursor.peek().word);
  if (isSimilar || (like !== undefined && cursor.peek().type === 'word')) {
    if (!isSimilar) cursor.next();
    const pattern = parseBits(cursor);
    const sign = cursor.accept('escape') ? parseBits(cursor) : undefined;
    return {
      kind: 'like',
      how: like ?? 'like',
      arg,
      pattern,
      escape: sign,
      isNegated,
      ...cursor.span(arg.start),
    };
  }
  if (!cursor.dialect.lexis.pipesConcat || isNegated) return undefined;
  const match = cursor.acceptAny('~', '~*', '!~', '!~*');
  if (match === undefined) return undefined;
  const pattern = parseBits(cursor);
  return {
    kind: 'like',
    how: match.endsWith('*') ? 'iregexp' : 'regexp',
    arg,
    pattern,
    escape: undefined,
    isNegated: match.startsWith('!'),
    ...cursor.span(arg.start),
  };
}

function parseIn(cursor: Cursor, arg: Expr, isNegated: boolean): Expr {
  cursor.expect('(');
  const isQuery = cursor.startsQuery();
  const query = isQuery ? cursor.query() : undefined;
  const list = isQuery ? [] : listOf(cursor, () => parseExpression(cursor));
  cursor.expect(')');
  return { kind: 'in', arg, list, query, isNegated, ...cursor.span(arg.start) };
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

const UNIT = /^(microsecond|second|minute|hour|day|week|month|quarter|year)s?$|^\w+_\w+$/;

function parseUnit(cursor: Cursor): string {
  if (!UNIT.test(cursor.peek().word)) return cursor.fail();
  return cursor.word().toUpperCase();
}

function parseInterval(cursor: Cursor, start: number): Expr {
  const { pipesConcat } = cursor.dialect.lexis;
  if (pipesConcat && cursor.peek().type === 'string') {
    // PostgreSQL has the unit within the text, or behind it.
    const { value } = cursor.next();
    const unit = UNIT.test(cursor.peek().word) ? ` ${cursor.word()}` : '';
    const arg = literal(cursor, `${value}${unit}`, textType(value.length), start);
    return { kind: 'cast', arg, type: typeOf('text', 'interval'), ...cursor.span(start) };
  }
  const amount = parseExpression(cursor);
  const unit = parseUnit(cursor);
  return { kind: 'interval', amount, unit, ...cursor.span(start) };
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
  const second = afterDot(cursor);
  if (!cursor.accept('.')) {
    return { kind: 'column', schema: '', table: first, name: second, ...cursor.span(start) };
  }
  const third = afterDot(cursor);
  return { kind: 'column', schema: first, table: second, name: third, ...cursor.span(start) };
}

/** `_utf8mb4'x'` and `n'x'`: a word that only says which characters a text has. */
const isIntroducer = (cursor: Cursor, { type, word }: Token): boolean =>
  type === 'word' &&
  cursor.dialect.lexis.variables &&
  cursor.peek(1).type === 'string' &&
  (word === 'n' || /^_[a-z0-9]+$/.test(word));

/** Behind a point, reserved words are names too. */
function afterDot(cursor: Cursor): string {
  const token = cursor.peek();
  if (token.type !== 'word') return cursor.name();
  cursor.next();
  return cursor.dialect.lexis.foldsNames ? token.word : token.value;
}

const BARE_CALLS: ReadonlySet<string> = new Set(
  [
    ...['current_timestamp', 'current_date', 'current_time', 'current_user', 'localtime'],
    ...['localtimestamp', 'utc_date', 'utc_time', 'utc_timestamp', 'session_user', 'user'],
  ]
    // Plain `user` is a column of mysql.user.
    .filter((name) => name !== 'user'),
);

type Reader = (cursor: Cursor, start: number) => Expr | undefined;

const truth =
  (value: boolean): Reader =>
  (cursor, start) => {
    cursor.next();
    return { kind: 'literal', ...cursor.dialect.semantics.literalOf(value), ...cursor.span(start) };
  };

function parseCase(cursor: Cursor, start: number): Expr {
  cursor.expect('case');
  const operand = cursor.is('when') ? undefined : parseExpression(cursor);
  const branches: { when: Expr; result: Expr }[] = [];
  while (cursor.accept('when')) {
    const when = parseExpression(cursor);
    cursor.expect('then');
    branches.push({ when, result: parseExpression(cursor) });
  }
  if (branches.length === 0) return cursor.fail();
  const otherwise = cursor.accept('else') ? parseExpression(cursor) : undefined;
  cursor.expect('end');
  return { kind: 'case', operand, branches, otherwise, ...cursor.span(start) };
}

/** Whether a comma stands within the brackets behind INTERVAL. */
function isIntervalCall(cursor: Cursor): boolean {
  if (cursor.peek(1).word !== '(') return false;
  let depth = 0;
  for (let ahead = 1; cursor.peek(ahead).type !== 'end'; ahead++) {
    const { word } = cursor.peek(ahead);
    if (word === '(') depth++;
    else if (word === ')' && --depth === 0) return false;
    else if (word === ',' && depth === 1) return true;
  }
  return false;
}

/** Words that begin an expression of their own kind. */
const SPECIAL = lookup<Reader>({
  array: (cursor, start) => {
    if (!cursor.dialect.lexis.foldsNames || cursor.peek(1).word !== '[') return undefined;
    cursor.next();
    cursor.expect('[');
    const items = cursor.is(']') ? [] : listOf(cursor, () => parseExpression(cursor));
    cursor.expect(']');
    return call(cursor, 'array', items, start);
  },
  null: (cursor, start) => {
    cursor.next();
    return literal(cursor, null, NULL_TYPE, start);
  },
  true: truth(true),
  false: truth(false),
  case: parseCase,
  cast: castCall,
  convert: castCall,
  exists: (cursor, start) => {
    cursor.next();
    cursor.expect('(');
    const query = cursor.query();
    cursor.expect(')');
    return { kind: 'exists', query, ...cursor.span(start) };
  },
  interval: (cursor, start) => {
    // `interval(n, a, b)` is a function; `interval (1) day` is not.
    if (cursor.dialect.lexis.variables && isIntervalCall(cursor)) return undefined;
    cursor.next();
    return parseInterval(cursor, start);
  },
  date: temporalLiteral('date'),
  time: temporalLiteral('time'),
  timestamp: temporalLiteral('datetime'),
  timestamptz: typedLiteral,
  jsonb: typedLiteral,
  json: typedLiteral,
  binary: (cursor, start) => {
    cursor.next();
    return asBytes(cursor, parseUnary(cursor), start);
  },
  default: (cursor, start) => {
    cursor.next();
    return { kind: 'default', ...cursor.span(start) };
  },
  not: (cursor) => parseNot(cursor),
  values: (cursor, start) => {
    if (cursor.peek(1).word !== '(') return undefined;
    cursor.next();
    const [name = ''] = bracketed(cursor, () => cursor.name());
    cursor.deprecate('values()');
    return { kind: 'inserted', name, ...cursor.span(start) };
  },
});
