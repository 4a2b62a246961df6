import type { Coproc } from 'unbash';
import type { Program } from '../../kernel/index.ts';
import { copyDescriptors, openPipe, release, setDescriptor } from '../descriptors.ts';
import { printNode } from '../print.ts';
import type { OpenFile, Outcome, Shell } from '../types.ts';
import { NORMAL } from '../types.ts';
import { ensureVariable, indexed, isName, setText, unsetVariable } from '../variables.ts';
import { reportError } from './errexit.ts';
import { reportFork, restore } from './fork.ts';
import { isRunning } from './job-marks.ts';
import { pidOf } from './jobs.ts';
import { lineAt, printError, report } from './report.ts';
import { startJob } from './start-job.ts';
import { runInProcess } from './subshell.ts';

/** Where bash puts the two ends: it takes free descriptors from the top. */
const TOP = 63;

function place(shell: Shell, from: number, file: OpenFile): number {
  let number = from;
  while (shell.fds.has(number)) number--;
  setDescriptor(shell.fds, number, file);
  return number;
}

/**
 * `coproc`: a command in the background whose input and output are pipes of the shell, the numbers
 * of which are in an array of its name.
 */
export function* runCoproc(shell: Shell, node: Coproc): Program<Outcome> {
  const name = node.name?.value ?? 'COPROC';
  shell.line = lineAt(shell.unit, node.pos);
  if (!isName(name)) {
    yield* report(shell, ['badName', name]);
    shell.status = 1;
    return NORMAL;
  }
  const older = shell.coprocs.findLast(({ job }) => isRunning(job));
  if (older !== undefined) {
    const known = `[${pidOf(older.job)}:${older.name}]`;
    yield* report(shell, `warning: execute_coproc: coproc ${known} still exists`);
  }
  const input = openPipe();
  const output = openPipe();
  const saved = copyDescriptors(shell.fds);
  setDescriptor(shell.fds, 1, output.output);
  const text = printNode(node.body, shell.unit.source);
  const job = startJob(shell, `coproc ${name} ${text}`, input.input, (child) =>
    runInProcess(child, node.body),
  );
  restore(shell, saved);
  if (job === undefined) {
    release(input.output);
    release(output.input);
    yield* reportFork(shell);
    return NORMAL;
  }
  const read = place(shell, TOP, output.input);
  // The descriptors between them were the other ends.
  const write = place(shell, read - 3, input.output);
  if (shell.isInteractive) yield* printError(shell, `[${job.id}] ${shell.lastBackground}\n`);
  const variable = ensureVariable(shell, name);
  if (variable.attributes.has('r')) yield* reportError(shell, ['readonly', name]);
  else variable.value = indexed([String(read), String(write)]);
  setText(shell, `${name}_PID`, String(shell.lastBackground));
  shell.coprocs.push({ name, job, numbers: [read, write] });
  shell.status = 0;
  return NORMAL;
}

/** Closes what leads to coprocesses that have ended, and unsets their variables. */
export function forgetCoprocs(shell: Shell): void {
  for (const one of shell.coprocs.filter(({ job }) => !isRunning(job))) {
    shell.coprocs.splice(shell.coprocs.indexOf(one), 1);
    for (const number of one.numbers) {
      const file = shell.fds.get(number);
      shell.fds.delete(number);
      if (file !== undefined) release(file);
    }
    if (!ensureVariable(shell, one.name).attributes.has('r')) unsetVariable(shell, one.name);
    unsetVariable(shell, `${one.name}_PID`);
  }
}
