import { DIALECTS } from './dialect/index.ts';
import { ENGINE } from './exec/engine.ts';
import { importedFunctions } from './exported.ts';
import { withKernelFiles } from './proc/index.ts';
import type { Shell, ShellState } from './types.ts';

/** Makes a new shell one of its dialect: without what others have. */
function limit(shell: Shell): void {
  const { lacksBuiltins, lacksVariables, optionsAtStart } = shell.dialect.names;
  for (const name of lacksBuiltins) shell.disabled.add(name);
  for (const name of optionsAtStart.off) shell.options.delete(name);
  for (const name of optionsAtStart.shopts) shell.shellOptions.add(name);
  const [scope] = shell.scopes;
  for (const name of scope?.keys() ?? []) if (lacksVariables?.test(name)) scope?.delete(name);
}

/** Gives a new shell what it runs commands with, and the functions that `env` carries. */
export function equip(state: ShellState, env: ReadonlyMap<string, string>): Shell {
  for (const one of importedFunctions(env)) {
    state.functions.set(one.name, one);
    state.exportedFunctions.add(one.name);
  }
  const files = withKernelFiles(state.files, state.host);
  const dialect = DIALECTS[state.launch.dialect];
  const shell: Shell = Object.assign(state, {
    engine: ENGINE,
    dialect,
    files,
    reprinted: new WeakMap(),
    runningTraps: new Set<string>(),
    baseLine: 0,
    hasLoggedOut: false,
    negated: undefined,
    ignoresErrexit: false,
  });
  limit(shell);
  return shell;
}
