import type { ShellState, Value } from './types.ts';

export const scalar = (text: string): Value => ({ kind: 'scalar', text });
export const isName = (text: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);

/** A list of words as an indexed array. */
export const indexed = (items: readonly string[]): Value => ({
  kind: 'indexed',
  items: new Map(items.map((item, i) => [i, item])),
});

/** The text of a variable, the innermost of its name; '' when it has none. */
export function textOf(shell: ShellState, name: string): string {
  const value = shell.scopes.findLast((scope) => scope.has(name))?.get(name)?.value;
  return value?.kind === 'scalar' ? value.text : '';
}

/** All names that are set, in order. */
export function variableNames(shell: ShellState): string[] {
  const names = new Set<string>();
  for (const scope of shell.scopes) {
    for (const [name] of scope) names.add(name);
  }
  return [...names].sort();
}
