import {
  type CommandRecord,
  enteredLines,
  type Session,
  type SessionLog,
} from '../lesson/index.ts';
import { compareForks, type ObjectDifference } from '../store/index.ts';

/** The log as it was at an instant: where a branch starts. */
export const logUntil = (log: SessionLog, atMs: number): SessionLog => ({
  ...log,
  endedAtMs: Math.min(atMs, log.endedAtMs),
  inputs: log.inputs.filter((input) => input.atMs <= atMs),
});

/**
 * The log without a command, and without everything that came after it; it ends where the command
 * was typed, all of its lines. Undefined when the log does not have the command.
 */
export function logBefore(log: SessionLog, command: CommandRecord): SessionLog | undefined {
  const typed = enteredLines(log)
    .filter(({ terminal, atMs }) => terminal === command.terminal && atMs <= command.startedAtMs)
    .map((line) => ({ ...line, text: line.text.trim() }));
  const lines = command.line.trimEnd().split('\n');
  const isFirst = (from: number): boolean =>
    lines.every((line, index) => typed[from + index]?.text === line.trim());
  // What the shell made of a line (`!!`) is not what was typed: then it is the last one.
  const last = typed.findLastIndex(({ text }) => text !== '') - (lines.length - 1);
  const found = typed.findLastIndex((_line, index) => isFirst(index));
  const first = typed[found < 0 ? last : found];
  if (first === undefined) return undefined;
  return { ...log, endedAtMs: first.atMs, inputs: log.inputs.slice(0, first.at) };
}

/** A line, and the terminal that it would be typed into. */
export interface TypedLine {
  readonly terminal: string;
  readonly line: string;
}

/** A look ahead: two copies of a session, in one of which a line was typed. */
export interface Foresight {
  readonly withIt: Session;
  readonly without: Session;
  /** What the terminal has shown since the line was typed, itself included. */
  output(): string;
  /** What is different now from the world that nothing was typed into. */
  differences(): readonly ObjectDifference[];
  /** The command of the line; undefined until it has been read as one. */
  command(): CommandRecord | undefined;
}

/**
 * Types a line into one of two sessions that one log has led to. The caller lets both go on, and
 * nothing of the learner's world changes.
 */
export function foresee(
  withIt: Session,
  without: Session,
  { terminal, line }: TypedLine,
): Foresight {
  const from = withIt.output(terminal).length;
  const ranBefore = withIt.commands().length;
  const forkRv = withIt.view.resourceVersion();
  for (const text of line.split('\n')) withIt.input({ type: 'line', terminal, text });
  return {
    withIt,
    without,
    output: () => withIt.output(terminal).slice(from),
    differences: () => compareForks(without.view, withIt.view, forkRv),
    command: () => withIt.commands()[ranBefore],
  };
}
