import type { Command } from 'unbash';
import { errorText, type Program, resolvePath } from '../../kernel/index.ts';
import { invalidOption, readOptions } from '../builtins/usage.ts';
import { closeDescriptors, copyDescriptors } from '../descriptors.ts';
import { lookUp } from '../lookup.ts';
import { ExpansionFailure, NORMAL, type Outcome, type Shell } from '../types.ts';
import { getText } from '../variables.ts';
import { runExternal } from './external.ts';
import { forkShell } from './fork.ts';
import { applyRedirects } from './redirect.ts';
import { complain, report } from './report.ts';

/** `exec`: redirections stay; a command takes the place of the shell. */
export function* runExec(
  shell: Shell,
  words: readonly string[],
  node: Command,
  pairs: readonly (readonly [string, string])[],
): Program<Outcome> {
  const saved = copyDescriptors(shell.fds);
  try {
    yield* applyRedirects(shell, shell.fds, node.redirects);
    closeDescriptors(saved);
  } catch (failure) {
    if (!(failure instanceof ExpansionFailure)) throw failure;
    closeDescriptors(shell.fds);
    for (const [number, file] of saved) shell.fds.set(number, file);
    if (failure.effect !== 'refused') throw failure;
    yield* report(shell, failure.message);
    shell.status = 1;
    return NORMAL;
  }
  const options = readOptions(words, 'cla:');
  if (options.bad !== undefined) {
    const status = yield* invalidOption(shell, 'exec', options.bad);
    shell.status = status;
    return NORMAL;
  }
  const { rest, flags } = options;
  if (rest.length === 0) {
    shell.status = 0;
    return NORMAL;
  }
  const path = getText(shell, 'PATH');
  const name = rest[0] ?? '';
  const found = lookUp(shell.host.commands, shell.files, shell.directory, path, name);
  if (found.type === 'error' && found.error !== 'notFound') {
    const full = resolvePath(shell.directory, name);
    const { tellsExecTwice } = shell.dialect.errors;
    yield* report(shell, ['unstarted', tellsExecTwice ? full : name, found.error]);
    if (found.error !== 'ENOENT' && tellsExecTwice) {
      yield* complain(shell, `${full}: cannot execute: ${errorText(found.error)}`);
    }
    shell.status = found.error === 'ENOENT' ? 127 : 126;
    return shell.isInteractive ? NORMAL : { type: 'exit' };
  }
  if (found.type === 'error') {
    yield* complain(shell, `${name}: not found`);
    shell.status = 127;
    return shell.isInteractive ? NORMAL : { type: 'exit' };
  }
  // A program that takes the shell's place knows nothing of its traps.
  shell.traps.delete('EXIT');
  const child = forkShell(shell, shell.self);
  try {
    const dash = flags.has('l') ? '-' : '';
    child.calledAs = dash + (options.values.get('a') ?? name);
    if (flags.has('c'))
      for (const scope of child.scopes)
        for (const one of scope.values()) one.attributes.delete('x');
    const fds = copyDescriptors(shell.fds);
    const code = yield* runExternal(child, rest, pairs, fds, shell.self);
    if (typeof code === 'number') shell.status = code;
  } finally {
    closeDescriptors(child.fds);
  }
  return { type: 'exit' };
}
