export * from './columns.ts';
export * from './duration.ts';
export * from './kind.ts';
export * from './kinds.ts';
export * from './object.ts';
export * from './status.ts';
export * from './strategy.ts';
export type * from './types.generated.ts';
