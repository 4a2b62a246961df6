import type {
  ParameterCaseOperation,
  ParameterDefaultOperation,
  ParameterExpansionPart,
  ParameterOperation,
  Word,
} from 'unbash';
import type { Program } from '../../kernel/index.ts';
import { keyFor } from '../arithmetic.ts';
import { arithmeticOf } from '../integer.ts';
import { BadSubstitution, ExpansionFailure, type Shell } from '../types.ts';
import {
  findReference,
  findVariable,
  getText,
  getValue,
  isName,
  keysOf,
  setItem,
  setText,
  targetName,
  variableNames,
} from '../variables.ts';
import { addPiece, type Fields, type Piece, quoted, splittable, textOf } from './fields.ts';
import { applyToText } from './operations.ts';
import {
  add,
  addList,
  addResolved,
  isListIndex,
  type Place,
  type Resolved,
  requireLength,
  requireSet,
  resolvePlace,
} from './resolved.ts';
import { slice } from './slice.ts';
import { transform } from './transform.ts';

/** `${x^^a}` and also `${x~~a}`, which the parser does not know. */
interface CaseOperation extends Omit<ParameterCaseOperation, 'operator'> {
  readonly operator: string;
}

type Operation = Exclude<ParameterOperation, { type: 'CaseModification' }> | CaseOperation;

/** An expansion with the readings that the parser leaves open. */
interface Expansion {
  readonly text: string;
  readonly name: string;
  readonly index: Word | undefined;
  readonly prefix: '!' | '#' | undefined;
  readonly operation: Operation | undefined;
}

function readExpansion(shell: Shell, part: ParameterExpansionPart): Expansion {
  const { text, parameter: name, index, prefix, operation } = part;
  const plain = { text, name, index, prefix, operation };
  if (prefix === '!' && name === '') return { ...plain, name: '!', prefix: undefined };
  if (operation?.type !== 'Unknown' || name === '') return plain;
  const { words } = shell.engine;
  const toggle = /^(~~?)(.*)$/s.exec(operation.operator);
  if (toggle !== null) {
    const [, operator = '', pattern = ''] = toggle;
    const operand = pattern === '' ? undefined : words.parse(pattern);
    return { ...plain, operation: { ...operation, type: 'CaseModification', operator, operand } };
  }
  if (prefix === '!' && isName(name) && operation.operator.startsWith('*')) {
    throw new BadSubstitution(text);
  }
  if (prefix !== '!' || name !== '-') return plain;
  const operand = words.parse(operation.operator);
  const byDefault = { ...operation, type: 'Default', operator: '-', operand } as const;
  return { ...plain, name: '!', prefix: undefined, operation: byDefault };
}

/** The cases of these cannot be changed. */
const hasNoCase = (name: string): boolean => name === '?' || name === '#' || name === '-';

/** Whether bash cannot make anything of it. */
function isBad({ name, index, operation }: Expansion): boolean {
  if (name === '' || operation?.type === 'Unknown' || index?.text === '') return true;
  if (operation?.type === 'CaseModification') return hasNoCase(name);
  return (
    operation?.type === 'Slice' && operation.offset.text === '' && operation.length === undefined
  );
}

const isTarget = (text: string): boolean =>
  /^(?:[A-Za-z_]\w*(?:\[.*\])?|[@*#?!$-]|\d+)$/s.test(text);

/** The place that `${!x}` leads to; undefined where `x` has no value. */
function* followed(shell: Shell, expansion: Expansion): Program<Place | undefined> {
  const { name, index, operation } = expansion;
  const label = `${name}${index === undefined ? '' : `[${index.text}]`}`;
  const isDeclared = !isName(name) || findVariable(shell, name) !== undefined;
  if (!isDeclared && getValue(shell, name) === undefined) {
    throw new ExpansionFailure(['badIndirection', label, 'invalid indirect expansion'], 'discard');
  }
  const resolved = yield* resolvePlace(shell, { name, index });
  const target =
    resolved.type === 'text'
      ? resolved.text
      : resolved.items.length === 0
        ? undefined
        : resolved.items.join(getText(shell, 'IFS')?.slice(0, 1) ?? ' ');
  if (target === undefined) return undefined;
  const isAssigned = operation?.type === 'Default' && operation.operator.endsWith('=');
  if (!isTarget(target) || (isAssigned && !/^[A-Za-z_]/.test(target))) {
    throw new ExpansionFailure(['badIndirection', target, 'invalid variable name'], 'discard');
  }
  const [, base = target, subscript] = /^(\w+)\[(.*)\]$/s.exec(target) ?? [];
  const at = subscript === undefined ? undefined : shell.engine.words.parse(subscript);
  return { name: base, index: at, label: `!${label}` };
}

const NOTHING: Resolved = { type: 'text', text: undefined };

/** `${!x}` with or without an operator. */
function* expandIndirect(
  shell: Shell,
  expansion: Expansion,
  isQuoted: boolean,
  fields: Fields,
): Program<void> {
  const { name, index, operation } = expansion;
  if (index === undefined && findReference(shell, name)?.attributes.has('n') === true) {
    const target: Resolved = { type: 'text', text: targetName(shell, name) };
    const place = { name, index, label: name };
    if (operation === undefined) addResolved(shell, target, isQuoted, fields);
    else yield* operate(shell, expansion, operation, place, target, isQuoted, fields);
    return;
  }
  const place = yield* followed(shell, expansion);
  if (isBad(expansion)) throw new BadSubstitution(expansion.text);
  const resolved = place === undefined ? NOTHING : yield* resolvePlace(shell, place);
  const subscript = index === undefined ? '' : `[${index.text}]`;
  const shown = place ?? { name, index, label: `!${name}${subscript}` };
  if (place === undefined && operation?.type === 'Transform') {
    add('', isQuoted, fields);
    return;
  }
  if (operation !== undefined) {
    yield* operate(shell, expansion, operation, shown, resolved, isQuoted, fields);
    return;
  }
  requireSet(shell, shown, resolved);
  addResolved(shell, resolved, isQuoted, fields);
}

/** Whether an expansion is one that the shell does not know. */
function isForeign({ dialect }: Shell, { prefix, operation, index }: Expansion): boolean {
  const { lacksExpansions } = dialect.grammar;
  if (prefix === '!' && lacksExpansions.has('Indirect')) return true;
  if (index !== undefined && lacksExpansions.has('Index')) return true;
  return operation !== undefined && lacksExpansions.has(operation.type);
}

/** `$x` and `${x…}` outside or inside double quotes; adds what it gives to `fields`. */
export function* expandParameter(
  shell: Shell,
  part: ParameterExpansionPart,
  isQuoted: boolean,
  fields: Fields,
): Program<void> {
  const expansion = readExpansion(shell, part);
  const { name, index, prefix, operation } = expansion;
  if (isForeign(shell, expansion)) throw new BadSubstitution(part.text);
  if (prefix === '!' && operation?.type === 'Names') {
    const names = variableNames(shell).filter((one) => one.startsWith(name));
    addList(shell, names, operation.operator === '*', isQuoted, fields);
    return;
  }
  if (prefix === '!' && operation === undefined && isListIndex(index)) {
    addList(shell, keysOf(getValue(shell, name)), index?.text === '*', isQuoted, fields);
    return;
  }
  if (prefix === '!' && name !== '') {
    yield* expandIndirect(shell, expansion, isQuoted, fields);
    return;
  }
  if (isBad(expansion)) throw new BadSubstitution(part.text);
  const subscript = index === undefined ? '' : `[${index.text}]`;
  const isBraced = part.text.startsWith('${') || !/^(?:\d|!$)/.test(name);
  const place = { name, index, label: `${isBraced ? '' : '$'}${name}${subscript}` };
  const resolved = yield* resolvePlace(shell, place);
  if (prefix === '#') {
    requireLength(shell, place, resolved);
    const length =
      resolved.type === 'list' ? resolved.items.length : [...(resolved.text ?? '')].length;
    add(String(length), isQuoted, fields);
    return;
  }
  if (operation === undefined) {
    requireSet(shell, place, resolved);
    addResolved(shell, resolved, isQuoted, fields);
    return;
  }
  yield* operate(shell, expansion, operation, place, resolved, isQuoted, fields);
}

function* operate(
  shell: Shell,
  { text }: Expansion,
  operation: Operation,
  place: Place,
  resolved: Resolved,
  isQuoted: boolean,
  fields: Fields,
): Program<void> {
  if (operation.type === 'Default') {
    yield* applyDefault(shell, operation, place, resolved, isQuoted, fields);
    return;
  }
  if (operation.type === 'Transform' && /^[^QEULu]$/.test(operation.operand.text)) {
    yield* transform(shell, operation, text, place, resolved, isQuoted, fields);
    return;
  }
  requireSet(shell, place, resolved);
  if (operation.type === 'Transform') {
    yield* transform(shell, operation, text, place, resolved, isQuoted, fields);
    return;
  }
  if (operation.type === 'Slice') {
    yield* slice(shell, operation, place, resolved, isQuoted, fields);
    return;
  }
  if (operation.type === 'Names' || operation.type === 'Unknown') throw new BadSubstitution(text);
  const { words } = shell.engine;
  let pattern = '';
  let replacement: Piece[] = [];
  if (operation.type === 'Replace') {
    pattern = yield* words.pattern(shell, operation.pattern);
    replacement = (yield* words.fields(shell, operation.replacement, false)).flat();
    if (!shell.shellOptions.has('patsub_replacement')) {
      replacement = replacement.map((piece) => quoted(piece.text));
    }
  } else if (operation.operand !== undefined) {
    pattern = yield* words.pattern(shell, operation.operand);
  }
  const rules = {
    ignoreCase: shell.shellOptions.has('nocasematch'),
    isExtended: shell.shellOptions.has('extglob'),
  };
  const { operator } = operation;
  const apply = (one: string): string => applyToText(operator, one, pattern, replacement, rules);
  if (resolved.type === 'list') {
    addList(shell, resolved.items.map(apply), resolved.isStar, isQuoted, fields);
  } else add(resolved.text === undefined ? '' : apply(resolved.text), isQuoted, fields);
}

function* applyDefault(
  shell: Shell,
  { operator, operand }: ParameterDefaultOperation,
  place: Place,
  resolved: Resolved,
  isQuoted: boolean,
  fields: Fields,
): Program<void> {
  const isUnset =
    resolved.type === 'list' ? resolved.items.length === 0 : resolved.text === undefined;
  const text = resolved.type === 'list' ? resolved.items.join(' ') : resolved.text;
  const isMissing = isUnset || (operator.startsWith(':') && text === '');
  const kind = operator.at(-1);
  if (kind === '+' ? isMissing : !isMissing) {
    if (kind !== '+') addResolved(shell, resolved, isQuoted, fields);
    else {
      add('', false, fields);
      const isNone = resolved.type === 'list' && !resolved.isStar && resolved.items.length === 0;
      if (isQuoted && !isNone) add('', true, fields);
    }
    return;
  }
  if (kind === '-' || kind === '+') {
    yield* addOperand(shell, operand, isQuoted, fields);
    return;
  }
  if (kind === '?') {
    const { words } = shell.engine;
    if (operand.text === '' && operator === ':?') {
      throw new ExpansionFailure(['nullOrNotSet', place.label], 'exit');
    }
    // In double quotes too its own quotes are quotes.
    const word = isQuoted ? words.parse(operand.text) : operand;
    const why = operand.text === '' ? 'parameter not set' : yield* words.joined(shell, word);
    throw new ExpansionFailure(`${place.label}: ${why}`, 'exit');
  }
  const value = isQuoted
    ? (yield* shell.engine.words.fields(shell, operand, true)).map(textOf).join(' ')
    : yield* shell.engine.words.text(shell, operand);
  const { name, index } = place;
  if (!isName(name)) {
    throw new ExpansionFailure(['notAssigned', name], 'discard');
  }
  if (index === undefined) setText(shell, name, value, arithmeticOf(shell));
  else if (isListIndex(index)) {
    throw new ExpansionFailure(['badSubscript', `${name}[${index.text}]`], 'discard');
  } else
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
