import type { Statement } from 'unbash';
import { hiddenError } from './hidden-errors.ts';
import { parseUnit } from './parse.ts';
import { type Chunk, syntaxError } from './syntax-error.ts';
import type { Unit } from './types.ts';

/** Where the first `@(…)` of a tree stands that is read as a pattern; not in `[[ … ]]`. */
function patternIn(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  if (Array.isArray(node)) {
    for (const one of node) {
      const found = patternIn(one);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const { type, pos } = node as { readonly type?: string; readonly pos?: number };
  if (type === 'ExtendedGlob') return pos;
  if (type === 'TestCommand' || type === 'CommandExpansion' || type === 'ParameterExpansion') {
    return undefined;
  }
  const { parts } = node as { readonly parts?: unknown };
  return patternIn(parts) ?? patternIn(Object.values(node));
}

/**
 * The pieces of a unit; one that has extended patterns, while these are off, is a syntax error, as
 * it is where bash reads it before `shopt -s extglob` ran.
 */
export function* readUnit(unit: Unit, isExtended: () => boolean): Generator<Chunk, void, void> {
  const mayHave = /[?*+@!]\(/.test(unit.source);
  const mayHide = /\$\(|for\s*\(/.test(unit.source);
  for (const chunk of parseUnit(unit)) {
    const hidden =
      mayHide && chunk.type !== 'error' ? hiddenError(unit, chunk.statements) : undefined;
    if (hidden !== undefined) {
      yield hidden;
      return;
    }
    const at =
      !mayHave || chunk.type === 'error' || isExtended() ? undefined : misread(chunk.statements);
    if (at === undefined) yield chunk;
    else {
      yield syntaxError(unit, unit.source.indexOf('(', at), '(');
      return;
    }
  }
}

const misread = (statements: readonly Statement[]): number | undefined => patternIn(statements);
