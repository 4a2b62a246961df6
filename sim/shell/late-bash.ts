import {
  definePart,
  type LineChoices,
  type Part,
  type Parts,
  type Program,
  type Tty,
} from '../kernel/index.ts';
import type { ReadLine, Shell, ShellState } from './types.ts';

/** What runs commands: the parser, expansions, the builtins. It comes with the first command. */
export interface Bash {
  /** Gives a new shell what it runs commands with, and the functions that `env` carries. */
  equip(state: ShellState, env: ReadonlyMap<string, string>): Shell;
  runScriptText(shell: Shell, text: string): Program;
  beginWithText(shell: Shell, tty: Tty | undefined): Program<boolean>;
  runInteractive(shell: Shell, tty: Tty, first: ReadLine | undefined): Program;
  complete(shell: ShellState, parts: Parts, line: string, cursor: number): LineChoices;
}

export const BASH: Part<Bash> = definePart('bash');
