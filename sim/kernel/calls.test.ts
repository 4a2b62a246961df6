import { expect, test } from 'vitest';
import { nested, startProgram } from './calls.ts';
import { interruptible } from './interruptible.ts';
import type { Program } from './program.ts';

const DEEP = 50_000;

function* sumTo(n: number): Program {
  if (n === 0) {
    yield {};
    return 0;
  }
  return n + (yield* nested(sumTo(n - 1)));
}

test('programs run one another deeper than the stack of the engine goes', () => {
  for (const program of [sumTo(DEEP), interruptible(sumTo(DEEP), () => false)]) {
    const runner = startProgram<number | undefined>(program);
    expect(runner.next()).toEqual({ done: false, value: expect.anything() });
    expect(runner.next()).toEqual({ done: true, value: (DEEP * (DEEP + 1)) / 2 });
  }
});

function* failing(): Program {
  yield {};
  throw new Error('inside');
}
function* catching(): Program<string> {
  try {
    yield* nested(failing());
  } catch (failure) {
    return String(failure);
  }
  return 'nothing';
}

test('what a nested program throws is thrown where it was run, or to whoever drives it', () => {
  const caught = startProgram(catching());
  caught.next();
  expect(caught.next()).toEqual({ done: true, value: 'Error: inside' });
  const uncaught = startProgram(nested(failing()));
  uncaught.next();
  expect(() => uncaught.next()).toThrow('inside');
});

test('programs that are ended end from the inside', () => {
  const ended: string[] = [];
  function* waiting(name: string, inner: Program | undefined): Program {
    try {
      if (inner !== undefined) return yield* nested(inner);
      yield {};
      return 0;
    } finally {
      ended.push(name);
    }
  }
  const runner = startProgram(waiting('outer', waiting('middle', waiting('inner', undefined))));
  runner.next();
  runner.end(1);
  expect(ended).toEqual(['inner', 'middle', 'outer']);
});
