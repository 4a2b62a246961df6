import type { Scope } from './machine.ts';

/** The definition or argument that a call means, by name and number of arguments. */
export function findCallee(
  scope: Scope | undefined,
  name: string,
  count: number,
): Scope | undefined {
  for (let at = scope; at !== undefined; at = at.outer) {
    if (at.type === 'argument' && count === 0 && at.name === name) return at;
    if (at.type !== 'function') continue;
    const { definition } = at;
    if (definition.name === name && definition.parameters.length === count) return at;
  }
  return undefined;
}

/** What a variable or a label stands for; the check of names has made sure that there is one. */
export function lookUp(scope: Scope | undefined, type: 'variable' | 'label', name: string): Scope {
  for (let at = scope; at !== undefined; at = at.outer) {
    if (at.type === type && at.name === name) return at;
  }
  throw new Error(`$${name} was not checked`);
}
