export { standardClass, waitingClass } from './cluster/boot.ts';
export * from './cluster/cluster.ts';
export { installSystem } from './cluster/computer-files.ts';
export { HOME } from './cluster/home.ts';
export type { MovesInSteps, MovesStep } from './cluster/moves.ts';
export * from './cluster/replay.ts';
export * from './cluster/session.ts';
export * from './cluster/time-travel.ts';
export * from './cluster/version.ts';
export type { LoadedPart } from './kernel/index.ts';
export {
  compareViews,
  type FieldDifference,
  fieldDifferences,
  type ObjectDifference,
  pastView,
} from './store/index.ts';
