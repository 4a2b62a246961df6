import type { Program } from '../../kernel/index.ts';
import type { Shell } from '../types.ts';
import { getText } from '../variables.ts';
import { printError } from './report.ts';

/** Shows a command under `set -x`. */
export function* trace(shell: Shell, text: string): Program<void> {
  if (!shell.options.has('xtrace')) return;
  const prompt = getText(shell, 'PS4') ?? '+ ';
  const first = prompt.slice(0, 1).repeat(shell.traceDepth + 1);
  yield* printError(shell, `${first}${prompt.slice(1)}${text}\n`);
}
