import type { Expr } from '../ast.ts';
import type { Cursor } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { lookup } from '../lookup.ts';
import { textType } from '../values.ts';
import { listOf } from './cursor.ts';
import { binary, call, literal } from './nodes.ts';

/** Reads what stands on a side of a comparison or a predicate. */
type Operand = (cursor: Cursor) => Expr;

type Comparison = Extract<Expr, { kind: 'quantified' }>['operator'];

const COMPARISONS = ['=', '<=>', '<>', '!=', '<=', '>=', '<', '>'] as const;

/** What compares predicates with one another or asks what they are (`IS`), from the left on. */
export function parseComparison(cursor: Cursor, operand: Operand): Expr {
  let left = parsePredicate(cursor, operand);
  for (;;) {
    const sign = cursor.acceptAny(...COMPARISONS) as (typeof COMPARISONS)[number] | undefined;
    if (sign !== undefined) {
      const operator = sign === '!=' ? '<>' : sign;
      const how = cursor.acceptAny('all', 'any', 'some');
      left =
        how === undefined
          ? binary(cursor, operator, left, parsePredicate(cursor, operand))
          : parseQuantified(cursor, left, operator, how === 'all');
    } else if (cursor.is('is')) left = parseIs(cursor, left, operand);
    else if (cursor.is('member', 'of') && !cursor.dialect.lexis.foldsNames) {
      throw new SqlFailure(cursor.dialect.errors.notSupported('MEMBER OF'));
    } else return left;
  }
}

/** The brackets behind `= any`: a query, or an array. */
function parseQuantified(cursor: Cursor, left: Expr, operator: Comparison, isAll: boolean): Expr {
  cursor.expect('(');
  if (cursor.dialect.lexis.foldsNames && !cursor.startsQuery()) {
    const sign = literal(cursor, operator, textType(2), left.start);
    const array = cursor.expression();
    cursor.expect(')');
    return call(cursor, isAll ? 'array_all' : 'array_any', [sign, left, array], left.start);
  }
  const query = cursor.query();
  cursor.expect(')');
  return { kind: 'quantified', left, operator, isAll, query, ...cursor.span(left.start) };
}

function parseIs(cursor: Cursor, arg: Expr, operand: Operand): Expr {
  cursor.expect('is');
  const isNegated = cursor.accept('not');
  if (cursor.accept('distinct', 'from')) {
    const same = binary(cursor, '<=>', arg, parsePredicate(cursor, operand));
    if (isNegated) return same;
    return { kind: 'unary', operator: '!', arg: same, ...cursor.span(arg.start) };
  }
  const what = cursor.acceptAny('null', 'true', 'false', 'unknown');
  if (what === undefined) return cursor.fail();
  const kind = what as 'null' | 'true' | 'false' | 'unknown';
  return { kind: 'is', arg, what: kind, isNegated, ...cursor.span(arg.start) };
}

function parsePredicate(cursor: Cursor, operand: Operand): Expr {
  let arg = operand(cursor);
  for (;;) {
    const mark = cursor.mark();
    const isNegated = cursor.accept('not');
    const found = parseOnePredicate(cursor, arg, isNegated, operand);
    if (found === undefined) {
      cursor.reset(mark);
      return arg;
    }
    arg = found;
  }
}

function parseOnePredicate(
  cursor: Cursor,
  arg: Expr,
  isNegated: boolean,
  operand: Operand,
): Expr | undefined {
  if (cursor.accept('in')) return parseIn(cursor, arg, isNegated);
  if (cursor.accept('between')) {
    const low = operand(cursor);
    cursor.expect('and');
    const high = operand(cursor);
    return { kind: 'between', arg, low, high, isNegated, ...cursor.span(arg.start) };
  }
  if (!isNegated && cursor.dialect.lexis.variables && cursor.accept('sounds', 'like')) {
    const other = operand(cursor);
    const [a, b] = [arg, other].map((each) => call(cursor, 'soundex', [each], each.start));
    return binary(cursor, '=', a as Expr, b as Expr);
  }
  return parseLike(cursor, arg, isNegated, operand) ?? parseMatch(cursor, arg, isNegated, operand);
}

function parseIn(cursor: Cursor, arg: Expr, isNegated: boolean): Expr {
  cursor.expect('(');
  const isQuery = cursor.startsQuery();
  const query = isQuery ? cursor.query() : undefined;
  const list = isQuery ? [] : listOf(cursor, () => cursor.expression());
  cursor.expect(')');
  return { kind: 'in', arg, list, query, isNegated, ...cursor.span(arg.start) };
}

type Like = Extract<Expr, { kind: 'like' }>;

const LIKES = lookup<Like['how']>({
  like: 'like',
  ilike: 'ilike',
  regexp: 'iregexp',
  rlike: 'iregexp',
});

/** `like`, `similar to` and their kin; undefined where none of their words is next. */
function parseLike(
  cursor: Cursor,
  arg: Expr,
  isNegated: boolean,
  operand: Operand,
): Like | undefined {
  const isSimilar = cursor.dialect.lexis.foldsNames && cursor.accept('similar', 'to');
  const { type, word } = cursor.peek();
  const how = isSimilar ? 'similar' : LIKES.get(word);
  if (how === undefined || (!isSimilar && type !== 'word')) return undefined;
  if (!isSimilar) cursor.next();
  const pattern = operand(cursor);
  const sign = cursor.accept('escape') ? operand(cursor) : undefined;
  const span = cursor.span(arg.start);
  return { kind: 'like', how, arg, pattern, escape: sign, isNegated, ...span };
}

/** PostgreSQL's signs of a regular expression, which have their negation within. */
function parseMatch(
  cursor: Cursor,
  arg: Expr,
  isNegated: boolean,
  operand: Operand,
): Like | undefined {
  if (!cursor.dialect.lexis.pipesConcat || isNegated) return undefined;
  const match = cursor.acceptAny('~', '~*', '!~', '!~*');
  if (match === undefined) return undefined;
  const pattern = operand(cursor);
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
