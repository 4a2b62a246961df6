import type { Program } from '../../kernel/index.ts';
import type { Outcome, Shell } from '../types.ts';
import { createUnit } from './report.ts';

/** Runs a trap's action; the status that was there stays. */
export function* runTrap(shell: Shell, name: string): Program<Outcome> {
  const action = shell.traps.get(name);
  if (action === undefined || action === '' || shell.isInTrap) return { type: 'normal' };
  const { status, unit, line } = shell;
  shell.isInTrap = true;
  try {
    const firstLine = name === 'ERR' || name === 'DEBUG' ? line : 1;
    const outcome = yield* shell.engine.runText(shell, createUnit(action, unit.name, firstLine));
    if (outcome.type === 'normal') shell.status = status;
    return outcome;
  } finally {
    shell.isInTrap = false;
    shell.unit = unit;
    shell.line = line;
  }
}

/** Runs the commands of a shell or subshell to its end, with its EXIT trap; its exit status. */
export function* finish(shell: Shell, body: Program<Outcome>): Program {
  const outcome = yield* body;
  if (outcome.type === 'discard' && shell.status === 0) shell.status = 1;
  yield* runTrap(shell, 'EXIT');
  return shell.status & 255;
}
