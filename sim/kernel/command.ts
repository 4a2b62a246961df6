import type { Completion } from './completion.ts';
import type { FileSystem } from './files.ts';
import type { Part, Parts } from './parts.ts';
import type { Self } from './process.ts';
import type { Program } from './program.ts';
import type { Reader, Writer } from './stream.ts';
import type { Tty } from './tty.ts';
import { need } from './waits.ts';

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

/** What a command offers for a word. */
export interface Offer {
  readonly choices: readonly Completion[];
  /** Which files are offered where there is no choice; endings are those of their names. */
  readonly files: 'all' | 'none' | readonly string[];
}

/** A command that has nothing to say: any file may follow. */
export const ANY_FILE: Offer = { choices: [], files: 'all' };

/** A command is one value; its help is printed from it. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  run(context: CommandContext): Program;
  /** What is offered for `words[at]`, which may be unfinished; `words[0]` is the command's name. */
  complete?(words: readonly string[], at: number, context: CompletionContext): Offer;
}

export interface CompletionContext {
  readonly directory: string;
  readonly files: FileSystem;
  readonly parts: Parts;
}

/** What can be run by name. */
export interface CommandTable {
  get(name: string): Command | undefined;
  has(name: string): boolean;
  keys(): IterableIterator<string>;
}

/** A command whose program comes with a part: `choose` finds it there. */
export function lateCommand<T>(
  name: string,
  summary: string,
  part: Part<T>,
  choose: (found: T, name: string) => Command,
): Command {
  return {
    name,
    summary,
    run: (context) => runLate(part, choose, name, context),
    complete(words, at, context) {
      const found = part.of(context.parts);
      return found === undefined
        ? ANY_FILE
        : (choose(found, name).complete?.(words, at, context) ?? ANY_FILE);
    },
  };
}

function* runLate<T>(
  part: Part<T>,
  choose: (found: T, name: string) => Command,
  name: string,
  context: CommandContext,
): Program {
  return yield* choose(yield* need(part), name).run(context);
}

/**
 * A table of `own`, which win, and of commands that are made when they are first asked for: most
 * programs of a computer are never run.
 */
export function lateTable(
  own: ReadonlyMap<string, Command>,
  names: ReadonlySet<string>,
  make: (name: string) => Command,
): CommandTable {
  const made = new Map(own);
  const makeNow = (name: string): Command => {
    const command = make(name);
    made.set(name, command);
    return command;
  };
  return {
    get: (name) => made.get(name) ?? (names.has(name) ? makeNow(name) : undefined),
    has: (name) => own.has(name) || names.has(name),
    keys: () => new Set([...own.keys(), ...names]).values(),
  };
}

/** A table of commands by name; two of one name are a bug. */
export function tableOf(commands: readonly Command[]): ReadonlyMap<string, Command> {
  const table = new Map<string, Command>();
  for (const command of commands) {
    if (table.has(command.name)) throw new Error(`two commands are named ${command.name}`);
    table.set(command.name, command);
  }
  return table;
}
