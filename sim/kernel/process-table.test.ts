import { expect, test } from 'vitest';
import { definePart, partsOf } from './parts.ts';
import { createProcesses } from './process-table.ts';
import type { Program } from './program.ts';
import { createQueue } from './queue.ts';
import { createPipe, readAll } from './stream.ts';
import { need, sleep, until } from './waits.ts';

const setUp = () => {
  const queue = createQueue(0);
  const processes = createProcesses(queue, partsOf([]));
  const run = (): void => {
    processes.resume();
    while (queue.runNext()) processes.resume();
  };
  return { queue, processes, run };
};

test('a program sleeps in virtual time and gives its exit code', () => {
  const { queue, processes, run } = setUp();
  const process = processes.spawn('nap', function* () {
    yield* sleep(1500);
    return 3;
  });
  expect(process.exitCode()).toBeUndefined();
  run();
  expect([process.exitCode(), queue.nowMs()]).toEqual([3, 1500]);
});

test('an endless writer ends when its reader goes away', () => {
  const { processes, run } = setUp();
  const pipe = createPipe();
  const yes = processes.spawn('yes', function* () {
    while (yield* pipe.writer.write('y\n'));
    return 141;
  });
  let got = '';
  processes.spawn('head', function* () {
    got = ((yield* pipe.reader.read()) ?? '').slice(0, 4);
    pipe.closeReader();
    return 0;
  });
  run();
  expect([got, yes.exitCode()]).toEqual(['y\ny\n', 141]);
});

test('a pipe hands over everything, in order, in bounded pieces', () => {
  const { processes, run } = setUp();
  const pipe = createPipe();
  const text = 'x'.repeat(200_000);
  processes.spawn('write', function* () {
    yield* pipe.writer.write(text);
    pipe.closeWriter();
    return 0;
  });
  let got = '';
  processes.spawn('read', function* () {
    got = yield* readAll(pipe.reader);
    return 0;
  });
  run();
  expect(got.length).toBe(text.length);
});

test('a signal ends a program with 128 and its number, and runs its clean-up', () => {
  const { processes, run } = setUp();
  const seen: string[] = [];
  function* program(): Program {
    try {
      yield* until(() => false);
    } finally {
      seen.push('cleaned');
    }
    return 0;
  }
  const process = processes.spawn('wait', program);
  run();
  process.signal('SIGINT');
  expect([process.exitCode(), seen]).toEqual([130, ['cleaned']]);
});

test('a handled signal does not end it, SIGKILL does', () => {
  const { processes, run } = setUp();
  const process = processes.spawn('stubborn', function* (self) {
    self.onSignal(() => true);
    yield* until(() => false);
    return 0;
  });
  run();
  process.signal('SIGTERM');
  expect(process.exitCode()).toBeUndefined();
  process.signal('SIGKILL');
  expect(process.exitCode()).toBe(137);
});

test('what a program holds is given back once, also when it is killed before it ran', () => {
  const { processes, run } = setUp();
  const ended: string[] = [];
  const quick = function* (): Program {
    yield {};
    return 0;
  };
  processes.spawn('unborn', quick, () => ended.push('unborn')).signal('SIGKILL');
  const waiting = processes.spawn(
    'waiting',
    () => sleepLong(),
    () => ended.push('waiting'),
  );
  processes.spawn('quick', quick, () => ended.push('quick'));
  processes.resume();
  waiting.signal('SIGTERM');
  waiting.signal('SIGTERM');
  run();
  expect(ended).toEqual(['unborn', 'quick', 'waiting']);
});

function* sleepLong(): Program {
  yield* sleep(60_000);
  return 0;
}

test('while a part is missing nothing runs, and then everything goes on in the same order', () => {
  const part = definePart<string>('late');
  const play = (parts: Map<string, unknown>) => {
    const processes = createProcesses(createQueue(0), parts);
    const seen: string[] = [];
    processes.spawn('first', function* () {
      for (const round of [1, 2, 3]) {
        seen.push(`first ${round}`);
        yield {};
      }
      return 0;
    });
    processes.spawn('needs', function* () {
      yield {};
      seen.push(yield* need(part));
      return 0;
    });
    processes.spawn('last', function* () {
      for (const round of [1, 2, 3]) {
        seen.push(`last ${round}`);
        yield {};
      }
      return 0;
    });
    return { processes, seen };
  };
  const whole = play(new Map([['late', 'part']]));
  whole.processes.resume();
  expect(whole.processes.missingPart()).toBeUndefined();

  const parts = new Map<string, unknown>();
  const held = play(parts);
  held.processes.resume();
  expect(held.processes.missingPart()).toBe('late');
  const before = [...held.seen];
  held.processes.resume();
  expect(held.seen).toEqual(before);
  parts.set('late', 'part');
  held.processes.resume();
  expect(held.processes.missingPart()).toBeUndefined();
  expect(held.seen).toEqual(whole.seen);
});

test('a stopped process rests, with what it started, until SIGCONT; other signals wait for that', () => {
  const { processes, run } = setUp();
  const steps: string[] = [];
  const tick = (name: string) =>
    function* (): Program {
      for (let i = 0; i < 3; i++) {
        steps.push(name);
        yield* sleep(1);
      }
      return 0;
    };
  const parent = processes.spawn('parent', function* () {
    processes.spawn('child', tick('child'));
    return yield* tick('parent')();
  });
  processes.resume();
  parent.signal('SIGTSTP');
  run();
  expect([parent.stoppedBy(), steps]).toEqual(['SIGTSTP', ['parent', 'child']]);
  parent.signal('SIGTERM');
  expect(parent.exitCode()).toBeUndefined();
  parent.signal('SIGCONT');
  run();
  expect([parent.exitCode(), steps]).toEqual([143, ['parent', 'child', 'child', 'child']]);
});
