export * from './causes.ts';
export * from './lesson.ts';
export * from './session.ts';
