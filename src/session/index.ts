// What a page needs at once, without the simulator; `engine.ts` has the rest.
export type { LessonSource } from '../../sim/index.ts';
export type {
  CommandRecord,
  PredictionState,
  Session,
  SessionInput,
  SessionLog,
  TaskState,
} from '../../sim/lesson/index.ts';
export * from './branches.ts';
export * from './hold.ts';
export * from './keep.ts';
export * from './lesson-data.ts';
export * from './load-lesson.ts';
export type { Trouble, Watched } from './open.ts';
export * from './pacer.ts';
export type { PartLoader } from './parts.ts';
export type { ReplayWatcher } from './play-again.ts';
export * from './saver.ts';
export * from './shared.ts';
export type { Standby } from './standby.ts';
export * from './store.ts';
export type { Look } from './time/look.ts';
