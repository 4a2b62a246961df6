export * from './managers.ts';
export * from './tracker.ts';
