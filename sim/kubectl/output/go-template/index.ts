export * from './parse.ts';
export * from './run.ts';
export { goText } from './values.ts';
