import { expect, test } from 'vitest';
import { type LessonFolder, readFolder, readLessons } from '../src/cli/lesson-source.ts';
import { isAtPrompt, replay, startLesson, stateHash, typeLine } from './walk.ts';

const [folder] = await readLessons();
const { source, directory } = folder as LessonFolder;
const steps = (readFolder(directory)['solution.sh'] ?? '')
  .split('\n')
  .filter((line) => line !== '');

test('the same seed and inputs give the same session, byte for byte', () => {
  const play = (seed: number): string => {
    const session = startLesson(source, seed);
    for (const step of steps) typeLine(session, step);
    expect(stateHash(replay(source, session))).toBe(stateHash(session));
    return stateHash(session);
  };
  expect(play(7)).toBe(play(7));
  expect(play(7)).not.toBe(play(8));
});

test('a session comes back from its log, in mid-rollout too', () => {
  const session = startLesson(source, 3);
  for (const step of steps.slice(0, 4)) typeLine(session, step);
  session.input({ type: 'line', terminal: 'main', text: 'kubectl get pods -n mysql -w' });
  session.advance(2_345);
  expect(isAtPrompt(session)).toBe(false);
  const again = replay(source, session);
  expect(stateHash(again)).toBe(stateHash(session));
  expect(again.nowMs()).toBe(session.nowMs());
  expect(again.tasks()).toEqual(session.tasks());
  for (const each of [session, again]) {
    each.input({ type: 'interrupt', terminal: 'main', typed: 'sle' });
    each.advance(20_000);
  }
  expect(isAtPrompt(again)).toBe(true);
  expect(stateHash(again)).toBe(stateHash(session));
});
