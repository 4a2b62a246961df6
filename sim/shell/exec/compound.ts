import type {
  ArithmeticFor,
  Case,
  CompoundCommand,
  CompoundList,
  For,
  If,
  Select,
  While,
} from 'unbash';
import type { Program } from '../../kernel/index.ts';
import { evaluate } from '../arithmetic.ts';
import { expandPattern, expandToText, expandWords } from '../expand/word.ts';
import { matchesPattern } from '../pattern.ts';
import { readLineFrom } from '../read-line.ts';
import { ExpansionFailure, NORMAL, type Outcome, type Shell } from '../types.ts';
import { findReference, getText, isName, scalar, setText } from '../variables.ts';
import { atLine } from './base-line.ts';
import { evaluateCondition } from './conditional.ts';
import { endsAtErrors } from './errexit.ts';
import { debugTrap } from './finish.ts';
import { menuOf } from './menu.ts';
import { lineAt, print, printError, report } from './report.ts';
import { runSubshell } from './subshell.ts';
import { trace } from './trace.ts';

const list = (shell: Shell, node: CompoundList): Program<Outcome> =>
  shell.engine.runList(shell, node.commands);

/** Runs the condition of `if` or `while`; a failure in it does not end the shell. */
function* runCondition(shell: Shell, node: CompoundList): Program<Outcome> {
  shell.tested++;
  try {
    return yield* list(shell, node);
  } finally {
    shell.tested--;
  }
}

function* runIf(shell: Shell, node: If): Program<Outcome> {
  // biome-ignore lint/suspicious/noThenProperty: the name is the parser's
  for (const branch of [{ clause: node.clause, then: node.then }, ...node.elif]) {
    const outcome = yield* runCondition(shell, branch.clause);
    if (outcome.type !== 'normal') return outcome;
    if (shell.status === 0) return yield* list(shell, branch.then);
  }
  if (node.else !== undefined) return yield* list(shell, node.else);
  shell.status = 0;
  return NORMAL;
}

/** What a loop does after its body: go on (undefined), or end with an outcome. */
function afterBody(outcome: Outcome): Outcome | undefined {
  if (outcome.type === 'normal') return undefined;
  if (outcome.type === 'break') {
    return outcome.count > 1 ? { type: 'break', count: outcome.count - 1 } : NORMAL;
  }
  if (outcome.type === 'continue') {
    return outcome.count > 1 ? { type: 'continue', count: outcome.count - 1 } : undefined;
  }
  return outcome;
}

function* loop(
  shell: Shell,
  step: () => Program<Outcome | 'done'>,
  body: CompoundList,
): Program<Outcome> {
  shell.loops++;
  let status = 0;
  try {
    for (;;) {
      const before = yield* step();
      if (before === 'done') break;
      const ended = afterBody(before);
      if (ended !== undefined) return ended;
      if (before.type !== 'normal') continue;
      const after = afterBody(yield* list(shell, body));
      status = shell.status;
      if (after !== undefined) return after;
      yield* shell.engine.pause(shell);
    }
  } finally {
    shell.loops--;
  }
  shell.status = status;
  return NORMAL;
}

function* runWhile(shell: Shell, node: While): Program<Outcome> {
  const wanted = node.kind === 'while';
  return yield* loop(
    shell,
    function* () {
      const outcome = yield* runCondition(shell, node.clause);
      if (outcome.type !== 'normal') return outcome;
      return (shell.status === 0) === wanted ? NORMAL : 'done';
    },
    node.body,
  );
}

function* runFor(shell: Shell, node: For): Program<Outcome> {
  const name = node.name.text;
  shell.line = lineAt(shell.unit, node.pos);
  if (!isName(name)) {
    yield* report(shell, ['badName', name]);
    shell.status = 1;
    return NORMAL;
  }
  const words =
    node.wordlist === undefined ? [...shell.positional] : yield* expandWords(shell, node.wordlist);
  const shown = `for ${name} in ${(node.wordlist ?? []).map((word) => word.text).join(' ')}`;
  let at = 0;
  let isRefused = false;
  const outcome = yield* loop(
    shell,
    function* () {
      const word = words[at++];
      if (word === undefined) return 'done';
      shell.line = lineAt(shell.unit, node.pos);
      yield* debugTrap(shell, { pos: node.pos, end: node.wordlist?.at(-1)?.end ?? node.name.end });
      yield* trace(shell, node.wordlist === undefined ? `for ${name} in "$@"` : shown);
      try {
        const reference = findReference(shell, name);
        // A reference is pointed at each word in turn.
        if (reference?.attributes.has('n') === true) reference.value = scalar(word);
        else setText(shell, name, word);
      } catch (failure) {
        if (!(failure instanceof ExpansionFailure) || endsAtErrors(shell)) throw failure;
        yield* report(shell, failure.message);
        isRefused = true;
        return 'done';
      }
      return NORMAL;
    },
    node.body,
  );
  if (isRefused) shell.status = 1;
  return outcome;
}

function* runArithmeticFor(shell: Shell, node: ArithmeticFor): Program<Outcome> {
  const { source } = shell.unit;
  shell.line = lineAt(shell.unit, node.pos);
  function* value(part: { pos: number; end: number } | undefined): Program<bigint> {
    if (part === undefined) return 1n;
    const text = source.slice(part.pos, part.end).trim();
    yield* debugTrap(shell, { pos: part.pos, end: part.end, text: `((${text}))` });
    yield* trace(shell, `(( ${text} ))`);
    return evaluate(shell, yield* shell.engine.words.arithmetic(shell, text), '((: ');
  }
  let isFirst = true;
  let isRefused = false;
  const outcome = yield* loop(
    shell,
    function* () {
      try {
        yield* value(isFirst ? node.initialize : node.update);
        isFirst = false;
        return (yield* value(node.test)) === 0n ? 'done' : NORMAL;
      } catch (failure) {
        if (!(failure instanceof ExpansionFailure) || failure.effect !== 'discard') throw failure;
        yield* report(shell, failure.message);
        isRefused = true;
        return 'done';
      }
    },
    node.body,
  );
  if (isRefused) shell.status = 1;
  return outcome;
}

function* runCase(shell: Shell, node: Case): Program<Outcome> {
  shell.line = lineAt(shell.unit, node.pos);
  yield* debugTrap(shell, node);
  const text = yield* expandToText(shell, node.word);
  yield* trace(shell, `case ${node.word.text} in`);
  const ignoreCase = shell.shellOptions.has('nocasematch');
  const isExtended = shell.shellOptions.has('extglob');
  let falls = false;
  shell.status = 0;
  for (const item of node.items) {
    let isMatch = falls;
    for (const word of item.pattern) {
      if (isMatch) break;
      const pattern = yield* expandPattern(shell, word);
      isMatch = matchesPattern(pattern, text, ignoreCase, isExtended);
    }
    if (!isMatch) continue;
    const outcome = yield* list(shell, item.body);
    if (outcome.type !== 'normal') return outcome;
    falls = item.terminator === ';&';
    if (item.terminator !== ';&' && item.terminator !== ';;&') return NORMAL;
  }
  return NORMAL;
}

function* runSelect(shell: Shell, node: Select): Program<Outcome> {
  const words =
    node.wordlist === undefined ? [...shell.positional] : yield* expandWords(shell, node.wordlist);
  const menu = menuOf(words, Number(getText(shell, 'COLUMNS') ?? '80') || 80);
  yield* trace(
    shell,
    `select ${node.name.text} in ${(node.wordlist ?? []).map((word) => word.text).join(' ')}`,
  );
  let isShown = false;
  let isEnded = false;
  const outcome = yield* loop(
    shell,
    function* () {
      if (words.length === 0) return 'done';
      for (;;) {
        if (!isShown) yield* printError(shell, menu);
        isShown = true;
        yield* printError(shell, getText(shell, 'PS3') ?? '#? ');
        const read = yield* readLineFrom(shell.fds.get(0), '\n');
        if (!read.isComplete && read.text === '') {
          yield* print(shell, '\n');
          isEnded = true;
          return 'done';
        }
        setText(shell, 'REPLY', read.text);
        if (read.text.trim() === '') {
          isShown = false;
          continue;
        }
        setText(shell, node.name.text, words[Number(read.text.trim()) - 1] ?? '');
        return NORMAL;
      }
    },
    node.body,
  );
  if (isEnded) shell.status = 1;
  return outcome;
}

/** Runs a compound command. */
export function* runCompound(shell: Shell, node: CompoundCommand): Program<Outcome> {
  switch (node.type) {
    case 'If':
      return yield* runIf(shell, node);
    case 'While':
      return yield* runWhile(shell, node);
    case 'For':
      return yield* atLine(shell, lineAt(shell.unit, node.pos), runFor(shell, node));
    case 'ArithmeticFor':
      return yield* runArithmeticFor(shell, node);
    case 'Case':
      return yield* atLine(shell, lineAt(shell.unit, node.pos), runCase(shell, node));
    case 'Select':
      return yield* atLine(shell, lineAt(shell.unit, node.pos), runSelect(shell, node));
    case 'Subshell':
      return yield* runSubshell(shell, node);
    case 'BraceGroup':
      return yield* list(shell, node.body);
    case 'TestCommand':
    case 'ArithmeticCommand': {
      shell.line = lineAt(shell.unit, node.pos);
      yield* debugTrap(shell, node);
      if (shell.dialect.grammar.lacksCommands.has(node.type)) {
        const word = node.type === 'TestCommand' ? '[[' : (/\S+/.exec(node.body)?.[0] ?? '');
        yield* report(shell, ['notFound', word]);
        shell.status = 127;
        return NORMAL;
      }
      if (node.type === 'TestCommand') {
        shell.status = yield* evaluateCondition(shell, node.expression);
        return NORMAL;
      }
      yield* trace(shell, `(( ${node.body} ))`);
      const text = yield* shell.engine.words.arithmetic(shell, node.body);
      try {
        shell.status = evaluate(shell, text, '((: ') === 0n ? 1 : 0;
      } catch (failure) {
        if (!(failure instanceof ExpansionFailure) || failure.effect !== 'discard') throw failure;
        yield* report(shell, failure.message);
        shell.status = 1;
      }
      return NORMAL;
    }
  }
}
