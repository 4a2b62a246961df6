export * from './managers.ts';
