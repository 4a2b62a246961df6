import type { ParsedScript } from 'unbash';

/** A `$(…)`, `<(…)` or `>(…)` within a word. */
export interface Substitution {
  readonly pos: number;
  readonly end: number;
  readonly text: string;
  readonly script: ParsedScript | undefined;
}

/** Where the parts of words, values and expressions have parts of their own. */
const CHILDREN = [
  ...['parts', 'index', 'value', 'elements', 'operation', 'operand', 'expression', 'left'],
  ...['replacement', 'right', 'test', 'consequent', 'alternate', 'offset', 'length', 'pattern'],
];

const OPENING = /^[$<>]\(/;

function* search(node: unknown): Generator<Substitution> {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const one of node) yield* search(one);
    return;
  }
  const part = node as { readonly type?: string; readonly text?: string } & Record<string, unknown>;
  const isCommand = /^(?:Arithmetic)?CommandExpansion$|^ProcessSubstitution$/.test(part.type ?? '');
  if (isCommand) {
    // What stands in backquotes is a text.
    if (OPENING.test(part.text ?? '')) yield node as Substitution;
    return;
  }
  for (const key of CHILDREN) yield* search(part[key]);
}

/** The outermost substitutions of a word or an assignment, in their order. */
export const substitutionsIn = (node: object): readonly Substitution[] =>
  [...search(node)].sort((a, b) => a.pos - b.pos);
