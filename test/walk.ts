import { createHash } from 'node:crypto';
import { ALL_PARTS } from '../sim/all-parts.ts';
import { createSession, type LessonSource, replaySession } from '../sim/index.ts';
import type { Session } from '../sim/lesson/index.ts';

const TERMINAL = 'main';
/** A command of the walk ends within this time. */
const COMMAND_LIMIT_MS = 5 * 60_000;

/** Opens the terminal that `typeLine` types into. */
export function startLesson(source: LessonSource, seed: number): Session {
  const session = createSession(source, seed, ALL_PARTS);
  session.input({ type: 'open', terminal: TERMINAL });
  session.advanceUntil(() => isAtPrompt(session), COMMAND_LIMIT_MS);
  return session;
}

export const isAtPrompt = (session: Session): boolean => {
  const state = session.terminalState(TERMINAL);
  // A shell has lines of its own to bring back; other programs name whose they are.
  return state.type === 'line' && typeof state.request.history !== 'string';
};

/** Types one line and waits until the prompt is back. */
export function typeLine(session: Session, text: string): string {
  const before = session.output(TERMINAL).length;
  session.input({ type: 'line', terminal: TERMINAL, text });
  session.advanceUntil(() => isAtPrompt(session), COMMAND_LIMIT_MS);
  return session.output(TERMINAL).slice(before);
}

/** A fingerprint of everything that can be seen: the history of the cluster and the terminal. */
export function stateHash(session: Session): string {
  const hash = createHash('sha256');
  for (const { rv, atMs, type, object } of session.view.changes()) {
    hash.update(`${rv} ${atMs} ${type} ${JSON.stringify(object)}\n`);
  }
  hash.update(session.output(TERMINAL));
  return hash.digest('hex');
}

/** The same session once more, from its log alone. */
export function replay(source: LessonSource, session: Session): Session {
  const replayed = replaySession(source, session.log(), ALL_PARTS);
  if (replayed.type === 'missing') throw new Error(`part ${replayed.part} is missing`);
  return replayed.session;
}
