import type { Completion } from './completion.ts';
import type { Parts } from './parts.ts';

/** What a program asks a terminal for, when it asks for a line. */
export interface LineRequest {
  readonly prompt: string;
  readonly echo: boolean;
  readonly history: string | readonly string[];
  /** A shell asks; undefined for another program. */
  readonly shell: ShellLine | undefined;
}

/**
 * What a shell adds to a line that it asks for. It ignores Ctrl-\\, and takes what is to be done
 * with a line that is edited.
 */
export interface ShellLine {
  /** What stands there already, when it is not nothing. */
  readonly start: LineStart | undefined;
  /** What the keys mean that do not mean the usual, to who edits the line. */
  readonly keys: LineKeys | undefined;
  /** What Tab offers. */
  readonly complete: LineCompleter;
}

/** A line that the terminal itself reads, without an editor. */
export const plainLine = (prompt: string): LineRequest => ({
  prompt,
  echo: true,
  history: '',
  shell: undefined,
});

/** The same for a password: it is not shown. */
export const secretLine = (prompt: string): LineRequest => ({ ...plainLine(prompt), echo: false });

/** A line that is edited, for a program that is no shell. */
export const editedLine = (prompt: string, history: LineRequest['history']): LineRequest => ({
  ...plainLine(prompt),
  history,
});

/** What may stand before a cursor: the choices replace what there is from `from` on. */
export interface LineChoices {
  readonly from: number;
  readonly choices: readonly Completion[];
}

/** Completes a line at a cursor, with what has come of the commands that come later. */
export type LineCompleter = (line: string, cursor: number, parts: Parts) => LineChoices;

/** A line that is asked for with something in it, and the cursor at a place of that. */
export interface LineStart {
  readonly text: string;
  readonly cursor: number;
}

/** What a key does: a function of readline (none by ''), other keys, or a command of the shell. */
export interface KeyAction {
  readonly type: 'function' | 'macro' | 'command';
  readonly text: string;
}

/** What keys do, by the codes that they send. */
export type KeyBindings = Readonly<Record<string, KeyAction>>;

/** Bindings in the mode of emacs and in those of vi, and settings by their names. */
export interface LineKeys {
  readonly bindings: KeyBindings;
  readonly vi: { readonly insert: KeyBindings; readonly command: KeyBindings };
  readonly settings: Readonly<Record<string, string>>;
}
