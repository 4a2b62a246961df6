import { nested, type Program } from '../../kernel/index.ts';
import { LIMITS } from '../../limits.ts';
import {
  ExpansionFailure,
  type FunctionDefinition,
  NORMAL,
  type Outcome,
  type Shell,
} from '../types.ts';
import { getText } from '../variables.ts';
import { returning, runTrap } from './finish.ts';
import { lineAt } from './report.ts';

/** Calls a function: its own positional parameters and local variables. */
export function* callFunction(
  shell: Shell,
  definition: FunctionDefinition,
  args: readonly string[],
): Program<Outcome> {
  const wanted = Number(getText(shell, 'FUNCNEST') ?? '0') || LIMITS.shellDepth;
  const isOver = shell.frames.filter((frame) => !frame.isSource).length >= wanted;
  if (isOver || shell.depth >= LIMITS.shellDepth) {
    const limit = `maximum function nesting level exceeded (${isOver ? wanted : LIMITS.shellDepth})`;
    throw new ExpansionFailure(`${definition.name}: ${limit}`, 'discard');
  }
  const { positional, unit, line, loops, baseLine } = shell;
  const isSource = false;
  shell.frames.push({ name: definition.name, callLine: line, unit: definition.unit, isSource });
  shell.scopes.push(new Map());
  const depth = shell.scopes.length;
  shell.positional = [...args];
  shell.unit = definition.unit;
  shell.baseLine = lineAt(definition.unit, definition.body.pos);
  shell.loops = 0;
  shell.depth++;
  try {
    const outcome = yield* nested(
      returning(shell, !isTraced(shell, definition), bodyOf(shell, definition)),
    );
    return outcome.type === 'return' ? NORMAL : outcome;
  } finally {
    shell.depth--;
    restoreOptions(shell);
    shell.scopes.length = depth - 1;
    shell.frames.pop();
    shell.positional = positional;
    shell.unit = unit;
    shell.line = line;
    shell.baseLine = baseLine;
    shell.loops = loops;
  }
}

/** Whether a function sees the DEBUG and RETURN traps of its caller. */
const isTraced = (shell: Shell, { name }: FunctionDefinition): boolean =>
  shell.options.has('functrace') || shell.tracedFunctions.has(name);

/** Where it sees it the DEBUG trap also runs where a function begins. */
function* bodyOf(shell: Shell, definition: FunctionDefinition): Program<Outcome> {
  if (isTraced(shell, definition)) yield* runTrap(shell, 'DEBUG');
  return yield* shell.engine.run(shell, definition.body);
}

/** Gives back the options that `local -` put aside. */
function restoreOptions(shell: Shell): void {
  const kept = shell.scopes.at(-1)?.get('-')?.value;
  if (kept?.kind !== 'scalar') return;
  shell.options.clear();
  for (const option of kept.text.split(' ')) shell.options.add(option);
}
