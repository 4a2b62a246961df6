import type { Word } from 'unbash';
import type { Program } from '../../kernel/index.ts';
import { keyFor } from '../arithmetic.ts';
import { endsAtErrors } from '../exec/errexit.ts';
import { OPTION_OF_LETTER } from '../options.ts';
import { ExpansionFailure, type Shell, type Value } from '../types.ts';
import { circularity, findVariable, getText, getValue, isCircular, itemsOf } from '../variables.ts';
import { addPiece, type Fields, quoted, separated, splittable } from './fields.ts';

/** What a parameter stands for: a list (`$@`, `${a[*]}`) or one text, unset when undefined. */
export type Resolved =
  | { readonly type: 'list'; readonly items: readonly string[]; readonly isStar: boolean }
  | { readonly type: 'text'; readonly text: string | undefined };

/** A parameter as an operator works on it. */
export interface Place {
  readonly name: string;
  readonly index: Word | undefined;
  /** How errors name it: as it was written. */
  readonly label: string;
}

/** `$-`. */
function optionLetters({ options, input, dialect }: Shell): string {
  const { optionLetters: letters, hasInputLetter } = dialect.names;
  const isOn = (letter: string): boolean =>
    options.has(letter === 'i' ? 'interactive' : (OPTION_OF_LETTER[letter] ?? ''));
  const on = [...letters].filter(isOn).join('');
  if (!hasInputLetter || input === 'file') return on;
  return on + (input === 'command' ? 'c' : 's');
}

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

export const isListIndex = (index: Word | undefined): boolean =>
  index?.text === '@' || index?.text === '*';

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
    throw new ExpansionFailure(['badSubscript', name], 'discard');
  }
  if (value?.kind === 'indexed') return value.items.get(key);
  return key === 0 ? value?.text : undefined;
}

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

/** What is at a name; a bad subscript is reported, and nothing is there. */
export function* resolvePlace(
  shell: Shell,
  { name, index }: { readonly name: string; readonly index: Word | undefined },
): Program<Resolved> {
  if (isCircular(shell, name)) {
    yield* shell.engine.warn(shell, circularity(name));
    if (index !== undefined) yield* shell.engine.warn(shell, circularity(name));
  }
  try {
    return yield* resolve(shell, name, index);
  } catch (failure) {
    if (!(failure instanceof ExpansionFailure) || !failure.is('badSubscript')) {
      throw failure;
    }
    if (endsAtErrors(shell)) throw failure;
    yield* shell.engine.warn(shell, failure.message);
    return { type: 'text', text: '' };
  }
}

/** Under `set -u` what is not set cannot be expanded. */
export function requireSet(shell: Shell, { label }: Place, resolved: Resolved): void {
  if (resolved.type === 'list' || resolved.text !== undefined) return;
  if (!shell.options.has('nounset')) return;
  throw new ExpansionFailure(['unset', label], 'exit');
}

/** Under `set -u` an array that was never given a value has no length. */
export function requireLength(shell: Shell, place: Place, resolved: Resolved): void {
  const { name, index } = place;
  requireSet(shell, place, resolved);
  if (!shell.options.has('nounset') || resolved.type !== 'list' || index === undefined) return;
  const variable = findVariable(shell, name);
  const isOnlyDeclared = variable?.attributes.has('A') === true;
  if (getValue(shell, name) !== undefined && !isOnlyDeclared) return;
  throw new ExpansionFailure(['unset', name], 'fatal');
}

export function add(text: string, isQuoted: boolean, fields: Fields): void {
  addPiece(fields, isQuoted ? quoted(text) : splittable(text));
}

/**
 * `"$*"` joins with the first character of IFS; `"$@"` gives a field each. Without quotes a
 * separator that is no blank keeps fields without text.
 */
export function addList(
  shell: Shell,
  items: readonly string[],
  isStar: boolean,
  isQuoted: boolean,
  fields: Fields,
): void {
  const separator = getText(shell, 'IFS')?.slice(0, 1) ?? ' ';
  if (isStar && isQuoted) {
    add(items.join(separator), true, fields);
    return;
  }
  const isKept = !isQuoted && /\S/.test(separator);
  for (const [i, item] of items.entries()) {
    if (i > 0) fields.push([]);
    if (isKept && i < items.length - 1) addPiece(fields, separated(item));
    else add(item, isQuoted, fields);
  }
}

export function addResolved(
  shell: Shell,
  resolved: Resolved,
  isQuoted: boolean,
  fields: Fields,
): void {
  if (resolved.type === 'text') add(resolved.text ?? '', isQuoted, fields);
  else addList(shell, resolved.items, resolved.isStar, isQuoted, fields);
}
