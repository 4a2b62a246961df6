export * from './lesson.ts';
export * from './session.ts';
