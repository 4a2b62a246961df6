import { isPattern, matchesPattern } from '../pattern.ts';
import { ExpansionFailure, type Shell } from '../types.ts';
import { getText } from '../variables.ts';
import { type Piece, patternOf, textOf } from './fields.ts';
import { glob } from './glob.ts';

/** The files that a field names as a pattern; itself where it is none, or none are there. */
export function pathNames(shell: Shell, field: readonly Piece[]): string[] {
  const text = textOf(field);
  if (shell.options.has('noglob')) return [text];
  const pattern = patternOf(field);
  const extglob = shell.shellOptions.has('extglob');
  if (!isPattern(pattern, extglob)) return [text];
  const found = glob(shell.files, shell.directory, pattern, {
    extglob,
    dotglob: shell.shellOptions.has('dotglob') || (getText(shell, 'GLOBIGNORE') ?? '') !== '',
    globstar: shell.shellOptions.has('globstar'),
    nocaseglob: shell.shellOptions.has('nocaseglob'),
    hasDots: !shell.shellOptions.has('globskipdots'),
  });
  const ignored = (getText(shell, 'GLOBIGNORE') ?? '').split(':').filter((one) => one !== '');
  const kept = found.filter((path) => !ignored.some((one) => matchesPattern(one, path, false)));
  if (kept.length > 0) return kept;
  if (shell.shellOptions.has('failglob')) {
    throw new ExpansionFailure(`no match: ${text}`, 'discard');
  }
  return shell.shellOptions.has('nullglob') ? [] : [text];
}
