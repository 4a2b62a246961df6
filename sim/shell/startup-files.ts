import { type Program, resolvePath, type Tty } from '../kernel/index.ts';
import { createUnit, printError } from './exec/report.ts';
import { quoteSingle } from './expand/quote.ts';
import type { Outcome, Shell } from './types.ts';
import { getText } from './variables.ts';

/** The files that a shell reads at its start: of each group the first one that is there. */
function groupsOf(shell: Shell): readonly (readonly string[])[] {
  const { isInteractive, isLogin, hasProfile, hasRc, rcFile } = shell.beginning;
  const home = getText(shell, 'HOME') ?? '';
  const own = (file: string): string => resolvePath(shell.directory, file);
  const named = (variable: string): readonly (readonly string[])[] => {
    const file = getText(shell, variable) ?? '';
    return file === '' ? [] : [[own(file)]];
  };
  const isBash = shell.launch.readsStartupFiles;
  if (isLogin) {
    if (isBash && !hasProfile) return [];
    const names = isBash ? ['.bash_profile', '.bash_login', '.profile'] : ['.profile'];
    const login = [['/etc/profile'], names.map((name) => `${home}/${name}`)];
    return isBash || !isInteractive ? login : [...login, ...named('ENV')];
  }
  if (isInteractive && isBash)
    return hasRc ? [[rcFile === undefined ? `${home}/.bashrc` : own(rcFile)]] : [];
  if (isInteractive) return named('ENV');
  return isBash ? named('BASH_ENV') : [];
}

/** Runs a file in the shell itself. */
export const readFile = (shell: Shell, path: string): Program<Outcome> =>
  shell.engine.runText(shell, createUnit(`. ${quoteSingle(path)}`, shell.name, 1));

/** Reads what a shell reads when it starts; whether it goes on behind that. */
export function* readStartupFiles(shell: Shell): Program<boolean> {
  for (const group of groupsOf(shell)) {
    const path = group.find((one) => shell.files.read(one).ok);
    if (path !== undefined && (yield* readFile(shell, path)).type === 'exit') return false;
  }
  shell.status = 0;
  return true;
}

/**
 * What a shell does before it runs a text; whether it goes on behind that. Models
 * `run_startup_files` of bash.
 */
export function* beginWithText(shell: Shell, tty: Tty | undefined): Program<boolean> {
  const { launch, beginning } = shell;
  if (launch.readsStartupFiles && beginning.isInteractive && tty === undefined) {
    shell.options.delete('monitor');
    const place = `terminal process group (${shell.self.pid})`;
    const why = 'Inappropriate ioctl for device';
    yield* printError(shell, `${shell.name}: cannot set ${place}: ${why}\n`);
    yield* printError(shell, `${shell.name}: no job control in this shell\n`);
  }
  return yield* readStartupFiles(shell);
}
