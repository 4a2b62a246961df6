import type { ArrayValue, Assignment, Word } from 'unbash';
import type { Program } from '../../kernel/index.ts';
import { keyFor } from '../arithmetic.ts';
import { quoteSingle } from '../expand/quote.ts';
import { expandAssigned, expandToText, expandWords } from '../expand/word.ts';
import { arithmeticOf, integerValue } from '../integer.ts';
import { ExpansionFailure, type Shell, type Value } from '../types.ts';
import {
  circularity,
  ensureVariable,
  findVariable,
  getText,
  isCircular,
  setItem,
  setText,
} from '../variables.ts';

/** Adds to what is there: text after text, or number to number under `declare -i`. */
function appended(shell: Shell, name: string, old: string, text: string): string {
  const isInteger = findVariable(shell, name)?.attributes.has('i') === true;
  if (!isInteger) return old + text;
  return String(integerValue(shell, old === '' ? '0' : old) + integerValue(shell, text));
}

/** `[key]=value` of an array literal, as two words. */
function keyed(element: Word): { key: string; value: Word; isAppend: boolean } | undefined {
  const match = /^\[((?:[^\]\\]|\\.|\[[^\]]*\])*)\](\+?)=/.exec(element.text);
  if (match === null) return undefined;
  const [whole, key = '', plus] = match;
  return { key, value: tailOf(element, whole.length), isAppend: plus === '+' };
}

/** The word from character `from` of its text on. */
function tailOf(word: Word, from: number): Word {
  const text = word.text.slice(from);
  if (word.parts === undefined) return { ...word, text, value: text };
  const start = word.pos + from;
  const parts = word.parts.flatMap((part) => {
    if (part.end <= start) return [];
    if (part.pos >= start || part.type !== 'Literal') return [part];
    const rest = part.text.slice(start - part.pos);
    return rest === '' ? [] : [{ ...part, text: rest, value: rest, pos: start }];
  });
  return { ...word, text, value: text, parts, pos: start };
}

function* keyText(shell: Shell, name: string, key: string): Program<number | string> {
  const isAssociative = findVariable(shell, name)?.value?.kind === 'associative';
  if (isAssociative) {
    const quotes = /^(["'])(.*)\1$/.exec(key);
    if (quotes?.[1] === "'" && quotes[2] !== '') return quotes[2] ?? '';
    if (/^(?:[^"'`$\\]|\\.)+$/.test(key)) return key.replace(/\\(.)/g, '$1');
    const { words } = shell.engine;
    const text = yield* words.text(shell, words.parse(key));
    if (text !== '') return text;
    throw new ExpansionFailure(['badSubscript', `${name}[${key}]`], 'discard');
  }
  return keyFor(shell, name, yield* shell.engine.words.arithmetic(shell, key));
}

/** Assigns `name=(…)`. */
function* assignArray(
  shell: Shell,
  name: string,
  array: ArrayValue,
  isAppend: boolean,
  shown: (text: string) => string,
): Program<void> {
  const variable = ensureVariable(shell, name);
  if (variable.attributes.has('r')) {
    throw new ExpansionFailure(['readonly', name], 'discard');
  }
  const isAssociative = variable.value?.kind === 'associative';
  const entries: [number | string, string][] = [];
  const old = variable.value;
  let next = 0;
  if (isAppend && old?.kind === 'indexed') next = Math.max(-1, ...old.items.keys()) + 1;
  if (isAppend && old?.kind === 'scalar') next = 1;
  const loose: string[] = [];
  for (const element of array.elements) {
    const pair = keyed(element);
    if (pair !== undefined) {
      const key = yield* keyText(shell, name, pair.key);
      const text = yield* expandAssigned(shell, pair.value);
      entries.push([key, text]);
      if (typeof key === 'number') next = key + 1;
      continue;
    }
    for (const text of yield* expandWords(shell, [element])) {
      if (isAssociative && entries.length > 0) {
        const must = 'must use subscript when assigning associative array';
        yield* shell.engine.warn(shell, `${name}: ${shown(text)}: ${must}`);
      } else if (isAssociative) loose.push(text);
      else entries.push([next++, text]);
    }
  }
  for (let i = 0; i < loose.length; i += 2) entries.push([loose[i] ?? '', loose[i + 1] ?? '']);
  const empty: Value = isAssociative
    ? { kind: 'associative', items: new Map() }
    : { kind: 'indexed', items: new Map() };
  variable.attributes.delete('A');
  if (!isAppend || old === undefined) variable.value = empty;
  for (const [key, text] of entries) setItem(shell, name, key, text, arithmeticOf(shell));
  if (entries.length === 0 && variable.value?.kind === 'scalar') variable.value = empty;
}

/**
 * Performs an assignment; returns the text that `set -x` shows. `shown` is how an error shows a
 * word: `declare` has quoted it.
 */
export function* assign(
  shell: Shell,
  assignment: Assignment,
  shown: (text: string) => string = (same) => same,
): Program<string> {
  const { name, value, append, index } = assignment;
  if (isCircular(shell, name) && findVariable(shell, name) !== undefined) {
    yield* shell.engine.warn(shell, circularity(name));
  }
  if (value.type === 'ArrayValue') {
    if (index !== undefined) {
      const target = `${name}[${index.text}]`;
      throw new ExpansionFailure(`${target}: cannot assign list to array member`, 'discard');
    }
    yield* assignArray(shell, name, value, append === true, shown);
    return assignment.text;
  }
  const text = yield* expandAssigned(shell, value);
  if (index === undefined) {
    const old = append === true ? (getText(shell, name) ?? '') : '';
    const full = append === true ? appended(shell, name, old, text) : text;
    setText(shell, name, full, arithmeticOf(shell));
    return text;
  }
  if (index.text === '') {
    throw new ExpansionFailure(['badSubscript', `${name}[]`], 'discard');
  }
  const key = yield* keyText(shell, name, index.text);
  if (typeof key === 'number' && key < 0) {
    throw new ExpansionFailure(['badSubscript', `${name}[${index.text}]`], 'discard');
  }
  const current = findVariable(shell, name)?.value;
  const old =
    current?.kind === 'associative'
      ? current.items.get(String(key))
      : current?.kind === 'indexed'
        ? current.items.get(Number(key))
        : undefined;
  const full = append === true ? appended(shell, name, old ?? '', text) : text;
  setItem(shell, name, key, full, arithmeticOf(shell));
  return text;
}

/** An array that `declare` is given, as `set -x` shows its assignment. */
export function* tracedArray(shell: Shell, assignment: Assignment): Program<string> {
  const { name, value, append } = assignment;
  if (value.type !== 'ArrayValue') return assignment.text;
  const shown: string[] = [];
  for (const element of value.elements) {
    const pair = keyed(element);
    if (pair === undefined) {
      for (const word of yield* expandWords(shell, [element])) shown.push(quoteSingle(word));
    } else {
      const key = yield* shell.engine.words.arithmetic(shell, pair.key);
      const text = yield* expandAssigned(shell, pair.value);
      shown.push(`[${quoteSingle(key.replace(/^(["'])(.*)\1$/, '$2'))}]=${quoteSingle(text)}`);
    }
  }
  return `${name}${append === true ? '+' : ''}=(${shown.join(' ')})`;
}

/** The text that `name=value` in front of a command gives to its environment. */
export function* assignedText(shell: Shell, assignment: Assignment): Program<string> {
  if (assignment.value.type === 'ArrayValue') return assignment.text;
  const text = yield* expandToText(shell, assignment.value, 'assignment');
  return assignment.append === true ? (getText(shell, assignment.name) ?? '') + text : text;
}
