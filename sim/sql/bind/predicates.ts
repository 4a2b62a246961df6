import type { Expr } from '../ast.ts';
import type { Bound, Frame } from '../bound.ts';
import type { Semantics } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { isCaseSensitive, semanticsOf } from '../operate/collate.ts';
import { compare, keyOf } from '../operate/compare.ts';
import { likePattern, regularExpression, similarPattern } from '../operate/pattern.ts';
import { textOf, type Value } from '../values.ts';
import { comparison } from './comparison.ts';
import type { Bind, BindContext, PlanColumn } from './context.ts';
import { connective, logical, negation, truthOf } from './logic.ts';
import { cached } from './subqueries.ts';

function negatedIf(context: BindContext, isNegated: boolean, given: Bound): Bound {
  return isNegated ? negation(context, given) : given;
}

/** BETWEEN, with both its ends. */
export function bindBetween(
  bind: Bind,
  context: BindContext,
  expr: Extract<Expr, { kind: 'between' }>,
): Bound {
  const arg = bind(context, expr.arg);
  const low = comparison(context, '>=', arg, bind(context, expr.low));
  const high = comparison(context, '<=', arg, bind(context, expr.high));
  return negatedIf(context, expr.isNegated, connective(context, 'and', low, high));
}

/**
 * Whether a value is among others, without a word about those that do not fit: unknown when it is
 * not but one of them is null.
 */
function among(semantics: Semantics, value: Value, others: readonly Value[]): boolean | undefined {
  if (others.length === 0) return false;
  if (value === null) return undefined;
  let sawNull = false;
  for (const other of others) {
    if (other === null) sawNull = true;
    else if (compare(semantics, value, other) === 0) return true;
  }
  return sawNull ? undefined : false;
}

/** IN: among the items of a list or the rows of a query. */
export function bindIn(
  bind: Bind,
  context: BindContext,
  expr: Extract<Expr, { kind: 'in' }>,
): Bound {
  const { env } = context;
  if (expr.arg.kind === 'row') return bindRowIn(bind, context, expr.arg, expr);
  const arg = bind(context, expr.arg);
  if (expr.query !== undefined) {
    const plan = cached(context.bindQuery(expr.query, context.scope));
    if (plan.columns.length !== 1) throw new SqlFailure(env.dialect.errors.operandColumns(1));
    const [{ type }] = plan.columns as [PlanColumn];
    const semantics = semanticsOf(env.dialect.semantics, arg.type, type);
    const decide = (frame: Frame): boolean | undefined =>
      among(
        semantics,
        arg.eval(frame),
        plan.rows(frame).map((row) => row[0] ?? null),
      );
    return negatedIf(context, expr.isNegated, logical(context, decide, true));
  }
  const list = expr.list.map((item) => bind(context, item));
  const isNullable = arg.isNullable || list.some((item) => item.isNullable);
  const semantics = semanticsOf(env.dialect.semantics, arg.type, ...list.map(({ type }) => type));
  const decide = (frame: Frame): boolean | undefined =>
    among(
      semantics,
      arg.eval(frame),
      list.map((item) => item.eval(frame)),
    );
  return negatedIf(context, expr.isNegated, logical(context, decide, isNullable));
}

function bindRowIn(
  bind: Bind,
  context: BindContext,
  row: Extract<Expr, { kind: 'row' }>,
  expr: Extract<Expr, { kind: 'in' }>,
): Bound {
  const { env } = context;
  const items = row.items.map((item) => bind(context, item));
  const key = (value: Value): string => keyOf(env.dialect.semantics, value);
  /** Whether two rows are equal: unknown where only a null stands against it. */
  const isSame = (a: readonly Value[], b: readonly Value[]): boolean | undefined => {
    const known = a.map((value, i) => [value, b[i] ?? null] as const);
    const differs = known.some(([x, y]) => x !== null && y !== null && key(x) !== key(y));
    if (differs) return false;
    return known.some(([x, y]) => x === null || y === null) ? undefined : true;
  };
  const lists = expr.list.map((item) =>
    item.kind === 'row' ? item.items.map((each) => bind(context, each)) : [],
  );
  const plan = expr.query && cached(context.bindQuery(expr.query, context.scope));
  const width = plan?.columns.length ?? lists[0]?.length;
  if (width !== items.length) throw new SqlFailure(env.dialect.errors.operandColumns(items.length));
  const decide = (frame: Frame): boolean | undefined => {
    const wanted = items.map((item) => item.eval(frame));
    const rows = plan?.rows(frame) ?? lists.map((list) => list.map((item) => item.eval(frame)));
    const answers = rows.map((each) => isSame(wanted, each));
    if (answers.includes(true)) return true;
    return answers.includes(undefined) ? undefined : false;
  };
  return negatedIf(context, expr.isNegated, logical(context, decide));
}

/** LIKE and its kin; a pattern is made ready once for each text of it. */
export function bindLike(
  bind: Bind,
  context: BindContext,
  expr: Extract<Expr, { kind: 'like' }>,
): Bound {
  const { env } = context;
  const { semantics, lexis } = env.dialect;
  const arg = bind(context, expr.arg);
  const pattern = bind(context, expr.pattern);
  const escapeBound = expr.escape && bind(context, expr.escape);
  const isRegular = expr.how === 'regexp' || expr.how === 'iregexp';
  const isExact = [arg, pattern].some(({ type }) => isCaseSensitive(type));
  const ignoresCase =
    expr.how === 'ilike' || expr.how === 'iregexp' || !(lexis.foldsNames || isExact);
  const compiled = new Map<string, RegExp | undefined>();
  const compile = (text: string, sign: string): RegExp | undefined => {
    const key = `${sign}${text}`;
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const fresh = isRegular
      ? regularExpression(text, ignoresCase)
      : expr.how === 'similar'
        ? regularExpression(similarPattern(text), false)
        : likePattern(text, sign, ignoresCase);
    compiled.set(key, fresh);
    return fresh;
  };
  const decide = (frame: Frame): boolean | undefined => {
    const [value, wanted] = [arg.eval(frame), pattern.eval(frame)];
    if (value === null || wanted === null) return undefined;
    const given = escapeBound?.eval(frame);
    const sign = given === null || given === undefined ? '\\' : textOf(given);
    return compile(semantics.display(wanted), sign)?.test(semantics.display(value)) ?? false;
  };
  const isNullable = arg.isNullable || pattern.isNullable;
  return negatedIf(context, expr.isNegated, logical(context, decide, isNullable));
}

/** IS NULL, IS TRUE and their kin, which are never unknown. */
export function bindIs(
  bind: Bind,
  context: BindContext,
  expr: Extract<Expr, { kind: 'is' }>,
): Bound {
  const arg = bind(context, expr.arg);
  const decide = (frame: Frame): boolean => {
    const value = arg.eval(frame);
    if (expr.what === 'null') return (value === null) !== expr.isNegated;
    const truth = truthOf(context.env, value);
    const wanted = expr.what === 'unknown' ? undefined : expr.what === 'true';
    return (truth === wanted) !== expr.isNegated;
  };
  return logical(context, decide);
}
