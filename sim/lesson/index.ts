export type { StoreView } from '../store/index.ts';
export * from './causes.ts';
export * from './checks.ts';
export * from './history.ts';
export * from './lesson.ts';
export * from './session.ts';
