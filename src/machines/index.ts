export * from './boot.machine.ts';
export * from './progress.machine.ts';
export * from './terminal/cells.ts';
export type { Choice, ChoiceList, LineRequest } from './terminal/context.ts';
export * from './terminal/keys.ts';
export * from './terminal/paste.ts';
export * from './terminal/terminal.machine.ts';
