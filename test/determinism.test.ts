import { expect, test } from 'vitest';
import { ALL_PARTS } from '../sim/all-parts.ts';
import { createSession } from '../sim/index.ts';
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

test('a session with a database that is written to, killed and written to again comes back', () => {
  const session = startLesson(source, 11);
  const type = (text: string): void => {
    session.input({ type: 'line', terminal: 'main', text });
    session.advance(1_500);
  };
  typeLine(
    session,
    'kubectl run db --image=mysql:8.4 --env=MYSQL_ROOT_PASSWORD=x --env=MYSQL_DATABASE=d',
  );
  typeLine(session, 'kubectl wait --for=condition=Ready pod/db --timeout=60s; sleep 10');
  type('kubectl exec -it db -- mysql -uroot -px d');
  type('create table t (id int auto_increment primary key, r double, u char(36), at datetime(6));');
  type('insert into t (r, u, at) values (rand(), uuid(), now(6)), (rand(), uuid(), now(6));');
  type('select * from t; show processlist; flush logs; show binary logs;');
  type('exit');
  typeLine(session, 'kubectl delete pod db --now; kubectl get pods');
  expect(session.output('main')).toContain('2 rows in set');
  const again = replay(source, session);
  expect(stateHash(again)).toBe(stateHash(session));
  expect(again.output('main')).toBe(session.output('main'));
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

test('a session is the same however late the parts of the simulator come', () => {
  const whole = startLesson(source, 5);
  const parts = new Map<string, unknown>();
  const late = createSession(source, 5, parts);
  const missed: string[] = [];
  const bring = (): void => {
    for (let name = late.missingPart(); name !== undefined; name = late.missingPart()) {
      missed.push(name);
      parts.set(name, ALL_PARTS.get(name));
      late.advance(0);
    }
  };
  late.input({ type: 'open', terminal: 'main' });
  late.advance(whole.nowMs() - late.nowMs());
  // A new cluster and its first prompt need none.
  expect(late.missingPart()).toBeUndefined();
  const lines = [...steps, "kubectl get pods -A | awk '{print $1}' | sort | uniq -c"];
  for (const text of lines) {
    for (const session of [whole, late]) {
      session.input({ type: 'line', terminal: 'main', text });
      // What is typed while a part is missing comes after what waits for it.
      session.input({ type: 'line', terminal: 'main', text: 'echo typed ahead' });
    }
    bring();
    const untilMs = whole.nowMs() + 60_000;
    whole.advance(60_000);
    while (late.nowMs() < untilMs) {
      late.advance(untilMs - late.nowMs());
      bring();
    }
  }
  expect(missed).toEqual(expect.arrayContaining(['requests', 'kubectl', 'awk', 'tools']));
  expect(stateHash(late)).toBe(stateHash(whole));
  expect(late.log()).toEqual(whole.log());
});

test('stopped commands and what an editor saved come back from the log', () => {
  const session = startLesson(source, 4);
  const enter = (text: string): void => {
    session.input({ type: 'line', terminal: 'main', text });
    session.advance(500);
  };
  enter('kubectl get pods -A -w');
  session.input({ type: 'suspend', terminal: 'main', typed: '' });
  session.advance(100);
  enter('vi notes.txt');
  expect(session.terminalState('main').type).toBe('edit');
  session.input({ type: 'edited', terminal: 'main', text: 'kept\n' });
  enter('cat notes.txt; jobs');
  expect(session.output('main')).toContain('kept\n[1]+  Stopped  ');
  const again = replay(source, session);
  expect(stateHash(again)).toBe(stateHash(session));
});
