import type { Token, TokenType } from './lexer.ts';
import { AwkError } from './syntax.ts';

/** A place in a list of tokens. */
export interface Cursor {
  peek(ahead?: number): Token;
  next(): Token;
  /** Whether the next token is this operator or keyword. */
  is(text: string): boolean;
  isType(type: TokenType): boolean;
  /** Takes this operator or keyword if it is next. */
  take(text: string): boolean;
  expect(text: string): void;
  skipNewlines(): void;
  /** Refuses the next token, or the one that is given. */
  fail(token?: string): never;
}

/** A cursor at the first token. */
export function createCursor(tokens: readonly Token[]): Cursor {
  let at = 0;
  const peek = (ahead = 0): Token => tokens[Math.min(at + ahead, tokens.length - 1)] as Token;
  const is = (text: string): boolean => {
    const token = peek();
    return (token.type === 'operator' || token.type === 'keyword') && token.text === text;
  };
  const openParentheses = (): number => {
    let count = 0;
    for (const { type, text } of tokens.slice(0, at)) {
      if (type === 'operator') count += text === '(' ? 1 : text === ')' ? -1 : 0;
    }
    return count;
  };
  const fail = (token?: string): never => {
    const { type, text, line } = peek();
    const isLineEnd = type === 'newline' || type === 'end';
    const shown = token ?? (isLineEnd ? 'end of line' : text);
    if (
      token === undefined &&
      openParentheses() === 1 &&
      (isLineEnd || text === '}' || text === ';')
    ) {
      throw new AwkError(['badToken', line, `missing ) near ${shown}`]);
    }
    throw new AwkError(['badToken', line, `syntax error at or near ${shown}`]);
  };
  const next = (): Token => {
    const token = peek();
    if (at < tokens.length - 1) at++;
    return token;
  };
  const take = (text: string): boolean => {
    const isNext = is(text);
    if (isNext) next();
    return isNext;
  };
  return {
    peek,
    next,
    is,
    take,
    fail,
    isType: (type) => peek().type === type,
    expect(text) {
      if (take(text)) return;
      fail();
    },
    skipNewlines() {
      while (peek().type === 'newline') next();
    },
  };
}
