import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { nodes } from '../api/index.ts';
import type { Session } from '../lesson/index.ts';
import { LIMITS } from '../limits.ts';
import { emptyLesson } from './empty-lesson.ts';
import { beginSession, createSession, type LessonSource } from './session.ts';

const TERMINAL = '1';
const SOURCE = emptyLesson(1, false, {});

function openSession() {
  const session = createSession(SOURCE, 1, ALL_PARTS);
  session.input({ type: 'open', terminal: TERMINAL });
  session.advance(100);
  const type = (text: string): void => {
    session.input({ type: 'line', terminal: TERMINAL, text });
    session.advance(1000);
  };
  return { session, type };
}

test('output is read on from where it was read to, also when the older part is gone', () => {
  const { session, type } = openSession();
  type('echo one');
  const first = session.outputSince(TERMINAL, 0);
  expect(first).toEqual({ start: 0, text: session.output(TERMINAL) });
  const seen = first.text.length;
  expect(session.outputSince(TERMINAL, seen)).toEqual({ start: seen, text: '' });
  type('echo two');
  expect(session.outputSince(TERMINAL, seen).text).toMatch(/\$ echo two\ntwo\n$/);

  type(`printf '%0${LIMITS.scrollbackCharacters * 2}d\\n' 7`);
  const rest = session.outputSince(TERMINAL, seen);
  expect(rest.start).toBeGreaterThan(seen);
  expect(rest.text).toMatch(/7\n$/);
  expect(session.outputSince(TERMINAL, rest.start + rest.text.length).text).toBe('');
});

test('Ctrl-C shows the half line that it drops', () => {
  const { session, type } = openSession();
  session.input({ type: 'interrupt', terminal: TERMINAL, typed: 'kubectl del' });
  session.advance(100);
  type('echo $?');
  expect(session.output(TERMINAL)).toMatch(/\$ kubectl del\^C\n.*\$ echo \$\?\n130\n$/);
});

const withCluster = (cluster: Partial<LessonSource['lesson']['cluster']>): LessonSource => ({
  ...SOURCE,
  lesson: { ...SOURCE.lesson, cluster: { ...SOURCE.lesson.cluster, ...cluster } },
});

/** Starts with no part and brings each as it is missed, as a page does. */
function startLate(source: LessonSource, isEnough = () => false) {
  const parts = new Map<string, unknown>();
  const missed: string[] = [];
  const bringPart = (name: string): void => {
    missed.push(name);
    parts.set(name, ALL_PARTS.get(name));
  };
  const bring = ({ missingPart }: Session): boolean => {
    const name = missingPart();
    if (name !== undefined) bringPart(name);
    return name !== undefined;
  };
  const start = beginSession(source, 1, parts);
  let breaks = 0;
  const begin = (): Session => {
    for (;;) {
      const step = start.goOn(isEnough);
      if (step === 'more') breaks += 1;
      else if ('made' in step) return step.made;
      else bringPart(step.part);
    }
  };
  const session = begin();
  const advance = (ms: number): void => {
    const untilMs = session.nowMs() + ms;
    for (session.advance(ms); bring(session); ) session.advance(untilMs - session.nowMs());
  };
  return { session, missed, breaks, advance };
}

const historyOf = ({ view }: Session): string =>
  JSON.stringify(view.changes().map(({ rv, type, object }) => ({ rv, type, object })));

test('the objects of a lesson wait for the part that reads them', () => {
  const metadata = { name: 'given', namespace: 'default' };
  const source = withCluster({ objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata }] });
  const whole = createSession(source, 1, ALL_PARTS);
  const { session, missed } = startLate(source);
  expect(missed).toContain('requests');
  expect(historyOf(session)).toContain('"given"');
  expect(historyOf(session)).toBe(historyOf(whole));
});

test('a lesson that goes on from another begins alike, with breaks anywhere and parts late', () => {
  const files = { 'web.txt': 'web' };
  const script =
    'kubectl create deployment $(cat web.txt) --image=nginx --replicas=3; sleep 3; echo $RANDOM > r';
  const source: LessonSource = {
    ...SOURCE,
    start: [
      { files, script },
      { files: {}, script: 'kubectl rollout status deployment web' },
    ],
  };
  const whole = createSession(source, 1, ALL_PARTS);
  for (const tasks of [1, 3, 50]) {
    let left = tasks;
    const late = startLate(source, () => {
      left = left === 0 ? tasks : left - 1;
      return left === 0;
    });
    expect(late.breaks).toBeGreaterThan(25 / tasks);
    expect(late.missed).toContain('controllers');
    late.advance(20_000);
    expect(late.session.beganAtMs).toBe(whole.beganAtMs);
    if (tasks === 1) whole.advance(20_000);
    expect(historyOf(late.session)).toBe(historyOf(whole));
  }
});

test('a node that is lost before any request is lost alike, however late the parts come', () => {
  const source = withCluster({ nodes: 2 });
  const whole = createSession(source, 1, ALL_PARTS);
  const late = startLate(source);
  expect(late.missed).toEqual([]);
  for (const [session, advance] of [
    [whole, whole.advance],
    [late.session, late.advance],
  ] as const) {
    session.input({ type: 'open', terminal: TERMINAL });
    advance(100);
    const [, node] = session.view.list(nodes, '');
    const text = `ssh ${node?.metadata.name} poweroff`;
    session.input({ type: 'line', terminal: TERMINAL, text });
    advance(400_000);
  }
  expect(historyOf(late.session)).toContain('node.kubernetes.io/unreachable');
  expect(historyOf(late.session)).toBe(historyOf(whole));
});
