import type { Program } from '../kernel/index.ts';
import { createUnit, printError } from './exec/report.ts';
import { quoteSingle } from './expand/quote.ts';
import type { Shell } from './types.ts';
import { getText } from './variables.ts';

/** How a bash that runs a text was started, as far as that says what it reads before. */
export interface Beginning {
  readonly isInteractive: boolean;
  readonly isLogin: boolean;
  /** Without `--noprofile`. */
  readonly hasProfile: boolean;
  /** Without `--norc`. */
  readonly hasRc: boolean;
  /** What `--rcfile` names. */
  readonly rcFile: string | undefined;
}

/** The files that are read before a text is run: of each group the first one that is there. */
function groupsOf(shell: Shell, beginning: Beginning): readonly (readonly string[])[] {
  const home = getText(shell, 'HOME') ?? '';
  if (beginning.isLogin) {
    if (!beginning.hasProfile) return [];
    const own = ['.bash_profile', '.bash_login', '.profile'].map((name) => `${home}/${name}`);
    return [['/etc/profile'], own];
  }
  if (beginning.isInteractive) {
    return beginning.hasRc ? [[beginning.rcFile ?? `${home}/.bashrc`]] : [];
  }
  const named = getText(shell, 'BASH_ENV') ?? '';
  return named === '' ? [] : [[named]];
}

/**
 * Reads what bash reads when it starts; whether it goes on behind that. Models
 * `run_startup_files` of bash.
 */
export function* runStartupFiles(shell: Shell, beginning: Beginning): Program<boolean> {
  if (beginning.isInteractive) {
    shell.options.delete('monitor');
    const place = `terminal process group (${shell.self.pid})`;
    const why = 'Inappropriate ioctl for device';
    yield* printError(shell, `${shell.name}: cannot set ${place}: ${why}\n`);
    yield* printError(shell, `${shell.name}: no job control in this shell\n`);
  }
  for (const group of groupsOf(shell, beginning)) {
    for (const path of group) {
      if (!shell.files.read(path).ok) continue;
      const unit = createUnit(`. ${quoteSingle(path)}`, shell.name, 1);
      if ((yield* shell.engine.runText(shell, unit)).type === 'exit') return false;
      break;
    }
  }
  shell.status = 0;
  return true;
}
