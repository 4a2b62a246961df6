import { printNode } from './print.ts';
import type { Shell } from './types.ts';

/** `$BASH_COMMAND`: the command at hand as `declare -f` would print it. */
export function commandText({ command }: Shell): string {
  if (command === undefined) return '';
  const { node, unit } = command;
  if (!('type' in node)) return node.text ?? unit.source.slice(node.pos, node.end);
  // Of a choice only its head is told.
  if (node.type === 'Case') return `case ${unit.source.slice(node.word.pos, node.word.end)} in `;
  return printNode(node, unit.source);
}
