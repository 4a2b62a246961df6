import type { ParameterSliceOperation } from 'unbash';
import type { Program } from '../../kernel/index.ts';
import { evaluate } from '../arithmetic.ts';
import { ExpansionFailure, type Shell } from '../types.ts';
import { getValue, keysOf } from '../variables.ts';
import type { Fields } from './fields.ts';
import { add, addList, type Place, type Resolved } from './resolved.ts';

/** Where a slice begins, and how far it goes. */
interface Range {
  readonly offset: number;
  readonly length: number | undefined;
}

/** The items of a list from an offset on, which for arrays counts subscripts, not items. */
function slicedItems(
  shell: Shell,
  { name }: Place,
  items: readonly string[],
  { offset, length }: Range,
): readonly string[] {
  const taken = (from: number): readonly string[] =>
    items.slice(from, length === undefined ? undefined : from + length);
  if (name === '@' || name === '*') {
    // $0 stands before the first one, where it is asked for.
    const all = [shell.name, ...items];
    const from = offset < 0 ? all.length + offset : offset;
    if (from < 0) return [];
    return all.slice(from, length === undefined ? undefined : from + length);
  }
  const value = getValue(shell, name);
  if (value?.kind === 'associative') {
    // bash counts the pairs from 1, and takes 0 for 1.
    const from = offset < 0 ? items.length + 1 + offset : offset;
    return from < 0 ? [] : taken(Math.max(0, from - 1));
  }
  const keys = keysOf(value).map(Number);
  const from = offset < 0 ? (keys.at(-1) ?? -1) + 1 + offset : offset;
  const first = from < 0 ? -1 : keys.findIndex((key) => key >= from);
  return first < 0 ? [] : taken(first);
}

/** How many there are to take from, as bash counts before it looks at the length. */
function sizeOf(shell: Shell, { name }: Place, items: readonly string[]): number {
  if (name === '@' || name === '*') return items.length + 1;
  const value = getValue(shell, name);
  if (value?.kind !== 'indexed') return items.length;
  return Number(keysOf(value).at(-1) ?? -1) + 1;
}

/** `${x:offset}`, `${x:offset:length}`, also of lists. */
export function* slice(
  shell: Shell,
  operation: ParameterSliceOperation,
  place: Place,
  resolved: Resolved,
  isQuoted: boolean,
  fields: Fields,
): Program<void> {
  // Of nothing there is no part, and nobody asks which one.
  if (resolved.type === 'text' && resolved.text === undefined) {
    add('', isQuoted, fields);
    return;
  }
  const label = `${place.label}: `;
  const { words } = shell.engine;
  const numberOf = (text: string): number => Number(evaluate(shell, text, label));
  const offset = numberOf(yield* words.arithmetic(shell, operation.offset.text));
  const size =
    resolved.type === 'text'
      ? [...(resolved.text ?? '')].length
      : sizeOf(shell, place, resolved.items);
  const from = offset < 0 ? size + offset : offset;
  // What begins outside is empty, whatever its length.
  if (from < 0 || from > size) {
    if (resolved.type === 'text') add('', isQuoted, fields);
    else addList(shell, [], resolved.isStar, isQuoted, fields);
    return;
  }
  const lengthText =
    operation.length === undefined
      ? undefined
      : yield* words.arithmetic(shell, operation.length.text);
  const length = lengthText === undefined ? undefined : numberOf(lengthText);
  const isBehind = length !== undefined && length < 0 && size + length < from;
  if (length !== undefined && length < 0 && (resolved.type === 'list' || isBehind)) {
    throw new ExpansionFailure(`${lengthText}: substring expression < 0`, 'discard');
  }
  if (resolved.type === 'list') {
    const items = slicedItems(shell, place, resolved.items, { offset, length });
    addList(shell, items, resolved.isStar, isQuoted, fields);
    return;
  }
  const to = length === undefined ? size : length < 0 ? size + length : from + length;
  add([...(resolved.text ?? '')].slice(from, to).join(''), isQuoted, fields);
}
