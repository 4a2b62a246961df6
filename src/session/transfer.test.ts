import { expect, test } from 'vitest';
import type { SessionLog } from '../../sim/lesson/index.ts';
import { memoryShelf } from './keep.ts';
import { createSessionStore, type SessionStore } from './store.ts';
import { exportAll, importAll, readTransfer } from './transfer.ts';

const logOf = (lesson: string, seed: number): SessionLog => ({
  engine: '1',
  lesson,
  seed,
  endedAtMs: 10,
  inputs: [{ atMs: 0, input: { type: 'line', terminal: '1', text: 'ls' } }],
});

interface Filled {
  readonly seed: number;
  readonly visitedEpochMs: number;
  readonly isDone: boolean;
}

async function filled({ seed, visitedEpochMs, isDone }: Filled): Promise<SessionStore> {
  const store = createSessionStore(memoryShelf());
  await store.claim('a/b', 'me');
  await store.save('a/b', 'me', { log: logOf('a/b', seed), digest: 'x' });
  await store.saveBranches('a/b', 'me', [{ number: 1, log: logOf('a/b', seed + 10) }]);
  await store.saveProgress('a/b', { met: 1, total: 2, isDone, visitedEpochMs, assisted: 1 });
  await store.saveAnswers('a/b', { 'question:q': `of ${seed}` });
  return store;
}

async function move(from: SessionStore, to: SessionStore) {
  const read = readTransfer(await exportAll(from));
  if (!read.ok) throw new Error(read.problem.type);
  return importAll(to, read.value, 'import');
}

test('everything comes back in another browser', async () => {
  const from = await filled({ seed: 1, visitedEpochMs: 5, isDone: true });
  await from.setAside('a/b', 'older');
  const to = createSessionStore(memoryShelf());
  expect(await move(from, to)).toEqual({ lessons: 1, sessions: 1, aside: 0 });
  for (const read of ['load', 'branches', 'progress', 'answers', 'aside'] as const) {
    expect(await to[read]('a/b')).toEqual(await from[read]('a/b'));
  }
  expect(await to.lessons()).toEqual(['a/b']);
  expect(await move(from, to)).toEqual({ lessons: 1, sessions: 0, aside: 0 });
});

test('the later session stays and the other is put aside; done stays done', async () => {
  const later = await filled({ seed: 2, visitedEpochMs: 9, isDone: false });
  const to = await filled({ seed: 1, visitedEpochMs: 5, isDone: true });
  expect(await move(later, to)).toEqual({ lessons: 1, sessions: 1, aside: 1 });
  expect(await to.load('a/b')).toMatchObject({ log: { seed: 2 } });
  expect(await to.aside('a/b')).toMatchObject([{ log: { seed: 1 } }]);
  expect(await to.progress('a/b')).toMatchObject({ isDone: true, visitedEpochMs: 9 });
  expect(await to.answers('a/b')).toEqual({ 'question:q': 'of 1' });
  const branches = (await to.branches('a/b')).map(({ number, log }) => [number, log.seed]);
  expect(branches).toEqual([
    [1, 11],
    [2, 12],
  ]);
  // The page that had the lesson open does not save over what was imported.
  expect(await to.save('a/b', 'me', { log: logOf('a/b', 1), digest: '' })).toBe(false);

  const earlier = await filled({ seed: 3, visitedEpochMs: 1, isDone: false });
  expect(await move(earlier, to)).toEqual({ lessons: 1, sessions: 0, aside: 1 });
  expect(await to.load('a/b')).toMatchObject({ log: { seed: 2 } });
});

test.each([
  ['{', 'no-json'],
  ['[]', 'other-file'],
  ['{"type":"ordinal-progress","format":9,"lessons":{}}', 'newer'],
  ['{"type":"ordinal-progress","format":1,"lessons":{"a/b":{"session":1}}}', 'broken'],
  [
    '{"type":"ordinal-progress","format":1,"lessons":{"a/b":{"session":null,"progress":null,"answers":{},"aside":[],"branches":[1]}}}',
    'broken',
  ],
])('the file %s is refused as %s', (text, type) => {
  expect(readTransfer(text)).toMatchObject({ ok: false, problem: { type } });
});

test('a file from before there were branches is read', () => {
  const lesson = { session: null, progress: null, answers: {}, aside: [] };
  const text = JSON.stringify({ type: 'ordinal-progress', format: 1, lessons: { 'a/b': lesson } });
  expect(readTransfer(text)).toMatchObject({ ok: true, value: { 'a/b': { branches: [] } } });
});
