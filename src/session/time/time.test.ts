import { expect, test } from 'vitest';
import { ALL_PARTS } from '../../../sim/all-parts.ts';
import { statefulSets } from '../../../sim/api/index.ts';
import { emptyLesson } from '../../../sim/cluster/empty-lesson.ts';
import { createSession } from '../../../sim/index.ts';
import { met, reason, unmet, type World } from '../../../sim/lesson/index.ts';
import { createMarks } from './marks.ts';
import { pastSession } from './past-session.ts';
import {
  AT_REST_MS,
  advanceUntilReady,
  stepToNextChange,
  unreadyPod,
  waitedFor,
} from './stepping.ts';
import { isContinuedBy, undoLast } from './undo.ts';

const TERMINAL = '1';
const MANIFEST = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: 'nginx:1.25'}]}
`;
const SOURCE = emptyLesson(1, false, { 'web.yaml': MANIFEST });

function play(source = SOURCE) {
  const session = createSession(source, 1, ALL_PARTS);
  session.input({ type: 'open', terminal: TERMINAL });
  session.advance(100);
  const type = (text: string): void => {
    session.input({ type: 'line', terminal: TERMINAL, text });
    session.advance(1000);
  };
  return { session, type };
}

test('a session of the past shows that instant and takes nothing', () => {
  const { session, type } = play();
  type('kubectl apply -f web.yaml');
  const atMs = session.nowMs();
  session.advance(1);
  type('kubectl scale sts web --replicas=5');
  const past = pastSession(session, atMs);
  expect(past.view.get(statefulSets, 'default', 'web')?.spec.replicas).toBe(2);
  expect(past.nowMs()).toBe(atMs);
  expect(past.nowEpochMs()).toBe(session.nowEpochMs() - (session.nowMs() - atMs));
  expect(past.commands()).toHaveLength(1);
  expect(past.output(TERMINAL)).not.toContain('--replicas=5');
  expect(() => past.advance(1)).toThrow('the past does not move');
});

test('a task that was met later is open in the past', () => {
  const isMade = ({ view }: World) =>
    view.get(statefulSets, 'default', 'web') === undefined
      ? unmet(reason('missing'))
      : met(reason('made'));
  const tasks = [{ id: 'web', check: isMade, wrongTurns: [] }];
  const lesson = { ...SOURCE.lesson, tasks };
  const { session, type } = play({ ...SOURCE, lesson });
  const atMs = session.nowMs();
  session.advance(1);
  type('kubectl apply -f web.yaml');
  expect(session.tasks()[0]?.ok).toBe(true);
  expect(pastSession(session, atMs).tasks()[0]).toMatchObject({ ok: false, metAtMs: undefined });
  expect(pastSession(session, session.nowMs()).tasks()).toEqual(session.tasks());
});

test('time steps to the next change, and on until everything is ready', () => {
  const { session, type } = play();
  type('kubectl apply -f web.yaml');
  const rv = session.view.resourceVersion();
  expect(stepToNextChange(session)).toBe(true);
  expect(session.view.resourceVersion()).toBeGreaterThan(rv);
  expect(advanceUntilReady(session)).toBe('ready');
  expect(session.view.get(statefulSets, 'default', 'web')?.status?.readyReplicas).toBe(2);
});

test('a wait for everything ends early when nothing changes any more', () => {
  const { session, type } = play();
  type('kubectl run late --image=nginx --overrides=\'{"spec":{"nodeSelector":{"disk":"fast"}}}\'');
  const atMs = session.nowMs();
  expect(advanceUntilReady(session)).toBe('at rest');
  expect(session.nowMs() - atMs).toBeLessThan(2 * AT_REST_MS);
  expect(session.view.byUid(unreadyPod(session))?.object.metadata.name).toBe('late');
  expect(waitedFor(session)).toEqual([unreadyPod(session)]);
});

test('the timeline has commands, rollouts and warnings', () => {
  const { session, type } = play();
  const marksNow = createMarks(session);
  type('kubectl apply -f web.yaml');
  advanceUntilReady(session);
  expect(marksNow()).toHaveLength(1);
  expect(marksNow()).toBe(marksNow());
  type('kubectl get nothing');
  type('kubectl set image sts/web web=nginx:no-such-tag');
  session.advance(30_000);
  const marks = marksNow();
  expect(marks.filter(({ type }) => type === 'command').map(({ isBad }) => isBad)).toEqual([
    false,
    true,
    false,
  ]);
  expect(marks.filter(({ type }) => type === 'rollout')).toHaveLength(1);
  expect(marks.some(({ type, text }) => type === 'event' && text === 'Failed Pod/web-1')).toBe(
    true,
  );
});

test('a command that the learner ended has not failed', () => {
  const { session, type } = play();
  type('kubectl get pods -w');
  session.input({ type: 'interrupt', terminal: TERMINAL, typed: '' });
  session.advance(1000);
  type('kubectl get nothing');
  const marks = createMarks(session)().filter((mark) => mark.type === 'command');
  expect(marks.map(({ isBad }) => isBad)).toEqual([false, true]);
});

test('an undone command can be done again until something else is typed', () => {
  const { session, type } = play();
  type('kubectl apply -f web.yaml');
  const whole = session.log();
  const undone = undoLast(session);
  if (undone === undefined) throw new Error('there is a command to undo');
  const { session: again, type: typeAgain } = play();
  expect(undone.inputs).toHaveLength(1);
  expect(isContinuedBy(again, whole)).toBe(true);
  typeAgain('kubectl get pods');
  expect(isContinuedBy(again, whole)).toBe(false);
});
