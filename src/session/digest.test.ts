import { expect, test } from 'vitest';
import { ALL_PARTS } from '../../sim/all-parts.ts';
import { emptyLesson } from '../../sim/cluster/empty-lesson.ts';
import { createSession, replaySession } from '../../sim/index.ts';
import { createDigest } from './digest.ts';

const SOURCE = emptyLesson(1, false, {});

test('a replay has the digest of its session, another session has another', () => {
  const session = createSession(SOURCE, 1, ALL_PARTS);
  const digest = createDigest(session);
  const atStart = digest.read();
  session.input({ type: 'open', terminal: '1' });
  session.advance(100);
  session.input({ type: 'line', terminal: '1', text: 'kubectl create configmap a' });
  session.advance(3000);
  const atEnd = digest.read();
  expect(atEnd).toMatch(/^[0-9a-f]{16}$/);
  expect(atEnd).not.toBe(atStart);
  const replay = replaySession(SOURCE, session.log(), ALL_PARTS);
  if (replay.type !== 'whole') throw new Error(replay.part);
  expect(createDigest(replay.session).read()).toBe(atEnd);
  const other = replaySession(SOURCE, { ...session.log(), seed: 2 }, ALL_PARTS);
  if (other.type !== 'whole') throw new Error(other.part);
  expect(createDigest(other.session).read()).not.toBe(atEnd);
});
