import type { Program, Signal } from '../../kernel/index.ts';
import { NORMAL, type Outcome, type Shell, type TracedNode } from '../types.ts';
import { createUnit } from './report.ts';

/** What an error in the text of a trap calls it. */
const TAGS: Readonly<Record<string, string>> = {
  EXIT: 'exit ',
  DEBUG: 'debug ',
  ERR: 'error ',
  RETURN: 'return ',
  INT: 'interrupt ',
};

/** Runs a trap's action; the status that was there stays. */
export function* runTrap(shell: Shell, name: string): Program<Outcome> {
  const action = shell.traps.get(name);
  if (action === undefined || action === '' || shell.runningTraps.has(name)) return NORMAL;
  const { status, unit, line } = shell;
  if (shell.endingSignal !== undefined) {
    if (name === 'EXIT') shell.status = shell.endingStatus;
    else shell.endingStatus = status;
  }
  shell.runningTraps.add(name);
  try {
    const firstLine = name === 'ERR' || name === 'DEBUG' ? line : 1;
    const source = `${unit.name}: ${TAGS[name] ?? ''}trap`;
    const text = createUnit(action, unit.name, firstLine, source);
    const outcome = yield* shell.engine.runText(shell, text);
    if (outcome.type === 'normal') shell.status = status;
    return outcome;
  } finally {
    shell.runningTraps.delete(name);
    shell.unit = unit;
    shell.line = line;
  }
}

/** Notes the command that is about to run (`$BASH_COMMAND`) and runs the DEBUG trap. */
export function* debugTrap(shell: Shell, node: TracedNode): Program<void> {
  if (shell.runningTraps.has('DEBUG')) return;
  // A trap goes on telling the command that it came after.
  if (shell.runningTraps.size === 0) shell.command = { unit: shell.unit, node };
  if (shell.traps.has('DEBUG')) yield* runTrap(shell, 'DEBUG');
}

/**
 * Runs `body`, a function or a sourced file, and the RETURN trap behind it. Where it `isHidden` it
 * does not see the DEBUG and RETURN traps of its caller; what it sets itself stays.
 */
export function* returning(
  shell: Shell,
  isHidden: boolean,
  body: Program<Outcome>,
): Program<Outcome> {
  const kept = ['DEBUG', 'RETURN'].flatMap((name) => {
    const action = shell.traps.get(name);
    return action === undefined ? [] : [[name, action] as const];
  });
  if (isHidden) for (const [name] of kept) shell.traps.delete(name);
  try {
    const result = yield* body;
    if (['normal', 'return'].includes(result.type) && shell.traps.has('RETURN')) {
      const { status } = shell;
      if (result.type === 'return') shell.status = result.before;
      yield* runTrap(shell, 'RETURN');
      shell.status = status;
    }
    return result;
  } finally {
    if (isHidden) {
      for (const [name, action] of kept) if (!shell.traps.has(name)) shell.traps.set(name, action);
    }
  }
}

/** Ends a shell by the signal that its EXIT trap came before. */
function* endBy(shell: Shell, signal: Signal): Program<void> {
  shell.traps.clear();
  const own = shell.host.processes.alive().find((one) => one.pid === shell.self.pid);
  own?.signal(signal);
  yield {};
}

/** Runs the commands of a shell or subshell to its end, with its EXIT trap; its exit status. */
export function* finish(shell: Shell, body: Program<Outcome>): Program {
  const outcome = yield* body;
  if (outcome.type === 'discard' && shell.status === 0) shell.status = 1;
  return yield* runExitTrap(shell);
}

/** Runs the EXIT trap; the shell's exit status, unless a signal ends it, which no trap changes. */
export function* runExitTrap(shell: Shell): Program {
  yield* runTrap(shell, 'EXIT');
  if (shell.endingSignal !== undefined) yield* endBy(shell, shell.endingSignal);
  return shell.status & 255;
}
