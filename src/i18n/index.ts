export type { Dictionary } from './en.ts';
export * from './fill.ts';
export * from './load.ts';
export * from './locales.ts';
export * from './why.ts';
