export type { NetworkRequest } from '../net/index.ts';
export type { Change, StoreView } from '../store/index.ts';
export * from './causes.ts';
export * from './checks.ts';
export * from './history.ts';
export * from './lesson.ts';
export * from './session.ts';
export * from './turns.ts';
