export * from './evaluate.ts';
export * from './nodes.ts';
export * from './parse.ts';
