export * from './kind.ts';
export * from './object.ts';
export * from './status.ts';
export type * from './types.generated.ts';
