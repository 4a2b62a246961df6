import type { Program, Wait } from './program.ts';

function* keep<R>(program: Program<R>, results: R[]): Program<void> {
  results.push(yield* program);
}

/**
 * Runs a program as `yield*` does, but on a stack of its own: however deep programs run one another
 * in this way, the stack of the JavaScript engine does not grow, which ends elsewhere on every
 * machine. What the program throws is thrown here.
 */
export function* nested<R>(program: Program<R>): Program<R> {
  const results: R[] = [];
  yield { call: keep(program, results) };
  return results[0] as R;
}

/** A program that is under way, with those that it runs nested. */
export interface Runner<R> {
  /** Goes on to where it waits next, or to its end. */
  next(): IteratorResult<Wait, R>;
  /** Ends it where it stands, the innermost program first. */
  end(result: R): void;
}

/** Begins a program: whoever drives one by hand does it so. */
export function startProgram<R>(program: Program<R>): Runner<R> {
  /** The programs that run nested, the innermost last. */
  const calls: Program<unknown>[] = [];
  let thrown: { readonly failure: unknown } | undefined;
  const resume = (one: Program<unknown>): IteratorResult<Wait, unknown> => {
    if (thrown === undefined) return one.next();
    const { failure } = thrown;
    thrown = undefined;
    return one.throw(failure);
  };
  return {
    next() {
      for (;;) {
        const inner = calls.at(-1);
        if (inner === undefined) {
          const step = resume(program) as IteratorResult<Wait, R>;
          if (step.done === true || step.value.call === undefined) return step;
          calls.push(step.value.call);
          continue;
        }
        try {
          const step = resume(inner);
          if (step.done === true) calls.pop();
          else if (step.value.call !== undefined) calls.push(step.value.call);
          else return step;
        } catch (failure) {
          calls.pop();
          thrown = { failure };
        }
      }
    },
    end(result) {
      for (let inner = calls.pop(); inner !== undefined; inner = calls.pop()) {
        inner.return(undefined);
      }
      program.return(result);
    },
  };
}
