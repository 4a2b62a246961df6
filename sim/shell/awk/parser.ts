import { type Cursor, createCursor } from './cursor.ts';
import { type Called, createExpressionParser } from './expressions.ts';
import { tokenize } from './lexer.ts';
import { createNames } from './names.ts';
import type { Action, AwkFunction, AwkProgram, Expression, Redirect, Rule } from './syntax.ts';
import { AwkError } from './syntax.ts';

/** mawk reads no further behind that many mistakes. */
const MAX_PROBLEMS = 5;

/** Behind a brace that closes nothing the program is read on, and ends where nothing may end. */
const extraBrace = (line: number): string =>
  `extra '}'\nawk: line ${line}: syntax error at or near end of line`;

/** Takes what may stand behind a rule: a semicolon, and ends of lines. */
function endItem({ skipNewlines, take }: Cursor): void {
  skipNewlines();
  take(';');
  skipNewlines();
}

/** A pattern on its own ends with its line. */
function endOfPattern({ is, isType, fail }: Cursor): undefined {
  if (!is(';') && !isType('newline') && !isType('end')) fail();
}

/** Refuses a program whose names are used as what they are not. */
function checkUses(problems: readonly string[]): void {
  if (problems.length > 0) throw new AwkError(problems.slice(0, MAX_PROBLEMS).join('\nawk: '));
}

/** Reads an awk program; a mistake in it is thrown as an `AwkError`. */
export function parseAwk(source: string): AwkProgram {
  const cursor = createCursor(tokenize(source));
  const names = createNames();
  const { peek, next, is, take, expect, fail, skipNewlines } = cursor;
  const { expression, beforeIn, printed, joined, called } = createExpressionParser(cursor, names);

  // A program is read with a line end behind it.
  const lastLine = source.split('\n').length + 1;
  let loops = 0;
  let isInPattern = true;
  const refuse = (text: string): never => {
    throw new AwkError(['badToken', peek().line, text]);
  };
  const loopBody = (): Action => {
    loops++;
    const inner = body();
    loops--;
    return inner;
  };
  const skipEnds = (): void => {
    while (cursor.isType('newline') || is(';')) next();
  };
  const endAction = (): void => {
    if (take(';') || cursor.isType('newline')) skipEnds();
    else if (is(')')) refuse("extra ')'");
    else if (!is('}') && !cursor.isType('end')) fail();
  };
  const isAtEnd = (): boolean =>
    is(';') || is('}') || cursor.isType('newline') || cursor.isType('end');

  const redirect = (): Redirect | undefined => {
    const mode = (['>', '>>', '|'] as const).find((one) => is(one));
    if (mode === undefined) return undefined;
    next();
    return { mode, target: is('(') ? joined() : expression() };
  };

  const print = (isFormatted: boolean): Action => {
    const items: Expression[] = [];
    if (is('(') && peek(1).text === ')') {
      next();
      next();
    }
    if (!isAtEnd() && !is('>') && !is('>>') && !is('|')) {
      do {
        skipNewlines();
        const item = printed();
        if (item.type === 'variable' && (is(',') || is(')')))
          names.use(item.name, 'variable', peek().line);
        items.push(item);
      } while (take(','));
    }
    if (isFormatted && items.length === 0) refuse('no arguments in call to printf');
    const [first] = items;
    const args = items.length === 1 && first?.type === 'group' ? first.items : items;
    return { type: 'print', isFormatted, args, redirect: redirect() };
  };

  const deletion = (): Action => {
    if (!cursor.isType('name')) fail();
    const { text: array, line } = next();
    names.use(array, 'array', line);
    if (!take('[')) return { type: 'delete', array, keys: undefined };
    const keys: Expression[] = [];
    do keys.push(expression());
    while (take(','));
    expect(']');
    return { type: 'delete', array, keys };
  };

  /** An action that ends at a semicolon or a line's end, which is not taken. */
  const simple = (): Action => {
    if (take('print')) return print(false);
    if (take('printf')) return print(true);
    if (take('delete')) return deletion();
    for (const type of ['next', 'nextfile', 'break', 'continue'] as const) {
      if (!take(type)) continue;
      if (type === 'next' || type === 'nextfile') {
        if (!isInPattern) refuse(`improper use of ${type}`);
      } else if (loops === 0) refuse(`${type} statement outside of loop`);
      return { type };
    }
    if (is('return') && !names.isInFunction()) refuse('return outside function body');
    for (const type of ['exit', 'return'] as const) {
      if (take(type)) return { type, value: isAtEnd() ? undefined : expression() };
    }
    return { type: 'expression', value: expression() };
  };

  const body = (): Action => {
    skipNewlines();
    if (take(';')) return { type: 'block', actions: [] };
    return action();
  };

  const test = (): Expression => {
    expect('(');
    const value = expression();
    expect(')');
    return value;
  };

  const ifAction = (): Action => {
    const condition = test();
    const yes = body();
    // An else may follow after ends of lines and semicolons.
    let ahead = 0;
    while (peek(ahead).type === 'newline' || peek(ahead).text === ';') ahead++;
    const { type, text } = peek(ahead);
    if (type !== 'keyword' || text !== 'else') {
      return { type: 'if', test: condition, yes, no: undefined };
    }
    skipEnds();
    next();
    return {
      type: 'if',
      test: condition,
      yes,
      no: is('}') ? { type: 'block', actions: [] } : body(),
    };
  };

  const forAction = (): Action => {
    expect('(');
    if (cursor.isType('name') && peek(1).text === 'in' && peek(2).type === 'name') {
      if (peek(3).text === ')') {
        const { text: name, line } = next();
        next();
        const { text: array } = next();
        names.use(name, 'variable', line);
        names.use(array, 'array', line);
        expect(')');
        return { type: 'each', name, array, body: loopBody() };
      }
    }
    const part = (): Action | undefined =>
      is(';') || is(')')
        ? undefined
        : is('delete')
          ? simple()
          : { type: 'expression', value: beforeIn() };
    const start = part();
    expect(';');
    skipNewlines();
    const condition = is(';') ? undefined : expression();
    expect(';');
    skipNewlines();
    const step = part();
    expect(')');
    return { type: 'for', start, test: condition, step, body: loopBody() };
  };

  const doAction = (): Action => {
    const inner = loopBody();
    skipEnds();
    expect('while');
    const condition = test();
    endAction();
    return { type: 'do', body: inner, test: condition };
  };

  const action = (): Action => {
    if (is('{')) return block();
    if (take('if')) return ifAction();
    if (take('while')) return { type: 'while', test: test(), body: loopBody() };
    if (take('for')) return forAction();
    if (take('do')) return doAction();
    const one = simple();
    endAction();
    return one;
  };

  const block = (): Action => {
    expect('{');
    const actions: Action[] = [];
    for (skipEnds(); !take('}'); skipEnds()) {
      if (cursor.isType('end')) {
        throw new AwkError(['badToken', lastLine, 'missing } near end of file']);
      }
      actions.push(action());
    }
    return { type: 'block', actions };
  };

  const definition = (): AwkFunction => {
    if (!cursor.isType('name') && !cursor.isType('call')) fail();
    const { text: name } = next();
    expect('(');
    const parameters: string[] = [];
    while (!take(')')) {
      if (!cursor.isType('name')) fail();
      const parameter = next().text;
      if (parameters.includes(parameter)) refuse(`${parameter} is duplicated in argument list`);
      parameters.push(parameter);
      if (!is(')')) expect(',');
      skipNewlines();
    }
    skipNewlines();
    names.enter(parameters);
    isInPattern = false;
    const made = { name, parameters, body: block() };
    names.leave();
    return made;
  };

  const begin: Action[] = [];
  const end: Action[] = [];
  const rules: Rule[] = [];
  const functions = new Map<string, AwkFunction>();
  for (skipNewlines(); !cursor.isType('end'); endItem(cursor)) {
    if (is(';')) fail();
    if (is('}')) refuse(extraBrace(peek().line));
    if (take('function') || take('func')) {
      const made = definition();
      if (functions.has(made.name)) refuse(`redefinition of ${made.name}`);
      functions.set(made.name, made);
    } else if (is('BEGIN') || is('END')) {
      isInPattern = false;
      (next().text === 'BEGIN' ? begin : end).push(block());
    } else {
      isInPattern = true;
      const pattern = is('{') ? undefined : expression();
      let last: Expression | undefined;
      if (pattern !== undefined && take(',')) {
        skipNewlines();
        last = expression();
      }
      rules.push({ pattern, last, body: is('{') ? block() : endOfPattern(cursor) });
    }
  }
  checkUses(names.problems);
  checkCalls(called, functions, lastLine);
  return { begin, end, rules, functions };
}

/** Refuses calls of functions that are not there, or that take fewer values. */
function checkCalls(
  called: readonly Called[],
  functions: ReadonlyMap<string, AwkFunction>,
  lastLine: number,
): void {
  const missing = called.find(({ name }) => !functions.has(name));
  if (missing !== undefined) {
    throw new AwkError(['noFunction', lastLine, missing.name]);
  }
  const full = called.find(
    ({ name, count }) => count > (functions.get(name)?.parameters.length ?? count),
  );
  if (full !== undefined) {
    throw new AwkError(`line ${full.line}: too many arguments in call to ${full.name}`);
  }
}
