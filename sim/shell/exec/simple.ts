import { type Assignment, type Command, parse, type Redirection, type Word } from 'unbash';
import type { Program } from '../../kernel/index.ts';
import { BUILTINS } from '../builtins/index.ts';
import { copyDescriptors, release } from '../descriptors.ts';
import { expandBraces } from '../expand/brace.ts';
import { quoteTrace } from '../expand/quote.ts';
import { expandWords } from '../expand/word.ts';
import {
  EXIT,
  ExpansionFailure,
  NORMAL,
  type Outcome,
  type RunOptions,
  type Shell,
  type Variable,
} from '../types.ts';
import { copyScopes, ensureVariable, scalar } from '../variables.ts';
import { assign, assignedText, tracedArray } from './assign.ts';
import { callFunction } from './call.ts';
import { reportError } from './errexit.ts';
import { runExternal } from './external.ts';
import { debugTrap } from './finish.ts';
import { runExec } from './replace.ts';
import { complain, lineAt, report } from './report.ts';
import { hasJobControl } from './start-job.ts';
import { secondToken } from './token-line.ts';
import { trace, tracePrompt } from './trace.ts';
import { afterOutput } from './write-failure.ts';

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

/** Builtins within which, where they are tested, `set -e` ends nothing. */
const RUNNING_OTHERS = new Set(['eval', 'source', '.', 'command']);

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
  const isBuiltin = Object.hasOwn(BUILTINS, name) && !shell.disabled.has(name);
  const builtin = isJob ? BUILTINS.fg : isBuiltin ? BUILTINS[name] : undefined;
  if (definition !== undefined || builtin !== undefined) {
    shell.oneCommand = undefined;
    const { running } = shell;
    if (definition === undefined) shell.running = isJob ? 'fg' : name;
    const pop = pairs.length === 0 ? undefined : pushTemporary(shell, pairs);
    const { ignoresErrexit } = shell;
    if (shell.tested > 0 && RUNNING_OTHERS.has(name)) shell.ignoresErrexit = true;
    try {
      if (definition !== undefined) return yield* callFunction(shell, definition, args);
      const result = yield* (builtin as NonNullable<typeof builtin>)(
        shell,
        isJob ? [name, ...args] : args,
        nodes,
        isJob ? 'fg' : name,
      );
      if (typeof result !== 'number') return result;
      shell.status = yield* afterOutput(shell, result);
      const isFatal = result !== 0 && shell.dialect.errors.endsAfter(name, result);
      if (!isFatal || shell.isInteractive) return NORMAL;
      shell.status = 2;
      return EXIT;
    } finally {
      shell.running = running;
      shell.ignoresErrexit = ignoresErrexit;
      pop?.();
    }
  }
  if (options.onlyBuiltins) {
    yield* complain(shell, `${name}: not a shell builtin`);
    shell.status = 1;
    return NORMAL;
  }
  const fds = copyDescriptors(shell.fds);
  const self = shell.oneCommand === undefined ? undefined : shell.self;
  const code = yield* runExternal(shell, words, pairs, fds, self);
  if (typeof code !== 'number') return code;
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

/** The assignment that a text is. */
function assignmentOf(text: string): readonly Assignment[] {
  const command = parse(text).commands[0]?.command;
  const [first] = command?.type === 'Command' ? command.prefix : [];
  return first?.type === 'Assignment' ? [first] : [];
}

/** The assignment that an argument is with `set -k`. */
function assignmentIn(argument: Command['args'][number]): readonly Assignment[] {
  const isOne = argument.type === 'Word' && /^[A-Za-z_]\w*\+?=/.test(argument.text);
  return isOne ? assignmentOf(argument.text) : [];
}

/** The assignments that an argument of a declaration makes with its braces expanded. */
function bracedAssignments(shell: Shell, argument: Assignment): readonly Assignment[] {
  if (!shell.options.has('braceexpand') || !argument.text.includes('{')) return [argument];
  const texts = expandBraces(argument.text);
  return texts.length === 1 ? [argument] : texts.flatMap(assignmentOf);
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

/** The words of a command, and the assignments among the arguments of a declaration. */
function* expandedWords(shell: Shell, node: Command, isAny: boolean) {
  const words: string[] = node.name === undefined ? [] : yield* expandWords(shell, [node.name]);
  const nodes: (Assignment | undefined)[] = words.map(() => undefined);
  for (const argument of joinedArguments(node.args)) {
    if (isAny && assignmentIn(argument).length > 0) continue;
    if (argument.type === 'Word' || !DECLARING.has(words[0] ?? '')) {
      const more =
        argument.type === 'Word'
          ? yield* expandWords(shell, [argument])
          : [yield* assignedOnly(shell, argument)];
      for (const word of more) {
        words.push(word);
        nodes.push(undefined);
      }
      continue;
    }
    const isText = argument.value.type === 'Word' && argument.index === undefined;
    for (const one of isText ? bracedAssignments(shell, argument) : [argument]) {
      words.push(isText ? yield* assignedOnly(shell, one) : one.text);
      nodes.push(isText ? undefined : one);
    }
  }
  return { words, nodes };
}

function* runExpanded(shell: Shell, node: Command): Program<Outcome> {
  shell.line = lineAt(
    shell.unit,
    shell.dialect.grammar.countsFromStart ? node.pos : secondToken(node),
  );
  yield* debugTrap(shell, node);
  shell.substitutionStatus = undefined;
  // With `set -k` those behind the name are assignments too.
  const isAny = shell.options.has('keyword');
  const behind = isAny ? node.args.flatMap(assignmentIn) : [];
  const assignments = [...node.prefix.filter((item) => item.type === 'Assignment'), ...behind];
  const added = assignments.find(({ append }) => append === true);
  if (added !== undefined && !shell.dialect.grammar.appends) {
    yield* report(shell, ['notFound', added.text]);
    shell.status = 127;
    return NORMAL;
  }
  const { words, nodes } = yield* expandedWords(shell, node, isAny);
  const { redirects } = node;
  if (words.length === 0) {
    // biome-ignore lint/correctness/useYield: nothing to wait for
    const nothing = function* (): Program<Outcome> {
      return NORMAL;
    };
    const body = function* (): Program<Outcome> {
      for (const one of assignments) {
        const prompt = yield* tracePrompt(shell);
        const text = yield* assign(shell, one);
        const head =
          one.value.type === 'ArrayValue' ? '' : one.text.slice(0, one.value.pos - one.pos);
        yield* trace(
          shell,
          one.value.type === 'ArrayValue' ? text : head + tracedValue(text),
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
  const pairs = yield* temporaryPairs(shell, assignments);
  yield* traceCommand(shell, pairs, words, nodes);
  setLast(shell, words.at(-1) ?? '');
  const options: RunOptions = { skipFunctions: false, onlyBuiltins: false, replaces: false };
  if (words[0] === 'exec' && !shell.functions.has('exec')) {
    const { running } = shell;
    shell.running = 'exec';
    try {
      return yield* runExec(shell, words.slice(1), node, pairs);
    } finally {
      shell.running = running;
    }
  }
  const body = (): Program<Outcome> => runWords(shell, words, options, pairs, nodes.slice(1));
  if (redirects.length === 0) return yield* body();
  return isProgram(shell, words[0] ?? '')
    ? yield* withProgramRedirects(shell, redirects, body)
    : yield* shell.engine.withRedirects(shell, redirects, body);
}

/** Whether making a redirection may set a variable. */
const mayAssign = (redirect: Redirection): boolean =>
  redirect.descriptor?.type === 'FileDescriptorVariable' ||
  (redirect.type === 'HereDoc' ? redirect.body : redirect.target)?.parts !== undefined;

/**
 * Runs a program with redirections. They are made in its process: what their expansion assigns, or
 * that it fails, is not the shell's.
 */
function* withProgramRedirects(
  shell: Shell,
  redirects: readonly Redirection[],
  body: () => Program<Outcome>,
): Program<Outcome> {
  const { withRedirects, failed } = shell.engine;
  const expanding = redirects.some(mayAssign)
    ? { ...shell, scopes: copyScopes(shell.scopes) }
    : shell;
  try {
    return yield* withRedirects(shell, redirects, body, expanding);
  } catch (failure) {
    if (!(failure instanceof ExpansionFailure)) throw failure;
    yield* failed(shell, failure);
    return NORMAL;
  }
}

/** Whether a word is neither a function nor a builtin. */
const isProgram = (shell: Shell, name: string): boolean =>
  !shell.functions.has(name) && (!Object.hasOwn(BUILTINS, name) || shell.disabled.has(name));

/** Assignments in front of a command; each sees those before it. */
function* temporaryPairs(
  shell: Shell,
  assignments: readonly Assignment[],
): Program<[string, string][]> {
  const pairs: [string, string][] = [];
  for (const one of assignments) {
    if (ensureReadOnly(shell, one.name)) {
      yield* reportError(shell, ['readonly', one.name]);
      continue;
    }
    const pop = pairs.length === 0 ? undefined : pushTemporary(shell, pairs);
    try {
      pairs.push([one.name, yield* assignedText(shell, one)]);
    } finally {
      pop?.();
    }
  }
  return pairs;
}

/** A value as `set -x` shows it behind its name: nothing stays nothing. */
const tracedValue = (text: string): string => (text === '' ? '' : quoteTrace(text));

/** What `set -x` shows of a command: assignments in front of it and arrays have their own lines. */
function* traceCommand(
  shell: Shell,
  pairs: readonly (readonly [string, string])[],
  words: readonly string[],
  nodes: readonly (Assignment | undefined)[],
): Program<void> {
  if (!shell.options.has('xtrace')) return;
  for (const [key, text] of pairs) yield* trace(shell, `${key}=${tracedValue(text)}`);
  const shown: string[] = [];
  for (const [i, word] of words.entries()) {
    const node = nodes[i];
    if (!shell.dialect.grammar.quotesTrace) shown.push(word);
    else if (node?.value.type !== 'ArrayValue') shown.push(quoteTrace(word));
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
