import { expect, test } from 'vitest';
import type { SessionLog } from '../../sim/lesson/index.ts';
import { browserShelf, memoryShelf } from './keep.ts';
import { createSessionStore } from './store.ts';

const log: SessionLog = {
  engine: '1',
  lesson: 'a/b',
  seed: 7,
  endedAtMs: 1234,
  inputs: [{ atMs: 0, input: { type: 'line', terminal: '1', text: 'ls' } }],
};
const kept = { log, digest: 'abc' };

test('a session comes back as it was saved', async () => {
  const store = createSessionStore(memoryShelf());
  expect(await store.load('a/b')).toEqual({ type: 'none' });
  await store.claim('a/b', 'me');
  expect(await store.save('a/b', 'me', kept)).toBe(true);
  expect(await store.load('a/b')).toEqual({ type: 'log', ...kept });
});

test('only who has claimed the lesson last saves it', async () => {
  const store = createSessionStore(memoryShelf());
  await store.claim('a/b', 'first');
  await store.save('a/b', 'first', kept);
  await store.claim('a/b', 'second');
  expect(await store.save('a/b', 'first', { log: { ...log, seed: 8 }, digest: '' })).toBe(false);
  expect(await store.load('a/b')).toEqual({ type: 'log', ...kept });
});

test('a claim for which there was no room is made with the first session that is saved', async () => {
  const shelf = memoryShelf();
  await createSessionStore(shelf).claim('a/b', 'first');
  let isFull = true;
  const set: typeof shelf.set = (key, value) =>
    isFull ? Promise.reject(new Error('full')) : shelf.set(key, value);
  const store = createSessionStore({ ...shelf, set });
  await expect(store.claim('a/b', 'me')).rejects.toThrow('full');
  await expect(store.save('a/b', 'me', kept)).rejects.toThrow('full');
  isFull = false;
  expect(await store.save('a/b', 'me', kept)).toBe(true);
  expect(await store.load('a/b')).toEqual({ type: 'log', ...kept });
});

test('a session of the form before is read', async () => {
  const shelf = memoryShelf();
  await shelf.set('session:a/b', { format: 2, log });
  expect(await createSessionStore(shelf).load('a/b')).toEqual({ type: 'log', log, digest: '' });
});

test('what cannot be read is said to be so, never thrown', async () => {
  const shelf = memoryShelf();
  const store = createSessionStore(shelf);
  const broken = [
    null,
    'text',
    { format: 99, log },
    { format: 2 },
    { format: 3, log },
    { format: 2, log: { ...log, lesson: 'other' } },
    { format: 2, log: { ...log, inputs: [null] } },
    { format: 2, log: { ...log, inputs: [{ atMs: 0, input: { type: 'line', terminal: '1' } }] } },
  ];
  for (const value of broken) {
    await shelf.set('session:a/b', value);
    expect(await store.load('a/b')).toEqual({ type: 'unreadable', value });
  }
});

test('what is put aside stays, each once, up to a bound', async () => {
  const store = createSessionStore(memoryShelf());
  for (const value of [1, 1, 2, 3, 4, 5, 6]) await store.setAside('a/b', value);
  expect(await store.aside('a/b')).toEqual([2, 3, 4, 5, 6]);
});

test('progress is kept apart from the session', async () => {
  const store = createSessionStore(memoryShelf());
  const progress = { met: 2, total: 4, isDone: false, visitedEpochMs: 5, assisted: 0 };
  await store.saveProgress('a/b', progress);
  expect(await store.progress('a/b')).toEqual(progress);
  expect(await store.progress('a/c')).toBeUndefined();
});

test('branches come back, and only who has the lesson saves them', async () => {
  const shelf = memoryShelf();
  const store = createSessionStore(shelf);
  const branches = [{ number: 1, log }];
  expect(await store.branches('a/b')).toEqual([]);
  await store.claim('a/b', 'me');
  expect(await store.saveBranches('a/b', 'other', branches)).toBe(false);
  expect(await store.saveBranches('a/b', 'me', branches)).toBe(true);
  expect(await store.branches('a/b')).toEqual(branches);
  expect(await store.lessons()).toEqual(['a/b']);
  await shelf.set('branches:a/b', 'something else');
  expect(await store.branches('a/b')).toEqual([]);
});

test('a browser without IndexedDB keeps nothing, and says why', async () => {
  await expect(browserShelf().get('a')).rejects.toThrow('no IndexedDB');
});
