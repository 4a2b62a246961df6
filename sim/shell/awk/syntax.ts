import { Complaint } from '../words/message.ts';
/** A place that can be assigned to. */
export type Place =
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'field'; readonly index: Expression }
  | { readonly type: 'element'; readonly array: string; readonly keys: readonly Expression[] };

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '^' | 'join';
export type Comparison = '<' | '<=' | '==' | '!=' | '>' | '>=';

export type Expression =
  | Place
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'regex'; readonly source: string }
  | {
      readonly type: 'assign';
      readonly operator: BinaryOperator | undefined;
      readonly target: Place;
      readonly value: Expression;
    }
  | {
      readonly type: 'choose';
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | {
      readonly type: 'logic';
      readonly operator: '&&' | '||';
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'compare';
      readonly operator: Comparison;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'match';
      readonly isNegated: boolean;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly type: 'in'; readonly keys: readonly Expression[]; readonly array: string }
  | { readonly type: 'unary'; readonly operator: '!' | '-' | '+'; readonly operand: Expression }
  | {
      readonly type: 'step';
      readonly isPrefix: boolean;
      readonly by: 1 | -1;
      readonly target: Place;
    }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly type: 'builtin'; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly type: 'getline';
      readonly source: 'main' | 'file' | 'command';
      readonly from: Expression | undefined;
      readonly target: Place | undefined;
    }
  /** `(a, b)` before `in`, and the arguments of `print (a, b)`. */
  | { readonly type: 'group'; readonly items: readonly Expression[] };

export interface Redirect {
  readonly mode: '>' | '>>' | '|';
  readonly target: Expression;
}

export type Action =
  | { readonly type: 'expression'; readonly value: Expression }
  | {
      readonly type: 'print';
      readonly isFormatted: boolean;
      readonly args: readonly Expression[];
      readonly redirect: Redirect | undefined;
    }
  | {
      readonly type: 'if';
      readonly test: Expression;
      readonly yes: Action;
      readonly no: Action | undefined;
    }
  | { readonly type: 'while'; readonly test: Expression; readonly body: Action }
  | { readonly type: 'do'; readonly test: Expression; readonly body: Action }
  | {
      readonly type: 'for';
      readonly start: Action | undefined;
      readonly test: Expression | undefined;
      readonly step: Action | undefined;
      readonly body: Action;
    }
  | {
      readonly type: 'each';
      readonly name: string;
      readonly array: string;
      readonly body: Action;
    }
  | { readonly type: 'block'; readonly actions: readonly Action[] }
  | { readonly type: 'next' | 'nextfile' | 'break' | 'continue' }
  | { readonly type: 'exit' | 'return'; readonly value: Expression | undefined }
  | {
      readonly type: 'delete';
      readonly array: string;
      readonly keys: readonly Expression[] | undefined;
    };

/** A pattern (or a range of two) with its action; without one it prints the record. */
export interface Rule {
  readonly pattern: Expression | undefined;
  readonly last: Expression | undefined;
  readonly body: Action | undefined;
}

export interface AwkFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: Action;
}

export interface AwkProgram {
  readonly begin: readonly Action[];
  readonly end: readonly Action[];
  readonly rules: readonly Rule[];
  readonly functions: ReadonlyMap<string, AwkFunction>;
}

/** A program that cannot be understood, or a run that cannot go on, in mawk's words. */
export class AwkError extends Complaint {}
