import type { Program } from '../../kernel/index.ts';
import { NUMERIC, testFilesAndTexts, testUnary, UNARY } from '../conditions.ts';
import { complain } from '../exec/report.ts';
import type { Shell } from '../types.ts';
import type { Builtin } from './usage.ts';

const isBinary = (text: string): boolean =>
  Object.hasOwn(NUMERIC, text) || /^(?:=|==|!=|<|>|-nt|-ot|-ef)$/.test(text);

/** A wrong expression: why, or the word that is no number; `test` answers 2. */
class TestError {
  readonly why: string;
  readonly number: string | undefined;
  constructor(why: string, number?: string) {
    this.why = why;
    this.number = number;
  }
}

const wrong = (why: string, number?: string): never => {
  throw new TestError(why, number);
};

function integer(text: string): bigint {
  const trimmed = text.trim();
  const value = /^[+-]?\d+$/.test(trimmed) ? BigInt(trimmed.replace(/^\+/, '')) : undefined;
  const isRight = value !== undefined && value === BigInt.asIntN(64, value);
  return isRight ? value : wrong('', text);
}

function binary(shell: Shell, left: string, operator: string, right: string): boolean {
  const compare = NUMERIC[operator];
  if (compare !== undefined) return compare(integer(left), integer(right));
  return testFilesAndTexts(shell, left, operator, right) ?? false;
}

/** POSIX's rules for up to four arguments. */
function evaluate(shell: Shell, args: readonly string[]): boolean {
  const [a = '', b = '', c = '', d = ''] = args;
  switch (args.length) {
    case 0:
      return false;
    case 1:
      return a !== '';
    case 2:
      if (a === '!') return b === '';
      if (UNARY.has(a)) return testUnary(shell, a, b);
      return wrong(`${a}: unary operator expected`);
    case 3:
      if (isBinary(b)) return binary(shell, a, b, c);
      if (b === '-a') return a !== '' && c !== '';
      if (b === '-o') return a !== '' || c !== '';
      if (a === '!') return !evaluate(shell, args.slice(1));
      if (a === '(' && c === ')') return b !== '';
      return wrong(`${b}: binary operator expected`);
    case 4:
      if (a === '!') return !evaluate(shell, args.slice(1));
      if (a === '(' && d === ')') return evaluate(shell, [b, c]);
      return parse(shell, args);
    default:
      return parse(shell, args);
  }
}

/** The grammar of longer expressions: `-o` binds looser than `-a`. */
function parse(shell: Shell, args: readonly string[]): boolean {
  let at = 0;
  const peek = (): string | undefined => args[at];
  const primary = (): boolean => {
    const token = args[at];
    if (token === undefined) return wrong('argument expected');
    if (token === '!') {
      at++;
      return !primary();
    }
    if (token === '(') {
      at++;
      const value = or();
      if (peek() !== ')') wrong(`\`)' expected${peek() === undefined ? '' : `, found ${peek()}`}`);
      at++;
      return value;
    }
    const operator = args[at + 1];
    if (operator !== undefined && isBinary(operator) && at + 2 < args.length) {
      const value = binary(shell, token, operator, args[at + 2] ?? '');
      at += 3;
      return value;
    }
    if (UNARY.has(token) && at + 1 < args.length) {
      const value = testUnary(shell, token, args[at + 1] ?? '');
      at += 2;
      return value;
    }
    at++;
    return token !== '';
  };
  const and = (): boolean => {
    let value = primary();
    while (peek() === '-a') {
      at++;
      const right = primary();
      value = value && right;
    }
    return value;
  };
  const or = (): boolean => {
    let value = and();
    while (peek() === '-o') {
      at++;
      const right = and();
      value = value || right;
    }
    return value;
  };
  const value = or();
  const extra = peek();
  if (extra?.startsWith('-')) wrong(`syntax error: \`${extra}' unexpected`);
  if (extra !== undefined) wrong('too many arguments');
  return value;
}

function* run(shell: Shell, args: readonly string[]): Program<number> {
  try {
    if (shell.dialect.grammar.lacksTests.has(args[1] ?? '')) wrong('');
    return evaluate(shell, args) ? 0 : 1;
  } catch (failure) {
    if (!(failure instanceof TestError)) throw failure;
    const { why, number } = failure;
    yield* complain(
      shell,
      number === undefined ? ['badCondition', why, args] : ['notInteger', number],
    );
    return 2;
  }
}

const bracket: Builtin = function* (shell, args) {
  if (args.at(-1) !== ']') {
    yield* complain(shell, ['openBracket']);
    return 2;
  }
  return yield* run(shell, args.slice(0, -1));
};

const test: Builtin = run;

export const TEST: Readonly<Record<string, Builtin>> = { test, '[': bracket };
