import type { Command } from 'unbash';
import type { Shell, Unit } from '../types.ts';
import { createUnit, lineAt } from './report.ts';

/** The text of a command after its first word was replaced by an alias; undefined without one. */
export function withAlias(shell: Shell, node: Command): Unit | undefined {
  const word = node.name;
  if (word === undefined || shell.knownAliases.size === 0) return undefined;
  if (!shell.shellOptions.has('expand_aliases') || word.parts !== undefined) return undefined;
  if (shell.unit.source.slice(word.pos, word.end) !== word.text) return undefined;
  // An alias that starts with its own name is expanded once; the unit's name remembers it.
  const text = expandAliases(shell, word.text);
  if (text === undefined) return undefined;
  let tail = shell.unit.source.slice(word.end, node.end);
  if (text.endsWith(' ')) {
    // Behind an alias that ends with a blank the next word is looked up too.
    const [, gap = '', next = ''] = /^(\s*)([^\s;&|()<>"'\\$`]*)/.exec(tail) ?? [];
    const more = expandAliases(shell, next);
    if (more !== undefined) tail = gap + more + tail.slice(gap.length + next.length);
  }
  const source = shell.unit.source.slice(node.pos, word.pos) + text + tail;
  return createUnit(source, shell.unit.name, lineAt(shell.unit, node.pos));
}

/** Follows aliases of aliases; what an alias leads back to itself is quoted, so that it ends. */
function expandAliases(shell: Shell, name: string): string | undefined {
  const seen = new Set<string>();
  let text = name;
  for (;;) {
    const first = /^[^\s;&|()<>"'\\$`]+/.exec(text)?.[0] ?? '';
    const value = shell.knownAliases.get(first);
    if (value === undefined) break;
    if (seen.has(first)) return `\\${text}`;
    seen.add(first);
    text = value + text.slice(first.length);
  }
  return seen.size === 0 ? undefined : text;
}

/** Notes what names stand for now: a line that defines an alias does not see it yet. */
export function readAliases(shell: Shell): void {
  if (shell.aliases.size > 0 || shell.knownAliases.size > 0) {
    shell.knownAliases = new Map(shell.aliases);
  }
}
