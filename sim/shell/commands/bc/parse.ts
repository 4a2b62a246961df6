/** A program that bc does not understand, in its words. */
export class BcSyntaxError {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Node =
  | { readonly type: 'number'; readonly text: string }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'element'; readonly name: string; readonly index: Node }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Node[] }
  | { readonly type: 'unary'; readonly operator: '-' | '!'; readonly operand: Node }
  | {
      readonly type: 'binary';
      readonly operator: string;
      readonly left: Node;
      readonly right: Node;
    }
  | {
      readonly type: 'assign';
      readonly operator: string;
      readonly target: Place;
      readonly value: Node;
    }
  | {
      readonly type: 'step';
      readonly by: 1 | -1;
      readonly isPrefix: boolean;
      readonly target: Place;
    };
export type Place = Extract<Node, { type: 'name' | 'element' }>;

export type Statement =
  | { readonly type: 'value'; readonly value: Node; readonly isShown: boolean }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'print'; readonly parts: readonly (Node | string)[] }
  | { readonly type: 'block'; readonly body: readonly Statement[] }
  | {
      readonly type: 'if';
      readonly test: Node;
      readonly yes: Statement;
      readonly no: Statement | undefined;
    }
  | {
      readonly type: 'loop';
      readonly start: Node | undefined;
      readonly test: Node | undefined;
      readonly step: Node | undefined;
      readonly body: Statement;
    }
  | { readonly type: 'break' | 'continue' | 'quit' }
  | { readonly type: 'return'; readonly value: Node | undefined }
  | {
      readonly type: 'define';
      readonly name: string;
      readonly parameters: readonly string[];
      readonly locals: readonly string[];
      readonly body: Statement;
    };

interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'operator' | 'line' | 'end';
  readonly text: string;
  readonly line: number;
}

const TOKEN =
  /[ \t]+|\\\n|#[^\n]*|\/\*[\s\S]*?\*\/|(\d[\dA-F]*(?:\.[\dA-F]*)?|\.[\dA-F]+|[A-F][\dA-F]*(?:\.[\dA-F]*)?|\.(?![\dA-F]))|([a-z]\w*)|"([^"]*)"|(\n)|(\+\+|--|[-+*/%^<>=!]=|&&|\|\||[-+*/%^()[\]{},;<>=!])|([\s\S])/gy;

function tokenize(source: string, firstLine: number): Token[] {
  const tokens: Token[] = [];
  let line = firstLine;
  for (const [whole, number, name, text, end, operator, other] of source.matchAll(TOKEN)) {
    if (number !== undefined) tokens.push({ kind: 'number', text: number, line });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, line });
    else if (text !== undefined) tokens.push({ kind: 'text', text, line });
    else if (end !== undefined) tokens.push({ kind: 'line', text: end, line });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator, line });
    else if (other !== undefined) {
      throw new BcSyntaxError(`(standard_in) ${line}: illegal character: ${other}`);
    }
    line += whole.split('\n').length - 1;
  }
  tokens.push({ kind: 'end', text: '', line });
  return tokens;
}

/** Operators that bind from the left, from the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['<', '<=', '>', '>=', '==', '!='],
  ['+', '-'],
  ['*', '/', '%'],
];

/** Reads the statements of one text, which begins at `firstLine`. Throws a `BcSyntaxError`. */
export function parseBc(source: string, firstLine: number): readonly Statement[] {
  const tokens = tokenize(source, firstLine);
  let at = 0;
  const peek = (): Token => tokens[at] as Token;
  const is = (text: string): boolean => {
    const token = peek();
    return token.text === text && token.kind !== 'text' && token.kind !== 'number';
  };
  const take = (text: string): boolean => {
    if (!is(text)) return false;
    at++;
    return true;
  };
  const fail = (): never => {
    const { kind, line } = peek();
    const shown = kind === 'line' || kind === 'end' ? line + 1 : line;
    throw new BcSyntaxError(`(standard_in) ${shown}: syntax error`);
  };
  const expect = (text: string): void => {
    if (!take(text)) fail();
  };
  const skipLines = (): void => {
    while (peek().kind === 'line') at++;
  };
  const placeOf = (node: Node): Place =>
    node.type === 'name' || node.type === 'element' ? node : fail();

  const list = (close: string): Node[] => {
    const items: Node[] = [];
    if (take(close)) return items;
    do items.push(expression());
    while (take(','));
    expect(close);
    return items;
  };
  const primary = (): Node => {
    const { kind, text } = peek();
    if (kind === 'number') {
      at++;
      return text === '.' ? { type: 'name', name: 'last' } : { type: 'number', text };
    }
    if (kind === 'name') {
      at++;
      if (take('(')) return { type: 'call', name: text, args: list(')') };
      if (!take('[')) return { type: 'name', name: text };
      const index = expression();
      expect(']');
      return { type: 'element', name: text, index };
    }
    expect('(');
    const inner = expression();
    expect(')');
    return inner;
  };
  const stepped = (): Node => {
    for (const [operator, by] of [
      ['++', 1],
      ['--', -1],
    ] as const) {
      if (take(operator)) return { type: 'step', by, isPrefix: true, target: placeOf(primary()) };
    }
    const node = primary();
    for (const [operator, by] of [
      ['++', 1],
      ['--', -1],
    ] as const) {
      if (take(operator)) return { type: 'step', by, isPrefix: false, target: placeOf(node) };
    }
    return node;
  };
  const signed = (): Node =>
    take('-') ? { type: 'unary', operator: '-', operand: signed() } : stepped();
  const powered = (): Node => {
    const left = signed();
    return take('^') ? { type: 'binary', operator: '^', left, right: powered() } : left;
  };
  const level = (depth: number): Node => {
    const operators = LEVELS[depth];
    if (operators === undefined) return powered();
    if (depth === 2 && take('!')) return { type: 'unary', operator: '!', operand: level(2) };
    let left = level(depth + 1);
    for (;;) {
      const operator = operators.find(is);
      if (operator === undefined) return left;
      at++;
      left = { type: 'binary', operator, left, right: level(depth + 1) };
    }
  };
  const expression = (): Node => {
    const left = level(0);
    const operator = ['=', '+=', '-=', '*=', '/=', '%=', '^='].find(is);
    if (operator === undefined) return left;
    const target = placeOf(left);
    at++;
    return { type: 'assign', operator: operator.slice(0, -1), target, value: expression() };
  };

  const block = (): Statement => {
    const body: Statement[] = [];
    for (;;) {
      while (peek().kind === 'line' || is(';')) at++;
      if (take('}')) return { type: 'block', body };
      body.push(statement());
      if (!is('}') && !is(';') && peek().kind !== 'line') fail();
    }
  };
  const inBrackets = (): Node => {
    expect('(');
    const test = expression();
    expect(')');
    return test;
  };
  const body = (): Statement => {
    skipLines();
    return statement();
  };
  const branch = (): Statement => {
    const test = inBrackets();
    const yes = body();
    const before = at;
    skipLines();
    if (take('else')) return { type: 'if', test, yes, no: body() };
    at = before;
    return { type: 'if', test, yes, no: undefined };
  };
  const repeat = (): Statement => {
    expect('(');
    const start = is(';') ? undefined : expression();
    expect(';');
    const test = is(';') ? undefined : expression();
    expect(';');
    const step = is(')') ? undefined : expression();
    expect(')');
    return { type: 'loop', start, test, step, body: body() };
  };
  const names = (): string[] => {
    const found: string[] = [];
    while (peek().kind === 'name') {
      found.push(peek().text);
      at++;
      if (!take(',')) break;
    }
    return found;
  };
  const definition = (): Statement => {
    const [name = ''] = names();
    expect('(');
    const parameters = names();
    expect(')');
    skipLines();
    expect('{');
    skipLines();
    const locals = take('auto') ? names() : [];
    return { type: 'define', name, parameters, locals, body: block() };
  };
  const printed = (): Statement => {
    const parts: (Node | string)[] = [];
    do {
      const { kind, text } = peek();
      if (kind === 'text') at++;
      parts.push(kind === 'text' ? text : expression());
    } while (take(','));
    return { type: 'print', parts };
  };
  const statement = (): Statement => {
    const { kind, text } = peek();
    if (kind === 'text') {
      at++;
      return { type: 'text', text };
    }
    if (take('{')) return block();
    if (take('if')) return branch();
    if (take('while')) {
      const test = inBrackets();
      return { type: 'loop', start: undefined, test, step: undefined, body: body() };
    }
    if (take('for')) return repeat();
    if (take('define')) return definition();
    if (take('print')) return printed();
    for (const type of ['break', 'continue'] as const) if (take(type)) return { type };
    if (take('quit') || take('halt')) return { type: 'quit' };
    if (take('return')) {
      const isBare = is(';') || is('}') || peek().kind === 'line';
      return { type: 'return', value: isBare ? undefined : expression() };
    }
    const isBracketed = is('(');
    const value = expression();
    return { type: 'value', value, isShown: isBracketed || value.type !== 'assign' };
  };
  const statements: Statement[] = [];
  for (;;) {
    while (peek().kind === 'line' || is(';')) at++;
    if (peek().kind === 'end') return statements;
    statements.push(statement());
    if (!is(';') && peek().kind !== 'line' && peek().kind !== 'end') fail();
  }
}
