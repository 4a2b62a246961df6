export * from './boot.machine.ts';
export * from './progress.machine.ts';
export * from './terminal/cells.ts';
export {
  type Choice,
  type ChoiceList,
  type KeyBindings,
  type LineRequest,
  NEW_SHELL_LINE,
  NO_NOTICE,
} from './terminal/context.ts';
export { goTo, type History, search } from './terminal/history.ts';
export * from './terminal/keys.ts';
export * from './terminal/line.ts';
export * from './terminal/paste.ts';
export * from './terminal/terminal.machine.ts';
