export * from './three-way.ts';
