import { type Token, tokenize } from './lexer.ts';
import {
  type Arithmetic,
  type Comparison,
  type Filter,
  type FunctionDefinition,
  JqSyntaxError,
  type Pattern,
} from './syntax.ts';
import { describe } from './values.ts';

const IDENTITY: Filter = { type: 'identity' };

const ASSIGNMENTS: Readonly<Record<string, '=' | '|=' | '//=' | Arithmetic>> = {
  '=': '=',
  '|=': '|=',
  '//=': '//=',
  '+=': '+',
  '-=': '-',
  '*=': '*',
  '/=': '/',
  '%=': '%',
};

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

const literal = (value: string | number): Filter => ({ type: 'literal', value });

/** The name that the grammar has for a token. */
function tokenName({ type, text }: Token): string {
  if (type === 'end') return '$end';
  if (type === 'invalid') return 'INVALID_CHARACTER';
  if (type === 'number') return 'LITERAL';
  if (type === 'string') return 'QQSTRING_START';
  if (type === 'field') return 'FIELD';
  if (type === 'format') return 'FORMAT';
  if (type === 'variable') return "'$'";
  if (type === 'name') return 'IDENT';
  return type === 'keyword' || text.length > 1 ? text : `'${text}'`;
}

/** Reads a program: definitions, then a filter, which may be left out. */
export function parseJq(source: string): Filter {
  return createParser(tokenize(source)).program();
}

/** Reads a file of definitions only. */
export function parseDefinitions(source: string): readonly FunctionDefinition[] {
  return createParser(tokenize(source)).definitions();
}

function createParser(tokens: readonly Token[]) {
  let at = 0;
  const peek = (ahead = 0): Token =>
    tokens[Math.max(0, Math.min(at + ahead, tokens.length - 1))] as Token;
  const next = (): Token => {
    const token = peek();
    if (at < tokens.length - 1) at++;
    return token;
  };
  const is = (text: string): boolean => {
    const { type, text: found } = peek();
    return found === text && (type === 'operator' || type === 'keyword');
  };
  const take = (text: string): boolean => {
    const isNext = is(text);
    if (isNext) next();
    return isNext;
  };
  const fail = (expected?: string, also?: JqSyntaxError): never => {
    const expecting = expected === undefined ? '' : `, expecting ${expected}`;
    const text = `syntax error, unexpected ${tokenName(peek())}${expecting}`;
    throw new JqSyntaxError(text, peek().at, also);
  };
  const expect = (text: string): void => {
    if (!take(text)) fail(/^\W$/.test(text) ? `'${text}'` : text);
  };

  /** What closes an expression: the grammar names nothing that it would expect. */
  const close = (text: string): void => {
    if (!take(text)) fail();
  };

  const text = (format: string): Filter => {
    const { parts } = next();
    const filters = parts.map((part) =>
      typeof part === 'string' ? part : createParser(part).program(),
    );
    if (filters.every((part) => typeof part === 'string')) return literal(filters.join(''));
    return { type: 'text', format, parts: filters };
  };

  const pattern = (): Pattern => {
    if (peek().type === 'variable') return { type: 'variable', name: next().text };
    if (take('[')) {
      const items: Pattern[] = [];
      do items.push(pattern());
      while (take(','));
      expect(']');
      return { type: 'array', items };
    }
    if (!take('{')) fail("'$' or '[' or '{'");
    type Entry = Extract<Pattern, { type: 'object' }>['entries'][number];
    const entries: Entry[] = [];
    do {
      const variable = peek().type === 'variable' ? peek().text : undefined;
      const key = patternKey();
      entries.push({ key, variable, value: take(':') ? pattern() : undefined });
    } while (take(','));
    expect('}');
    return { type: 'object', entries };
  };
  const patternKey = (): Filter => {
    const { type } = peek();
    if (type === 'variable' || type === 'name' || type === 'keyword') return literal(next().text);
    if (type === 'string') return text('text');
    expect('(');
    const key = pipe();
    close(')');
    return key;
  };

  const objectEntry = (): { key: Filter; value: Filter } => {
    const { type, text: name, at: start } = peek();
    if (type === 'variable') {
      if (name === '__loc__') {
        throw new JqSyntaxError('syntax error, unexpected __loc__, expecting IDENT', start);
      }
      next();
      return { key: literal(name), value: { type: 'variable', name, at: start } };
    }
    let key: Filter;
    let isNamed = true;
    if (type === 'name' || type === 'keyword') {
      next();
      key = literal(name);
    } else if (type === 'string') key = text('text');
    else if (type === 'format') {
      next();
      if (peek().type !== 'string') fail('QQSTRING_START');
      key = text(name.slice(1));
    } else if (take('(')) {
      key = pipe();
      close(')');
      if (key.type === 'literal' && typeof key.value !== 'string') {
        const words = `Cannot use ${describe(key.value)} as object key`;
        throw new JqSyntaxError(words, start, undefined, true);
      }
      isNamed = false;
    } else return fail();
    if (!take(':')) {
      if (!isNamed) return fail("':'");
      return { key, value: { type: 'index', target: IDENTITY, key } };
    }
    return { key, value: objectValue() };
  };
  /** A value within an object: terms and pipes of them; all else stands in parentheses. */
  const objectValue = (): Filter => {
    const left: Filter = take('-') ? { type: 'negate', operand: objectValue() } : suffixed();
    return take('|') ? { type: 'pipe', left, right: objectValue() } : left;
  };
  /**
   * Behind a mistake within an object the grammar goes on at the next colon, as if what stands in
   * front of it was a key that lacks parentheses.
   */
  const keyAfter = (error: JqSyntaxError, start: number): JqSyntaxError => {
    const rest = tokens.slice(at).find(({ text }) => /^[:,}]$/.test(text));
    if (error.also !== undefined || error.isClosed || rest?.text !== ':') return error;
    const also = new JqSyntaxError('May need parentheses around object key expression', start);
    return new JqSyntaxError(error.text, error.at, also);
  };
  const object = (): Filter => {
    const entries: { key: Filter; value: Filter }[] = [];
    while (!take('}')) {
      const { at: start } = peek();
      try {
        entries.push(objectEntry());
        if (!is('}') && !take(',')) fail("'}'");
      } catch (error) {
        if (!(error instanceof JqSyntaxError)) throw error;
        throw keyAfter(error, start);
      }
    }
    return { type: 'object', entries };
  };
  /** What brackets hold: the grammar goes on behind them when there is a mistake in it. */
  const enclosed = <T>(closer: string, read: () => T): T => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof JqSyntaxError)) throw error;
      const isClosed = tokens.slice(at).some(({ text }) => text === closer);
      throw new JqSyntaxError(error.text, error.at, error.also, error.isClosed || isClosed);
    }
  };

  const call = (): Filter => {
    const { text: name, at: start } = next();
    const args: Filter[] = [];
    if (take('(')) {
      do args.push(pipe());
      while (take(';'));
      if (!take(')')) fail("';' or ')'");
    }
    return { type: 'call', name, args, at: start };
  };

  /** What is read at the end of a statement; a mistake right there leaves that unterminated. */
  const ending = <T>(statement: 'if' | 'try', start: number, read: () => T): T => {
    const begin = at;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof JqSyntaxError) || error.also !== undefined || at !== begin)
        throw error;
      const text = `Possibly unterminated '${statement}' statement`;
      throw new JqSyntaxError(error.text, error.at, new JqSyntaxError(text, start));
    }
  };

  const condition = (start: number): Filter => {
    const test = pipe();
    if (!take('then')) fail();
    const yes = ending('if', start, pipe);
    if (take('elif')) return { type: 'if', test, yes, no: elseIf(start) };
    ending('if', start, () => take('else') || fail());
    const no = ending('if', start, pipe);
    ending('if', start, () => take('end') || fail());
    return { type: 'if', test, yes, no };
  };

  const elseIf = (start: number): Filter => {
    try {
      return condition(start);
    } catch (error) {
      const isEnd = error instanceof JqSyntaxError && error.also === undefined;
      if (!isEnd || peek().type !== 'end') throw error;
      return ending('if', start, () => fail());
    }
  };

  const fold = (type: 'reduce' | 'foreach'): Filter => {
    const source = suffixed();
    if (!take('as')) fail("FIELD or as or '.' or '['");
    const bound = pattern();
    expect('(');
    const start = pipe();
    close(';');
    const update = pipe();
    const extract = type === 'foreach' && take(';') ? pipe() : undefined;
    close(')');
    if (type === 'reduce') return { type, source, pattern: bound, start, update };
    return { type, source, pattern: bound, start, update, extract };
  };

  const keywordTerm = (): Filter => {
    const { at: start } = peek();
    if (take('if')) return condition(start);
    if (take('reduce')) return fold('reduce');
    if (take('foreach')) return fold('foreach');
    if (take('def')) {
      const made = definition();
      return { type: 'define', definition: made, rest: pipe() };
    }
    if (take('try')) {
      const body = postfix();
      const handler = take('catch') ? ending('try', start, postfix) : undefined;
      return { type: 'try', body, handler };
    }
    if (take('label')) {
      if (peek().type !== 'variable') fail("'$'");
      const { text: name } = next();
      expect('|');
      return { type: 'label', name, body: pipe() };
    }
    return fail(at === 0 ? '$end' : undefined);
  };

  const term = (): Filter => {
    const { type, text: name, at: start } = peek();
    if (type === 'number') return literal(Number(next().text));
    if (type === 'string') return text('text');
    if (type === 'format') {
      next();
      return peek().type === 'string'
        ? text(name.slice(1))
        : { type: 'format', name: name.slice(1) };
    }
    if (type === 'field') {
      next();
      return { type: 'index', target: IDENTITY, key: literal(name) };
    }
    if (type === 'variable') {
      next();
      return name === '__loc__'
        ? {
            type: 'literal',
            value: new Map<string, string | number>([
              ['file', '<top-level>'],
              ['line', 1],
            ]),
          }
        : { type: 'variable', name, at: start };
    }
    if (type === 'name' && name === 'break' && peek(1).type === 'variable') {
      next();
      return { type: 'break', name: next().text, at: start };
    }
    if (type === 'name' && name === 'break' && peek(1).type === 'end') {
      next();
      return fail("'$'", new JqSyntaxError('break requires a label to break to', start));
    }
    if (type === 'name') return call();
    if (take('..')) return { type: 'recurse' };
    if (take('.')) {
      if (peek().type === 'string') {
        return { type: 'index', target: IDENTITY, key: text('text') };
      }
      return IDENTITY;
    }
    if (take('(')) {
      return enclosed(')', () => {
        const inner = pipe();
        close(')');
        return inner;
      });
    }
    if (take('[')) {
      if (take(']')) return { type: 'array', body: undefined };
      return enclosed(']', () => {
        const body = pipe();
        close(']');
        return { type: 'array', body };
      });
    }
    if (take('{')) return object();
    return fail(at === 0 ? '$end' : undefined);
  };

  /** What stands behind an opening bracket. */
  const bracket = (target: Filter): Filter => {
    if (take(']')) return { type: 'iterate', target };
    if (take(':')) {
      const to = pipe();
      close(']');
      return { type: 'slice', target, from: undefined, to };
    }
    const key = pipe();
    if (!take(':')) {
      close(']');
      return { type: 'index', target, key };
    }
    const to = is(']') ? undefined : pipe();
    close(']');
    return { type: 'slice', target, from: key, to };
  };

  /** A filter with `?` behind it: only the last access of a path is tried. */
  const optional = (target: Filter): Filter =>
    target.type === 'index' || target.type === 'slice' || target.type === 'iterate'
      ? { ...target, isOptional: true }
      : { type: 'try', body: target, handler: undefined };

  const suffixed = (): Filter => {
    let target = term();
    for (;;) {
      if (peek().type === 'field') {
        target = { type: 'index', target, key: literal(next().text) };
      } else if (take('?')) target = optional(target);
      else if (take('[')) target = bracket(target);
      else if (take('.')) {
        if (peek().type !== 'string') fail('FORMAT or QQSTRING_START');
        target = { type: 'index', target, key: text('text') };
      } else return target;
    }
  };

  const postfix = (): Filter => {
    if (peek().type === 'keyword') return keywordTerm();
    if (take('-')) return { type: 'negate', operand: postfix() };
    const source = suffixed();
    if (!take('as')) return source;
    const patterns = [pattern()];
    while (take('?//')) patterns.push(pattern());
    expect('|');
    return { type: 'bind', source, patterns, body: pipe() };
  };

  const arithmetic = (operators: readonly Arithmetic[], below: () => Filter): Filter => {
    const { at: start } = peek();
    let left = below();
    for (;;) {
      const operator = operators.find((one) => is(one));
      if (operator === undefined) return left;
      next();
      const right = below();
      if (
        operator === '/' &&
        left.type === 'literal' &&
        typeof left.value === 'number' &&
        right.type === 'literal' &&
        right.value === 0
      ) {
        throw new JqSyntaxError('Division by zero?', start);
      }
      left = { type: 'arithmetic', operator, left, right };
    }
  };
  const product = (): Filter => arithmetic(['*', '/', '%'], postfix);
  const sum = (): Filter => arithmetic(['+', '-'], product);

  const comparison = (): Filter => {
    const left = sum();
    const { type, text: operator } = peek();
    if (type !== 'operator' || !COMPARISONS.has(operator)) return left;
    next();
    const right = sum();
    if (peek().type === 'operator' && COMPARISONS.has(peek().text)) fail();
    return { type: 'compare', operator: operator as Comparison, left, right };
  };
  const logic = (type: 'and' | 'or'): Filter => {
    const below = type === 'or' ? () => logic('and') : comparison;
    let left = below();
    while (take(type)) left = { type, left, right: below() };
    return left;
  };
  const assignment = (): Filter => {
    const left = logic('or');
    const operator = peek().type === 'operator' ? ASSIGNMENTS[peek().text] : undefined;
    if (operator === undefined) return left;
    next();
    const right = logic('or');
    if (peek().type === 'operator' && ASSIGNMENTS[peek().text] !== undefined) fail();
    return { type: 'assign', operator, left, right };
  };
  const alternative = (): Filter => {
    const left = assignment();
    return take('//') ? { type: 'alternative', left, right: alternative() } : left;
  };
  const comma = (): Filter => {
    let left = alternative();
    while (take(',')) left = { type: 'comma', left, right: alternative() };
    return left;
  };
  const pipe = (): Filter => {
    const left = comma();
    return take('|') ? { type: 'pipe', left, right: pipe() } : left;
  };

  const definition = (): FunctionDefinition => {
    const { type, text: name } = next();
    if (type !== 'name' && type !== 'keyword') fail('IDENT');
    const parameters: string[] = [];
    if (take('(')) {
      do {
        const { type: kind, text: parameter } = next();
        parameters.push(kind === 'variable' ? `$${parameter}` : parameter);
      } while (take(';'));
      expect(')');
    }
    if (!take(':')) fail(parameters.length === 0 ? "'(' or ':'" : "':'");
    const body = pipe();
    close(';');
    return { name, parameters, body };
  };
  const definitions = (): FunctionDefinition[] => {
    const made: FunctionDefinition[] = [];
    while (take('def')) made.push(definition());
    return made;
  };
  const program = (): Filter => {
    const made = definitions();
    const rest = peek().type === 'end' ? IDENTITY : pipe();
    if (peek().type !== 'end') fail('$end');
    return made.reduceRight<Filter>(
      (inner, one) => ({ type: 'define', definition: one, rest: inner }),
      rest,
    );
  };
  return { program, definitions };
}
