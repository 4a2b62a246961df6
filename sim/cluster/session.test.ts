import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { LIMITS } from '../limits.ts';
import { createSession, type LessonSource } from './session.ts';

const TERMINAL = '1';
const SOURCE: LessonSource = {
  lesson: {
    id: 'test/empty',
    start: 'fresh',
    cluster: { nodes: 1, hasDefaultStorageClass: false, objects: [] },
    tasks: [],
    predictions: [],
    questions: [],
  },
  files: {},
  start: [],
};

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
