export * from './line.ts';
export * from './program.ts';
