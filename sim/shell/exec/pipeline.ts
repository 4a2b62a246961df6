import type { CommandNode, Pipeline } from 'unbash';
import type { Process, Program } from '../../kernel/index.ts';
import { copyDescriptors, openPipe, release, setDescriptor } from '../descriptors.ts';
import { printNode } from '../print.ts';
import {
  type Job,
  NORMAL,
  type Outcome,
  type ProcessGroup,
  type Shell,
  type Timing,
} from '../types.ts';
import { getText } from '../variables.ts';
import { tellKilled } from './ending.ts';
import { debugTrap } from './finish.ts';
import { rememberJobs, reportFork, restore, spawnSubshell } from './fork.ts';
import { waitForeground } from './jobs.ts';
import { lineAt, printError, report } from './report.ts';
import { addInBackground, backgroundInput, lendTerminal, newGroup } from './start-job.ts';
import { runInProcess } from './subshell.ts';

/** One end of a running pipeline: what the next stage reads. */
type End = ReturnType<typeof openPipe>['input'];

/** Whether it is `jobs`, which tells of the jobs of its shell through a pipe as well. */
function listsJobs(node: CommandNode): boolean {
  if (node.type !== 'Command') return false;
  const words = [node.name, ...node.suffix].map((word) =>
    word !== undefined && 'value' in word ? word.value : '',
  );
  return words.find((word) => word !== 'command' && word !== 'builtin') === 'jobs';
}

/** Starts a stage that reads `input` and writes `output`; both are given up here. */
function startStage(
  shell: Shell,
  node: CommandNode,
  text: string,
  input: End | undefined,
  output: End | undefined,
  joinsErrors: boolean,
  group: ProcessGroup,
): Process | undefined {
  const saved = copyDescriptors(shell.fds);
  if (input !== undefined) setDescriptor(shell.fds, 0, input);
  if (output !== undefined) {
    setDescriptor(shell.fds, 1, output);
    if (joinsErrors) {
      output.references++;
      setDescriptor(shell.fds, 2, output);
    }
  }
  const process = spawnSubshell(shell, text, (child) => {
    lendTerminal(shell, child.fds, group);
    if (listsJobs(node)) rememberJobs(child, shell);
    // The shell itself tells of a simple command that fails.
    if (node.type === 'Command') {
      child.traps.delete('ERR');
      child.oneCommand = group.place.isForeground ? 'stage' : 'background';
    }
    return runInProcess(child, node);
  });
  restore(shell, saved);
  if (process !== undefined) group.processes.push(process);
  return process;
}

/**
 * Starts the stages of a pipeline up to `end`, the first of which reads `first`: what is there when
 * that is undefined. Answers what the stage behind them reads; undefined when one could not be
 * started, which was told.
 */
function* startStages(
  shell: Shell,
  { commands, operators }: Pipeline,
  end: number,
  first: End | undefined,
  group: ProcessGroup,
): Program<{ readonly rest: End | undefined } | undefined> {
  let input = first;
  for (const [i, command] of commands.slice(0, end).entries()) {
    const pipe = i < commands.length - 1 ? openPipe() : undefined;
    const text = shell.unit.source.slice(command.pos, command.end);
    const joins = operators[i] === '|&';
    if (command.type === 'Command') {
      shell.line = lineAt(shell.unit, command.pos);
      yield* debugTrap(shell, command);
    }
    const process = startStage(shell, command, text, input, pipe?.output, joins, group);
    input = pipe?.input;
    if (process === undefined) {
      if (input !== undefined) release(input);
      yield* reportFork(shell);
      return undefined;
    }
  }
  return { rest: input };
}

/** The processes of a pipeline. */
function groupOf(
  shell: Shell,
  { commands, operators }: Pipeline,
  isForeground: boolean,
): ProcessGroup {
  const textOf = (command: CommandNode, i: number): string =>
    printNode(command, shell.unit.source) + (operators[i] === '|&' ? ' 2>&1' : '');
  return newGroup(isForeground, () => commands.map(textOf));
}

/** Starts a pipeline in the background. Undefined when that cannot be, which was told. */
export function* startPipeline(shell: Shell, node: Pipeline): Program<Job | undefined> {
  const group = groupOf(shell, node, false);
  const end = node.commands.length;
  const started = yield* startStages(shell, node, end, backgroundInput(shell), group);
  return started === undefined ? undefined : addInBackground(shell, group);
}

/** Runs the last stage of a pipeline in the shell itself. */
function* runLast(shell: Shell, command: CommandNode, input: End | undefined): Program<Outcome> {
  const saved = copyDescriptors(shell.fds);
  if (input !== undefined) setDescriptor(shell.fds, 0, input);
  try {
    return yield* shell.engine.run(shell, command);
  } finally {
    restore(shell, saved);
  }
}

function* runStages(shell: Shell, node: Pipeline): Program<Outcome> {
  const group = groupOf(shell, node, true);
  const { commands } = node;
  const final = commands.at(-1);
  const isLast = shell.shellOptions.has('lastpipe') && !shell.options.has('monitor');
  const end = isLast ? commands.length - 1 : commands.length;
  let outcome: Outcome = NORMAL;
  const statuses: number[] = [];
  const started = yield* startStages(shell, node, end, undefined, group);
  if (started === undefined) statuses[group.processes.length] = shell.status;
  else if (isLast && final !== undefined) {
    outcome = yield* runLast(shell, final, started.rest);
    statuses[end] = shell.status;
  }
  let stopped: Outcome | undefined;
  try {
    stopped = yield* waitForeground(shell, group);
  } finally {
    // Also when Ctrl-C ends the line.
    for (const [i, process] of group.processes.entries()) statuses[i] = process.exitCode() ?? 254;
    if (stopped === undefined) shell.pipeStatus = statuses;
  }
  if (stopped !== undefined) return stopped;
  yield* tellKilled(shell);
  if (final !== undefined) shell.line = lineAt(shell.unit, final.pos);
  if (final?.type === 'Command') shell.command = { unit: shell.unit, node: final };
  const failed = statuses.filter((status) => status !== 0).at(-1);
  const last = statuses.at(-1) ?? 0;
  shell.status = shell.options.has('pipefail') ? (failed ?? 0) : last;
  return outcome;
}

const seconds = (ms: number, digits: number): string => (ms / 1000).toFixed(digits);

function timeReport(format: string, ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return format.replace(
    /%([0-9]?)(l?)([RUSP%])/g,
    (_, digits: string, long: string, letter: string) => {
      const places = digits === '' ? 3 : Math.min(3, Number(digits));
      if (letter === '%') return '%';
      const value = letter === 'R' ? ms : 0;
      if (letter === 'P') return '0.00';
      return long === ''
        ? seconds(value, places)
        : `${letter === 'R' ? minutes : 0}m${seconds(value % 60_000, places)}s`;
    },
  );
}

/** What `time` tells. */
function* tellTime(shell: Shell, { isPosix, startedMs }: Timing): Program<void> {
  const usual = '\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS';
  const posix = 'real %2R\nuser %2U\nsys %2S';
  const format = isPosix ? posix : (getText(shell, 'TIMEFORMAT') ?? usual);
  if (format === '') return;
  const bad = /%(?:[0-9]?l?([^RUSP%0-9l])|(?:[0-9]l?|l)(P))/.exec(format.replaceAll('%%', ''));
  if (bad !== null) {
    const letter = bad[1] ?? bad[2] ?? '';
    yield* report(shell, `TIMEFORMAT: \`${letter}': invalid format character`);
    return;
  }
  yield* printError(shell, `${timeReport(format, shell.host.clock.nowMs() - startedMs)}\n`);
}

/** Tells the times of what Ctrl-C has ended, the innermost first. */
export function* tellTimes(shell: Shell): Program<void> {
  for (const timing of shell.timings.splice(0).reverse()) yield* tellTime(shell, timing);
}

/** Runs a pipeline with its `!` and `time`. */
export function* runPipeline(shell: Shell, node: Pipeline): Program<Outcome> {
  const isNegated = node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
  const timed = node.prefixes.find((prefix) => prefix.type === 'Time');
  if (timed?.type === 'Time') {
    const isPosix = timed.posix !== undefined;
    shell.timings.push({ isPosix, startedMs: shell.host.clock.nowMs() });
  }
  const { negated } = shell;
  const [only] = node.commands;
  // Only under `set -e` may all commands within fail.
  const isTested = isNegated && shell.options.has('errexit');
  if (isTested) shell.tested++;
  else if (isNegated) shell.negated = only?.type === 'Redirected' ? only.command : only;
  let outcome: Outcome = NORMAL;
  try {
    if (node.commands.length === 1 && only !== undefined) {
      outcome = yield* shell.engine.run(shell, only);
    } else if (node.commands.length > 1) outcome = yield* runStages(shell, node);
    else shell.status = 0;
  } finally {
    if (isTested) shell.tested--;
    shell.negated = negated;
  }
  if (isNegated && outcome.type === 'normal') shell.status = shell.status === 0 ? 1 : 0;
  const timing = timed === undefined ? undefined : shell.timings.pop();
  if (timing !== undefined) yield* tellTime(shell, timing);
  return outcome;
}
