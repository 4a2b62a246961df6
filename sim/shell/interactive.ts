import { interruptible, type LineStart, orderIn, type Program, type Tty } from '../kernel/index.ts';
import { adviceForLine, adviceForOpenQuote } from './advice/index.ts';
import { editTyped } from './builtins/fc.ts';
import { farewellOf, warnOfJobs } from './builtins/flow.ts';
import { runTrap } from './exec/finish.ts';
import { isStopped } from './exec/job-marks.ts';
import { notify } from './exec/jobs.ts';
import { tellTimes } from './exec/pipeline.ts';
import { expandPrompt } from './exec/prompt.ts';
import { createUnit, printError } from './exec/report.ts';
import { takePending } from './exec/signals.ts';
import { expandLine } from './expand-line.ts';
import { loadHistory, saveHistory } from './history-file.ts';
import { isUnfinished } from './parse.ts';
import { goOn, openDocument, openQuote, remember } from './past-lines.ts';
import { parseText } from './plain-text.ts';
import { readAtPrompt } from './prompt.ts';
import { readInitFile } from './readline/bind.ts';
import { runOrder } from './readline/line-orders.ts';
import { readStartupFiles } from './startup-files.ts';
import type { Outcome, ReadLine, Shell } from './types.ts';
import { getText } from './variables.ts';
import { noteSize } from './window-size.ts';

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

/** Counts a command that is about to run, and shows PS0; a comment or a mistake is none. */
function* tellStart(shell: Shell, text: string): Program<void> {
  const { commands, errors } = parseText(text);
  if (errors !== undefined || commands.length === 0) return;
  const prompt = shell.dialect.names.showsStart ? (getText(shell, 'PS0') ?? '') : '';
  if (prompt !== '') yield* printError(shell, yield* expandPrompt(shell, prompt));
  shell.commandsRun++;
}

/** Runs the traps of signals that came while the shell waited for a line. */
function* runPendingTraps(shell: Shell): Program<void> {
  for (let signal = takePending(shell); signal !== undefined; signal = takePending(shell)) {
    yield* runTrap(shell, signal.slice(3));
  }
}

/** Ends of input that `set -o ignoreeof` lets pass, as in bash. */
const USUALLY_IGNORED = 10;

/** The end of input in the middle of a command, and nothing more to run. */
type Command = { readonly text: string } | 'unfinished' | undefined;

/** What bash says when the input ends within a quote, and goes on; '' when it does not. */
function lostQuote(shell: Shell, text: string): string {
  const quote = shell.dialect.grammar.tellsOpen ? openQuote(text) : '';
  return quote && `\nbash: unexpected EOF while looking for matching \`${quote}'\n`;
}

const again = (text: string): LineStart | undefined =>
  text === '' ? undefined : { text, cursor: text.length };

function* readAt(
  shell: Shell,
  tty: Tty,
  prompt: string,
  start: LineStart | undefined,
): Program<ReadLine | undefined> {
  const shown = yield* expandPrompt(shell, prompt);
  return yield* readAtPrompt(tty, shown, shell, start);
}

/** Has the line edited in an editor; the line as it was stays above. */
function* editInEditor(
  shell: Shell,
  tty: Tty,
  prompt: string,
  line: string,
  text: string,
): Program<string> {
  yield* tty.write(`${yield* expandPrompt(shell, prompt)}${line}\n`);
  const before = shell.interrupts.count;
  const editing = editTyped(shell, text);
  return (yield* interruptible(editing, () => shell.interrupts.count > before)) ?? '';
}

/** The command that the end of input leaves. */
function* endedAt(shell: Shell, text: string): Program<Command> {
  const end = openDocument(text);
  if (text !== '' && !shell.dialect.grammar.tellsOpen) return { text };
  if (end === undefined) return text === '' ? undefined : 'unfinished';
  const what = `here-document at line ${shell.linesRead} delimited by end-of-file`;
  yield* printError(shell, `\nbash: warning: ${what} (wanted \`${end}')\n`);
  return { text: `${text}${end}\n` };
}

/**
 * Reads one command, which may need several lines, the first of which may have been read already,
 * and keeps it in the history. Undefined at the end of input.
 */
function* readCommand(shell: Shell, tty: Tty, first: ReadLine | undefined): Program<Command> {
  let text = '';
  let isKept = false;
  let isTold = false;
  let given = first;
  let start: LineStart | undefined;
  let wasLost = false;
  for (;;) {
    const prompt: string = getText(shell, text === '' && !wasLost ? 'PS1' : 'PS2') ?? '';
    if (text !== '' && openDocument(text) === undefined) yield* notify(shell);
    const read: ReadLine | undefined = given ?? (yield* readAt(shell, tty, prompt, start));
    [given, start] = [undefined, undefined];
    const lost: string =
      read !== undefined && read.line === undefined ? lostQuote(shell, text) : '';
    if (read === undefined || lost !== '') {
      yield* printError(shell, lost);
      shell.status = lost === '' ? 130 : 2;
      text = '';
      [isKept, isTold, wasLost] = [false, false, lost !== ''];
      yield* runPendingTraps(shell);
      continue;
    }
    if (read.line === undefined) {
      return yield* endedAt(shell, text);
    }
    if (text === '') shell.linesRead++;
    const order = orderIn(read.line);
    if (order?.name === 'edit-and-execute-command') {
      const whole = text + order.text;
      if (whole !== '') remember(shell, whole);
      return { text: yield* editInEditor(shell, tty, prompt, order.text, whole) };
    }
    if (order !== undefined) {
      start = yield* runOrder(shell, order);
      continue;
    }
    const expanded = yield* expandLine(shell, read.line, text, isKept);
    if ('again' in expanded) {
      start = again(expanded.again);
      if (start !== undefined || text !== '') continue;
      return { text: '' };
    }
    const line = expanded.run;
    if (shell.options.has('verbose')) yield* printError(shell, `${line}\n`);
    if (!isTold && text !== '') {
      const lost = adviceForOpenQuote(openQuote(`${text}${line}`), line);
      isTold = lost !== undefined;
      if (lost !== undefined) tty.advise(lost);
    }
    if (text === '') {
      if (line === '') return { text: '' };
      isKept = remember(shell, line);
      shell.history.isLineKept = isKept;
    } else if (isKept) {
      goOn(shell, text.slice(0, -1), line);
    }
    const joined = text.endsWith('\\\n') ? text.slice(0, -2) : text;
    text = joined + line;
    if (!isUnfinished(text)) return { text };
    text += '\n';
  }
}

/** How many ends of input in a row a shell is to ignore. */
function mostIgnored(shell: Shell): number {
  const text = getText(shell, 'IGNOREEOF');
  if (text === undefined) return shell.options.has('ignoreeof') ? USUALLY_IGNORED : 0;
  return /^\d+$/.test(text) ? Number(text) : USUALLY_IGNORED;
}

/** Suggests a way out of a line that failed for how it was typed. */
function suggest(shell: Shell, tty: Tty, line: string): void {
  const status = shell.status & 255;
  const isFailed = status !== 0 && (status <= 128 || status === 255);
  const advice = isFailed ? adviceForLine(shell, line, status) : undefined;
  if (advice !== undefined) tty.advise(advice);
}

/**
 * The read-eval-print loop of a terminal, whose first line may have been read already; there was
 * nothing to run before it then. Ctrl-C ends what runs in the foreground and comes back here.
 */
export function* runInteractive(shell: Shell, tty: Tty, first: ReadLine | undefined): Program {
  let given = first;
  let ignored = 0;
  let size = '';
  if (given === undefined) {
    yield* readInitFile(shell);
    if (!(yield* readStartupFiles(shell))) return shell.status & 255;
    loadHistory(shell);
  }
  for (;;) {
    if (given === undefined) {
      yield* notify(shell);
      yield* runPromptCommand(shell);
    }
    const command = yield* readCommand(shell, tty, given);
    given = undefined;
    if (command === 'unfinished') {
      yield* printError(shell, '\nbash: syntax error: unexpected end of file\n');
    }
    if (command === undefined || command === 'unfinished') {
      // The library that reads lines ends the prompt's line itself.
      if (shell.dialect.jobs.warnsFirst && (yield* warnOfJobs(shell))) continue;
      const ended = command === undefined ? '\n' : '';
      if (command === undefined && ignored < mostIgnored(shell)) {
        ignored++;
        yield* tty.write('\nUse "exit" to leave the shell.\n');
        continue;
      }
      yield* tty.write(ended + farewellOf(shell));
      if (yield* warnOfJobs(shell)) continue;
      break;
    }
    ignored = 0;
    const { text } = command;
    if (text.trim() === '') continue;
    const newSize = `${tty.rows()} ${tty.columns()}`;
    if (newSize !== size) noteSize(shell, tty);
    size = newSize;
    yield* tellStart(shell, text);
    const onEnd = shell.host.onLine(text);
    const outcome = yield* evaluate(shell, tty, text);
    onEnd(shell.status & 255);
    suggest(shell, tty, text);
    if (outcome.type === 'exit') break;
    shell.hasWarned = /^\s*(?:exit|logout|jobs)\b/.test(text);
  }
  endStopped(shell);
  yield* runTrap(shell, 'EXIT');
  saveHistory(shell);
  return shell.status & 255;
}

function* evaluate(shell: Shell, tty: Tty, text: string): Program<Outcome> {
  const before = shell.interrupts.count;
  const { scopes, frames } = shell;
  const unit = createUnit(text, shell.name, 1, shell.name);
  const saved = { tested: shell.tested, loops: shell.loops, depth: shell.depth };
  // The last line of a script ends the shell; a line at the prompt does not.
  const body = runLine(shell, unit);
  const outcome = yield* interruptible(body, () => shell.interrupts.count > before);
  if (outcome !== undefined) return outcome;
  yield* tty.write('\n');
  yield* tellTimes(shell);
  Object.assign(shell, saved);
  scopes.length = 1;
  frames.length = 0;
  shell.status = 130;
  shell.runningTraps.clear();
  shell.ignoresErrexit = false;
  return { type: 'normal' };
}

function* runLine(shell: Shell, unit: ReturnType<typeof createUnit>): Program<Outcome> {
  const outcome = yield* shell.engine.runText(shell, unit);
  return outcome.type === 'exit' ? outcome : { type: 'normal' };
}
