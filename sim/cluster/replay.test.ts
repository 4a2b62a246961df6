import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import type { Session, SessionLog } from '../lesson/index.ts';
import { emptyLesson } from './empty-lesson.ts';
import { type Replayer, type ReplayStep, replaySession, startReplay } from './replay.ts';
import { createSession } from './session.ts';
import { logBefore } from './time-travel.ts';

const TERMINAL = '1';
const SOURCE = emptyLesson(2, true, {});
/** A loop, work that goes on by itself, a program that runs behind, and what is typed ahead. */
const LINES = [
  'for i in $(seq 300); do echo $i; done',
  'kubectl create deployment web --image=nginx --replicas=3; kubectl rollout status deploy/web',
  '(sleep 7; kubectl scale deploy web --replicas=1) &',
  'sleep 2',
  'echo $RANDOM; kubectl get pods -o wide',
  'kubectl delete deploy web',
];

const type = (session: Session, text: string): void =>
  session.input({ type: 'line', terminal: TERMINAL, text });

function play(): Session {
  const session = createSession(SOURCE, 3, ALL_PARTS);
  session.input({ type: 'open', terminal: TERMINAL });
  session.advance(100);
  for (const line of LINES) {
    type(session, line);
    session.advance(1234);
  }
  return session;
}

function begin(parts: ReadonlyMap<string, unknown> = ALL_PARTS): Replayer {
  const step = startReplay(SOURCE, 3, parts).goOn(() => false);
  if (step === 'more' || 'part' in step) throw new Error('nothing is missing');
  return step.made;
}

/** Stops after so many due tasks. */
const after = (tasks: number): (() => boolean) => {
  let left = tasks;
  return () => left-- <= 0;
};

/** Plays on with a break after so many tasks. Answers how many breaks there were. */
function playOn(replayer: Replayer, log: SessionLog, tasks: number): number {
  let breaks = 0;
  let step: ReplayStep = 'more';
  for (; step === 'more'; breaks++) step = replayer.goOn(log, after(tasks));
  expect(step).toBe('done');
  return breaks - 1;
}

/** All that can be seen of a session, as one text. */
const allOf = (session: Session): string =>
  JSON.stringify([
    session.nowMs(),
    session.nextAtMs(),
    session.view.changes(),
    session.commands(),
    session.output(TERMINAL),
    session.log(),
    session.terminalState(TERMINAL),
    session.requests(),
  ]);

const whole = (log: SessionLog): Session => {
  const replay = replaySession(SOURCE, log, ALL_PARTS);
  if (replay.type === 'missing') throw new Error(replay.part);
  return replay.session;
};

test('a replay with breaks anywhere is the same, to the byte, and goes on in the same way', () => {
  const log = play().log();
  for (const tasks of [1, 2, 7, 100]) {
    const replayer = begin();
    const breaks = playOn(replayer, log, tasks);
    expect(breaks).toBeGreaterThan(80 / tasks);
    const atOnce = whole(log);
    expect(allOf(replayer.session)).toBe(allOf(atOnce));
    for (const session of [replayer.session, atOnce]) {
      type(session, 'echo $RANDOM; kubectl create deployment late --image=nginx');
      session.advance(20_000);
    }
    expect(allOf(replayer.session)).toBe(allOf(atOnce));
  }
});

test('a replay that went along with its session is what is left when a command is undone', () => {
  const session = play();
  const last = session.commands().at(-1);
  const earlier = session.commands().at(-3);
  if (last === undefined || earlier === undefined) throw new Error('commands were run');
  const [near, far] = [logBefore(session.log(), last), logBefore(session.log(), earlier)];
  if (near === undefined || far === undefined) throw new Error('they can be undone');
  const replayer = begin();
  playOn(replayer, far, 5);
  expect(replayer.leadsTo(near)).toBe(true);
  playOn(replayer, near, 5);
  expect(allOf(replayer.session)).toBe(allOf(whole(near)));
  // It is past that now.
  expect(replayer.leadsTo(far)).toBe(false);
  expect(replayer.leadsTo({ ...near, seed: 4 })).toBe(false);
  const other = near.inputs.map((logged, at) => ({ ...logged, atMs: logged.atMs + (at ? 1 : 0) }));
  expect(replayer.leadsTo({ ...near, inputs: other, endedAtMs: near.endedAtMs + 1 })).toBe(false);
});

test('a replay goes on where it stopped for a part', () => {
  const log = play().log();
  const parts = new Map<string, unknown>();
  const replayer = begin(parts);
  const missed: string[] = [];
  let step = replayer.goOn(log, () => false);
  while (typeof step === 'object') {
    missed.push(step.part);
    parts.set(step.part, ALL_PARTS.get(step.part));
    step = replayer.goOn(log, () => false);
  }
  expect(missed).toContain('bash');
  expect(new Set(missed).size).toBe(missed.length);
  expect(allOf(replayer.session)).toBe(allOf(whole(log)));
});
