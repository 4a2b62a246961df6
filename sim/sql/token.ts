export type TokenType =
  | 'word'
  /** A name in quotes. */
  | 'name'
  | 'string'
  | 'number'
  | 'operator'
  /** `@name`. */
  | 'user variable'
  /** `@@name`; its value has the scope in front, if there is one. */
  | 'variable'
  /** `?`, or `$1`. */
  | 'parameter'
  | 'end';

export interface Token {
  readonly type: TokenType;
  /** Without quotes; a word as it was written. */
  readonly value: string;
  /** A word in lower case, an operator as it is; '' for others. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
}
