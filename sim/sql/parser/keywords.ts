import type { Expr } from '../ast.ts';
import type { Cursor } from '../dialect.ts';
import { NULL_TYPE } from '../values.ts';
import { castCall } from './casts.ts';
import { bracketed, listOf } from './cursor.ts';
import { isIntervalCall, parseInterval } from './intervals.ts';
import { temporalLiteral, typedLiteral } from './literals.ts';
import { call, literal } from './nodes.ts';

/** Reads an expression from its word on; undefined where the word is something else there. */
export type Reader = (cursor: Cursor, start: number) => Expr | undefined;

const truth =
  (value: boolean): Reader =>
  (cursor, start) => {
    cursor.next();
    return { kind: 'literal', ...cursor.dialect.semantics.literalOf(value), ...cursor.span(start) };
  };

function parseCase(cursor: Cursor, start: number): Expr {
  cursor.expect('case');
  const operand = cursor.is('when') ? undefined : cursor.expression();
  const branches: { when: Expr; result: Expr }[] = [];
  while (cursor.accept('when')) {
    const when = cursor.expression();
    cursor.expect('then');
    branches.push({ when, result: cursor.expression() });
  }
  if (branches.length === 0) return cursor.fail();
  const otherwise = cursor.accept('else') ? cursor.expression() : undefined;
  cursor.expect('end');
  return { kind: 'case', operand, branches, otherwise, ...cursor.span(start) };
}

/** Words that begin an expression of their own kind, which holds nothing but whole expressions. */
export const KEYWORDS: Readonly<Record<string, Reader>> = {
  array: (cursor, start) => {
    if (!cursor.dialect.lexis.foldsNames || cursor.peek(1).word !== '[') return undefined;
    cursor.next();
    cursor.expect('[');
    const items = cursor.is(']') ? [] : listOf(cursor, () => cursor.expression());
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
  default: (cursor, start) => {
    cursor.next();
    return { kind: 'default', ...cursor.span(start) };
  },
  values: (cursor, start) => {
    if (cursor.peek(1).word !== '(') return undefined;
    cursor.next();
    const [name = ''] = bracketed(cursor, () => cursor.name());
    cursor.deprecate('values()');
    return { kind: 'inserted', name, ...cursor.span(start) };
  },
};
