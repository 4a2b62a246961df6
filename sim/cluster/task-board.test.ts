import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { type Lesson, met, pointsOf, reason, scored, unmet, type World } from '../lesson/index.ts';
import { replaySession } from './replay.ts';
import { createSession, gradeScript, type LessonSource, wordsOf } from './session.ts';

const exists = (world: World, kind: string, name: string | undefined): boolean =>
  world.view.changes().some(({ type, object }) => {
    const isIt = object.metadata.name === name && type === 'ADDED';
    return isIt && object.metadata.uid !== '' && kind === object.kind;
  });
const existsCheck = (kind: string, word: string) => (world: World) =>
  exists(world, kind, world.words[word]) ? met(reason('made')) : unmet(reason('missing'));

const lesson: Lesson = {
  id: 'test/points',
  start: 'fresh',
  cluster: { nodes: 1, hasDefaultStorageClass: false, objects: [] },
  words: (prng) => ({ map: `map-${prng.split('map').below(1000)}`, secret: 'key' }),
  tasks: [
    scored(
      'both',
      [
        { id: 'map', points: 3, check: existsCheck('ConfigMap', 'map') },
        { id: 'secret', points: 2, check: existsCheck('Secret', 'secret') },
      ],
      [],
    ),
  ],
  predictions: [],
  questions: [],
};
const source: LessonSource = { lesson, files: { 'name.txt': '[[map]]' }, start: [] };

test('a learner meets the words of a seed in files, scripts and checks', () => {
  expect(wordsOf(lesson, 1)).not.toEqual(wordsOf(lesson, 2));
  for (const seed of [1, 2]) {
    const { map = '' } = wordsOf(lesson, seed);
    const [file] = createSession(source, seed, ALL_PARTS).homeFiles();
    expect(file?.content).toBe(map);
    const script = 'test "$(cat name.txt)" = [[map]] && kubectl create configmap $(cat name.txt)';
    expect(pointsOf(gradeScript(source, seed, script, ALL_PARTS).tasks)).toEqual({
      earned: 3,
      of: 5,
    });
  }
});

test('a part of a task earns its points, and all parts meet the task', () => {
  const secret = 'kubectl create secret generic key --from-literal=a=b';
  const [task] = gradeScript(source, 1, secret, ALL_PARTS).tasks;
  expect(task?.ok).toBe(false);
  expect(task?.credits.map(({ id, ok }) => [id, ok])).toEqual([
    ['map', false],
    ['secret', true],
  ]);
  const both = `${secret}; kubectl create configmap [[map]]`;
  const [whole] = gradeScript(source, 1, both, ALL_PARTS).tasks;
  expect(whole?.ok).toBe(true);
});

const isThere = ({ view }: World): boolean =>
  view.changes().some(({ type, object: { metadata } }) => {
    const isIt = metadata.name === 'brief' && type !== 'DELETED';
    return isIt && view.byUid(metadata.uid) !== undefined;
  });
const brief: LessonSource = {
  lesson: {
    ...lesson,
    id: 'test/brief',
    words: () => ({}),
    tasks: [
      {
        id: 'there',
        check: (world) => (isThere(world) ? met(reason('made')) : unmet(reason('missing'))),
        wrongTurns: [],
      },
    ],
  },
  files: {},
  start: [],
};

test('a task that was met for a moment is met in every replay, and says since when', () => {
  const session = createSession(brief, 1, ALL_PARTS);
  session.input({ type: 'open', terminal: '1' });
  session.advance(1000);
  const line = 'kubectl create configmap brief; sleep 5; kubectl delete configmap brief';
  session.input({ type: 'line', terminal: '1', text: line });
  session.advance(10_000);
  const [task] = session.tasks();
  expect(task?.ok).toBe(true);
  expect(task?.metAtMs).toBeGreaterThan(1000);
  expect(task?.metAtMs).toBeLessThan(6000 + session.beganAtMs);
  const replay = replaySession(brief, session.log(), ALL_PARTS);
  expect(replay.type === 'whole' && replay.session.tasks()).toEqual([task]);
});
