import { expect, test } from 'vitest';
import { ALL_PARTS } from '../../../sim/all-parts.ts';
import { emptyLesson } from '../../../sim/cluster/empty-lesson.ts';
import { createSession, logUntil, replaySession } from '../../../sim/index.ts';
import type { Session, SessionLog } from '../../../sim/lesson/index.ts';
import { undoLast } from '../../session/engine.ts';
import { createTrail } from './trail.ts';

const TERMINAL = '1';
const SOURCE = emptyLesson(1, false, {});

function begin(): Session {
  const session = createSession(SOURCE, 1, ALL_PARTS);
  session.input({ type: 'open', terminal: TERMINAL });
  session.advance(100);
  return session;
}
function type(session: Session, text: string): void {
  session.input({ type: 'line', terminal: TERMINAL, text });
  session.advance(3000);
}
function again(log: SessionLog): Session {
  const replay = replaySession(SOURCE, log, ALL_PARTS);
  if (replay.type === 'missing') throw new Error(replay.part);
  return replay.session;
}
const seen = (session: Session): string =>
  JSON.stringify([session.nowMs(), session.view.changes(), session.output(TERMINAL)]);
const undo = (session: Session): Session => again(undoLast(session) as SessionLog);
const numbers = (branches: readonly { readonly number: number }[]): number[] =>
  branches.map(({ number }) => number);

test('a branch that was left is entered as it was, and what is left for it is kept', () => {
  const trail = createTrail();
  const first = begin();
  type(first, 'kubectl create configmap one');
  const forkMs = first.nowMs();
  first.advance(1);
  type(first, 'kubectl create deployment web --image=nginx');
  expect(trail.leave(first.log())?.number).toBe(1);

  const second = again(logUntil(first.log(), forkMs));
  type(second, 'kubectl create configmap two');
  const [branch] = trail.leftBy(second.log());
  if (branch === undefined) throw new Error('the first was left');
  const entered = again(branch.log);
  expect(seen(entered)).toBe(seen(first));
  expect(trail.leave(second.log())?.number).toBe(2);
  expect(numbers(trail.leftBy(entered.log()))).toEqual([2]);

  // It goes on, and back again, and neither is lost.
  type(entered, 'kubectl scale deployment web --replicas=2');
  expect(trail.leave(entered.log())?.number).toBe(3);
  expect(numbers(trail.branches())).toEqual([2, 3]);
  const back = again(trail.branches()[0]?.log as SessionLog);
  expect(seen(back)).toBe(seen(second));
  expect(numbers(trail.leftBy(back.log()))).toEqual([3]);
});

test('commands that were undone are one branch, also when something else is typed then', () => {
  const trail = createTrail();
  const whole = begin();
  for (const text of ['echo one', 'echo two', 'echo three']) type(whole, text);
  trail.leave(whole.log());
  const without = undo(whole);
  without.advance(700);
  expect(trail.leave(without.log())).toBeUndefined();
  const other = undo(without);
  expect(numbers(trail.leftBy(other.log()))).toEqual([1]);
  type(other, 'echo other');
  expect(trail.leftBy(other.log()).map(({ log }) => log)).toEqual([whole.log()]);
  expect(trail.leave(other.log())?.number).toBe(2);
});

test('what was done again to its end is not left', () => {
  const trail = createTrail();
  const whole = begin();
  type(whole, 'echo one');
  trail.leave(whole.log());
  const undone = undo(whole);
  expect(numbers(trail.leftBy(undone.log()))).toEqual([1]);
  const redone = again(whole.log());
  expect(trail.leftBy(redone.log())).toEqual([]);
  expect(numbers(trail.leftBy(logUntil(whole.log(), whole.nowMs() - 1)))).toEqual([1]);
  type(redone, 'echo two');
  expect(trail.leftBy(redone.log())).toEqual([]);
});

test('sizes of terminals make no other branch', () => {
  const trail = createTrail();
  const whole = begin();
  type(whole, 'echo one');
  trail.leave(whole.log());
  const undone = undo(whole);
  undone.input({ type: 'resize', terminal: TERMINAL, columns: 80, rows: 24 });
  expect(trail.leave(undone.log())).toBeUndefined();
});
