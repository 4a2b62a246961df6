import { type Command, type CommandTable, lateTable, tableOf } from '../kernel/index.ts';
import { createBash } from './bash.ts';
import { createToolMaker, LATE_TOOL_NAMES } from './late-tools.ts';
import type { ShellHost } from './types.ts';

export { createBash } from './bash.ts';
export { DEFAULT_PATH, lookUp, startOf } from './lookup.ts';
export { type ScriptRequest, type ScriptResult, startScript } from './script.ts';
export type { ShellHost } from './types.ts';

const SHELLS = ['bash', 'sh', 'dash'] as const;
type ShellName = (typeof SHELLS)[number];
const isShell = (name: string): name is ShellName => SHELLS.includes(name as ShellName);

/** The shells and the tools of a computer. */
export const ALL_TOOLS: ReadonlySet<string> = new Set([...SHELLS, ...LATE_TOOL_NAMES]);

/** The shells and the tools that a container may have. */
export const CONTAINER_TOOLS: ReadonlySet<string> = new Set([...ALL_TOOLS, 'busybox']);

/**
 * Everything that can be run on a host: of the shells and their tools those with one of `names`,
 * and `commands`, which win over a tool of the same name. `host` is asked when a command runs, so
 * that it may hold this very table.
 */
export function createTools(
  host: () => ShellHost,
  names: ReadonlySet<string>,
  commands: readonly Command[],
): CommandTable {
  const makeTool = createToolMaker(host);
  const makeShell = (name: ShellName): Command =>
    name === 'dash' ? { ...createBash(host, 'sh'), name } : createBash(host, name);
  return lateTable(tableOf(commands), names, (name) =>
    isShell(name) ? makeShell(name) : makeTool(name),
  );
}
