export {
  compareViews,
  type FieldDifference,
  foresee,
  logUntil,
  type ObjectDifference,
} from '../../../sim/index.ts';
export * from './look.ts';
export * from './marks.ts';
export * from './past-session.ts';
export * from './stepping.ts';
export * from './undo.ts';
