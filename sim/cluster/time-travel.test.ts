import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { emptyLesson } from './empty-lesson.ts';
import { replaySession } from './replay.ts';
import { createSession } from './session.ts';
import { foresee, logBefore, logUntil } from './time-travel.ts';

const TERMINAL = '1';
const SOURCE = emptyLesson(1, false, {});

function play() {
  const session = createSession(SOURCE, 1, ALL_PARTS);
  session.input({ type: 'open', terminal: TERMINAL });
  session.advance(100);
  const type = (text: string): void => {
    session.input({ type: 'line', terminal: TERMINAL, text });
    session.advance(5000);
  };
  return { session, type };
}

const again = (log: Parameters<typeof replaySession>[1]) => {
  const replay = replaySession(SOURCE, log, ALL_PARTS);
  if (replay.type === 'missing') throw new Error(replay.part);
  return replay.session;
};

test('a branch from an instant has what was there, and not what came later', () => {
  const { session, type } = play();
  type('kubectl create configmap first');
  const atMs = session.nowMs();
  const printed = session.output(TERMINAL);
  session.advance(1);
  type('kubectl create configmap second');
  const branch = again(logUntil(session.log(), atMs));
  expect(branch.nowMs()).toBe(atMs);
  expect(branch.output(TERMINAL)).toBe(printed);
  expect(session.outputUntil(TERMINAL, atMs)).toBe(printed);
});

test('a command is undone with all its consequences', () => {
  const { session, type } = play();
  type('kubectl create configmap kept');
  const before = session.output(TERMINAL);
  type('kubectl create deployment web --image=nginx --replicas=2');
  const last = session.commands().at(-1);
  const log = last === undefined ? undefined : logBefore(session.log(), last);
  if (log === undefined) throw new Error('there is nothing to undo');
  const undone = again(log);
  expect(undone.output(TERMINAL)).toBe(before);
  const names = undone.view.changes().map(({ object }) => object.metadata.name);
  expect(names).toContain('kept');
  expect(names).not.toContain('web');
});

test('a command of several lines is undone as a whole, and one that was typed ahead as itself', () => {
  const { session, type } = play();
  type('kubectl create configmap kept');
  const before = session.output(TERMINAL);
  const manifest = ['apiVersion: v1', 'kind: ConfigMap', 'metadata:', '', '  name: gone', 'E'];
  for (const text of ['kubectl apply -f - <<E', ...manifest]) type(text);
  const [, command] = session.commands();
  const log = command === undefined ? undefined : logBefore(session.log(), command);
  if (log === undefined) throw new Error('there is nothing to undo');
  expect(again(log).output(TERMINAL)).toBe(before);

  const ahead = play();
  ahead.session.input({ type: 'line', terminal: TERMINAL, text: 'sleep 5' });
  for (const text of ['kubectl create configmap one', 'kubectl create configmap two']) {
    ahead.session.advance(100);
    ahead.session.input({ type: 'line', terminal: TERMINAL, text });
  }
  ahead.session.advance(20_000);
  const [, first] = ahead.session.commands();
  const cut = first === undefined ? undefined : logBefore(ahead.session.log(), first);
  expect(cut?.inputs.map(({ input }) => input.type === 'line' && input.text)).toEqual([
    false,
    'sleep 5',
  ]);
});

test('what a command would do is seen before, and nothing has happened', () => {
  const { session, type } = play();
  type('kubectl create deployment web --image=nginx --replicas=1');
  const rv = session.view.resourceVersion();
  const question = { terminal: TERMINAL, line: 'kubectl scale deployment web --replicas=3' };
  const seen = foresee(again(session.log()), again(session.log()), question);
  for (const world of [seen.without, seen.withIt]) world.advance(60_000);
  expect(session.view.resourceVersion()).toBe(rv);
  expect(seen.command()?.exitCode).toBe(0);
  expect(seen.output()).toContain('deployment.apps/web scaled');
  const differences = seen.differences();
  const pods = differences.filter(({ kind, type }) => kind === 'Pod' && type === 'added');
  expect(pods).toHaveLength(2);
  const fields = differences.find(({ kind }) => kind === 'Deployment')?.fields ?? [];
  expect(fields).toContainEqual({ path: 'spec.replicas', before: 1, after: 3 });
});

test('what would have been made anyway is the same object, made at another time', () => {
  const { session } = play();
  const create = 'kubectl create deployment web --image=nginx --replicas=1; ';
  const text = `${create}sleep 1; kubectl create configmap later`;
  session.input({ type: 'line', terminal: TERMINAL, text });
  session.advance(10);
  session.input({ type: 'open', terminal: '2' });
  const line = 'kubectl create configmap mine; kubectl delete pod --all';
  const seen = foresee(again(session.log()), again(session.log()), { terminal: '2', line });
  for (const world of [seen.without, seen.withIt]) world.advance(60_000);
  const told = seen.differences().map(({ kind, name, type }) => `${type} ${kind} ${name}`);
  expect(told).toContain('added ConfigMap mine');
  expect(told.filter((one) => one.startsWith('replaced'))).toEqual([]);
});
