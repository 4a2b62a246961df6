import type { Json } from './json-value.ts';

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%';

/** What `as` takes apart. */
export type Pattern =
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'array'; readonly items: readonly Pattern[] }
  | {
      readonly type: 'object';
      readonly entries: readonly {
        readonly key: Filter;
        readonly variable: string | undefined;
        readonly value: Pattern | undefined;
      }[];
    };

export interface FunctionDefinition {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: Filter;
}

export type Filter =
  | { readonly type: 'identity' | 'recurse' }
  | { readonly type: 'literal'; readonly value: Json }
  | {
      readonly type: 'text';
      readonly format: string;
      readonly parts: readonly (string | Filter)[];
    }
  | { readonly type: 'format'; readonly name: string }
  /** An index, slice or iteration; with `isOptional` (`?`) what it fails on gives nothing. */
  | {
      readonly type: 'index';
      readonly target: Filter;
      readonly key: Filter;
      readonly isOptional?: true;
    }
  | {
      readonly type: 'slice';
      readonly target: Filter;
      readonly from: Filter | undefined;
      readonly to: Filter | undefined;
      readonly isOptional?: true;
    }
  | { readonly type: 'iterate'; readonly target: Filter; readonly isOptional?: true }
  | { readonly type: 'array'; readonly body: Filter | undefined }
  | {
      readonly type: 'object';
      readonly entries: readonly { readonly key: Filter; readonly value: Filter }[];
    }
  | { readonly type: 'negate'; readonly operand: Filter }
  | { readonly type: 'pipe'; readonly left: Filter; readonly right: Filter }
  | { readonly type: 'comma'; readonly left: Filter; readonly right: Filter }
  | { readonly type: 'and'; readonly left: Filter; readonly right: Filter }
  | { readonly type: 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly type: 'alternative'; readonly left: Filter; readonly right: Filter }
  | {
      readonly type: 'arithmetic';
      readonly operator: Arithmetic;
      readonly left: Filter;
      readonly right: Filter;
    }
  | {
      readonly type: 'compare';
      readonly operator: Comparison;
      readonly left: Filter;
      readonly right: Filter;
    }
  | {
      readonly type: 'assign';
      readonly operator: '=' | '|=' | '//=' | Arithmetic;
      readonly left: Filter;
      readonly right: Filter;
    }
  | {
      readonly type: 'if';
      readonly test: Filter;
      readonly yes: Filter;
      readonly no: Filter;
    }
  | { readonly type: 'try'; readonly body: Filter; readonly handler: Filter | undefined }
  | {
      readonly type: 'reduce';
      readonly source: Filter;
      readonly pattern: Pattern;
      readonly start: Filter;
      readonly update: Filter;
    }
  | {
      readonly type: 'foreach';
      readonly source: Filter;
      readonly pattern: Pattern;
      readonly start: Filter;
      readonly update: Filter;
      readonly extract: Filter | undefined;
    }
  | {
      readonly type: 'bind';
      readonly source: Filter;
      readonly patterns: readonly Pattern[];
      readonly body: Filter;
    }
  | { readonly type: 'define'; readonly definition: FunctionDefinition; readonly rest: Filter }
  | {
      readonly type: 'call';
      readonly name: string;
      readonly args: readonly Filter[];
      /** Where it stands in the program, for the error that it is not defined. */
      readonly at: number;
    }
  | { readonly type: 'variable'; readonly name: string; readonly at: number }
  | { readonly type: 'label'; readonly name: string; readonly body: Filter }
  | { readonly type: 'break'; readonly name: string; readonly at: number };

/** A program that cannot be compiled: the message and where the token at fault starts. */
export class JqSyntaxError {
  readonly text: string;
  readonly at: number;
  /** A second mistake that is told with it. */
  readonly also: JqSyntaxError | undefined;
  /** Whether the brackets around it are closed, behind which the program can be read on. */
  readonly isClosed: boolean;
  constructor(text: string, at: number, also?: JqSyntaxError, isClosed = false) {
    this.text = text;
    this.at = at;
    this.also = also;
    this.isClosed = isClosed;
  }
}

/** A module that is asked for, and is nowhere. */
export class JqModuleError {
  readonly module: string;
  constructor(module: string) {
    this.module = module;
  }
}

/** An error of a running program, which `try` catches. */
export class JqFailure {
  readonly value: Json;
  constructor(value: Json) {
    this.value = value;
  }
}

/** `break` on its way out to its label. */
export class JqBreak {
  readonly label: object;
  constructor(label: object) {
    this.label = label;
  }
}
