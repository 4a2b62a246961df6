import type { CommandNode, Statement } from 'unbash';
import type { Program } from '../../kernel/index.ts';
import { hereDocuments } from '../parse.ts';
import type { Outcome, Shell, Unit } from '../types.ts';
import { lineAt } from './report.ts';

/** Runs `body`; what is no simple command in it is told at `line`. */
export function* atLine(shell: Shell, line: number, body: Program<Outcome>): Program<Outcome> {
  const { baseLine } = shell;
  shell.baseLine = line;
  try {
    return yield* body;
  } finally {
    shell.baseLine = baseLine;
  }
}

/** The line up to which a shell has read when it runs these statements. */
export function lastLine(unit: Unit, statements: readonly Statement[]): number {
  const last = statements.at(-1);
  if (last === undefined) return unit.firstLine;
  const documents = unit.source.slice(last.pos, last.end).includes('<<')
    ? hereDocuments([last])
    : [];
  const ends = documents.map(({ body, closing }) => (closing ?? body).end);
  return lineAt(unit, Math.max(last.end, ...ends));
}

/** The line at which the redirections of a compound command are told. */
export const redirectionLine = (shell: Shell, node: CommandNode): number =>
  node.type === 'Subshell'
    ? lineAt(shell.unit, node.end - 1)
    : node.type === 'ArithmeticFor'
      ? lineAt(shell.unit, node.pos)
      : shell.baseLine;
