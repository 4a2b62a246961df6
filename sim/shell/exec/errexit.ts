import type { Program } from '../../kernel/index.ts';
import { EXIT, ExpansionFailure, type Outcome, type Shell } from '../types.ts';
import type { ShellMessage } from '../words/shell.ts';
import { report } from './report.ts';

/** Whether an error that is told ends the shell at once (`set -e`), also in a condition. */
export const endsAtErrors = (shell: Shell): boolean =>
  shell.options.has('errexit') && !shell.ignoresErrexit;

/** Ends the shell with the status that was there, if that was a failure. */
export function endAtError(shell: Shell): Outcome {
  shell.status ||= 1;
  return EXIT;
}

/** Tells an error of the shell itself, and not of a builtin: `set -e` may end the shell there. */
export function* reportError(shell: Shell, message: ShellMessage): Program<void> {
  yield* report(shell, message);
  if (endsAtErrors(shell)) throw new ExpansionFailure('', 'ended');
}
