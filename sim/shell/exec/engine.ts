import type {
  AndOr,
  CommandExpansionPart,
  CommandNode,
  CompoundList,
  ProcessSubstitutionPart,
  Redirection,
  Statement,
} from 'unbash';
import { nested, type Program, until, work } from '../../kernel/index.ts';
import { LIMITS } from '../../limits.ts';
import {
  copyDescriptors,
  openPipe,
  openSink,
  readerFor,
  release,
  setDescriptor,
} from '../descriptors.ts';
import { quoteSingle } from '../expand/quote.ts';
import { wordExpander } from '../expand/word.ts';
import { piecesOf } from '../pieces.ts';
import { printNode } from '../print.ts';
import { createStreamFiles } from '../stream-files.ts';
import {
  type Engine,
  EXIT,
  ExpansionFailure,
  type Job,
  NORMAL,
  type Outcome,
  type Shell,
  type Unit,
} from '../types.ts';
import { readAliases, withAlias } from './alias.ts';
import { assign } from './assign.ts';
import { atLine, lastLine, redirectionLine } from './base-line.ts';
import { runCompound } from './compound.ts';
import { runCoproc } from './coproc.ts';
import { tellKilled } from './ending.ts';
import { endAtError, endsAtErrors } from './errexit.ts';
import { finish, runTrap } from './finish.ts';
import { reportFork, restore, spawnSubstitution, waitFor } from './fork.ts';
import { runPipeline, startPipeline } from './pipeline.ts';
import { expandPrompt } from './prompt.ts';
import { applyRedirects } from './redirect.ts';
import { lineAt, printError, report, reportSyntax, writerFor, writeTo } from './report.ts';
import { hearOfChildren, takePending } from './signals.ts';
import { runSimple, runWords } from './simple.ts';
import { backgroundInput, hasJobControl, newGroup, newJob, startJob } from './start-job.ts';
import { runInProcess, runSubshell } from './subshell.ts';
import { substitutedText } from './substitution-text.ts';

/** Failures that end a shell with `set -e` at once, also in a condition. */
const endsUnderErrexit = (failure: ExpansionFailure): boolean =>
  ['badSubstitution', 'badIndirection', 'readonly', 'badSubscript'].includes(failure.code);

/** Turns a failed expansion into its message, its status and where control goes. */
function* failed(shell: Shell, failure: ExpansionFailure): Program<Outcome> {
  if (failure.message !== '') yield* report(shell, failure.message);
  const ends = endsAtErrors(shell);
  if (failure.effect === 'ended' || (ends && endsUnderErrexit(failure))) return endAtError(shell);
  const { statuses, endsScript } = shell.dialect.errors;
  shell.status = statuses.expansion;
  if (endsScript) return shell.isInteractive ? { type: 'discard' } : EXIT;
  if (failure.effect === 'discard') return { type: 'discard' };
  // bash -c ends with 127 but for `set -e`, a script or a subshell with 1; a terminal goes on.
  if (shell.isInteractive) return ends ? EXIT : { type: 'discard' };
  // A process for one command is not yet a subshell.
  const isForOne = shell.oneCommand === 'stage' || shell.oneCommand === 'background';
  const isOwn = shell.level === 0 || (shell.level === 1 && isForOne);
  const isCommand = isOwn && shell.input === 'command';
  if (isCommand && failure.effect === 'exit' && !ends) shell.status = 127;
  return EXIT;
}

const LEAVES = new Set(['Command', 'Subshell', 'TestCommand', 'ArithmeticCommand', 'Pipeline']);

/** Compound commands that are a pipeline of their own for `PIPESTATUS`. */
const OWN_STATUS = new Set(['Subshell', 'TestCommand', 'ArithmeticCommand']);

/** After a command: the ERR trap and `set -e`. */
function* checked(shell: Shell, node: { type: string }, outcome: Outcome): Program<Outcome> {
  if (outcome.type !== 'normal' || shell.status === 0 || shell.tested > 0) return outcome;
  if (!LEAVES.has(node.type) || node === shell.negated) return outcome;
  if (node.type === 'Pipeline') {
    const prefixes = (node as unknown as { prefixes: { type: string }[] }).prefixes;
    if (prefixes.some((prefix) => prefix.type === 'Negation')) return outcome;
  }
  const inFunction = shell.frames.some((frame) => !frame.isSource);
  if (!inFunction || shell.options.has('errtrace')) {
    const trapped = yield* runTrap(shell, 'ERR');
    if (trapped.type !== 'normal') return trapped;
  }
  return shell.options.has('errexit') ? EXIT : outcome;
}

/** Whether a trap runs that signals wait for. */
const isInTrap = (shell: Shell): boolean => shell.runningTraps.size > 0;

/** Runs what signals asked for. */
function* runTraps(shell: Shell): Program<Outcome> {
  for (let signal = takePending(shell); signal !== undefined; signal = takePending(shell)) {
    const outcome = yield* runTrap(shell, signal.slice(3));
    if (outcome.type !== 'normal') return outcome;
  }
  return NORMAL;
}

function* run(shell: Shell, node: CommandNode | CompoundList): Program<Outcome> {
  try {
    switch (node.type) {
      case 'Command': {
        const replaced = withAlias(shell, node);
        const outcome =
          replaced === undefined
            ? yield* runSimple(shell, node)
            : yield* shell.engine.runText(shell, replaced);
        yield* tellKilled(shell);
        if (shell.pipeStatus.length !== 1 || shell.pipeStatus[0] !== shell.status) {
          shell.pipeStatus = [shell.status];
        }
        return yield* checked(shell, node, outcome);
      }
      case 'CompoundList':
        return yield* runList(shell, node.commands);
      case 'Redirected':
        if (node.command.type === 'Subshell') {
          const outcome = yield* runSubshell(shell, node);
          shell.pipeStatus = [shell.status];
          return yield* checked(shell, node.command, outcome);
        }
        shell.line = shell.dialect.grammar.countsFromStart
          ? lineAt(shell.unit, node.pos)
          : redirectionLine(shell, node.command);
        return yield* shell.engine.withRedirects(shell, node.redirects, () =>
          run(shell, node.command),
        );
      case 'Function': {
        const name = node.name.text;
        const isTop = shell.input === 'command' && shell.unit.name === shell.name;
        const unit = isTop ? { ...shell.unit, name: 'environment' } : shell.unit;
        if (/["'\\$`]/.test(name)) {
          shell.line = lineAt(shell.unit, node.pos);
          yield* report(shell, `\`${name}': not a valid identifier`);
          shell.status = 1;
          return NORMAL;
        }
        if (shell.readonlyFunctions.has(name)) {
          yield* report(shell, `${name}: readonly function`);
          shell.status = 1;
          return NORMAL;
        }
        shell.functions.set(name, { name, body: node.body, unit });
        shell.status = 0;
        return NORMAL;
      }
      case 'Coproc':
        return yield* runCoproc(shell, node);
      default: {
        const outcome = yield* runCompound(shell, node);
        if (OWN_STATUS.has(node.type)) shell.pipeStatus = [shell.status];
        return yield* checked(shell, node, outcome);
      }
    }
  } catch (failure) {
    if (!(failure instanceof ExpansionFailure)) throw failure;
    return yield* failed(shell, failure);
  }
}

function* runOne(shell: Shell, node: Statement['command']): Program<Outcome> {
  if (node.type === 'AndOr') return yield* runAndOr(shell, node);
  if (node.type !== 'Pipeline') return yield* run(shell, node);
  const outcome = yield* runPipeline(shell, node);
  const isSimple = node.commands.length === 1;
  return isSimple ? outcome : yield* checked(shell, node, outcome);
}

function* runAndOr(shell: Shell, node: AndOr): Program<Outcome> {
  for (const [i, command] of node.commands.entries()) {
    const operator = i === 0 ? undefined : node.operators[i - 1];
    if (operator !== undefined && (shell.status === 0) !== (operator === '&&')) continue;
    const isTested = i < node.commands.length - 1;
    if (isTested) shell.tested++;
    try {
      const outcome = yield* runOne(shell, command);
      if (outcome.type !== 'normal') return outcome;
    } finally {
      if (isTested) shell.tested--;
    }
  }
  return NORMAL;
}

/** The job that a command is made of, such as `%1`, which goes on then. */
const jobSpecOf = (shell: Shell, { command }: Statement): string | undefined =>
  command.type === 'Command' && hasJobControl(shell) && command.name?.text.startsWith('%')
    ? command.name.text
    : undefined;

/** A command as it runs in the background: of a pipeline alone a `!` does nothing there. */
function inBackground(command: Statement['command']): Statement['command'] {
  if (command.type !== 'Pipeline') return command;
  const prefixes = command.prefixes.filter(({ type }) => type === 'Time');
  const [only, ...more] = command.commands;
  const isAlone = prefixes.length === 0 && more.length === 0 && only !== undefined;
  return isAlone ? only : { ...command, prefixes };
}

/** Starts a command in the background. Undefined when that cannot be, which was told. */
function* startStatement(shell: Shell, command: Statement['command']): Program<Job | undefined> {
  if (command.type === 'Pipeline' && command.prefixes.length === 0) {
    return yield* startPipeline(shell, command);
  }
  const text = printNode(command, shell.unit.source);
  const job = startJob(shell, text, backgroundInput(shell), (child) => {
    if (command.type === 'Command') child.oneCommand = 'background';
    return command.type === 'AndOr' || command.type === 'Pipeline'
      ? finish(child, runOne(child, command))
      : runInProcess(child, command);
  });
  if (job === undefined) yield* reportFork(shell);
  return job;
}

/** Starts a statement that ends with `&`. */
function* runInBackground(shell: Shell, statement: Statement): Program<Outcome> {
  shell.line = lineAt(shell.unit, statement.pos);
  const spec = jobSpecOf(shell, statement);
  const run = { skipFunctions: true, onlyBuiltins: true, replaces: false };
  if (spec !== undefined) return yield* runWords(shell, ['bg', spec], run);
  const job = yield* startStatement(shell, inBackground(statement.command));
  if (job === undefined) return shell.isInteractive ? { type: 'discard' } : EXIT;
  const isTold = shell.isInteractive && shell.dialect.jobs.tellsStarted;
  if (isTold) yield* printError(shell, `[${job.id}] ${shell.lastBackground}\n`);
  shell.status = 0;
  return NORMAL;
}

/** Runs statements until one of them does not end normally. */
function* runList(shell: Shell, statements: readonly Statement[]): Program<Outcome> {
  for (const statement of statements) {
    yield* pause(shell);
    hearOfChildren(shell);
    if (shell.signals.length > 0 && !isInTrap(shell)) {
      const outcome = yield* runTraps(shell);
      if (outcome.type !== 'normal') return outcome;
    }
    if (shell.options.has('noexec') && !shell.isInteractive) continue;
    if (statement.background === true) {
      const outcome = yield* runInBackground(shell, statement);
      if (outcome.type !== 'normal') return outcome;
      continue;
    }
    const outcome = yield* runOne(shell, statement.command);
    if (outcome.type !== 'normal') return outcome;
  }
  hearOfChildren(shell);
  return shell.signals.length > 0 && !isInTrap(shell) ? yield* runTraps(shell) : NORMAL;
}

/** Runs statements that are read one after the other. */
function* runLines(shell: Shell, statements: readonly Statement[]): Program<Outcome> {
  for (const one of statements) {
    const outcome = yield* atLine(shell, lastLine(shell.unit, [one]), runList(shell, [one]));
    if (outcome.type !== 'normal') return outcome;
  }
  return NORMAL;
}

/** Lets virtual time pass after many steps, so that an endless loop does not stop the world. */
function* pause(shell: Shell): Program<void> {
  if (++shell.steps < LIMITS.shellStepsPerSlice) return;
  shell.steps = 0;
  yield* work(1);
}

/**
 * Makes redirections, whose words `expanding` expands; false where one cannot be, which was told.
 */
function* redirect(
  shell: Shell,
  redirects: readonly Redirection[],
  expanding = shell,
): Program<boolean> {
  try {
    yield* applyRedirects(expanding, shell.fds, redirects);
    return true;
  } catch (failure) {
    if (!(failure instanceof ExpansionFailure) || failure.effect !== 'refused') throw failure;
    // It is told where those in front of it lead.
    yield* report(shell, failure.message);
    shell.status = shell.dialect.errors.statuses.redirection;
    return false;
  }
}

function* withRedirects(
  shell: Shell,
  redirects: readonly Redirection[],
  body: () => Program<Outcome>,
  expanding = shell,
): Program<Outcome> {
  // Where nothing comes behind the command nothing is kept open for that.
  const saved = shell.oneCommand !== undefined ? undefined : copyDescriptors(shell.fds);
  try {
    return (yield* redirect(shell, redirects, expanding)) ? yield* body() : NORMAL;
  } finally {
    if (saved !== undefined) restore(shell, saved);
  }
}

/** The file that `$(< file)` alone reads. */
function readFile(commands: readonly Statement[]): Redirection | undefined {
  const only = commands.length === 1 ? commands[0]?.command : undefined;
  if (only?.type !== 'Command' || only.name !== undefined || only.redirects.length !== 1) {
    return undefined;
  }
  const [redirect] = only.redirects;
  return redirect?.operator === '<' ? redirect : undefined;
}

/** Writes what a file has to standard output. */
const copyFile = (child: Shell, redirect: Redirection): Program<Outcome> =>
  withRedirects(child, [redirect], function* () {
    const reader = readerFor(child.fds.get(0));
    for (let part = yield* reader.read(); part !== undefined; part = yield* reader.read()) {
      yield* writeTo(child, 1, part);
    }
    return NORMAL;
  });

/** Runs a command substitution in a subshell and returns what all that it started wrote. */
function* substitute(shell: Shell, part: CommandExpansionPart): Program<string> {
  const { script } = part;
  if (script === undefined) return '';
  const isTooDeep = shell.depth >= LIMITS.shellDepth;
  const parts: string[] = [];
  let isClosed = false;
  const output = openSink(
    (text) => void parts.push(text),
    () => {
      isClosed = true;
    },
  );
  const { unit, commands } = substitutedText(shell, part, script);
  const saved = copyDescriptors(shell.fds);
  setDescriptor(shell.fds, 1, output);
  const start = (child: Shell): Program<number> => {
    child.depth++;
    child.traceDepth++;
    if (!child.shellOptions.has('inherit_errexit')) child.options.delete('errexit');
    const file = readFile(commands);
    return finish(child, file === undefined ? runLines(child, commands) : copyFile(child, file));
  };
  const process = isTooDeep ? undefined : spawnSubstitution(shell, unit, start);
  restore(shell, saved);
  if (process === undefined) {
    throw new ExpansionFailure('fork: Resource temporarily unavailable', 'discard');
  }
  yield* waitFor(shell, [process], 'substitution');
  yield* until(() => isClosed);
  shell.status = (process.exitCode() ?? 0) & 255;
  shell.substitutionStatus = shell.status;
  const text = parts.join('');
  if (text.includes('\0')) {
    yield* report(shell, 'warning: command substitution: ignored null byte in input');
  }
  return text.replaceAll('\0', '').replace(/\n+$/, '');
}

function openSubstitution(shell: Shell, part: ProcessSubstitutionPart): string {
  const { input, output } = openPipe();
  const isInput = part.operator === '<';
  const saved = copyDescriptors(shell.fds);
  setDescriptor(shell.fds, isInput ? 1 : 0, isInput ? output : input);
  const text = part.script === undefined ? undefined : substitutedText(shell, part, part.script);
  const { unit, commands } = text ?? { unit: shell.unit, commands: [] };
  const process = spawnSubstitution(shell, unit, (child) =>
    finish(child, runLines(child, commands)),
  );
  restore(shell, saved);
  if (process !== undefined) {
    const group = newGroup(false, () => ['']);
    group.processes.push(process);
    shell.lastBackground = process.pid;
    shell.substitution = { ...newJob(shell, 0, group), isReported: true };
  }
  let number = 63;
  while (shell.fds.has(number)) number--;
  setDescriptor(shell.fds, number, isInput ? input : output);
  shell.substitutions.push(number);
  if (process === undefined) release(isInput ? output : input);
  return `/dev/fd/${number}`;
}

/** Runs a text within what runs: a script, `eval`, a trap, an alias. */
function* runText(shell: Shell, unit: Unit, goesOn = false): Program<Outcome> {
  if (shell.depth >= LIMITS.shellDepth) {
    const limit = `maximum eval nesting level exceeded (${LIMITS.shellDepth})`;
    throw new ExpansionFailure(`eval: ${limit}`, 'discard');
  }
  const { unit: before, line, command } = shell;
  shell.unit = unit;
  shell.depth++;
  try {
    return yield* nested(runPieces(shell, unit, goesOn));
  } finally {
    shell.depth--;
    shell.unit = before;
    shell.line = line;
    shell.command = command;
  }
}

function* runPieces(shell: Shell, unit: Unit, goesOn: boolean): Program<Outcome> {
  for (const chunk of piecesOf(shell, unit)) {
    if (chunk.type === 'error') {
      // `set -e` ends the shell behind the first line.
      const ends = endsAtErrors(shell);
      yield* reportSyntax(shell, unit, ends ? chunk.lines.slice(0, 1) : chunk.lines);
      shell.status = chunk.status ?? 2;
      if (ends) return EXIT;
      return shell.dialect.errors.endsScript && !shell.isInteractive ? EXIT : NORMAL;
    }
    readAliases(shell);
    const line = lastLine(unit, chunk.statements);
    const outcome = yield* atLine(shell, line, runList(shell, chunk.statements));
    if (outcome.type === 'discard' && goesOn && shell.level === 0) continue;
    if (outcome.type !== 'normal') return outcome;
  }
  return NORMAL;
}

/** The part of the shell that runs commands. */
export const ENGINE: Engine = {
  words: wordExpander,
  warn: report,
  pause,
  runTraps,
  prompt: expandPrompt,
  run,
  runList,
  redirect,
  withRedirects,
  substitute,
  openSubstitution,
  assign: function* (shell, assignment) {
    yield* assign(shell, assignment, quoteSingle);
  },
  runText,
  failed,
  runWords: (shell, words, options) => runWords(shell, words, options),
  filesFor: (shell, fds, pid) =>
    createStreamFiles(shell.files, fds, (file) => writerFor(shell, pid, file), shell.umask),
};
