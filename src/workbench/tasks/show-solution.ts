import { fill } from '../../i18n/index.ts';
import { isReady, planSolution, SETTLE_LIMIT_MS } from '../../session/engine.ts';
import { loadSolution } from '../../session/load-solution.ts';
import { announce, byId } from '../dom.ts';
import type { Play } from '../play.ts';

/** Wall time to read what a command printed, before the next one is typed. */
const READING_MS = 1500;
const NOTICE = 'showing';

/** Resolves when `isDone()` at the end of a frame, or when `signal` is aborted. */
const untilFrame = (play: Play, isDone: () => boolean, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      endFrames();
      resolve();
    };
    const endFrames = play.onFrame(() => {
      if (isDone()) end();
    });
    signal.addEventListener('abort', end, { once: true });
  });

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Ends a demonstration: by a button, by Escape, or by a key in the terminal. */
function watchForStop(stopped: AbortController): void {
  const { signal } = stopped;
  const onKey = (event: KeyboardEvent): void => {
    const isInTerminal =
      event.target instanceof Node && byId('terminal-pane').contains(event.target);
    const isModifier = ['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(event.key);
    if (event.key !== 'Escape' && (!isInTerminal || isModifier)) return;
    if (event.target instanceof Element && event.target.closest('.notice') !== null) return;
    stopped.abort();
  };
  addEventListener('keydown', onKey, { capture: true, signal });
}

/** Types one command and waits until it has ended and its output can be read. */
async function demonstrate(play: Play, command: string, signal: AbortSignal): Promise<void> {
  const { session, terminal } = play;
  const id = terminal.active();
  const ran = session.commands().length;
  const isOver = (): boolean =>
    session.commands().length > ran && session.terminalState(id).type === 'line';
  // A cluster that stands still would never come to the end of a command.
  play.pacer.setPaused(false);
  const stopTyping = terminal.demonstrate(command);
  await untilFrame(play, isOver, signal);
  if (signal.aborted) stopTyping();
  else await pause(READING_MS, signal);
}

/** Waits until the task is met, or the cluster is at rest, as the plan did. */
function settle(play: Play, isMet: () => boolean, signal: AbortSignal): Promise<void> {
  const { session } = play;
  const untilMs = session.nowMs() + SETTLE_LIMIT_MS;
  const isAtRest = (): boolean => isMet() || isReady(session) || session.nowMs() >= untilMs;
  return untilFrame(play, isAtRest, signal);
}

/**
 * Shows how a task is done from where the learner is: types the commands of the solution into the
 * terminal, one after the other, and marks the task as assisted.
 */
export async function showSolution(play: Play, task: string): Promise<void> {
  const { session, notices, terminal, language } = play;
  const t = language.texts.tasks;
  const tell = (text: string, label: string, run: () => void): void => {
    notices.show(NOTICE, { text, preview: '', actions: [{ label, isPrimary: false, run }] });
  };
  const dismiss = language.texts.saved.dismiss;
  play.look.set(undefined);
  if (session.terminalState(terminal.active()).type !== 'line') {
    tell(t.busyTerminal, dismiss, () => {});
    return;
  }
  const stopped = new AbortController();
  tell(t.planning, t.stopShowing, () => stopped.abort());
  const steps = await loadSolution(play.data, session.words);
  const wanted = { task, terminal: terminal.active(), steps };
  const plan = await planSolution(play.source, session.log(), wanted, play.loader);
  if (stopped.signal.aborted) return;
  if (plan === undefined) {
    tell(t.noWay, language.texts.time.resetConfirm, play.reset);
    return;
  }
  play.input({ type: 'assisted', task });
  watchForStop(stopped);
  const isMet = (): boolean => session.tasks().some(({ id, ok }) => id === task && ok);
  for (const [at, command] of plan.entries()) {
    if (stopped.signal.aborted || isMet()) break;
    tell(fill(t.showing, { at: at + 1, of: plan.length }), t.stopShowing, () => stopped.abort());
    await demonstrate(play, command, stopped.signal);
    if (!stopped.signal.aborted) await settle(play, isMet, stopped.signal);
  }
  if (stopped.signal.aborted) announce(t.shownStopped);
  stopped.abort();
  notices.hide(NOTICE);
}
