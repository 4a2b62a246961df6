import type { Expr, OrderItem, WindowFrame, WindowSpec } from '../ast.ts';
import type { Cursor } from '../dialect.ts';
import { lookup } from '../lookup.ts';
import { textType, typeOf } from '../values.ts';
import { listOf } from './cursor.ts';
import { literal } from './nodes.ts';

/** What stands between the brackets of these calls has words of its own. */
const ARGUMENTS = lookup<(cursor: Cursor, operand: (cursor: Cursor) => Expr) => Expr[]>({
  extract: (cursor) => {
    const start = cursor.peek().start;
    const isQuoted = cursor.dialect.lexis.foldsNames && cursor.peek().type === 'string';
    const unit = isQuoted ? cursor.next().value : cursor.word();
    const unitExpr = literal(cursor, unit.toUpperCase(), textType(unit.length), start);
    cursor.expect('from');
    return [unitExpr, cursor.expression()];
  },
  timestampdiff: unitFirst,
  timestampadd: unitFirst,
  substring: fromFor,
  substr: fromFor,
  trim: (cursor) => {
    const { start } = cursor.peek();
    const side = cursor.acceptAny('both', 'leading', 'trailing') ?? 'both';
    const first = cursor.is('from') ? undefined : cursor.expression();
    const from = cursor.accept('from') ? cursor.expression() : undefined;
    const sideExpr = literal(cursor, side, textType(8), start);
    if (from === undefined && first !== undefined) return [first];
    return [from ?? (first as Expr), sideExpr, ...(first === undefined ? [] : [first])];
  },
  char: (cursor) => {
    const args = listOf(cursor, () => cursor.expression());
    if (cursor.accept('using')) cursor.next();
    return args;
  },
  position: (cursor, operand) => {
    const what = operand(cursor);
    cursor.expect('in');
    return [what, cursor.expression()];
  },
});

function unitFirst(cursor: Cursor): Expr[] {
  const { start } = cursor.peek();
  const unit = cursor.word().replace(/^sql_tsi_/, '');
  const first = literal(cursor, unit.toUpperCase(), textType(unit.length), start);
  cursor.expect(',');
  return [first, ...listOf(cursor, () => cursor.expression())];
}

function fromFor(cursor: Cursor): Expr[] {
  const args = [cursor.expression()];
  while (cursor.acceptAny(',', 'from', 'for') !== undefined) args.push(cursor.expression());
  return args;
}

/** A call, from its name on; `operand` reads what stands in front of an IN. */
export function parseCall(cursor: Cursor, operand: (cursor: Cursor) => Expr): Expr {
  const { word, start } = cursor.next();
  cursor.expect('(');
  const base = { kind: 'call' as const, name: word, isDistinct: false, isStar: false };
  const plain = { ...base, orderBy: [], separator: undefined };
  if (cursor.accept(')')) return windowed(cursor, { ...plain, args: [], ...cursor.span(start) });
  if (cursor.accept('*')) {
    cursor.expect(')');
    const star = { ...plain, args: [], isStar: true, ...cursor.span(start) };
    return windowed(cursor, filtered(cursor, star));
  }
  const special = ARGUMENTS.get(word);
  const isDistinct = cursor.acceptAny('distinct', 'all') === 'distinct';
  const args = special ? special(cursor, operand) : listOf(cursor, () => cursor.expression());
  const orderBy = cursor.accept('order', 'by') ? parseOrderItems(cursor) : [];
  const separator = cursor.accept('separator') ? cursor.string() : undefined;
  cursor.expect(')');
  const whole = { ...base, args, isDistinct, orderBy, separator, ...cursor.span(start) };
  return windowed(cursor, filtered(cursor, whole));
}

type Call = Extract<Expr, { kind: 'call' }>;

/** `call filter (where …)`: what does not match counts as null. */
function filtered(cursor: Cursor, call: Call): Call {
  if (!cursor.dialect.lexis.foldsNames || !cursor.accept('filter')) return call;
  cursor.expect('(', 'where');
  const when = cursor.expression();
  cursor.expect(')');
  const { start } = call;
  const [first = literal(cursor, 1n, typeOf('integer', 'int'), start), ...rest] = call.args;
  const arg: Expr = {
    kind: 'case',
    operand: undefined,
    branches: [{ when, result: first }],
    otherwise: undefined,
    ...cursor.span(start),
  };
  return { ...call, isStar: false, args: [arg, ...rest] };
}

/** `call over (…)` or `call over w`. */
function windowed(cursor: Cursor, call: Extract<Expr, { kind: 'call' }>): Expr {
  if (!cursor.accept('over')) return call;
  const isNamed = !cursor.is('(');
  const named = isNamed ? cursor.name() : '';
  const spec = isNamed ? EMPTY_WINDOW : parseWindow(cursor);
  return { kind: 'window', call, named, spec, ...cursor.span(call.start) };
}

const EMPTY_WINDOW: WindowSpec = { base: '', partitionBy: [], orderBy: [], frame: undefined };

/** `([name] [partition by …] [order by …] [rows|range …])`. */
export function parseWindow(cursor: Cursor): WindowSpec {
  cursor.expect('(');
  const startsClause = ['partition', 'order', 'rows', 'range', ')'].some((word) => cursor.is(word));
  const base = startsClause ? '' : cursor.name();
  const partitionBy = cursor.accept('partition', 'by')
    ? listOf(cursor, () => cursor.expression())
    : [];
  const orderBy = cursor.accept('order', 'by') ? parseOrderItems(cursor) : [];
  const unit = cursor.acceptAny('rows', 'range');
  const frame = unit === undefined ? undefined : parseFrame(cursor, unit as 'rows' | 'range');
  cursor.expect(')');
  return { base, partitionBy, orderBy, frame };
}

function parseFrame(cursor: Cursor, unit: WindowFrame['unit']): WindowFrame {
  if (!cursor.accept('between')) return { unit, from: parseEdge(cursor), to: 0 };
  const from = parseEdge(cursor);
  cursor.expect('and');
  return { unit, from, to: parseEdge(cursor) };
}

function parseEdge(cursor: Cursor): number {
  if (cursor.accept('current', 'row')) return 0;
  const distance = cursor.accept('unbounded') ? Number.POSITIVE_INFINITY : cursor.integer();
  const side = cursor.acceptAny('preceding', 'following');
  if (side === undefined) return cursor.fail();
  return side === 'preceding' ? -distance : distance;
}

/** The items of an ORDER BY. */
export function parseOrderItems(cursor: Cursor): OrderItem[] {
  return listOf(cursor, () => {
    const expr = cursor.expression();
    const isDescending = cursor.acceptAny('asc', 'desc') === 'desc';
    const nulls = cursor.accept('nulls') ? cursor.acceptAny('first', 'last') : undefined;
    return { expr, isDescending, nulls: nulls as 'first' | 'last' | undefined };
  });
}
