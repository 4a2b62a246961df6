import { printNode } from './print.ts';
import type { Shell } from './types.ts';

/** `$BASH_COMMAND`: the command at hand as `declare -f` would print it. */
export function commandText({ command }: Shell): string {
  if (command === undefined) return '';
  const { node, unit } = command;
  const isSimple = 'type' in node && (node.type === 'Command' || node.type === 'Subshell');
  return isSimple ? printNode(node, unit.source) : unit.source.slice(node.pos, node.end);
}
