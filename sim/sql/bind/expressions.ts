import type { BinaryOperator, Expr, Query } from '../ast.ts';
import { type Bound, bound, constant, type Frame } from '../bound.ts';
import type { Env, Semantics } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { arithmetic, bits, negated, shifted } from '../operate/arithmetic.ts';
import { isCaseSensitive, semanticsOf } from '../operate/collate.ts';
import { asDouble, compare, keyOf, numberOf, ORDER_TESTS } from '../operate/compare.ts';
import { commonType, converted } from '../operate/convert.ts';
import { likePattern, regularExpression, similarPattern } from '../operate/pattern.ts';
import { INTEGER, textOf, textType, type Value } from '../values.ts';
import { comparable } from './comparable.ts';
import type { BindContext, Plan, PlanColumn } from './context.ts';
import { findColumn, fullName } from './scope.ts';
import { bindWindow } from './windows.ts';

const fail = (error: ConstructorParameters<typeof SqlFailure>[0]): never => {
  throw new SqlFailure(error);
};

/** Resolves the names of an expression. */
export function bindExpression(context: BindContext, expr: Expr): Bound {
  const { env } = context;
  switch (expr.kind) {
    case 'literal':
      return constant(expr.value, expr.type);
    case 'column':
      return bindColumn(context, expr);
    case 'unary':
      return bindUnary(context, expr.operator, bindExpression(context, expr.arg));
    case 'binary':
      return bindBinary(context, expr);
    case 'between':
      return bindBetween(context, expr);
    case 'in':
      return bindIn(context, expr);
    case 'like':
      return bindLike(context, expr);
    case 'is':
      return bindIs(context, expr);
    case 'case':
      return bindCase(context, expr);
    case 'call':
      return bindCall(context, expr);
    case 'window':
      return bindWindow(bindExpression, context, expr);
    case 'cast': {
      const arg = bindExpression(context, expr.arg);
      return bound(expr.type, arg.isNullable || expr.type.family === 'text', (frame) => {
        const value = arg.eval(frame);
        return value === null ? null : env.dialect.semantics.cast(value, expr.type, env.warn);
      });
    }
    case 'subquery':
      return bindSubquery(context, expr.query);
    case 'quantified':
      return bindQuantified(context, expr);
    case 'exists': {
      const plan = context.bindQuery(expr.query, context.scope);
      return logical(context, (frame) => plan.rows(frame).length > 0);
    }
    case 'variable':
      return bindVariable(context, expr);
    case 'assign': {
      const value = bindExpression(context, expr.value);
      return bound(value.type, true, (frame) => {
        const result = value.eval(frame);
        env.session.assign(expr.name, result);
        return result;
      });
    }
    case 'parameter': {
      const value = env.parameters[expr.index] ?? null;
      const isNumber = typeof value === 'bigint' || typeof value === 'number';
      return constant(value, isNumber ? INTEGER : textType(255));
    }
    case 'inserted':
      return context.inserted?.(expr.name) ?? constant(null, textType(0));
    case 'row':
      return fail(env.dialect.errors.operandColumns(1));
    case 'interval':
    case 'default':
      return fail(env.dialect.errors.syntax(env.text, expr.start, ''));
  }
}

function bindColumn(context: BindContext, expr: Extract<Expr, { kind: 'column' }>): Bound {
  const { env, scope, clause, aliases, aliasesFirst } = context;
  const alias = expr.table === '' ? aliases.get(expr.name.toLowerCase()) : undefined;
  if (alias !== undefined && aliasesFirst) return alias;
  const found = findColumn(env, scope, expr, clause) ?? alias;
  return found ?? fail(env.dialect.errors.unknownColumn(fullName(expr), clause, expr.start));
}

function bindVariable({ env }: BindContext, expr: Extract<Expr, { kind: 'variable' }>): Bound {
  const { type } = env.session.variable(expr.scope, expr.name);
  return bound(type, true, () => env.session.variable(expr.scope, expr.name).value);
}

/** True, false or unknown. */
export function truthOf(env: Env, value: Value): boolean | undefined {
  if (value === null) return undefined;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value !== 0n;
  return asDouble(numberOf(env.dialect.semantics, value, env.warn)) !== 0;
}

function logical(
  { env }: BindContext,
  decide: (frame: Frame) => boolean | undefined,
  isNullable = false,
): Bound {
  const { booleanType, truth } = env.dialect.semantics;
  const [yes, no] = [truth(true), truth(false)];
  return bound(booleanType, isNullable, (frame) => {
    const result = decide(frame);
    return result === undefined ? null : result ? yes : no;
  });
}

function bindUnary(context: BindContext, operator: '-' | '+' | '!' | '~', arg: Bound): Bound {
  const { env } = context;
  if (operator === '+') return arg;
  if (operator === '-') return negated(env, arg);
  if (operator === '!') {
    const decide = (frame: Frame): boolean | undefined => {
      const truth = truthOf(env, arg.eval(frame));
      return truth === undefined ? undefined : !truth;
    };
    return logical(context, decide, arg.isNullable);
  }
  return bits(env, '^', arg, constant(2n ** 64n - 1n, INTEGER));
}

function comparison(context: BindContext, operator: BinaryOperator, x: Bound, y: Bound): Bound {
  const { env } = context;
  const [a, b] = [comparable(env, x, y), comparable(env, y, x)];
  const semantics = semanticsOf(env.dialect.semantics, a.type, b.type);
  if (operator === '<=>') {
    return logical(context, (frame) => {
      const [left, right] = [a.eval(frame), b.eval(frame)];
      if (left === null || right === null) return left === right;
      return compare(semantics, left, right, env.warn) === 0;
    });
  }
  const test = ORDER_TESTS[operator] as (order: number) => boolean;
  const decide = (frame: Frame): boolean | undefined => {
    const [left, right] = [a.eval(frame), b.eval(frame)];
    if (left === null || right === null) return undefined;
    return test(compare(semantics, left, right, env.warn));
  };
  return logical(context, decide, a.isNullable || b.isNullable);
}

function connective(context: BindContext, how: 'and' | 'or' | 'xor', a: Bound, b: Bound): Bound {
  const { env } = context;
  const decide = (frame: Frame): boolean | undefined => {
    const left = truthOf(env, a.eval(frame));
    if (how === 'and' && left === false) return false;
    if (how === 'or' && left === true) return true;
    const right = truthOf(env, b.eval(frame));
    if (how === 'and') return right === false ? false : left && right;
    if (how === 'or')
      return right === true ? true : left === undefined || right === undefined ? undefined : false;
    return left === undefined || right === undefined ? undefined : left !== right;
  };
  return logical(context, decide, a.isNullable || b.isNullable);
}

function bindBinary(context: BindContext, expr: Extract<Expr, { kind: 'binary' }>): Bound {
  const { env } = context;
  const { operator, left, right } = expr;
  if (left.kind === 'row' && right.kind === 'row') return bindRows(context, operator, left, right);
  if (right.kind === 'interval' || left.kind === 'interval') {
    const [time, interval] = right.kind === 'interval' ? [left, right] : [right, left];
    if (interval.kind !== 'interval')
      return fail(env.dialect.errors.syntax(env.text, expr.start, ''));
    const amount = bindExpression(context, interval.amount);
    const sign = operator === '-' ? -1 : 1;
    return shifted(env, bindExpression(context, time), amount, interval.unit, sign);
  }
  const a = bindExpression(context, left);
  const b = bindExpression(context, right);
  const own = env.dialect.operator(operator, a.type, b.type);
  if (own !== undefined) return own.bind([a, b], env);
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case 'div':
      return arithmetic(env, operator, a, b);
    case '&':
    case '|':
    case '^': {
      // Where `^` is no operator of bits it raises to a power.
      const power = env.dialect.lexis.dollarQuotes ? env.dialect.functions.get('power') : undefined;
      return power === undefined ? bits(env, operator, a, b) : power.bind([a, b], env);
    }
    case '<<':
    case '>>':
      return bits(env, operator, a, b);
    case '||':
      return concatenated(env, a, b);
    case 'and':
    case 'or':
    case 'xor':
      return connective(context, operator, a, b);
    default:
      return comparison(context, operator, a, b);
  }
}

function bindRows(
  context: BindContext,
  operator: BinaryOperator,
  left: Extract<Expr, { kind: 'row' }>,
  right: Extract<Expr, { kind: 'row' }>,
): Bound {
  if (left.items.length !== right.items.length) {
    return fail(context.env.dialect.errors.operandColumns(left.items.length));
  }
  const pairs = left.items.map((item, i) =>
    comparison(
      context,
      '=',
      bindExpression(context, item),
      bindExpression(context, right.items[i] as Expr),
    ),
  );
  const all = pairs.reduce((a, b) => connective(context, 'and', a, b));
  return operator === '<>' ? bindUnary(context, '!', all) : all;
}

function concatenated(env: Env, a: Bound, b: Bound): Bound {
  const { display } = env.dialect.semantics;
  const type = textType(a.type.length + b.type.length);
  return bound(type, a.isNullable || b.isNullable, (frame) => {
    const [left, right] = [a.eval(frame), b.eval(frame)];
    return left === null || right === null ? null : display(left) + display(right);
  });
}

function negatedIf(context: BindContext, isNegated: boolean, given: Bound): Bound {
  return isNegated ? bindUnary(context, '!', given) : given;
}

function bindBetween(context: BindContext, expr: Extract<Expr, { kind: 'between' }>): Bound {
  const arg = bindExpression(context, expr.arg);
  const low = comparison(context, '>=', arg, bindExpression(context, expr.low));
  const high = comparison(context, '<=', arg, bindExpression(context, expr.high));
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

function bindIn(context: BindContext, expr: Extract<Expr, { kind: 'in' }>): Bound {
  const { env } = context;
  if (expr.arg.kind === 'row') return bindRowIn(context, expr.arg, expr);
  const arg = bindExpression(context, expr.arg);
  if (expr.query !== undefined) {
    const plan = cached(context.bindQuery(expr.query, context.scope));
    if (plan.columns.length !== 1) return fail(env.dialect.errors.operandColumns(1));
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
  const list = expr.list.map((item) => bindExpression(context, item));
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
  context: BindContext,
  row: Extract<Expr, { kind: 'row' }>,
  expr: Extract<Expr, { kind: 'in' }>,
): Bound {
  const { env } = context;
  const items = row.items.map((item) => bindExpression(context, item));
  const key = (values: readonly Value[]): string =>
    values.map((value) => keyOf(env.dialect.semantics, value)).join('\u0001');
  const lists = expr.list.map((item) =>
    item.kind === 'row' ? item.items.map((each) => bindExpression(context, each)) : [],
  );
  const plan = expr.query && cached(context.bindQuery(expr.query, context.scope));
  const width = plan?.columns.length ?? lists[0]?.length;
  if (width !== items.length) return fail(env.dialect.errors.operandColumns(items.length));
  const decide = (frame: Frame): boolean | undefined => {
    const wanted = key(items.map((item) => item.eval(frame)));
    const rows = plan?.rows(frame) ?? lists.map((list) => list.map((item) => item.eval(frame)));
    return rows.some((each) => key(each) === wanted);
  };
  return negatedIf(context, expr.isNegated, logical(context, decide));
}

/** A subquery that does not look outside runs once a statement. */
function cached(plan: Plan): Plan {
  if (plan.usesOuter) return plan;
  let rows: (readonly Value[])[] | undefined;
  return {
    ...plan,
    rows(outer) {
      rows ??= plan.rows(outer);
      return rows;
    },
  };
}

function bindSubquery(context: BindContext, query: Query): Bound {
  const { errors } = context.env.dialect;
  const plan = cached(context.bindQuery(query, context.scope));
  const [column] = plan.columns;
  if (column === undefined || plan.columns.length !== 1) return fail(errors.operandColumns(1));
  return bound(column.type, true, (frame) => {
    const rows = plan.rows(frame);
    if (rows.length > 1) fail(errors.subqueryRows());
    return rows[0]?.[0] ?? null;
  });
}

function bindQuantified(context: BindContext, expr: Extract<Expr, { kind: 'quantified' }>): Bound {
  const left = bindExpression(context, expr.left);
  const plan = cached(context.bindQuery(expr.query, context.scope));
  const decide = (frame: Frame): boolean | undefined => {
    const value = left.eval(frame);
    const results = plan.rows(frame).map((row) => {
      const one = comparison(
        context,
        expr.operator,
        constant(value, left.type),
        constant(row[0] ?? null, left.type),
      );
      return truthOf(context.env, one.eval(frame));
    });
    const decisive = !expr.isAll;
    if (results.includes(decisive)) return decisive;
    return results.includes(undefined) ? undefined : !decisive;
  };
  return logical(context, decide, true);
}

function bindLike(context: BindContext, expr: Extract<Expr, { kind: 'like' }>): Bound {
  const { env } = context;
  const { semantics, lexis } = env.dialect;
  const arg = bindExpression(context, expr.arg);
  const pattern = bindExpression(context, expr.pattern);
  const escapeBound = expr.escape && bindExpression(context, expr.escape);
  const isRegular = expr.how === 'regexp' || expr.how === 'iregexp';
  const isExact = [arg, pattern].some(({ type }) => isCaseSensitive(type));
  const ignoresCase =
    expr.how === 'ilike' || expr.how === 'iregexp' || !(lexis.foldsNames || isExact);
  const compiled = new Map<string, RegExp | undefined>();
  const compile = (text: string, sign: string): RegExp | undefined => {
    const known = compiled.get(text);
    if (known !== undefined) return known;
    const fresh = isRegular
      ? regularExpression(text, ignoresCase)
      : expr.how === 'similar'
        ? regularExpression(similarPattern(text), false)
        : likePattern(text, sign, ignoresCase);
    compiled.set(text, fresh);
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

function bindIs(context: BindContext, expr: Extract<Expr, { kind: 'is' }>): Bound {
  const arg = bindExpression(context, expr.arg);
  const decide = (frame: Frame): boolean => {
    const value = arg.eval(frame);
    if (expr.what === 'null') return (value === null) !== expr.isNegated;
    const truth = truthOf(context.env, value);
    const wanted = expr.what === 'unknown' ? undefined : expr.what === 'true';
    return (truth === wanted) !== expr.isNegated;
  };
  return logical(context, decide);
}

function bindCase(context: BindContext, expr: Extract<Expr, { kind: 'case' }>): Bound {
  const { env } = context;
  const operand = expr.operand && bindExpression(context, expr.operand);
  const branches = expr.branches.map(({ when, result }) => {
    const condition = bindExpression(context, when);
    return {
      when: operand === undefined ? condition : comparison(context, '=', operand, condition),
      value: bindExpression(context, result),
    };
  });
  const otherwise = expr.otherwise && bindExpression(context, expr.otherwise);
  const results = [...branches.map(({ value }) => value), ...(otherwise ? [otherwise] : [])];
  const type = commonType(results.map((result) => result.type));
  const typed = branches.map(({ when, value }) => ({ when, value: converted(env, value, type) }));
  const last = otherwise && converted(env, otherwise, type);
  const isNullable = otherwise === undefined || results.some((result) => result.isNullable);
  return bound(type, isNullable, (frame) => {
    for (const { when, value } of typed) {
      if (truthOf(env, when.eval(frame)) === true) return value.eval(frame);
    }
    return last?.eval(frame) ?? null;
  });
}

function bindCall(context: BindContext, expr: Extract<Expr, { kind: 'call' }>): Bound {
  const { env } = context;
  const { dialect } = env;
  if (dialect.aggregates.has(expr.name)) return bindAggregate(context, expr);
  if (expr.name === 'grouping' && context.grouping !== undefined)
    return context.grouping(expr.args);
  const last = expr.args.at(-1);
  if (last?.kind === 'interval' && expr.args.length === 2) {
    const time = bindExpression(context, expr.args[0] as Expr);
    const sign = /sub/.test(expr.name) ? -1 : 1;
    return shifted(env, time, bindExpression(context, last.amount), last.unit, sign);
  }
  const spec = dialect.functions.get(expr.name);
  const args = expr.args.map((arg) => bindExpression(context, arg));
  if (spec === undefined) {
    const types = args.map(({ type }) => type.name);
    const error = dialect.errors.unknownFunction(
      expr.name,
      env.session.schema(),
      expr.start,
      types,
    );
    return fail(error);
  }
  if (args.length < spec.least || args.length > spec.most) {
    return fail(dialect.errors.argumentCount(expr.name));
  }
  return spec.bind(args, env);
}

function bindAggregate(context: BindContext, expr: Extract<Expr, { kind: 'call' }>): Bound {
  const { env, aggregates } = context;
  const { dialect } = env;
  if (aggregates === undefined) return fail(dialect.errors.misplacedAggregate(expr.start));
  const spec = dialect.aggregates.get(expr.name);
  const inner: BindContext = { ...context, aggregates: undefined, windows: undefined };
  const args = expr.args.map((arg) => bindExpression(inner, arg));
  if (
    spec === undefined ||
    (!expr.isStar && (args.length < spec.least || args.length > spec.most))
  ) {
    return fail(dialect.errors.argumentCount(expr.name));
  }
  const orderBy = expr.orderBy.map(({ expr: key, isDescending }) => ({
    key: bindExpression(inner, key),
    isDescending,
  }));
  const call = { types: args.map(({ type }) => type), separator: expr.separator };
  const slot = aggregates.length;
  aggregates.push({
    args: expr.isStar ? [] : args,
    isDistinct: expr.isDistinct,
    orderBy,
    create: () => spec.create(call, env),
  });
  const type = spec.typeOf(call, env);
  return bound(type, spec.isNullable, (frame) => frame.aggregates[slot] ?? null);
}
