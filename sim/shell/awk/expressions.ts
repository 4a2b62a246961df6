import type { Cursor } from './cursor.ts';
import type { Names } from './names.ts';
import { patternProblem } from './pattern-problem.ts';
import {
  AwkError,
  type BinaryOperator,
  type Comparison,
  type Expression,
  type Place,
} from './syntax.ts';

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

/** The least and the greatest number of arguments; one number is both. */
const ARGUMENTS: Readonly<Record<string, readonly [number, number?]>> = {
  length: [0, 1],
  substr: [2, 3],
  index: [2],
  split: [2, 3],
  sub: [2, 3],
  gsub: [2, 3],
  match: [2],
  sprintf: [1, 255],
  sin: [1],
  cos: [1],
  atan2: [2],
  exp: [1],
  log: [1],
  sqrt: [1],
  int: [1],
  rand: [0],
  srand: [0, 1],
  tolower: [1],
  toupper: [1],
  system: [1],
  close: [1],
  fflush: [0, 1],
  systime: [0],
  strftime: [0, 3],
  mktime: [1],
};

/** Builtins with a regular expression that may be a text. */
const MATCHING: ReadonlySet<string> = new Set(['sub', 'gsub', 'match']);

export interface ExpressionParser {
  expression(): Expression;
  /** An expression in the head of a `for`, in which `in` ends it. */
  beforeIn(): Expression;
  /** One of the expressions of `print`. */
  printed(): Expression;
  /** What follows `>` or `|` of a print: no comparison, no pipe. */
  joined(): Expression;
  /** The functions that were called so far. */
  readonly called: readonly Called[];
}

/** A call of a function of the program: its line, and how many values it hands over. */
export interface Called {
  readonly name: string;
  readonly line: number;
  readonly count: number;
}

/** The parser of expressions, from the loosest operator to the tightest. */
export function createExpressionParser(cursor: Cursor, names: Names): ExpressionParser {
  const { peek, next, is, take, expect, fail } = cursor;

  const called: Called[] = [];
  const refuse = (text: string): never => {
    throw new AwkError(`line ${peek().line}: ${text}`);
  };
  const pattern = (source: string): string => {
    const problem = patternProblem(source);
    if (problem === undefined) return source;
    return refuse(`regular expression compile failed (${problem})\n${source}`);
  };
  /** An array that is tested with `in`. */
  const container = (): string => {
    if (!cursor.isType('name')) fail();
    const { text, line } = next();
    names.use(text, 'array', line);
    return text;
  };

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
    const { text: name, line } = next();
    if (take('[')) {
      names.use(name, 'array', line);
      if (is(']')) fail();
      return { type: 'element', array: name, keys: list(']') };
    }
    // It may be an array that is passed on.
    if (!is(',') && !is(')') && !is('in')) names.use(name, 'variable', line);
    return { type: 'variable', name };
  };

  const optionalPlace = (): Place | undefined =>
    is('$') || cursor.isType('name') ? place() : undefined;

  const grouping = (): Expression => {
    const items = list(')');
    const [only] = items;
    if (items.length === 1 && only !== undefined) return only;
    if (items.length === 0) fail();
    if (!take('in')) return { type: 'group', items };
    return { type: 'in', keys: items, array: container() };
  };

  /** Bare names among the arguments of a builtin are variables, but `split` fills an array. */
  const useArguments = (builtin: string, args: readonly Expression[]): void => {
    if (builtin === 'length') return;
    for (const [i, arg] of args.entries()) {
      if (arg.type !== 'variable') continue;
      names.use(arg.name, builtin === 'split' && i === 1 ? 'array' : 'variable', peek().line);
    }
  };

  /** A constant, a place, a call, or something in parentheses. */
  const primary = (): Expression => {
    const { type, text } = peek();
    if (type === 'number') return { type: 'number', value: Number(next().text) };
    if (type === 'string') return { type: 'string', value: next().text };
    if (type === 'regex') return { type: 'regex', source: pattern(next().text) };
    if (type === 'call') {
      next();
      const { line } = peek();
      expect('(');
      const args = list(')');
      called.push({ name: text, line, count: args.length });
      return { type: 'call', name: text, args };
    }
    if (type === 'builtin') {
      next();
      if (text !== 'length' && !is('(')) fail();
      const args = take('(') ? list(')') : [];
      useArguments(text, args);
      const matched = args[text === 'match' ? 1 : 0];
      if (MATCHING.has(text) && matched?.type === 'string') pattern(matched.value);
      const [least = 0, most = least] = ARGUMENTS[text] ?? [];
      if (args.length < least || args.length > most) {
        if (args.length === 1 && most === 3 && text !== 'substr') fail(')');
        refuse(`wrong number of arguments in call to ${text}`);
      }
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
      const right = piped(mode);
      if (right.type === 'string') pattern(right.value);
      left = { type: 'match', isNegated, left, right };
    }
  };

  const contained = (mode: Mode): Expression => {
    let left = matched(mode);
    while (!mode.isFor && take('in')) {
      left = { type: 'in', keys: [left], array: container() };
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
    called,
  };
}
