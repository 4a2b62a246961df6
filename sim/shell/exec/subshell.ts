import type { CommandNode, CompoundList, Redirection, Statement, Subshell } from 'unbash';
import type { Program } from '../../kernel/index.ts';
import { printNode } from '../print.ts';
import { ExpansionFailure, NORMAL, type Outcome, type Shell } from '../types.ts';
import { redirectionLine } from './base-line.ts';
import { tellKilled } from './ending.ts';
import { finish } from './finish.ts';
import { reportFork, spawnSubshell } from './fork.ts';
import { waitForeground } from './jobs.ts';
import { lineAt } from './report.ts';
import { lendTerminal, newGroup } from './start-job.ts';

/** `( … )` with its redirections, which its own process makes. */
interface OwnProcess {
  readonly node: Subshell;
  readonly redirects: readonly Redirection[];
}

function subshellOf(node: CommandNode | CompoundList): OwnProcess | undefined {
  if (node.type === 'Subshell') return { node, redirects: [] };
  const isOwn = node.type === 'Redirected' && node.command.type === 'Subshell';
  return isOwn ? { node: node.command as Subshell, redirects: node.redirects } : undefined;
}

/** Runs a command to the end of the process that was started for it; its exit status. */
export function runInProcess(child: Shell, node: CommandNode | CompoundList): Program {
  const own = subshellOf(node);
  if (own === undefined) return finish(child, child.engine.run(child, node));
  child.baseLine = redirectionLine(child, own.node);
  return finish(child, runBody(child, own));
}

function* runBody(child: Shell, { node, redirects }: OwnProcess): Program<Outcome> {
  if (redirects.length > 0) {
    child.line = child.baseLine;
    child.oneCommand = 'background';
    try {
      if (!(yield* child.engine.redirect(child, redirects))) return NORMAL;
    } catch (failure) {
      if (!(failure instanceof ExpansionFailure)) throw failure;
      return yield* child.engine.failed(child, failure);
    }
    child.oneCommand = undefined;
  }
  return yield* runToLast(child, node.body.commands);
}

/** Whether nothing is left to do for a shell behind a program. */
const isPlain = ({ command, background }: Statement): boolean =>
  command.type === 'Command' && command.redirects.length === 0 && background !== true;

/** Whether something is to be done at a signal or at the end. */
const isSignalTrap = ([name, action]: readonly [string, string]): boolean =>
  action !== '' && !['ERR', 'DEBUG', 'RETURN'].includes(name);

/** Runs statements, the last of which takes the place of the process where that can be. */
function* runToLast(child: Shell, statements: readonly Statement[]): Program<Outcome> {
  const last = statements.at(-1);
  if (last === undefined || !isPlain(last)) return yield* child.engine.runList(child, statements);
  const outcome = yield* child.engine.runList(child, statements.slice(0, -1));
  if (outcome.type !== 'normal') return outcome;
  if (![...child.traps].some(isSignalTrap)) child.oneCommand = 'last';
  return yield* child.engine.runList(child, [last]);
}

/** Runs a subshell in the foreground. */
export function* runSubshell(shell: Shell, node: CommandNode): Program<Outcome> {
  shell.line = lineAt(shell.unit, node.pos);
  const text = printNode(node, shell.unit.source);
  const group = newGroup(true, () => [text]);
  const process = spawnSubshell(shell, text, (child) => {
    lendTerminal(shell, child.fds, group);
    child.depth++;
    return runInProcess(child, node);
  });
  if (process === undefined) {
    yield* reportFork(shell);
    return NORMAL;
  }
  group.processes.push(process);
  const stopped = yield* waitForeground(shell, group);
  if (stopped !== undefined) return stopped;
  shell.status = process.exitCode() ?? 0;
  yield* tellKilled(shell);
  shell.command = { unit: shell.unit, node };
  return NORMAL;
}
