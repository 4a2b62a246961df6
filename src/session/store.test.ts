import { expect, test } from 'vitest';
import type { SessionLog } from '../../sim/lesson/index.ts';
import { memoryShelf } from './keep.ts';
import { createSessionStore } from './store.ts';

const log: SessionLog = {
  engine: '1',
  lesson: 'a/b',
  seed: 7,
  endedAtMs: 1234,
  inputs: [{ atMs: 0, input: { type: 'line', terminal: '1', text: 'ls' } }],
};

test('a session comes back as it was saved', async () => {
  const store = createSessionStore(memoryShelf());
  expect(await store.load('a/b')).toEqual({ type: 'none' });
  await store.save('a/b', log);
  expect(await store.load('a/b')).toEqual({ type: 'log', log });
  await store.forget('a/b');
  expect(await store.load('a/b')).toEqual({ type: 'none' });
});

test('what cannot be read is said to be so, never thrown', async () => {
  const shelf = memoryShelf();
  const store = createSessionStore(shelf);
  const broken = [
    null,
    'text',
    { format: 99, log },
    { format: 2 },
    { format: 2, log: { ...log, lesson: 'other' } },
    { format: 2, log: { ...log, inputs: [null] } },
  ];
  for (const value of broken) {
    await shelf.set('session:a/b', value);
    expect(await store.load('a/b')).toEqual({ type: 'unreadable', value });
  }
});

test('progress is kept apart from the session', async () => {
  const store = createSessionStore(memoryShelf());
  const progress = { met: 2, total: 4, isDone: false, visitedEpochMs: 5 };
  await store.saveProgress('a/b', progress);
  await store.forget('a/b');
  expect(await store.progress('a/b')).toEqual(progress);
  expect(await store.progress('a/c')).toBeUndefined();
});
