import type { Expr, Query, Select, TableRef } from '../ast.ts';

/** Calls `visit` for an expression and all that it holds, but not for what is within subqueries. */
export function walk(expr: Expr, visit: (expr: Expr) => void): void {
  visit(expr);
  for (const child of childrenOf(expr)) walk(child, visit);
}

/** The expressions directly within one, without those of subqueries. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'unary':
    case 'cast':
    case 'is':
      return [expr.arg];
    case 'binary':
      return [expr.left, expr.right];
    case 'between':
      return [expr.arg, expr.low, expr.high];
    case 'in':
      return [expr.arg, ...expr.list];
    case 'like':
      return [expr.arg, expr.pattern];
    case 'case':
      return [
        ...(expr.operand === undefined ? [] : [expr.operand]),
        ...expr.branches.flatMap(({ when, result }) => [when, result]),
        ...(expr.otherwise === undefined ? [] : [expr.otherwise]),
      ];
    case 'call':
      return [...expr.args, ...expr.orderBy.map((item) => item.expr)];
    case 'window':
      return [
        ...expr.call.args,
        ...expr.spec.partitionBy,
        ...expr.spec.orderBy.map((item) => item.expr),
      ];
    case 'row':
      return expr.items;
    case 'interval':
      return [expr.amount];
    case 'assign':
      return [expr.value];
    case 'quantified':
      return [expr.left];
    default:
      return [];
  }
}

/** The query of an expression that is one. */
export const queryOf = (expr: Expr): Query | undefined =>
  expr.kind === 'subquery' ||
  expr.kind === 'exists' ||
  expr.kind === 'in' ||
  expr.kind === 'quantified'
    ? expr.query
    : undefined;

/** The names of all columns that a select mentions, in lower case; undefined when it says `*`. */
export function namesOf(select: Select, others: readonly Expr[]): Set<string> | undefined {
  const names = new Set<string>();
  let sawStar = false;
  const visit = (expr: Expr): void => {
    if (expr.kind === 'column') names.add(expr.name.toLowerCase());
    if (queryOf(expr) !== undefined) sawStar = true;
  };
  for (const item of select.items) {
    if (item.kind === 'star') sawStar = true;
    else walk(item.expr, visit);
  }
  const inWindows = select.windows.flatMap(({ spec }) => [
    ...spec.partitionBy,
    ...spec.orderBy.map((item) => item.expr),
  ]);
  const rest = [select.where, select.having, ...select.groupBy, ...inWindows, ...others];
  for (const expr of rest) if (expr !== undefined) walk(expr, visit);
  return sawStar ? undefined : names;
}

/** The names of the columns that an expression mentions, as they are written. */
export function columnsIn(expr: Expr): string[] {
  const names: string[] = [];
  walk(expr, (each) => {
    if (each.kind === 'column') names.push(each.name);
  });
  return names;
}

/** The tables that a FROM names, in order. */
export function tablesOf(ref: TableRef): Extract<TableRef, { kind: 'table' }>[] {
  if (ref.kind === 'table') return [ref];
  return ref.kind === 'join' ? [...tablesOf(ref.left), ...tablesOf(ref.right)] : [];
}
