import { evaluate } from './arithmetic.ts';
import { ExpansionFailure, type Shell } from './types.ts';

/** What a variable with the integer attribute gets; a wrong expression ends the whole shell. */
export function integerValue(shell: Shell, text: string, label = ''): bigint {
  try {
    return evaluate(shell, text, label);
  } catch (failure) {
    if (!(failure instanceof ExpansionFailure) || failure.effect !== 'discard') throw failure;
    throw new ExpansionFailure(failure.message, 'fatal');
  }
}

/** Arithmetic for variables with the integer attribute; `label` names the builtin at work. */
export const arithmeticOf =
  (shell: Shell, label = '') =>
  (text: string): string =>
    String(integerValue(shell, text, label));
