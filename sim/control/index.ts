export * from './controller.ts';
export * from './runner.ts';
