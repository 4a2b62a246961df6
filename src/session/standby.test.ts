import { expect, test, vi } from 'vitest';
import { ALL_PARTS } from '../../sim/all-parts.ts';
import { emptyLesson } from '../../sim/cluster/empty-lesson.ts';
import {
  createSession,
  logBefore,
  logUntil,
  type Replayer,
  replaySession,
} from '../../sim/index.ts';
import type { Session, SessionLog } from '../../sim/lesson/index.ts';
import type { PartLoader } from './parts.ts';
import { finishReplay, UNWATCHED } from './play-again.ts';
import { createStandby, type Standby } from './standby.ts';

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

function follow(session: Session, isWorthIt = true) {
  const { idle, times } = createIdle();
  const standby = createStandby(SOURCE, loader, { isWorthIt: () => isWorthIt, idle });
  standby.follow(session);
  const untilAt = (log: SessionLog) =>
    vi.waitFor(() => expect(standby.isAt(log)).toBe(true), 20_000);
  return { standby, times, untilAt };
}
const taken = (standby: Standby, log: SessionLog): Replayer => {
  const replayer = standby.take(log);
  if (replayer === undefined) throw new Error('one leads there');
  return replayer;
};

test('it stands where the last command was typed, and is what a replay from the start is', async () => {
  const { session, type } = play();
  type('kubectl create deployment web --image=nginx');
  type('for i in $(seq 500); do echo $i; done');
  const { standby, untilAt } = follow(session);
  // It follows to the next command, too.
  type('kubectl scale deployment web --replicas=2');
  const log = undone(session);
  await untilAt(log);
  const again = await finishReplay(taken(standby, log), log, loader, UNWATCHED);
  const whole = replaySession(SOURCE, log, ALL_PARTS);
  if (whole.type === 'missing') throw new Error(whole.part);
  expect(seen(again)).toBe(seen(whole.session));
  standby.stop();
});

test('commands are undone one after the other without a replay from the start', async () => {
  const { session, type } = play();
  for (const line of ['echo one', 'kubectl create configmap two', 'echo three']) type(line);
  const { standby, untilAt } = follow(session);
  const first = undone(session);
  await untilAt(first);
  const [log, commands] = [session.log(), session.commands()];
  const [second, third] = commands
    .slice(0, 2)
    .toReversed()
    .flatMap((command) => logBefore(log, command) ?? []);
  if (second === undefined || third === undefined) throw new Error('they were typed');
  await untilAt(third);
  for (const one of [first, second, third]) {
    const { session: next } = taken(standby, one);
    expect(next.nowMs()).toBe(one.endedAtMs);
    standby.follow(next);
  }
  standby.stop();
});

test('what was undone is come back to, until something else is typed', async () => {
  const { session, type } = play();
  type('echo one');
  type('echo two');
  const { standby, untilAt } = follow(session);
  const whole = session.log();
  const log = undone(session);
  await untilAt(log);
  const { session: before } = taken(standby, log);
  standby.follow(before);
  const again = taken(standby, whole);
  expect(again.session).toBe(session);
  expect(again.goOn(whole, () => false)).toBe('done');
  expect(again.session.log()).toEqual(whole);
  standby.stop();
});

test('it is of no use for an instant before', async () => {
  const { session, type } = play();
  type('echo one');
  const { standby, untilAt } = follow(session);
  await untilAt(undone(session));
  expect(standby.take(logUntil(session.log(), 50))).toBeUndefined();
  standby.stop();
});

test('nothing is played twice that is quickly played', async () => {
  const { session, type } = play();
  type('echo one');
  const { standby, times } = follow(session, false);
  await vi.waitFor(() => expect(times()).toBeGreaterThan(0));
  expect(standby.take(undone(session))).toBeUndefined();
  standby.stop();
});
