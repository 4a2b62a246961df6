export {
  compareViews,
  type FieldDifference,
  foresee,
  type ObjectDifference,
} from '../../../sim/index.ts';
export * from './marks.ts';
export * from './past-session.ts';
export * from './stepping.ts';
export * from './undo.ts';
