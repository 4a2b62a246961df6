import type { Program } from '../../kernel/index.ts';
import { hereParts } from '../expand/parse-word.ts';
import { expandHereDocument } from '../expand/word.ts';
import type { Shell } from '../types.ts';
import { getText } from '../variables.ts';
import { writeTo } from './report.ts';

/** What stands in front of a traced command: PS4, its first character once a level. */
export function* tracePrompt(shell: Shell): Program<string> {
  if (!shell.options.has('xtrace')) return '';
  const text = getText(shell, 'PS4') ?? '';
  let prompt = text;
  if (/[$`]/.test(text)) {
    // What the prompt runs is not traced itself.
    shell.options.delete('xtrace');
    try {
      prompt = yield* expandHereDocument(shell, hereParts(text));
    } finally {
      shell.options.add('xtrace');
    }
    prompt = prompt.replace(/\n$/, '');
  }
  return prompt.slice(0, 1).repeat(shell.traceDepth + 1) + prompt.slice(1);
}

/** Shows a command under `set -x`, behind `prompt` when that was worked out before. */
export function* trace(shell: Shell, text: string, prompt?: string): Program<void> {
  if (!shell.options.has('xtrace')) return;
  const wanted = getText(shell, 'BASH_XTRACEFD') ?? '';
  const number = /^\d+$/.test(wanted) && shell.fds.has(Number(wanted)) ? Number(wanted) : 2;
  yield* writeTo(shell, number, `${prompt ?? (yield* tracePrompt(shell))}${text}\n`);
}
