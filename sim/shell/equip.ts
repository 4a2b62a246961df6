import { limitTo } from './dialect.ts';
import { ENGINE } from './exec/engine.ts';
import { importedFunctions } from './exported.ts';
import { withKernelFiles } from './proc/index.ts';
import type { Shell, ShellState } from './types.ts';

/** Gives a new shell what it runs commands with, and the functions that `env` carries. */
export function equip(state: ShellState, env: ReadonlyMap<string, string>): Shell {
  for (const one of importedFunctions(env)) {
    state.functions.set(one.name, one);
    state.exportedFunctions.add(one.name);
  }
  const files = withKernelFiles(state.files, state.host);
  const shell = Object.assign(state, { engine: ENGINE, files });
  limitTo(shell);
  return shell;
}
