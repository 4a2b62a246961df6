import type { Assignment, Command, Word } from 'unbash';
import { type Program, readAll, type Self } from '../../kernel/index.ts';
import { LIMITS } from '../../limits.ts';
import { BUILTINS } from '../builtins/index.ts';
import { invalidOption, readOptions } from '../builtins/usage.ts';
import { commandText } from '../command-text.ts';
import { closeDescriptors, copyDescriptors, readerFor, release } from '../descriptors.ts';
import { descriptorOf } from '../device.ts';
import { errorText } from '../errors.ts';
import { quoteTrace } from '../expand/quote.ts';
import { expandWords } from '../expand/word.ts';
import { exportedFunctions } from '../exported.ts';
import { lookUp } from '../lookup.ts';
import {
  ExpansionFailure,
  type FunctionDefinition,
  NORMAL,
  type OpenFile,
  type Outcome,
  type RunOptions,
  type Shell,
  type Variable,
} from '../types.ts';
import { ensureVariable, environmentOf, getText, scalar } from '../variables.ts';
import { assign, assignedText, tracedArray } from './assign.ts';
import { QUIET_ENDINGS, reportEnding } from './ending.ts';
import { debugTrap, returning } from './finish.ts';
import { forkShell, reportFork, spawnProcess } from './fork.ts';
import { endingOf, hasJobControl, waitForeground } from './jobs.ts';
import { applyRedirects } from './redirect.ts';
import { lineAt, report, writerFor } from './report.ts';
import { trace, tracePrompt } from './trace.ts';
import { complainOfWrite, takeFailure } from './write-failure.ts';

/** Sets variables for the time of one function or builtin. */
function pushTemporary(shell: Shell, pairs: readonly (readonly [string, string])[]): () => void {
  const scope: Map<string, Variable> = new Map();
  for (const [name, text] of pairs) {
    scope.set(name, { value: scalar(text), attributes: new Set(['x']) });
  }
  shell.scopes.push(scope);
  return () => {
    const at = shell.scopes.lastIndexOf(scope);
    if (at > 0) shell.scopes.splice(at, 1);
  };
}

/** Calls a function: its own positional parameters and local variables. */
export function* callFunction(
  shell: Shell,
  definition: FunctionDefinition,
  args: readonly string[],
): Program<Outcome> {
  if (shell.depth >= LIMITS.shellDepth) {
    const limit = `maximum function nesting level exceeded (${LIMITS.shellDepth})`;
    throw new ExpansionFailure(`${definition.name}: ${limit}`, 'discard');
  }
  const { positional, unit, line, loops } = shell;
  const isSource = false;
  shell.frames.push({ name: definition.name, callLine: line, unit: definition.unit, isSource });
  shell.scopes.push(new Map());
  const depth = shell.scopes.length;
  shell.positional = [...args];
  shell.unit = definition.unit;
  shell.loops = 0;
  shell.depth++;
  try {
    const outcome = yield* returning(shell, true, shell.engine.run(shell, definition.body));
    return outcome.type === 'return' ? NORMAL : outcome;
  } finally {
    shell.depth--;
    shell.scopes.length = depth - 1;
    shell.frames.pop();
    shell.positional = positional;
    shell.unit = unit;
    shell.line = line;
    shell.loops = loops;
  }
}

/** Reads streams such as `/dev/fd/63` to their end, for a command that opens files only. */
function* fillStreams(fds: Map<number, OpenFile>, args: readonly string[]): Program<void> {
  for (const arg of args) {
    const number = descriptorOf(arg);
    const file = number === undefined ? undefined : fds.get(number);
    if (file !== undefined) file.pending = yield* readAll(readerFor(file));
  }
}

/** Runs a command of the table, or a script file, as a process, and waits for it. */
export function* runExternal(
  shell: Shell,
  words: readonly string[],
  pairs: readonly (readonly [string, string])[],
  fds: Map<number, OpenFile>,
  self: Self | undefined,
): Program<number | Outcome> {
  const [name = '', ...args] = words;
  const env = environmentOf(shell);
  for (const [key, text] of [...exportedFunctions(shell), ...pairs]) env.set(key, text);
  const path = pairs.find(([key]) => key === 'PATH')?.[1] ?? getText(shell, 'PATH');
  const found = lookUp(shell.host.commands, shell.files, shell.directory, path, name);
  if (found.type !== 'error' && !name.includes('/')) {
    const known = shell.hashed.get(name);
    shell.hashed.set(name, { path: found.path, hits: (known?.hits ?? 0) + 1 });
  }
  if (found.type === 'error') {
    const isMissing = found.error === 'notFound';
    const text = found.error === 'notFound' ? 'command not found' : errorText(found.error);
    yield* shell.engine.warn(shell, `${name}: ${text}`);
    if (isMissing) shell.host.onMissing(name);
    closeDescriptors(fds);
    return isMissing || found.error === 'ENOENT' ? 127 : 126;
  }
  const isScript = found.type === 'file';
  const command = isScript ? shell.host.commands.get('bash') : found.command;
  if (command === undefined) throw new Error('the table has no bash');
  env.set('_', found.path);
  const output = fds.get(1);
  const body = function* (own: Self): Program {
    if (!('opensStreams' in command)) yield* fillStreams(fds, args);
    const input = fds.get(0);
    const tty = output?.tty !== undefined ? input?.tty : undefined;
    return yield* command.run({
      args: isScript ? ['\0script', found.path, name, ...args] : args,
      name: shell.calledAs ?? name,
      env,
      directory: shell.directory,
      files: shell.engine.filesFor(shell, fds, own.pid),
      stdin: readerFor(input),
      stdout: writerFor(shell, own.pid, output),
      stderr: writerFor(shell, own.pid, fds.get(2)),
      tty,
      self: own,
    });
  };
  if (self !== undefined) {
    self.become(words.join(' '));
    return yield* body(self);
  }
  const process = spawnProcess(shell, words.join(' '), fds, body);
  if (process === undefined) {
    yield* reportFork(shell);
    return 254;
  }
  shell.lastChild = process.pid;
  const stopped = yield* waitForeground(shell, [process], commandText(shell) || words.join(' '));
  shell.isChildSignalled = process.isSignalled();
  const why = takeFailure(output);
  if (why !== undefined) return yield* complainOfWrite(shell, name, why);
  return stopped ?? process.exitCode() ?? 0;
}

/** Runs words that are expanded already. */
export function* runWords(
  shell: Shell,
  words: readonly string[],
  options: RunOptions,
  pairs: readonly (readonly [string, string])[] = [],
  nodes: readonly (Assignment | undefined)[] = [],
): Program<Outcome> {
  const [name = '', ...args] = words;
  const definition = options.skipFunctions ? undefined : shell.functions.get(name);
  const isJob = name.startsWith('%') && hasJobControl(shell);
  const builtin = isJob ? BUILTINS.fg : Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
  if (definition !== undefined || builtin !== undefined) {
    const pop = pairs.length === 0 ? undefined : pushTemporary(shell, pairs);
    try {
      if (definition !== undefined) return yield* callFunction(shell, definition, args);
      const result = yield* (builtin as NonNullable<typeof builtin>)(
        shell,
        isJob ? [name, ...args] : args,
        nodes,
        isJob ? 'fg' : name,
      );
      if (typeof result !== 'number') return result;
      // Builtins say themselves what they could not write.
      takeFailure(shell.fds.get(1));
      shell.status = result;
      return NORMAL;
    } finally {
      pop?.();
    }
  }
  if (options.onlyBuiltins) {
    yield* report(shell, `builtin: ${name}: not a shell builtin`);
    shell.status = 1;
    return NORMAL;
  }
  const fds = copyDescriptors(shell.fds);
  shell.isChildSignalled = false;
  const code = yield* runExternal(shell, words, pairs, fds, undefined);
  if (typeof code !== 'number') return code;
  const isSaid = shell.isChildSignalled && !QUIET_ENDINGS.has(code);
  const ending = isSaid ? endingOf(code) : undefined;
  if (ending !== undefined) yield* reportEnding(shell, ending, code, words.join(' '));
  shell.status = code;
  return NORMAL;
}

/** Builtins whose arguments may be assignments. */
const DECLARING = new Set(['declare', 'typeset', 'local', 'export', 'readonly']);

/** Runs a simple command, then closes the substituted processes of its words. */
export function* runSimple(shell: Shell, node: Command): Program<Outcome> {
  const before = shell.substitutions.length;
  try {
    return yield* runExpanded(shell, node);
  } finally {
    for (const number of shell.substitutions.splice(before)) {
      const file = shell.fds.get(number);
      shell.fds.delete(number);
      if (file !== undefined) release(file);
    }
  }
}

/** The parser ends a word before `<(`: an argument such as `--file=<(…)` is put together again. */
function joinedArguments(args: Command['args']): Command['args'] {
  const isJoined = args.some((one, i) => i > 0 && args[i - 1]?.end === one.pos);
  if (!isJoined) return args;
  const out: Command['args'][number][] = [];
  for (const one of args) {
    const last = out.at(-1);
    if (last?.type !== 'Word' || one.type !== 'Word' || last.end !== one.pos) {
      out.push(one);
      continue;
    }
    const text = last.text + one.text;
    const parts = [last, one].flatMap((word) => word.parts ?? [literalOf(word)]);
    out[out.length - 1] = { ...last, text, value: last.value + one.value, end: one.end, parts };
  }
  return out;
}

const literalOf = ({ text, value, pos, end }: Word) => ({
  type: 'Literal' as const,
  text,
  value,
  pos,
  end,
});

function* runExpanded(shell: Shell, node: Command): Program<Outcome> {
  shell.line = lineAt(shell.unit, node.pos);
  yield* debugTrap(shell, node);
  shell.substitutionStatus = undefined;
  const assignments = node.prefix.filter((item) => item.type === 'Assignment');
  const words: string[] = node.name === undefined ? [] : yield* expandWords(shell, [node.name]);
  const nodes: (Assignment | undefined)[] = words.map(() => undefined);
  for (const argument of joinedArguments(node.args)) {
    if (argument.type === 'Word' || !DECLARING.has(words[0] ?? '')) {
      const more =
        argument.type === 'Word'
          ? yield* expandWords(shell, [argument])
          : [yield* assignedOnly(shell, argument)];
      words.push(...more);
      nodes.push(...more.map(() => undefined));
      continue;
    }
    const isText = argument.value.type === 'Word' && argument.index === undefined;
    const text = isText ? yield* assignedOnly(shell, argument) : argument.text;
    words.push(text);
    nodes.push(isText ? undefined : argument);
  }
  const { redirects } = node;
  if (words.length === 0) {
    // biome-ignore lint/correctness/useYield: nothing to wait for
    const nothing = function* (): Program<Outcome> {
      return NORMAL;
    };
    const body = function* (): Program<Outcome> {
      shell.status = 0;
      for (const one of assignments) {
        const prompt = yield* tracePrompt(shell);
        const text = yield* assign(shell, one);
        const head =
          one.value.type === 'ArrayValue' ? '' : one.text.slice(0, one.value.pos - one.pos);
        yield* trace(
          shell,
          one.value.type === 'ArrayValue' ? text : head + quoteTrace(text),
          prompt,
        );
      }
      shell.status = shell.substitutionStatus ?? 0;
      return NORMAL;
    };
    // The values do not see the redirections.
    const outcome = yield* body();
    if (redirects.length === 0 || outcome.type !== 'normal') return outcome;
    const { status } = shell;
    shell.status = 0;
    const redirected = yield* shell.engine.withRedirects(shell, redirects, nothing);
    if (shell.status === 0) shell.status = status;
    return redirected;
  }
  const pairs: [string, string][] = [];
  for (const one of assignments) {
    if (ensureReadOnly(shell, one.name)) {
      yield* report(shell, `${one.name}: readonly variable`);
      continue;
    }
    pairs.push([one.name, yield* assignedText(shell, one)]);
  }
  yield* traceCommand(shell, pairs, words, nodes);
  setLast(shell, words.at(-1) ?? '');
  const options: RunOptions = { skipFunctions: false, onlyBuiltins: false, replaces: false };
  if (words[0] === 'exec' && !shell.functions.has('exec')) {
    return yield* runExec(shell, words.slice(1), node, pairs);
  }
  const body = (): Program<Outcome> => runWords(shell, words, options, pairs, nodes.slice(1));
  return redirects.length === 0
    ? yield* body()
    : yield* shell.engine.withRedirects(shell, redirects, body);
}

/** What `set -x` shows of a command: assignments in front of it and arrays have their own lines. */
function* traceCommand(
  shell: Shell,
  pairs: readonly (readonly [string, string])[],
  words: readonly string[],
  nodes: readonly (Assignment | undefined)[],
): Program<void> {
  if (!shell.options.has('xtrace')) return;
  for (const [key, text] of pairs) yield* trace(shell, `${key}=${quoteTrace(text)}`);
  const shown: string[] = [];
  for (const [i, word] of words.entries()) {
    const node = nodes[i];
    if (node?.value.type !== 'ArrayValue') shown.push(quoteTrace(word));
    else {
      yield* trace(shell, yield* tracedArray(shell, node));
      shown.push(node.name);
    }
  }
  yield* trace(shell, shown.join(' '));
}

const ensureReadOnly = (shell: Shell, name: string): boolean =>
  shell.scopes.some((scope) => scope.get(name)?.attributes.has('r') === true);

function setLast(shell: Shell, word: string): void {
  const variable = ensureVariable(shell, '_');
  variable.value = scalar(word);
}

function* assignedOnly(shell: Shell, assignment: Assignment): Program<string> {
  const { value } = assignment;
  if (value.type !== 'Word') return assignment.text;
  const head = assignment.text.slice(0, value.pos - assignment.pos);
  const name = assignment.append === true ? { ...assignment, append: undefined } : assignment;
  return head + (yield* assignedText(shell, name));
}

/** `exec`: redirections stay; a command takes the place of the shell. */
function* runExec(
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
    yield* report(shell, failure.text);
    shell.status = 1;
    return shell.isInteractive ? NORMAL : { type: 'exit' };
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
  if (found.type === 'error' && found.error === 'notFound') {
    yield* report(shell, `exec: ${name}: not found`);
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
