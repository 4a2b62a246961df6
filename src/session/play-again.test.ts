import { afterEach, expect, test, vi } from 'vitest';
import { ALL_PARTS } from '../../sim/all-parts.ts';
import { emptyLesson } from '../../sim/cluster/empty-lesson.ts';
import { createSession } from '../../sim/index.ts';
import type { PartLoader } from './parts.ts';
import { playAgain, type ReplayWatcher } from './play-again.ts';

const TERMINAL = '1';
const SOURCE = emptyLesson(1, false, {});
const loader: PartLoader = {
  parts: ALL_PARTS,
  load: () => Promise.reject(new Error('all parts are there')),
  loadUsual: () => Promise.resolve(),
  loadAll: () => Promise.resolve(),
};

function logOf(line: string) {
  const session = createSession(SOURCE, 1, ALL_PARTS);
  session.input({ type: 'open', terminal: TERMINAL });
  session.advance(100);
  session.input({ type: 'line', terminal: TERMINAL, text: line });
  session.advance(10_000);
  return { session, log: session.log() };
}

/** A wall clock that moves only when it is read: a machine of one speed. */
function clockWith(msPerLook: number): void {
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    nowMs += msPerLook;
    return nowMs;
  });
}
afterEach(() => vi.restoreAllMocks());

/** Takes down what a watcher is told, and stops the replay after so many stretches. */
function createWitness(most = Number.POSITIVE_INFINITY) {
  const stopping = new AbortController();
  const told: (number | 'long')[] = [];
  const watcher: ReplayWatcher = {
    onLong: () => told.push('long'),
    onProgress(share) {
      told.push(share);
      if (told.length > most) stopping.abort();
    },
    stopped: stopping.signal,
  };
  return { told, watcher };
}

test('a long replay leaves the page its turns, and comes out the same', async () => {
  const { session, log } = logOf('for i in $(seq 9000); do echo $i; done');
  clockWith(1);
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns += 1;
    if (!isOver) setTimeout(count);
  };
  count();
  const { told, watcher } = createWitness();
  const again = await playAgain(SOURCE, log, loader, watcher);
  isOver = true;
  expect(told[0]).toBe('long');
  expect(told.filter((one) => one === 'long')).toHaveLength(1);
  const shares = told.slice(1) as number[];
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(Math.max(...shares)).toBeLessThanOrEqual(1);
  // A turn after each stretch, or nearly.
  expect(turns).toBeGreaterThan(shares.length / 2);
  expect(again.output(TERMINAL)).toBe(session.output(TERMINAL));
  expect(again.log()).toEqual(log);
});

test('a short replay is done at once', async () => {
  const { log } = logOf('echo hello');
  clockWith(0.1);
  const { told, watcher } = createWitness();
  await playAgain(SOURCE, log, loader, watcher);
  expect(told).toEqual([]);
});

test('a replay that nobody wants any more ends', async () => {
  const { log } = logOf('for i in $(seq 9000); do echo $i; done');
  clockWith(1);
  const { told, watcher } = createWitness(3);
  await expect(playAgain(SOURCE, log, loader, watcher)).rejects.toThrow('abort');
  expect(told).toHaveLength(4);
});
