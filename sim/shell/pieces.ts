import { readUnit } from './extended-patterns.ts';
import { readPosix } from './posix-syntax.ts';
import type { Chunk } from './syntax-error.ts';
import type { Shell, Unit } from './types.ts';

/** The pieces of a text as the shell reads them, one after the other. */
export function piecesOf(shell: Shell, unit: Unit): Generator<Chunk, void, void> {
  const { posix } = shell.dialect.grammar;
  if (posix !== undefined) return readPosix(unit, posix);
  return readUnit(unit, () => shell.shellOptions.has('extglob'));
}
