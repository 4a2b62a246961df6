import { assign, emit, setup } from 'xstate';

/** How a task stands, as far as progress is concerned. */
export interface TaskStanding {
  readonly id: string;
  readonly ok: boolean;
}

export interface ProgressContext {
  /** Ids of the tasks that are met, in the order in which they were. */
  readonly met: readonly string[];
  readonly total: number;
  /** Ids that the last event added. */
  readonly added: readonly string[];
}

export type ProgressEvent = { readonly type: 'CHECKED'; readonly tasks: readonly TaskStanding[] };

/** What a page does about it: announce, save, celebrate. */
export type ProgressOrder =
  | { readonly type: 'tasksMet'; readonly ids: readonly string[] }
  | { readonly type: 'lessonMet' };

const metIn = (tasks: readonly TaskStanding[]): string[] =>
  tasks.filter((task) => task.ok).map((task) => task.id);

/** How far a learner is in one lesson. A task that is met stays met until the lesson is reset. */
export const progressMachine = setup({
  types: {
    context: {} as ProgressContext,
    events: {} as ProgressEvent,
    emitted: {} as ProgressOrder,
    /** The tasks as they stand when the page opens: nothing is announced about them. */
    input: {} as { readonly tasks: readonly TaskStanding[] },
  },
  guards: {
    isAnyNew: ({ context, event }) => metIn(event.tasks).some((id) => !context.met.includes(id)),
    isAllMet: ({ context }) => context.total > 0 && context.met.length === context.total,
    isAnyMet: ({ context }) => context.met.length > 0,
  },
  actions: {
    addMet: assign(({ context, event }) => {
      const added = metIn(event.tasks).filter((id) => !context.met.includes(id));
      return { added, met: [...context.met, ...added] };
    }),
    emitTasksMet: emit(({ context }) => ({ type: 'tasksMet' as const, ids: context.added })),
    emitLessonMet: emit({ type: 'lessonMet' }),
  },
}).createMachine({
  id: 'progress',
  context: ({ input }) => ({
    met: metIn(input.tasks),
    total: input.tasks.length,
    added: [],
  }),
  initial: 'opened',
  states: {
    opened: {
      always: [
        { guard: 'isAllMet', target: 'complete' },
        { guard: 'isAnyMet', target: 'underway' },
        { target: 'untouched' },
      ],
    },
    untouched: {
      on: {
        CHECKED: { guard: 'isAnyNew', target: 'deciding', actions: ['addMet', 'emitTasksMet'] },
      },
    },
    underway: {
      on: {
        CHECKED: { guard: 'isAnyNew', target: 'deciding', actions: ['addMet', 'emitTasksMet'] },
      },
    },
    deciding: {
      always: [
        { guard: 'isAllMet', target: 'complete', actions: 'emitLessonMet' },
        { target: 'underway' },
      ],
    },
    complete: {},
  },
});
