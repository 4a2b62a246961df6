import { interruptible, type Program, type Tty } from '../kernel/index.ts';
import { warnOfJobs } from './builtins/flow.ts';
import { runTrap } from './exec/finish.ts';
import { describeJob, isRunning, isStopped } from './exec/jobs.ts';
import { expandPrompt } from './exec/prompt.ts';
import { createUnit, printError } from './exec/report.ts';
import { expandHistory } from './history.ts';
import { isUnfinished } from './parse.ts';
import { readAtPrompt } from './prompt.ts';
import type { Interrupts, Outcome, ReadLine, Shell } from './types.ts';
import { getText } from './variables.ts';

/** Lines of history that are kept: bash's own default. */
const HISTORY_LINES = 500;

function* reportJobs(shell: Shell): Program<void> {
  for (const job of shell.jobs) {
    const isNews = !job.isReported && !isRunning(job) && !job.isKilled;
    job.isKilled = false;
    if (!isNews) continue;
    yield* printError(shell, `${describeJob(shell, job)}\n`);
    job.isReported = true;
  }
}

function remember(shell: Shell, line: string): void {
  const control = (getText(shell, 'HISTCONTROL') ?? '').split(':');
  const has = (name: string): boolean => control.includes(name) || control.includes('ignoreboth');
  if (line.trim() === '' || (has('ignorespace') && line.startsWith(' '))) return;
  if (has('ignoredups') && shell.history.at(-1) === line) return;
  shell.history.push(line);
  if (shell.history.length > HISTORY_LINES) shell.history.shift();
}

/** Ends the stopped jobs of a shell that ends: nobody could let them go on. */
function endStopped(shell: Shell): void {
  for (const job of shell.jobs.filter((one) => !one.isReported && isStopped(one))) {
    for (const process of job.processes) {
      process.signal('SIGHUP');
      process.signal('SIGCONT');
    }
  }
}

/** Runs PROMPT_COMMAND; the status that was there stays. */
function* runPromptCommand(shell: Shell): Program<void> {
  const text = getText(shell, 'PROMPT_COMMAND');
  if (text === undefined || text === '') return;
  const { status } = shell;
  yield* shell.engine.runText(shell, createUnit(text, shell.name, 1));
  shell.status = status;
}

/** Runs the traps of signals that came while the shell waited for a line. */
function* runPendingTraps(shell: Shell): Program<void> {
  for (let signal = shell.signals.shift(); signal !== undefined; signal = shell.signals.shift()) {
    yield* runTrap(shell, signal.slice(3));
  }
}

/**
 * Reads one command, which may need several lines, the first of which may have been read already.
 * Undefined at the end of input.
 */
function* readCommand(
  shell: Shell,
  tty: Tty,
  interrupts: Interrupts,
  first: ReadLine | undefined,
): Program<string | undefined> {
  let text = '';
  let given = first;
  for (;;) {
    const name = text === '' ? 'PS1' : 'PS2';
    const prompt = getText(shell, name) ?? '';
    const read =
      given ?? (yield* readAtPrompt(tty, yield* expandPrompt(shell, prompt), interrupts));
    given = undefined;
    if (read === undefined) {
      shell.status = 130;
      text = '';
      yield* runPendingTraps(shell);
      continue;
    }
    if (read.line === undefined) {
      if (text === '') return undefined;
      return text;
    }
    const joined = text.endsWith('\\\n') ? text.slice(0, -2) : text;
    text = joined + read.line;
    if (!isUnfinished(text)) return text;
    text += '\n';
  }
}

/**
 * The read-eval-print loop of a terminal, whose first line may have been read already; there was
 * nothing to run before it then. Ctrl-C ends what runs in the foreground and comes back here.
 */
export function* runInteractive(
  shell: Shell,
  tty: Tty,
  interrupts: Interrupts,
  first: ReadLine | undefined,
): Program {
  let given = first;
  if (given === undefined) yield* runStartup(shell);
  for (;;) {
    if (given === undefined) {
      yield* reportJobs(shell);
      yield* runPromptCommand(shell);
    }
    const text = yield* readCommand(shell, tty, interrupts, given);
    given = undefined;
    if (text === undefined) {
      yield* tty.write(shell.name === 'sh' ? '\n' : 'exit\n');
      if (yield* warnOfJobs(shell)) continue;
      break;
    }
    const expanded = shell.options.has('histexpand')
      ? expandHistory(text, shell.history)
      : ({ ok: true, text, isChanged: false, isOnlyShown: false } as const);
    if (!expanded.ok) {
      yield* printError(shell, `bash: ${expanded.message}\n`);
      continue;
    }
    if (expanded.isChanged) yield* tty.write(`${expanded.text}\n`);
    remember(shell, expanded.text);
    if (expanded.text.trim() === '' || expanded.isOnlyShown) continue;
    const onEnd = shell.host.onLine(expanded.text);
    const outcome = yield* evaluate(shell, expanded.text, interrupts);
    onEnd(shell.status & 255);
    if (outcome.type === 'exit') break;
    shell.hasWarned = /^\s*(?:exit|logout|jobs)\b/.test(expanded.text);
  }
  endStopped(shell);
  yield* runTrap(shell, 'EXIT');
  return shell.status & 255;
}

function* evaluate(shell: Shell, text: string, interrupts: Interrupts): Program<Outcome> {
  const before = interrupts.count;
  const { scopes, frames } = shell;
  const unit = createUnit(text, shell.name, 1, shell.name);
  const saved = { tested: shell.tested, loops: shell.loops, depth: shell.depth };
  // The last line of a script ends the shell; a line at the prompt does not.
  const body = (function* (): Program<Outcome> {
    const outcome = yield* runLine(shell, unit);
    return outcome;
  })();
  const outcome = yield* interruptible(body, () => interrupts.count > before);
  if (outcome !== undefined) return outcome;
  Object.assign(shell, saved);
  scopes.length = 1;
  frames.length = 0;
  shell.status = 130;
  shell.isInTrap = false;
  return { type: 'normal' };
}

function* runLine(shell: Shell, unit: ReturnType<typeof createUnit>): Program<Outcome> {
  const outcome = yield* shell.engine.runText(shell, unit);
  return outcome.type === 'exit' ? outcome : { type: 'normal' };
}

/** `~/.bashrc`, if there is one. */
function* runStartup(shell: Shell): Program<void> {
  const home = getText(shell, 'HOME');
  if (home === undefined) return;
  const text = shell.files.read(`${home}/.bashrc`);
  if (!text.ok) return;
  yield* shell.engine.runText(shell, createUnit(text.value, `${home}/.bashrc`, 1));
  shell.status = 0;
}
