import type { Command, CommandTable } from '../kernel/index.ts';
import { createBash } from './bash.ts';
import { createLateTools } from './late-tools.ts';
import type { ShellHost } from './types.ts';

export { createBash } from './bash.ts';
export type { CompletionResult, CompletionScene, PromptView } from './complete.ts';
export { BASH } from './late-bash.ts';
export { DEFAULT_PATH, lookUp, startOf } from './lookup.ts';
export { type ScriptRequest, type ScriptResult, startScript } from './script.ts';
export type { ShellHost } from './types.ts';

/**
 * Everything that can be run on a host: the shell, its tools, and `commands` (which win over a
 * tool of
 * the same name). `host` is asked when a command runs, so that it may hold this very table.
 */
export function createTools(host: () => ShellHost, commands: readonly Command[]): CommandTable {
  const table = new Map<string, Command>();
  for (const command of toolsOf(host, (name) => name !== 'busybox'))
    table.set(command.name, command);
  for (const command of commands) table.set(command.name, command);
  return table;
}

/** The shells and the tools whose names are there. */
export const toolsOf = (
  host: () => ShellHost,
  isThere: (name: string) => boolean,
): readonly Command[] => [
  ...SHELLS.filter(isThere).map((name) => createBash(host, name)),
  ...createLateTools(host, isThere),
];

const SHELLS = ['bash', 'sh'] as const;
