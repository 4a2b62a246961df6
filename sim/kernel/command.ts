import type { FileSystem } from './files.ts';
import type { Program, Self } from './process.ts';
import type { Reader, Writer } from './stream.ts';
import type { Tty } from './tty.ts';

/** What every program is started with. Nothing in it is optional but the terminal. */
export interface CommandContext {
  /** The arguments, without the command's own name. */
  readonly args: readonly string[];
  /** The name that it was called by. */
  readonly name: string;
  readonly env: ReadonlyMap<string, string>;
  /** Absolute. */
  readonly directory: string;
  readonly files: FileSystem;
  readonly stdin: Reader;
  readonly stdout: Writer;
  readonly stderr: Writer;
  /** The controlling terminal, when standard input and output are one. */
  readonly tty: Tty | undefined;
  readonly self: Self;
}

/** One choice of a completion. */
export interface Completion {
  /** What stands in the line afterwards, whole word. */
  readonly value: string;
  /** A few words about it, or ''. */
  readonly summary: string;
  /** Whether a space follows. */
  readonly isFinal: boolean;
}

/** A command is one value; its help is printed from it. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  run(context: CommandContext): Program;
  /** The choices for `words[at]`, which may be unfinished; `words[0]` is the command's name. */
  complete?(words: readonly string[], at: number, context: CompletionContext): Completion[];
}

export interface CompletionContext {
  readonly directory: string;
  readonly files: FileSystem;
}

export type CommandTable = ReadonlyMap<string, Command>;

/** A table of commands by name; two of one name are a bug. */
export function tableOf(commands: readonly Command[]): CommandTable {
  const table = new Map<string, Command>();
  for (const command of commands) {
    if (table.has(command.name)) throw new Error(`two commands are named ${command.name}`);
    table.set(command.name, command);
  }
  return table;
}
