import type { Shell } from '../types.ts';
import { getText } from '../variables.ts';
import { type Piece, plain, quoted } from './fields.ts';

/**
 * Where a word stands: among others, where nothing is split (`single`), as the value of an
 * assignment, as an argument that looks like an assignment (`named`), or in double quotes.
 */
export type Context = 'word' | 'single' | 'assignment' | 'named' | 'quoted';

/** Whether literal text, perhaps at the start of its word, has a tilde to replace. */
export function hasTilde(text: string, isStart: boolean, context: Context): boolean {
  if (context === 'quoted') return false;
  if (isStart && text.startsWith('~')) return true;
  if (context === 'named') return text.includes('~');
  return context === 'assignment' && text.includes(':~');
}

/** The directory that a tilde prefix such as `~` or `~-` stands for. */
function tildeTarget(shell: Shell, prefix: string): string | undefined {
  if (prefix === '~') return getText(shell, 'HOME') ?? '/root';
  if (prefix === '~+') return shell.directory;
  if (prefix === '~-') return getText(shell, 'OLDPWD') || undefined;
  const stacked = /^~([-+]?)(\d+)$/.exec(prefix);
  if (stacked !== null) {
    const stack = [shell.directory, ...shell.directoryStack];
    const at = Number(stacked[2]);
    return stack[stacked[1] === '-' ? stack.length - 1 - at : at];
  }
  return prefix === '~root' ? '/root' : undefined;
}

/**
 * Replaces tildes at the start of a word and, in assignments and in arguments that look like one,
 * after colons.
 */
export function expandTildes(shell: Shell, text: string, context: Context): Piece[] {
  const pieces: Piece[] = [];
  const name = context === 'named' ? (/^\w+=/.exec(text)?.[0] ?? '') : '';
  if (name !== '') pieces.push(plain(name));
  const rest = text.slice(name.length);
  const parts = context === 'assignment' || context === 'named' ? rest.split(/(?<=:)/) : [rest];
  for (const part of parts) {
    const prefix = /^~[^/:\\]*/.exec(part)?.[0];
    const target = prefix === undefined ? undefined : tildeTarget(shell, prefix);
    if (prefix === undefined || target === undefined) pieces.push(plain(part));
    else pieces.push(quoted(target), plain(part.slice(prefix.length)));
  }
  return pieces;
}
