import { expect, test, vi } from 'vitest';
import { ALL_PARTS } from '../../sim/all-parts.ts';
import { emptyLesson } from '../../sim/cluster/empty-lesson.ts';
import { createSession, logBefore, logUntil, replaySession } from '../../sim/index.ts';
import type { Session } from '../../sim/lesson/index.ts';
import type { PartLoader } from './parts.ts';
import { finishReplay, UNWATCHED } from './play-again.ts';
import { createStandby } from './standby.ts';

const TERMINAL = '1';
const SOURCE = emptyLesson(1, false, {});
const loader: PartLoader = {
  parts: ALL_PARTS,
  load: () => Promise.reject(new Error('all parts are there')),
  loadUsual: () => Promise.resolve(),
  loadAll: () => Promise.resolve(),
};

function play() {
  const session = createSession(SOURCE, 1, ALL_PARTS);
  session.input({ type: 'open', terminal: TERMINAL });
  session.advance(100);
  const type = (text: string): void => {
    session.input({ type: 'line', terminal: TERMINAL, text });
    session.advance(20_000);
    // Until what comes next is a while away: the world rests.
    while ((session.nextAtMs() ?? 0) - session.nowMs() < 500) session.advance(100);
  };
  return { session, type };
}

function undone(session: Session) {
  const last = session.commands().at(-1);
  const log = last === undefined ? undefined : logBefore(session.log(), last);
  if (log === undefined) throw new Error('there is a command to undo');
  return log;
}

/** Counts the times that the page was idle, and gives each the next turn. */
function createIdle() {
  let times = 0;
  return {
    times: () => times,
    async idle() {
      times += 1;
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
  };
}

const seen = (session: Session): string =>
  JSON.stringify([session.view.changes(), session.output(TERMINAL), session.log()]);

test('it stands where the last command was typed, and is what a replay from the start is', async () => {
  const { session, type } = play();
  type('kubectl create deployment web --image=nginx');
  type('for i in $(seq 500); do echo $i; done');
  const { idle } = createIdle();
  const standby = createStandby(SOURCE, session, loader, { isWorthIt: () => true, idle });
  // It follows to the next command, too.
  type('kubectl scale deployment web --replicas=2');
  const log = undone(session);
  await vi.waitFor(() => expect(standby.reachedMs()).toBe(log.endedAtMs), 20_000);
  const replayer = standby.take(log);
  if (replayer === undefined) throw new Error('it leads there');
  const again = await finishReplay(replayer, log, loader, UNWATCHED);
  const whole = replaySession(SOURCE, log, ALL_PARTS);
  if (whole.type === 'missing') throw new Error(whole.part);
  expect(seen(again)).toBe(seen(whole.session));
});

test('it is of no use for an instant before', async () => {
  const { session, type } = play();
  type('echo one');
  type('echo two');
  const { idle } = createIdle();
  const standby = createStandby(SOURCE, session, loader, { isWorthIt: () => true, idle });
  const log = undone(session);
  await vi.waitFor(() => expect(standby.reachedMs()).toBe(log.endedAtMs), 20_000);
  expect(standby.take(logUntil(session.log(), 2_500))).toBeUndefined();
});

test('nothing is played twice that is quickly played', async () => {
  const { session, type } = play();
  type('echo one');
  const { idle, times } = createIdle();
  const standby = createStandby(SOURCE, session, loader, { isWorthIt: () => false, idle });
  await vi.waitFor(() => expect(times()).toBeGreaterThan(0));
  expect(standby.take(undone(session))).toBeUndefined();
});
