import { interruptible, type Program, type Signal, type Tty } from '../kernel/index.ts';
import { warnOfJobs } from './builtins/flow.ts';
import { closeDescriptors } from './descriptors.ts';
import { runTrap } from './exec/finish.ts';
import { describeJob, isRunning, isStopped } from './exec/jobs.ts';
import { expandPrompt } from './exec/prompt.ts';
import { createUnit, printError } from './exec/report.ts';
import { expandHistory } from './history.ts';
import { isUnfinished } from './parse.ts';
import type { Outcome, Shell } from './types.ts';
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

interface Interrupts {
  /** Counts each Ctrl-C that ends what the shell is doing. */
  count: number;
}

/**
 * What a signal means at a terminal. The keys' signals go to what runs in the foreground alone;
 * Ctrl-C ends the whole line with it. Without anything there a trap has its turn.
 */
function takeSignal(shell: Shell, interrupts: Interrupts, signal: Signal): boolean {
  const running = shell.foreground.filter((process) => process.exitCode() === undefined);
  if (KEYS.has(signal) && running.length > 0) {
    for (const process of running) process.signal(signal);
    const isTaken = running.some((process) => process.exitCode() === undefined);
    if (signal === 'SIGINT' && !isTaken) interrupts.count++;
    return true;
  }
  const action = shell.traps.get(signal.slice(3));
  if (action !== undefined) {
    if (action !== '') shell.signals.push(signal);
    if (action !== '' && signal === 'SIGINT') interrupts.count++;
    return true;
  }
  if (signal === 'SIGINT') interrupts.count++;
  return IGNORED.has(signal);
}

const KEYS: ReadonlySet<Signal> = new Set(['SIGINT', 'SIGTSTP', 'SIGQUIT']);
/** Signals that do not end a shell at a terminal. */
const IGNORED: ReadonlySet<Signal> = new Set([
  'SIGINT',
  'SIGTERM',
  'SIGPIPE',
  'SIGQUIT',
  'SIGTSTP',
  'SIGTTIN',
  'SIGTTOU',
]);

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

/** Reads one command, which may need several lines. Undefined at the end of input. */
function* readCommand(shell: Shell, tty: Tty, interrupts: Interrupts): Program<string | undefined> {
  let text = '';
  for (;;) {
    const name = text === '' ? 'PS1' : 'PS2';
    const prompt = yield* expandPrompt(shell, getText(shell, name) ?? '');
    const before = interrupts.count;
    const reading = tty.readLine({ prompt, echo: true, history: 'bash' });
    const read = yield* interruptible(
      (function* () {
        return { line: yield* reading };
      })(),
      () => interrupts.count > before,
    );
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
 * The read-eval-print loop of a terminal. Ctrl-C ends what runs in the foreground and comes back
 * here.
 */
export function* runInteractive(shell: Shell, tty: Tty): Program {
  const interrupts: Interrupts = { count: 0 };
  shell.self.onSignal((signal) => takeSignal(shell, interrupts, signal));
  try {
    yield* runStartup(shell);
    for (;;) {
      yield* reportJobs(shell);
      yield* runPromptCommand(shell);
      const text = yield* readCommand(shell, tty, interrupts);
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
  } finally {
    closeDescriptors(shell.fds);
  }
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
