import type { Statement } from 'unbash';
import type { Unit } from './types.ts';

/** One line about a text that cannot be read, and where that is. */
export interface SyntaxLine {
  readonly line: number;
  readonly text: string;
}

export interface Statements {
  readonly type: 'statements';
  readonly statements: readonly Statement[];
}

export type Chunk =
  | Statements
  | {
      readonly type: 'error';
      /** What is told of it. */
      readonly lines: readonly SyntaxLine[];
      /** What the shell answers; undefined leaves the status that was there to a whole script. */
      readonly status: number | undefined;
      /** Whether more text could mend it. */
      readonly isIncomplete: boolean;
    };

/** The line of a position in a text that may not be read to its end. */
export const lineOf = (unit: Unit, at: number): number => {
  let line = unit.firstLine;
  for (let i = 0; i < at && i < unit.source.length; i++) if (unit.source[i] === '\n') line++;
  return line;
};

/** The token at a position, as bash names it in an error. */
export function tokenAt(source: string, at: number): string {
  const rest = source.slice(at).replace(/^[ \t]+/, '');
  if (rest === '' || rest.startsWith('\n')) return 'newline';
  const operator = /^(?:;;&|;&|;;|&&|\|\||\|&|<<<|<<-|<<|>>|>&|<&|>\||<>|&>>|&>|[;&|()<>])/.exec(
    rest,
  );
  if (operator !== null) return operator[0];
  return /^[^\s;&|()<>]+/.exec(rest)?.[0] ?? rest.charAt(0);
}

/** What bash says of a token that cannot stand where it does. */
export function syntaxError(unit: Unit, at: number, token: string): Chunk {
  const { source } = unit;
  const start = source.lastIndexOf('\n', at - 1) + 1;
  const end = source.indexOf('\n', at);
  const text = source.slice(start, end < 0 ? undefined : end);
  const line = lineOf(unit, at);
  return {
    type: 'error',
    lines: [
      { line, text: `syntax error near unexpected token \`${token}'` },
      { line, text: `\`${text}'` },
    ],
    status: 2,
    isIncomplete: false,
  };
}
