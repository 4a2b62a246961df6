import type { LessonSource } from '../../sim/index.ts';
import type { PredictionState, Session } from '../../sim/lesson/index.ts';

/** Time in which a terminal that was opened has its prompt. */
const OPENING_MS = 1000;

/** What came of it when a part of the simulator is missing: load it and ask again. */
export interface Missing {
  readonly type: 'missing';
  readonly part: string;
}

/** Types a line into a terminal and lets the world go on until its prompt is back. */
export function runLine(session: Session, terminal: string, line: string, limitMs: number): void {
  const isAsked = (): boolean =>
    session.terminalState(terminal).type === 'line' || session.missingPart() !== undefined;
  session.advanceUntil(isAsked, OPENING_MS);
  for (const text of line.split('\n')) {
    session.input({ type: 'line', terminal, text });
    session.advanceUntil(isAsked, limitMs);
  }
}

/** What came of a prediction in a copy of the cluster. */
export interface PlayedOut {
  readonly type: 'whole';
  readonly state: PredictionState;
  /** When the first line was typed. */
  readonly startedAtMs: number;
  /** What its terminal shows. */
  readonly output: string;
}

/**
 * Plays the lines of a prediction in `session`, a copy of the learner's, until it is decided.
 * Answers `impossible` when the cluster is not where the question is about, and the name of a part
 * when one is missing: load it and ask again with another copy.
 */
export function playOut(
  { lesson }: LessonSource,
  session: Session,
  id: string,
): PlayedOut | Missing | { readonly type: 'impossible' } {
  const prediction = lesson.predictions.find((one) => one.id === id);
  const read = (): PredictionState | undefined =>
    session.predictions().find((state) => state.id === id);
  if (prediction === undefined || 'choices' in prediction || read()?.canPlayOut !== true) {
    return { type: 'impossible' };
  }
  const { lines, forMs } = prediction.playOut;
  const terminal = `play-out-${id}`;
  const startedAtMs = session.nowMs();
  session.input({ type: 'open', terminal });
  for (const line of lines) runLine(session, terminal, line, forMs);
  session.advanceUntil(
    () => session.missingPart() !== undefined || read()?.outcome !== undefined,
    forMs,
  );
  const part = session.missingPart();
  if (part !== undefined) return { type: 'missing', part };
  return {
    type: 'whole',
    state: read() as PredictionState,
    startedAtMs,
    output: session.output(terminal),
  };
}
