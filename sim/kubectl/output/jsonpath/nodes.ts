/** One step of a JSONPath, as the real tool's dialect has it. */
export type Step =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'wildcard' }
  | { readonly type: 'recursive' }
  | { readonly type: 'index'; readonly range: IndexRange }
  | { readonly type: 'union'; readonly paths: readonly (readonly Step[])[] }
  | { readonly type: 'filter'; readonly filter: Filter }
  /** A bare word: `range`, `end`, or one that means nothing. */
  | { readonly type: 'word'; readonly word: string };

/** `[from:to:step]`; undefined is not given. A plain `[n]` has `isSingle`. */
export interface IndexRange {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly step: number | undefined;
  readonly isSingle: boolean;
}

export interface Filter {
  readonly left: readonly Step[];
  readonly operator: string;
  readonly right: readonly Step[];
}

/** A template: text, and what stands between braces. */
export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly steps: readonly Step[] };
