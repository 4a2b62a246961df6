import { type LessonFolder, readFolder, readLessons } from '../../src/cli/lesson-source.ts';
import { replay, startLesson, stateHash, typeLine } from '../walk.ts';
import type { Benchmark } from './measure.ts';

const [folder] = await readLessons();
const { source, directory } = folder as LessonFolder;
const steps = (readFolder(directory)['solution.sh'] ?? '')
  .split('\n')
  .filter((line) => line !== '');

/** The whole of the first lesson, played once. */
function playLesson() {
  const session = startLesson(source, 1);
  for (const step of steps) typeLine(session, step);
  return session;
}

export const REPLAY: Benchmark = {
  name: "session: replay of a whole lesson's log",
  goalMs: 20,
  prepare: () => {
    const session = playLesson();
    return () => {
      replay(source, session);
    };
  },
};

/** How many different states `times` replays of one log end in, and that state's hash. */
export function replayHashes(times: number): { readonly states: number; readonly hash: string } {
  const session = playLesson();
  const hashes = new Set([stateHash(session)]);
  for (let i = 0; i < times; i++) hashes.add(stateHash(replay(source, session)));
  return { states: hashes.size, hash: [...hashes][0] ?? '' };
}

/** Virtual events (changes of the cluster) that one second of wall time holds, on the lesson. */
export function eventsPerSecond(): number {
  const startedAt = performance.now();
  let changes = 0;
  for (let i = 0; i < 20; i++) changes += playLesson().view.changes().length;
  return changes / ((performance.now() - startedAt) / 1000);
}
