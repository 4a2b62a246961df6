export type {
  CommandRecord,
  Session,
  SessionInput,
  SessionLog,
  TaskState,
} from '../../sim/lesson/index.ts';
export * from './cluster-objects.ts';
export * from './keep.ts';
export * from './lesson-data.ts';
export * from './open.ts';
export * from './pacer.ts';
export * from './saver.ts';
export * from './store.ts';
