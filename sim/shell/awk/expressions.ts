import type { Cursor } from './cursor.ts';
import type { BinaryOperator, Comparison, Expression, Place } from './syntax.ts';

/** Where `>` and `in` mean something else than an operator. */
interface Mode {
  /** `print a > b` writes into a file. */
  readonly isPrint: boolean;
  /** `for (k in a)` is not a test. */
  readonly isFor: boolean;
}

const PLAIN: Mode = { isPrint: false, isFor: false };

const isPlace = (one: Expression): one is Place =>
  one.type === 'variable' || one.type === 'field' || one.type === 'element';

const ASSIGNMENTS: Readonly<Record<string, BinaryOperator | ''>> = {
  '=': '',
  '+=': '+',
  '-=': '-',
  '*=': '*',
  '/=': '/',
  '%=': '%',
  '^=': '^',
};

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '==', '!=', '>', '>=']);

export interface ExpressionParser {
  expression(): Expression;
  /** An expression in the head of a `for`, in which `in` ends it. */
  beforeIn(): Expression;
  /** One of the expressions of `print`. */
  printed(): Expression;
  /** What follows `>` or `|` of a print: no comparison, no pipe. */
  joined(): Expression;
}

/** The parser of expressions, from the loosest operator to the tightest. */
export function createExpressionParser(cursor: Cursor): ExpressionParser {
  const { peek, next, is, take, expect, fail } = cursor;

  const list = (close: string): Expression[] => {
    const items: Expression[] = [];
    cursor.skipNewlines();
    if (take(close)) return items;
    do {
      cursor.skipNewlines();
      items.push(expression(PLAIN));
      cursor.skipNewlines();
    } while (take(','));
    expect(close);
    return items;
  };

  const place = (): Place => {
    if (take('$')) return { type: 'field', index: tight() };
    if (!cursor.isType('name')) return fail();
    const { text: name } = next();
    return take('[')
      ? { type: 'element', array: name, keys: list(']') }
      : { type: 'variable', name };
  };

  const optionalPlace = (): Place | undefined =>
    is('$') || cursor.isType('name') ? place() : undefined;

  const grouping = (): Expression => {
    const items = list(')');
    const [only] = items;
    if (items.length === 1 && only !== undefined) return only;
    if (items.length === 0) fail();
    if (!take('in')) return { type: 'group', items };
    if (!cursor.isType('name')) fail();
    return { type: 'in', keys: items, array: next().text };
  };

  /** A constant, a place, a call, or something in parentheses. */
  const primary = (): Expression => {
    const { type, text } = peek();
    if (type === 'number') return { type: 'number', value: Number(next().text) };
    if (type === 'string') return { type: 'string', value: next().text };
    if (type === 'regex') return { type: 'regex', source: next().text };
    if (type === 'call') {
      next();
      expect('(');
      return { type: 'call', name: text, args: list(')') };
    }
    if (type === 'builtin') {
      next();
      const args = take('(') ? list(')') : [];
      return { type: 'builtin', name: text, args };
    }
    if (take('getline')) {
      const target = optionalPlace();
      if (!take('<')) return { type: 'getline', source: 'main', from: undefined, target };
      return { type: 'getline', source: 'file', from: tight(), target };
    }
    if (take('(')) return grouping();
    return place();
  };

  /** What binds as tight as `$`: steps and a primary. */
  const tight = (): Expression => {
    for (const [operator, by] of [
      ['++', 1],
      ['--', -1],
    ] as const) {
      if (!take(operator)) continue;
      const target = tight();
      return isPlace(target) ? { type: 'step', isPrefix: true, by, target } : fail();
    }
    if (take('-')) return { type: 'unary', operator: '-', operand: tight() };
    if (take('+')) return { type: 'unary', operator: '+', operand: tight() };
    if (take('!')) return { type: 'unary', operator: '!', operand: tight() };
    return primary();
  };

  const stepped = (): Expression => {
    const target = is('++') || is('--') ? tight() : primary();
    if (!isPlace(target)) return target;
    if (take('++')) return { type: 'step', isPrefix: false, by: 1, target };
    if (take('--')) return { type: 'step', isPrefix: false, by: -1, target };
    return target;
  };

  const power = (): Expression => {
    const left = stepped();
    if (!take('^')) return left;
    return { type: 'binary', operator: '^', left, right: unary() };
  };

  const unary = (): Expression => {
    for (const operator of ['!', '-', '+'] as const) {
      if (take(operator)) return { type: 'unary', operator, operand: unary() };
    }
    return power();
  };

  const binary = (operators: readonly BinaryOperator[], below: () => Expression): Expression => {
    let left = below();
    for (;;) {
      const operator = operators.find((one) => is(one));
      if (operator === undefined) return left;
      next();
      left = { type: 'binary', operator, left, right: below() };
    }
  };
  const product = (): Expression => binary(['*', '/', '%'], unary);
  const sum = (): Expression => binary(['+', '-'], product);

  const startsOperand = (): boolean => {
    const { type, text } = peek();
    if (['number', 'string', 'regex', 'name', 'call', 'builtin'].includes(type)) return true;
    return type === 'operator' && ['$', '!', '(', '++', '--'].includes(text);
  };

  const joined = (): Expression => {
    let left = sum();
    while (startsOperand()) left = { type: 'binary', operator: 'join', left, right: sum() };
    return left;
  };

  const piped = (mode: Mode): Expression => {
    let left = joined();
    while (is('|') && peek(1).text === 'getline') {
      next();
      next();
      left = { type: 'getline', source: 'command', from: left, target: optionalPlace() };
    }
    const { text } = peek();
    if (!cursor.isType('operator') || !COMPARISONS.has(text)) return left;
    if (mode.isPrint && text === '>') return left;
    next();
    return { type: 'compare', operator: text as Comparison, left, right: joined() };
  };

  const matched = (mode: Mode): Expression => {
    let left = piped(mode);
    for (;;) {
      const isNegated = is('!~');
      if (!isNegated && !is('~')) return left;
      next();
      left = { type: 'match', isNegated, left, right: piped(mode) };
    }
  };

  const contained = (mode: Mode): Expression => {
    let left = matched(mode);
    while (!mode.isFor && take('in')) {
      if (!cursor.isType('name')) fail();
      left = { type: 'in', keys: [left], array: next().text };
    }
    return left;
  };

  const logic = (operator: '&&' | '||', mode: Mode): Expression => {
    const below = operator === '||' ? () => logic('&&', mode) : () => contained(mode);
    let left = below();
    while (take(operator)) {
      cursor.skipNewlines();
      left = { type: 'logic', operator, left, right: below() };
    }
    return left;
  };

  const expression = (mode: Mode): Expression => {
    const test = logic('||', mode);
    if (take('?')) {
      cursor.skipNewlines();
      const yes = expression(mode);
      cursor.skipNewlines();
      expect(':');
      cursor.skipNewlines();
      return { type: 'choose', test, yes, no: expression(mode) };
    }
    const operator = cursor.isType('operator') ? ASSIGNMENTS[peek().text] : undefined;
    if (operator === undefined) return test;
    if (isPlace(test)) {
      next();
      cursor.skipNewlines();
      const value = expression(mode);
      return { type: 'assign', operator: operator || undefined, target: test, value };
    }
    return assignInside(test, operator, mode);
  };

  /** `1 + x = 2` and `!x = y` assign to the place at their right end. */
  const assignInside = (
    test: Expression,
    operator: BinaryOperator | '',
    mode: Mode,
  ): Expression => {
    const assign = (target: Expression): Expression => {
      if (!isPlace(target)) return fail();
      next();
      const value = expression(mode);
      return { type: 'assign', operator: operator || undefined, target, value };
    };
    if (test.type === 'unary') return { ...test, operand: assign(test.operand) };
    const hasRight = test.type === 'binary' || test.type === 'logic' || test.type === 'compare';
    if (hasRight || test.type === 'match') return { ...test, right: assign(test.right) };
    return fail();
  };

  return {
    expression: () => expression(PLAIN),
    beforeIn: () => expression({ isPrint: false, isFor: true }),
    printed: () => expression({ isPrint: true, isFor: false }),
    joined,
  };
}
