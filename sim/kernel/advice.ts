/** A mistake that a tool knows a way out of, by code; the page has the sentence. */
export type AdviceCode =
  | 'kind'
  | 'flag'
  | 'dashes'
  | 'name'
  | 'elsewhere'
  | 'namespace'
  | 'newNamespace'
  | 'others'
  | 'immutable'
  | 'interactive'
  | 'quotes'
  | 'container'
  | 'file'
  | 'exists'
  | 'verb'
  | 'command';

/** What a tool suggests after a command that failed. Nothing that is graded ever holds it. */
export interface Advice {
  readonly code: AdviceCode;
  readonly values: Readonly<Record<string, string>>;
}
