import { pastView } from '../../../sim/index.ts';
import { causesOf, lastRvOf, type Session, type TaskState } from '../../../sim/lesson/index.ts';

const refuse = (): never => {
  throw new Error('the past does not move');
};

/** What was met later was open; why is not known then, and what parts it had earned neither. */
const taskThen = (task: TaskState, atMs: number): TaskState =>
  task.metAtMs === undefined || task.metAtMs <= atMs
    ? task
    : { ...task, ok: false, metAtMs: undefined, atRv: undefined, wrongTurns: [] };

/**
 * The session as it was at the end of an instant, for everything that only reads. It takes no
 * input and does not move.
 */
export function pastSession(session: Session, atMs: number): Session {
  const view = pastView(session.view.changes(), atMs);
  const agoMs = session.nowMs() - atMs;
  const epochMs = session.nowEpochMs() - agoMs;
  return {
    ...session,
    view,
    nowMs: () => atMs,
    nowEpochMs: () => epochMs,
    nextAtMs: () => undefined,
    missingPart: () => undefined,
    input: refuse,
    advance: refuse,
    advanceUntil: refuse,
    output: (terminal) => session.outputUntil(terminal, atMs),
    outputSince: (terminal, from) => ({
      start: from,
      text: session.outputUntil(terminal, atMs).slice(from),
    }),
    advice: () => [],
    commands: () => session.commands().filter(({ startedAtMs }) => startedAtMs <= atMs),
    tasks: () => session.tasks().map((task) => taskThen(task, atMs)),
    requests: () => session.requests().filter((request) => request.atMs <= atMs),
    inspection: {
      ...session.inspection,
      ...session.inspection.at(view, { nowMs: () => atMs, epochMs: () => epochMs }),
    },
    causesOf: (uid) => causesOf(view.changes(), lastRvOf(view, uid)),
    onTurn: () => () => undefined,
  };
}
