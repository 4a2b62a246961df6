import type { Program } from '../../kernel/index.ts';
import { formatDate } from '../dates.ts';
import { hereParts } from '../expand/parse-word.ts';
import { expandHereDocument } from '../expand/word.ts';
import { hasExpansion, promptEscapes, replaceEscapes } from '../prompt.ts';
import { ExpansionFailure, type Shell } from '../types.ts';
import { getText } from '../variables.ts';

/** A prompt with its backslash escapes replaced. */
function replaceAllEscapes(shell: Shell, text: string): string {
  const date = (format: string): string => formatDate(format, shell.host.clock.epochMs());
  const escapes = {
    ...promptEscapes(shell, getText(shell, 'HOME')),
    t: () => date('%H:%M:%S'),
    T: () => date('%I:%M:%S'),
    '@': () => date('%I:%M %p'),
    A: () => date('%H:%M'),
    d: () => date('%a %b %d'),
  };
  const plain = text
    .replace(/\\D\{([^}]*)\}/g, (_, format: string) => date(format === '' ? '%X' : format))
    .replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
  return replaceEscapes(plain, escapes);
}

/**
 * Text that is no command, with its expansions replaced as in a here-document; as it is when they
 * fail. `$?` stays.
 */
export function* expandQuietly(shell: Shell, text: string): Program<string> {
  const { status } = shell;
  try {
    return (yield* expandHereDocument(shell, hereParts(text))).replace(/\n$/, '');
  } catch (failure) {
    if (!(failure instanceof ExpansionFailure)) throw failure;
    return text;
  } finally {
    shell.status = status;
  }
}

/** A prompt with its escapes and, behind them, its expansions replaced. */
export function* expandPrompt(shell: Shell, prompt: string): Program<string> {
  const text = replaceAllEscapes(shell, prompt);
  return hasExpansion(text) ? yield* expandQuietly(shell, text) : text;
}
