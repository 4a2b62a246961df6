import type { BinaryOperator, Expr } from '../ast.ts';
import { type Bound, bound, constant } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { arithmetic, bits, negated, shifted } from '../operate/arithmetic.ts';
import { commonType, converted } from '../operate/convert.ts';
import { INTEGER, textType } from '../values.ts';
import { bindCall } from './calls.ts';
import { comparison } from './comparison.ts';
import type { BindContext } from './context.ts';
import { connective, logical, negation, truthOf } from './logic.ts';
import { bindBetween, bindIn, bindIs, bindLike } from './predicates.ts';
import { findColumn, fullName } from './scope.ts';
import { bindQuantified, bindSubquery } from './subqueries.ts';
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
      return bindBetween(bindExpression, context, expr);
    case 'in':
      return bindIn(bindExpression, context, expr);
    case 'like':
      return bindLike(bindExpression, context, expr);
    case 'is':
      return bindIs(bindExpression, context, expr);
    case 'case':
      return bindCase(context, expr);
    case 'call':
      return bindCall(bindExpression, context, expr);
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
      return bindQuantified(bindExpression, context, expr);
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

function bindUnary(context: BindContext, operator: '-' | '+' | '!' | '~', arg: Bound): Bound {
  const { env } = context;
  if (operator === '+') return arg;
  if (operator === '-') return negated(env, arg);
  if (operator === '!') return negation(context, arg);
  return bits(env, '^', arg, constant(2n ** 64n - 1n, INTEGER));
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
  return operator === '<>' ? negation(context, all) : all;
}

function concatenated(env: Env, a: Bound, b: Bound): Bound {
  const { display } = env.dialect.semantics;
  const type = textType(a.type.length + b.type.length);
  return bound(type, a.isNullable || b.isNullable, (frame) => {
    const [left, right] = [a.eval(frame), b.eval(frame)];
    return left === null || right === null ? null : display(left) + display(right);
  });
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
