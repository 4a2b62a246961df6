import type { ParameterExpansionPart, Word } from 'unbash';
import type { Program } from '../../kernel/index.ts';
import { evaluate, keyFor } from '../arithmetic.ts';
import { arithmeticOf } from '../integer.ts';
import { ExpansionFailure, type Shell, type Value } from '../types.ts';
import {
  findReference,
  findVariable,
  getText,
  getValue,
  isName,
  itemsOf,
  keysOf,
  setItem,
  setText,
  targetName,
  variableNames,
} from '../variables.ts';
import { addPiece, type Fields, type Piece, quoted, splittable, textOf } from './fields.ts';
import { applyToText, arrayText, attributeLetters } from './operations.ts';
import { quoteSingle } from './quote.ts';

/** What a parameter stands for: a list (`$@`, `${a[*]}`) or one text, unset when undefined. */
type Resolved =
  | { readonly type: 'list'; readonly items: readonly string[]; readonly isStar: boolean }
  | { readonly type: 'text'; readonly text: string | undefined };

export const optionLetters = (shell: Shell): string => {
  const letters: readonly (readonly [string, string])[] = [
    ['allexport', 'a'],
    ['notify', 'b'],
    ['errexit', 'e'],
    ['noglob', 'f'],
    ['hashall', 'h'],
    ['interactive', 'i'],
    ['keyword', 'k'],
    ['monitor', 'm'],
    ['noexec', 'n'],
    ['privileged', 'p'],
    ['onecmd', 't'],
    ['nounset', 'u'],
    ['verbose', 'v'],
    ['xtrace', 'x'],
    ['braceexpand', 'B'],
    ['noclobber', 'C'],
    ['errtrace', 'E'],
    ['histexpand', 'H'],
    ['physical', 'P'],
    ['functrace', 'T'],
  ];
  const set = letters.filter(([name]) => shell.options.has(name)).map(([, letter]) => letter);
  const input = shell.input === 'command' ? 'c' : shell.input === 'stdin' ? 's' : '';
  return set.join('') + input;
};

/** The value of a special parameter such as `$?`, or undefined when `name` is none. */
function special(shell: Shell, name: string): string | undefined {
  switch (name) {
    case '?':
      return String(shell.status);
    case '$':
      return String(shell.rootPid);
    case '#':
      return String(shell.positional.length);
    case '-':
      return optionLetters(shell);
    case '0':
      return shell.name;
    default:
      return undefined;
  }
}

const isListIndex = (index: Word | undefined): boolean =>
  index?.text === '@' || index?.text === '*';

function* resolve(shell: Shell, name: string, index: Word | undefined): Program<Resolved> {
  if (name === '@' || name === '*') {
    return { type: 'list', items: shell.positional, isStar: name === '*' };
  }
  if (name === '!') {
    const pid = shell.lastBackground;
    return { type: 'text', text: pid === undefined ? undefined : String(pid) };
  }
  const fixed = special(shell, name);
  if (fixed !== undefined) return { type: 'text', text: fixed };
  if (/^\d+$/.test(name)) return { type: 'text', text: shell.positional[Number(name) - 1] };
  if (index === undefined) return { type: 'text', text: getText(shell, name) };
  const value = getValue(shell, name);
  if (isListIndex(index)) {
    return { type: 'list', items: itemsOf(value), isStar: index.text === '*' };
  }
  const text = yield* readItem(shell, name, index, value);
  return { type: 'text', text };
}

function* readItem(
  shell: Shell,
  name: string,
  index: Word,
  value: Value | undefined,
): Program<string | undefined> {
  if (value?.kind === 'associative')
    return value.items.get(yield* shell.engine.words.text(shell, index));
  const subscript = yield* shell.engine.words.arithmetic(shell, index.text);
  const key = Number(keyFor(shell, name, subscript));
  if (key < 0) {
    throw new ExpansionFailure(`${name}: bad array subscript`, 'discard');
  }
  if (value?.kind === 'indexed') return value.items.get(key);
  return key === 0 ? value?.text : undefined;
}

/** `${x~}` and `${x~~pattern}`, which the parser leaves alone; answers whether it was one. */
function* toggleCase(
  shell: Shell,
  { operation, parameter, index }: ParameterExpansionPart,
  isQuoted: boolean,
  fields: Fields,
): Program<boolean> {
  if (operation?.type !== 'Unknown' || parameter === '') return false;
  const toggle = /^(~~?)(.*)$/s.exec(operation.operator);
  if (toggle === null) return false;
  const [, operator = '', pattern = ''] = toggle;
  const resolved = yield* resolve(shell, parameter, index);
  const apply = (text: string): string => applyToText(operator, text, pattern, []);
  if (resolved.type === 'list') {
    addList(shell, resolved.items.map(apply), resolved.isStar, isQuoted, fields);
  } else add(apply(resolved.text ?? ''), isQuoted, fields);
  return true;
}

/** What is at a name; a bad subscript is reported, and nothing is there. */
function* resolveOrWarn(shell: Shell, name: string, index: Word | undefined): Program<Resolved> {
  try {
    return yield* resolve(shell, name, index);
  } catch (failure) {
    if (!(failure instanceof ExpansionFailure) || !failure.text.endsWith('array subscript')) {
      throw failure;
    }
    yield* shell.engine.warn(shell, failure.text);
    return { type: 'text', text: '' };
  }
}

/** `$x` and `${x…}` outside or inside double quotes; adds what it gives to `fields`. */
export function* expandParameter(
  shell: Shell,
  part: ParameterExpansionPart,
  isQuoted: boolean,
  fields: Fields,
): Program<void> {
  const { operation } = part;
  let name = part.parameter;
  let { index } = part;
  if (yield* toggleCase(shell, part, isQuoted, fields)) return;
  const isEmptySlice =
    operation?.type === 'Slice' && operation.offset.text === '' && operation.length === undefined;
  if (name === '' || operation?.type === 'Unknown' || isEmptySlice || index?.text === '') {
    throw new ExpansionFailure(`${part.text}: bad substitution`, 'discard');
  }
  if (operation?.type === 'Names') {
    const names = variableNames(shell).filter((one) => one.startsWith(name));
    addList(shell, names, operation.operator === '*', isQuoted, fields);
    return;
  }
  if (part.prefix === '!' && isListIndex(index)) {
    addList(shell, keysOf(getValue(shell, name)), index?.text === '*', isQuoted, fields);
    return;
  }
  if (part.prefix === '!') {
    const reference = findReference(shell, name);
    if (reference?.attributes.has('n') === true && operation === undefined) {
      add(targetName(shell, name), isQuoted, fields);
      return;
    }
    const target = (yield* resolve(shell, name, index)) as { text?: string };
    if (target.text === undefined) {
      if (operation?.type !== 'Default') {
        throw new ExpansionFailure(`${name}: invalid indirect expansion`, 'discard');
      }
    } else {
      const match = /^([A-Za-z_]\w*|[@*#?!$-]|\d+)(?:\[(.*)\])?$/.exec(target.text);
      if (match === null) {
        throw new ExpansionFailure(`${target.text}: invalid variable name`, 'discard');
      }
      name = match[1] ?? '';
      const text = match[2];
      index = text === undefined ? undefined : wordOf(text);
    }
  }
  const resolved = yield* resolveOrWarn(shell, name, index);
  if (part.prefix === '#') {
    requireLength(shell, name, index, resolved);
    const length =
      resolved.type === 'list' ? resolved.items.length : [...(resolved.text ?? '')].length;
    add(String(length), isQuoted, fields);
    return;
  }
  if (operation === undefined) {
    requireSet(shell, name, index, resolved);
    addResolved(shell, resolved, isQuoted, fields);
    return;
  }
  yield* operate(shell, part, name, index, resolved, isQuoted, fields);
}

const wordOf = (text: string): Word => ({ type: 'Word', text, value: text, pos: 0, end: 0 });

function requireSet(shell: Shell, name: string, index: Word | undefined, resolved: Resolved): void {
  if (resolved.type === 'list' || resolved.text !== undefined) return;
  if (!shell.options.has('nounset')) return;
  const shown = /^(?:\d+|!)$/.test(name) ? `$${name}` : name;
  const subscript = index === undefined ? '' : `[${index.text}]`;
  throw new ExpansionFailure(`${shown}${subscript}: unbound variable`, 'exit');
}

/** Under `set -u` an array that was never given a value has no length. */
function requireLength(
  shell: Shell,
  name: string,
  index: Word | undefined,
  resolved: Resolved,
): void {
  requireSet(shell, name, index, resolved);
  if (!shell.options.has('nounset') || resolved.type !== 'list' || index === undefined) return;
  const variable = findVariable(shell, name);
  const isOnlyDeclared = variable?.attributes.has('A') === true;
  if (getValue(shell, name) !== undefined && !isOnlyDeclared) return;
  throw new ExpansionFailure(`${name}: unbound variable`, 'fatal');
}

/** `${x@P}`, `${x@a}`, `${x@A}`, `${x@K}`; answers whether it was one of them. */
function* transform(
  shell: Shell,
  part: ParameterExpansionPart,
  name: string,
  resolved: Resolved,
  isQuoted: boolean,
  fields: Fields,
): Program<boolean> {
  const { operation } = part;
  if (operation?.type !== 'Transform') return false;
  if (!/^[UuLQEPAaKk]$/.test(operation.operand.text)) {
    if (resolved.type === 'text' && resolved.text === undefined) return true;
    throw new ExpansionFailure(`${part.text}: bad substitution`, 'exit');
  }
  if (operation.operand.text === 'P') {
    const shown: string[] = [];
    const texts = resolved.type === 'list' ? resolved.items : [resolved.text ?? ''];
    for (const text of texts) shown.push(yield* shell.engine.prompt(shell, text));
    if (resolved.type === 'list') addList(shell, shown, resolved.isStar, isQuoted, fields);
    else add(shown[0] ?? '', isQuoted, fields);
    return true;
  }
  if (/^[aAKk]$/.test(operation.operand.text)) {
    const letter = operation.operand.text;
    if (letter === 'A' && resolved.type === 'list' && (name === '@' || name === '*')) {
      const items = resolved.items.map(quoteSingle);
      add(items.length === 0 ? '' : `set -- ${items.join(' ')}`, isQuoted, fields);
      return true;
    }
    const isPositional = /^(?:[@*]|\d+)$/.test(name);
    if (isPositional && /^[Kk]$/.test(letter)) {
      if (resolved.type === 'text') {
        add(resolved.text === undefined ? '' : quoteSingle(resolved.text), isQuoted, fields);
      } else addList(shell, resolved.items.map(quoteSingle), resolved.isStar, isQuoted, fields);
      return true;
    }
    const variable = findVariable(shell, name);
    if (letter === 'a') {
      const letters = variable === undefined ? '' : attributeLetters(variable);
      const shown = resolved.type === 'list' ? resolved.items.map(() => letters) : [letters];
      addList(shell, shown, resolved.type === 'list' && resolved.isStar, isQuoted, fields);
      return true;
    }
    if (letter === 'k' && resolved.type === 'list' && !resolved.isStar && variable !== undefined) {
      const pairs = keysOf(variable.value).flatMap((key, i) => [key, resolved.items[i] ?? '']);
      addList(shell, pairs, false, isQuoted, fields);
      return true;
    }
    const whole = resolved.type === 'list' ? variable?.value : undefined;
    const text = resolved.type === 'text' ? resolved.text : undefined;
    add(arrayText(letter, targetName(shell, name), variable, whole, text), isQuoted, fields);
    return true;
  }
  return false;
}

function* operate(
  shell: Shell,
  part: ParameterExpansionPart,
  name: string,
  index: Word | undefined,
  resolved: Resolved,
  isQuoted: boolean,
  fields: Fields,
): Program<void> {
  const { operation } = part;
  if (operation === undefined) return;
  if (operation.type === 'Default') {
    yield* applyDefault(shell, part, name, index, resolved, isQuoted, fields);
    return;
  }
  if (operation.type === 'Transform') {
    const isDone = yield* transform(shell, part, name, resolved, isQuoted, fields);
    if (isDone) return;
  }
  requireSet(shell, name, index, resolved);
  if (operation.type === 'Slice') {
    yield* slice(shell, part, name, resolved, isQuoted, fields);
    return;
  }
  let pattern = '';
  let replacement: Piece[] = [];
  if (operation.type === 'Remove')
    pattern = yield* shell.engine.words.pattern(shell, operation.operand);
  if (operation.type === 'Replace') {
    pattern = yield* shell.engine.words.pattern(shell, operation.pattern);
    replacement = (yield* shell.engine.words.fields(shell, operation.replacement, false)).flat();
    if (!shell.shellOptions.has('patsub_replacement')) {
      replacement = replacement.map((piece) => quoted(piece.text));
    }
  }
  if (operation.type === 'CaseModification' && operation.operand !== undefined) {
    pattern = yield* shell.engine.words.pattern(shell, operation.operand);
  }
  const operator = operation.type === 'Transform' ? operation.operand.text : operation.operator;
  const ignoreCase = shell.shellOptions.has('nocasematch');
  const apply = (text: string): string =>
    applyToText(operator, text, pattern, replacement, ignoreCase);
  if (resolved.type === 'list') {
    addList(shell, resolved.items.map(apply), resolved.isStar, isQuoted, fields);
  } else if (operation.type === 'Transform' && resolved.text === undefined) {
    add('', isQuoted, fields);
  } else add(apply(resolved.text ?? ''), isQuoted, fields);
}

function* applyDefault(
  shell: Shell,
  part: ParameterExpansionPart,
  name: string,
  index: Word | undefined,
  resolved: Resolved,
  isQuoted: boolean,
  fields: Fields,
): Program<void> {
  const { operation } = part;
  if (operation?.type !== 'Default') return;
  const { operator, operand } = operation;
  const isUnset =
    resolved.type === 'list' ? resolved.items.length === 0 : resolved.text === undefined;
  const text = resolved.type === 'list' ? resolved.items.join(' ') : resolved.text;
  const isMissing = isUnset || (operator.startsWith(':') && text === '');
  const kind = operator.at(-1);
  if (kind === '+' ? isMissing : !isMissing) {
    if (kind === '+') add('', isQuoted && false, fields);
    else addResolved(shell, resolved, isQuoted, fields);
    const isNone = resolved.type === 'list' && !resolved.isStar && resolved.items.length === 0;
    if (kind === '+' && isQuoted && !isNone) add('', true, fields);
    return;
  }
  if (kind === '-' || kind === '+') {
    yield* addOperand(shell, operand, isQuoted, fields);
    return;
  }
  const value = isQuoted
    ? (yield* shell.engine.words.fields(shell, operand, true)).map(textOf).join(' ')
    : yield* shell.engine.words.text(shell, operand);
  if (kind === '?') {
    const usual = operator === ':?' ? 'parameter null or not set' : 'parameter not set';
    const message = operand.text === '' ? usual : value;
    throw new ExpansionFailure(`${name}: ${message}`, 'exit');
  }
  if (!isName(name)) {
    throw new ExpansionFailure(`$${name}: cannot assign in this way`, 'discard');
  }
  if (index === undefined) setText(shell, name, value, arithmeticOf(shell));
  else
    setItem(shell, name, keyFor(shell, name, yield* shell.engine.words.text(shell, index)), value);
  add(value, isQuoted, fields);
}

function* addOperand(
  shell: Shell,
  operand: Word,
  isQuoted: boolean,
  fields: Fields,
): Program<void> {
  const expanded = yield* shell.engine.words.fields(shell, operand, isQuoted);
  for (const [i, field] of expanded.entries()) {
    if (i > 0) fields.push([]);
    if (isQuoted && field.length === 0) addPiece(fields, quoted(''));
    for (const piece of field) {
      // Unquoted text of an operand is split like the value that it replaces.
      if (isQuoted) addPiece(fields, quoted(piece.text));
      else addPiece(fields, piece.quoted ? piece : splittable(piece.text));
    }
  }
}

function* slice(
  shell: Shell,
  part: ParameterExpansionPart,
  name: string,
  resolved: Resolved,
  isQuoted: boolean,
  fields: Fields,
): Program<void> {
  const { operation } = part;
  if (operation?.type !== 'Slice') return;
  // Of nothing there is no part, and nobody asks which one.
  if (resolved.type === 'text' && resolved.text === undefined) {
    add('', isQuoted, fields);
    return;
  }
  const subscript = part.index === undefined ? '' : `[${part.index.text}]`;
  const label = `${name}${subscript}: `;
  const offset = Number(
    evaluate(shell, yield* shell.engine.words.arithmetic(shell, operation.offset.text), label),
  );
  const lengthText =
    operation.length === undefined
      ? undefined
      : yield* shell.engine.words.arithmetic(shell, operation.length.text);
  const length = lengthText === undefined ? undefined : Number(evaluate(shell, lengthText, label));
  const negative = (): never => {
    throw new ExpansionFailure(`${lengthText}: substring expression < 0`, 'discard');
  };
  if (resolved.type === 'text') {
    const characters = [...(resolved.text ?? '')];
    const from = offset < 0 ? characters.length + offset : offset;
    if (from < 0) {
      add('', isQuoted, fields);
      return;
    }
    const to =
      length === undefined
        ? characters.length
        : length < 0
          ? characters.length + length
          : from + length;
    if (length !== undefined && length < 0 && to < from) negative();
    add(characters.slice(from, to).join(''), isQuoted, fields);
    return;
  }
  if (length !== undefined && length < 0) negative();
  const value = name === '@' || name === '*' ? undefined : getValue(shell, name);
  let items = [...resolved.items];
  if (name === '@' || name === '*') {
    items = offset === 0 || offset < 0 ? [shell.name, ...items] : items;
    const from = offset < 0 ? items.length + offset : Math.max(0, offset - (offset > 0 ? 1 : 0));
    items = from < 0 ? [] : items.slice(from, length === undefined ? undefined : from + length);
  } else {
    const keys = keysOf(value).map(Number);
    const size = (keys.at(-1) ?? -1) + 1;
    const from = offset < 0 ? size + offset : offset;
    const first = value?.kind === 'associative' ? offset : keys.findIndex((key) => key >= from);
    items =
      first < 0 || from < 0
        ? []
        : items.slice(first, length === undefined ? undefined : first + length);
  }
  addList(shell, items, resolved.isStar, isQuoted, fields);
}

function add(text: string, isQuoted: boolean, fields: Fields): void {
  addPiece(fields, isQuoted ? quoted(text) : splittable(text));
}

function addResolved(shell: Shell, resolved: Resolved, isQuoted: boolean, fields: Fields): void {
  if (resolved.type === 'text') add(resolved.text ?? '', isQuoted, fields);
  else addList(shell, resolved.items, resolved.isStar, isQuoted, fields);
}

/** `"$*"` joins with the first character of IFS; `"$@"` gives a field each. */
function addList(
  shell: Shell,
  items: readonly string[],
  isStar: boolean,
  isQuoted: boolean,
  fields: Fields,
): void {
  if (isStar && isQuoted) {
    const ifs = getText(shell, 'IFS');
    add(items.join(ifs === undefined ? ' ' : ifs.slice(0, 1)), true, fields);
    return;
  }
  for (const [i, item] of items.entries()) {
    if (i > 0) fields.push([]);
    add(item, isQuoted, fields);
  }
}
