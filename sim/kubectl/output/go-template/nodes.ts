import type { WholeFloat } from './values.ts';

/** Where a node begins: its offset in the template, and its text as errors show it. */
export interface Place {
  readonly at: number;
  readonly source: string;
}

export type Literal = string | number | bigint | WholeFloat | boolean | null;

/** A value inside a command. */
export type Term =
  | ({ readonly type: 'literal'; readonly value: Literal } & Place)
  /** `.a.b` of the dot, of `$x`, or of a term in parentheses. */
  | ({ readonly type: 'path'; readonly base: Base; readonly fields: readonly string[] } & Place)
  | ({ readonly type: 'function'; readonly name: string } & Place);

export type Base =
  | { readonly type: 'dot' }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'pipeline'; readonly pipeline: Pipeline };

export interface Command extends Place {
  readonly terms: readonly Term[];
}

export interface Pipeline {
  /** Variables that it sets: `$k, $v :=`. */
  readonly variables: readonly string[];
  /** Whether `=` gives a new value to variables that are there. */
  readonly isAssignment: boolean;
  readonly commands: readonly Command[];
}

export type TemplateNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly pipeline: Pipeline }
  | {
      readonly type: 'if' | 'with' | 'range';
      readonly pipeline: Pipeline;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    }
  | ({ readonly type: 'template'; readonly name: string; readonly pipeline: Pipeline } & Place)
  | { readonly type: 'break' | 'continue' };

/** A template, and those that it defines, by name. */
export interface Template {
  readonly nodes: readonly TemplateNode[];
  readonly defined: ReadonlyMap<string, readonly TemplateNode[]>;
}

/** Every function that a template may call. */
export const FUNCTIONS: ReadonlySet<string> = new Set([
  ...['and', 'or', 'not', 'len', 'index', 'slice', 'call', 'print', 'printf', 'println', 'html'],
  ...['js', 'urlquery', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'exists', 'base64decode'],
]);
