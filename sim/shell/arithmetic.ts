import type { Shell } from './types.ts';
import { ExpansionFailure } from './types.ts';
import { getText, getValue, setItem, setText } from './variables.ts';

/**
 * Nested evaluations of variables that hold expressions. bash stops at 1,024, which would be more
 * than a page's stack holds.
 */
const MAX_RECURSION = 200;

/** Where the characters of hidden keys start, in Unicode's private use area. */
const HIDDEN = 0xe000;

/** A key of an associative array within an expression, where nothing in it is special. */
export const hiddenKey = (key: string): string =>
  key.replace(/[^\w.-]/g, (c) => (c < '\x80' ? String.fromCharCode(HIDDEN + c.charCodeAt(0)) : c));

/** What a hidden key stands for. */
const shownKey = (text: string): string =>
  text.replace(/[\ue000-\ue07f]/g, (c) => String.fromCharCode(c.charCodeAt(0) - HIDDEN));

const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);
const truth = (value: boolean): bigint => (value ? 1n : 0n);

const OPERATORS = [
  '<<=',
  '>>=',
  '**',
  '++',
  '--',
  '<<',
  '>>',
  '<=',
  '>=',
  '==',
  '!=',
  '&&',
  '||',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '^=',
  '|=',
  '+',
  '-',
  '*',
  '/',
  '%',
  '<',
  '>',
  '=',
  '!',
  '~',
  '&',
  '^',
  '|',
  '?',
  ':',
  ',',
  '(',
  ')',
];

const ASSIGNMENTS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '<<=', '>>=', '&=', '^=', '|=']);

/** Binary operators by how tightly they bind, loosest first; `&&`, `||`, `?:` and `,` are apart. */
const LEVELS: readonly (readonly string[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

type Token =
  | { readonly type: 'end' }
  | { readonly type: 'operator'; readonly text: string }
  | { readonly type: 'number'; readonly value: bigint }
  | { readonly type: 'name'; readonly name: string; readonly subscript: string | undefined };

const binary: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '&': (a, b) => a & b,
  '==': (a, b) => truth(a === b),
  '!=': (a, b) => truth(a !== b),
  '<=': (a, b) => truth(a <= b),
  '>=': (a, b) => truth(a >= b),
  '<': (a, b) => truth(a < b),
  '>': (a, b) => truth(a > b),
  '<<': (a, b) => wrap(a << (b & 63n)),
  '>>': (a, b) => a >> (b & 63n),
  '+': (a, b) => wrap(a + b),
  '-': (a, b) => wrap(a - b),
  '*': (a, b) => wrap(a * b),
  '/': (a, b) => wrap(a / b),
  '%': (a, b) => a % b,
};

function digitValue(character: string, base: number): number {
  if (/[0-9]/.test(character)) return Number(character);
  if (/[a-z]/.test(character)) return character.charCodeAt(0) - 87;
  if (/[A-Z]/.test(character)) return character.charCodeAt(0) - (base <= 36 ? 55 : 29);
  if (character === '@') return 62;
  return character === '_' ? 63 : 99;
}

/** The value of a number token, or the words that bash refuses it with. */
function numberOf(text: string): bigint | string {
  let base = 10;
  let digits = text;
  const hash = text.indexOf('#');
  if (hash > 0) {
    base = Number(text.slice(0, hash));
    digits = text.slice(hash + 1);
    if (base < 2 || base > 64) return 'invalid arithmetic base';
    if (digits === '') return 'invalid integer constant';
  } else if (/^0[xX]/.test(text)) {
    base = 16;
    digits = text.slice(2);
  } else if (text.startsWith('0') && text.length > 1) {
    base = 8;
    digits = text.slice(1);
  }
  let value = 0n;
  for (const character of digits) {
    const digit = digitValue(character, base);
    if (digit >= base) return 'value too great for base';
    value = wrap(value * BigInt(base) + BigInt(digit));
  }
  return value;
}

interface Lexer {
  token: Token;
  /** Where the current token starts; at the end, where the last one did. */
  at: number;
  /** Where the next token is looked for. */
  next: number;
  advance(): void;
  /**
   * Throws an error about what starts at `at`: bash's words or a code; the text is shown up to
   * `end`.
   */
  fail(why: string, end?: number): never;
}

function createLexer(expression: string, label: string): Lexer {
  const lexer: Lexer = {
    token: { type: 'end' },
    at: 0,
    next: 0,
    fail(why, end = expression.length) {
      const shown = shownKey(expression.slice(0, end).replace(/^\s+/, ''));
      const rest = shownKey(expression.slice(lexer.at, end));
      throw new ExpansionFailure(
        why === 'division' || why === 'noOperand'
          ? [why, label, shown, rest]
          : ['wrongArithmetic', why, label, shown, rest],
        'discard',
      );
    },
    advance() {
      const before = lexer.token;
      let at = lexer.next;
      while (/\s/.test(expression.charAt(at))) at++;
      if (at >= expression.length) {
        lexer.token = { type: 'end' };
        lexer.next = at;
        return;
      }
      lexer.at = at;
      const rest = expression.slice(at);
      const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest)?.[0];
      if (name !== undefined) {
        let end = at + name.length;
        let subscript: string | undefined;
        if (expression.charAt(end) === '[') {
          const close = closingBracket(expression, end);
          if (close < 0) lexer.fail('bad array subscript');
          subscript = expression.slice(end + 1, close);
          end = close + 1;
        }
        lexer.token = { type: 'name', name, subscript };
        lexer.next = end;
        return;
      }
      const digits = /^[0-9][0-9A-Za-z_@#]*/.exec(rest)?.[0];
      if (digits !== undefined) {
        const value = numberOf(digits);
        if (typeof value === 'string') lexer.fail(value, at + digits.length);
        lexer.token = { type: 'number', value };
        lexer.next = at + digits.length;
        return;
      }
      const operator = OPERATORS.find((one) => rest.startsWith(one));
      if (operator === undefined) {
        const isOperand = before.type === 'number' || before.type === 'name';
        lexer.fail(
          isOperand || (before.type === 'operator' && before.text === ')')
            ? 'syntax error: invalid arithmetic operator'
            : 'noOperand',
        );
      }
      const isPair = operator === '++' || operator === '--';
      const isSplit = isPair && !isStep(before, expression.slice(at + 2));
      const text = isSplit ? operator.slice(0, 1) : operator;
      lexer.token = { type: 'operator', text };
      lexer.next = at + text.length;
    },
  };
  return lexer;
}

/** Whether `++` or `--` steps a variable; between other operands it is two signs. */
function isStep(before: Token, rest: string): boolean {
  return before.type === 'name' || /^\s*[A-Za-z_]/.test(rest);
}

function closingBracket(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '[') depth++;
    if (text[i] === ']' && --depth === 0) return i;
  }
  return -1;
}

/**
 * Evaluates an arithmetic expression whose `$` expansions are done. `label` stands in front of
 * errors
 * (`let: `, `((: `). Throws an ExpansionFailure with bash's words.
 */
export function evaluate(shell: Shell, expression: string, label = '', depth = 0): bigint {
  if (depth > MAX_RECURSION) {
    const why = 'expression recursion level exceeded';
    throw new ExpansionFailure(['wrongArithmetic', why, label, expression, expression], 'discard');
  }
  if (shell.dialect.grammar.lacksArithmetic?.test(expression) === true) {
    throw new ExpansionFailure(['noOperand', label, expression, expression], 'discard');
  }
  const lexer = createLexer(expression, label);
  let skipped = 0;
  const isOperator = (...texts: string[]): boolean =>
    lexer.token.type === 'operator' && texts.includes(lexer.token.text);
  const operator = (): string => (lexer.token.type === 'operator' ? lexer.token.text : '');

  const load = (name: string, subscript: string | undefined): bigint => {
    if (skipped > 0) return 0n;
    const text =
      subscript === undefined ? getText(shell, name) : readItem(shell, name, subscript, depth);
    if (text === undefined && shell.options.has('nounset')) {
      throw new ExpansionFailure(['unset', name], 'exit');
    }
    if (text === undefined || text.trim() === '') return 0n;
    if (/^[1-9][0-9]{0,17}$/.test(text)) return BigInt(text);
    return evaluate(shell, text, label, depth + 1);
  };
  const store = (name: string, subscript: string | undefined, value: bigint): bigint => {
    if (skipped > 0) return value;
    if (subscript === undefined) setText(shell, name, String(value));
    else setItem(shell, name, keyFor(shell, name, subscript, depth), String(value));
    return value;
  };
  const skipping = <T>(skip: boolean, run: () => T): T => {
    if (skip) skipped++;
    try {
      return run();
    } finally {
      if (skip) skipped--;
    }
  };

  const primary = (): bigint => {
    const { token } = lexer;
    if (token.type === 'number') {
      lexer.advance();
      return token.value;
    }
    if (token.type === 'name') {
      lexer.advance();
      if (isOperator('++', '--')) {
        const step = operator() === '++' ? 1n : -1n;
        lexer.advance();
        const old = load(token.name, token.subscript);
        store(token.name, token.subscript, wrap(old + step));
        return old;
      }
      return load(token.name, token.subscript);
    }
    if (isOperator('(')) {
      lexer.advance();
      const value = comma();
      if (!isOperator(')')) lexer.fail("missing `)'");
      lexer.advance();
      return value;
    }
    return lexer.fail('noOperand');
  };
  const unary = (): bigint => {
    if (isOperator('++', '--')) {
      const step = operator() === '++' ? 1n : -1n;
      lexer.advance();
      const { token } = lexer;
      if (token.type !== 'name') return step === 1n ? unary() : unary();
      lexer.advance();
      if (isOperator('++', '--')) {
        lexer.fail(`${operator()}: assignment requires lvalue`);
      }
      const value = wrap(load(token.name, token.subscript) + step);
      return store(token.name, token.subscript, value);
    }
    if (isOperator('!', '~', '-', '+')) {
      const text = operator();
      lexer.advance();
      const value = unary();
      if (text === '!') return truth(value === 0n);
      if (text === '~') return ~value;
      return text === '-' ? wrap(-value) : value;
    }
    return primary();
  };
  const power = (): bigint => {
    const base = unary();
    if (!isOperator('**')) return base;
    lexer.advance();
    const exponent = power();
    if (exponent < 0n) return lexer.fail('exponent less than 0');
    let value = 1n;
    let square = base;
    for (let rest = exponent; rest > 0n; rest >>= 1n) {
      if (rest & 1n) value = wrap(value * square);
      square = wrap(square * square);
    }
    return value;
  };
  const level = (at: number): bigint => {
    const wanted = LEVELS[at];
    if (wanted === undefined) return power();
    let left = level(at + 1);
    while (isOperator(...wanted)) {
      const text = operator();
      const operandAt = lexer.next;
      lexer.advance();
      const right = level(at + 1);
      if ((text === '/' || text === '%') && right === 0n) {
        if (skipped > 0) continue;
        lexer.at = operandAt;
        while (/\s/.test(expression.charAt(lexer.at))) lexer.at++;
        lexer.fail('division');
      }
      left = (binary[text] as (a: bigint, b: bigint) => bigint)(left, right);
    }
    return left;
  };
  const and = (): bigint => {
    let left = level(0);
    while (isOperator('&&')) {
      lexer.advance();
      const right = skipping(left === 0n, () => level(0));
      left = truth(left !== 0n && right !== 0n);
    }
    return left;
  };
  const or = (): bigint => {
    let left = and();
    while (isOperator('||')) {
      lexer.advance();
      const right = skipping(left !== 0n, and);
      left = truth(left !== 0n || right !== 0n);
    }
    return left;
  };
  const conditional = (): bigint => {
    const test = or();
    if (!isOperator('?')) return test;
    lexer.advance();
    if (lexer.token.type === 'end' || isOperator(':')) lexer.fail('expression expected');
    const yes = skipping(test === 0n, comma);
    if (!isOperator(':')) lexer.fail("`:' expected for conditional expression");
    lexer.advance();
    if (lexer.token.type === 'end') lexer.fail('expression expected');
    const no = skipping(test !== 0n, conditional);
    return test !== 0n ? yes : no;
  };
  const assignment = (): bigint => {
    const { token, at, next } = lexer;
    if (token.type === 'name') {
      lexer.advance();
      if (ASSIGNMENTS.has(operator())) {
        const text = operator();
        lexer.advance();
        // What it was is taken before the right side, which may change it.
        const left = text === '=' ? 0n : load(token.name, token.subscript);
        const right = assignment();
        if (text === '=') return store(token.name, token.subscript, right);
        if ((text === '/=' || text === '%=') && right === 0n && skipped === 0) {
          lexer.fail('division');
        }
        const apply = binary[text.slice(0, -1)] as (a: bigint, b: bigint) => bigint;
        return store(token.name, token.subscript, skipped > 0 ? 0n : apply(left, right));
      }
      lexer.token = token;
      lexer.at = at;
      lexer.next = next;
    }
    const value = conditional();
    if (ASSIGNMENTS.has(operator())) lexer.fail('attempted assignment to non-variable');
    return value;
  };
  const comma = (): bigint => {
    let value = assignment();
    while (isOperator(',')) {
      lexer.advance();
      value = assignment();
    }
    return value;
  };

  lexer.advance();
  if (lexer.token.type === 'end') return 0n;
  const value = comma();
  if ((lexer.token as Token).type !== 'end') lexer.fail('syntax error in expression');
  return value;
}

function readItem(
  shell: Shell,
  name: string,
  subscript: string,
  depth: number,
): string | undefined {
  const value = getValue(shell, name);
  const key = keyFor(shell, name, subscript, depth);
  if (value?.kind === 'associative') return value.items.get(String(key));
  if (value?.kind === 'indexed') return value.items.get(Number(key));
  return Number(key) === 0 ? value?.text : undefined;
}

/** A subscript that cannot be evaluated ends the shell, unlike other arithmetic. */
function evaluateSubscript(shell: Shell, subscript: string, depth: number): bigint {
  try {
    return evaluate(shell, subscript, '', depth);
  } catch (failure) {
    if (!(failure instanceof ExpansionFailure) || failure.effect !== 'discard') throw failure;
    throw new ExpansionFailure(failure.message, 'fatal');
  }
}

/** The key that `name[subscript]` means: text for an associative array, else a number. */
export function keyFor(shell: Shell, name: string, subscript: string, depth = 0): number | string {
  const value = getValue(shell, name);
  if (value?.kind === 'associative') return shownKey(subscript);
  const index = Number(evaluateSubscript(shell, subscript, depth + 1));
  if (index >= 0 || value === undefined) return index;
  const size = value.kind === 'indexed' ? Math.max(-1, ...value.items.keys()) + 1 : 1;
  return size + index;
}
