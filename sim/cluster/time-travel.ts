import type { Parts } from '../kernel/index.ts';
import type { CommandRecord, LoggedInput, SessionLog } from '../lesson/index.ts';
import { compareViews, type ObjectDifference, pastView } from '../store/index.ts';
import { type LessonSource, replaySession } from './session.ts';

/** The log as it was at an instant: where a branch starts. */
export const logUntil = (log: SessionLog, atMs: number): SessionLog => ({
  ...log,
  endedAtMs: Math.min(atMs, log.endedAtMs),
  inputs: log.inputs.filter((input) => input.atMs <= atMs),
});

/**
 * The log without a command, and without everything that came after it; it ends where the command
 * was typed. Undefined when the log does not have the command.
 */
export function logBefore(log: SessionLog, command: CommandRecord): SessionLog | undefined {
  const isItsLine = ({ input, atMs }: LoggedInput): boolean =>
    input.type === 'line' &&
    input.terminal === command.terminal &&
    atMs <= command.startedAtMs &&
    input.text.trim() !== '';
  const at = log.inputs.findLastIndex(isItsLine);
  const typed = log.inputs[at];
  if (typed === undefined) return undefined;
  return { ...log, endedAtMs: typed.atMs, inputs: log.inputs.slice(0, at) };
}

/** What a command line would do. */
export interface Foreseen {
  readonly type: 'whole';
  /** What the terminal would show, from the command line on. */
  readonly output: string;
  /** What would be different after the time, against the world that nothing was typed into. */
  readonly differences: readonly ObjectDifference[];
  /** The same, against the world as it is now. */
  readonly changes: readonly ObjectDifference[];
  readonly commands: readonly CommandRecord[];
}

export interface Question {
  readonly terminal: string;
  readonly line: string;
  /** Virtual time to look ahead. */
  readonly forMs: number;
}

/**
 * Plays `log` in a world of its own, types a line there and looks `forMs` ahead. Nothing of the
 * learner's world changes. Answers the name of a part when one is missing: load it and ask again.
 */
export function foresee(
  source: LessonSource,
  log: SessionLog,
  { terminal, line, forMs }: Question,
  parts: Parts,
): Foreseen | { readonly type: 'missing'; readonly part: string } {
  const without = replaySession(source, log, parts);
  if (without.type === 'missing') return without;
  const withIt = replaySession(source, log, parts);
  if (withIt.type === 'missing') return withIt;
  const { session } = withIt;
  const startedAtMs = session.nowMs();
  const from = session.output(terminal).length;
  const ranBefore = session.commands().length;
  session.input({ type: 'line', terminal, text: line });
  session.advance(forMs);
  const part = session.missingPart();
  if (part !== undefined) return { type: 'missing', part };
  without.session.advance(forMs);
  return {
    type: 'whole',
    output: session.output(terminal).slice(from),
    differences: compareViews(without.session.view, session.view),
    changes: compareViews(pastView(session.view.changes(), startedAtMs), session.view),
    commands: session.commands().slice(ranBefore),
  };
}
