import type { ParameterTransformOperation } from 'unbash';
import type { Program } from '../../kernel/index.ts';
import { BadSubstitution, type Shell } from '../types.ts';
import { findVariable, getText, keysOf, targetName } from '../variables.ts';
import type { Fields } from './fields.ts';
import { applyToText, arrayText, attributeLetters } from './operations.ts';
import { quoteSingle } from './quote.ts';
import { add, addList, type Place, type Resolved } from './resolved.ts';

/** Applies `change` to each text and adds what comes out. */
function addEach(
  shell: Shell,
  resolved: Resolved,
  change: (text: string) => string,
  isQuoted: boolean,
  fields: Fields,
): void {
  if (resolved.type === 'list') {
    addList(shell, resolved.items.map(change), resolved.isStar, isQuoted, fields);
  } else add(resolved.text === undefined ? '' : change(resolved.text), isQuoted, fields);
}

/** `${x@A}`, `${x@K}`, `${x@k}`: a variable as text that makes it again. */
function addDefinition(
  shell: Shell,
  letter: string,
  { name }: Place,
  resolved: Resolved,
  isQuoted: boolean,
  fields: Fields,
): void {
  const isList = name === '@' || name === '*';
  if (letter === 'A' && resolved.type === 'list' && isList) {
    const items = resolved.items.map(quoteSingle);
    add(items.length === 0 ? '' : `set -- ${items.join(' ')}`, isQuoted, fields);
    return;
  }
  if (/^\W$|^\d+$/.test(name)) {
    if (letter === 'A') add('', isQuoted, fields);
    else addEach(shell, resolved, quoteSingle, isQuoted, fields);
    return;
  }
  const variable = findVariable(shell, name);
  if (letter === 'k' && resolved.type === 'list' && !resolved.isStar && variable !== undefined) {
    const pairs = keysOf(variable.value).flatMap((key, i) => [key, resolved.items[i] ?? '']);
    addList(shell, pairs, false, isQuoted, fields);
    return;
  }
  const whole = resolved.type === 'list' ? variable?.value : undefined;
  const text = resolved.type === 'text' ? resolved.text : undefined;
  const shown = arrayText(letter, targetName(shell, name), variable, whole, text);
  // What "${a[@]@A}" gives is split, in quotes too.
  const words =
    letter === 'A' && isQuoted && resolved.type === 'list' && !resolved.isStar
      ? splitOnce(shell, shown)
      : [shown];
  addList(shell, words, false, isQuoted, fields);
}

/** `declare -a a=(…)` as bash leaves it after splitting: attributes apart, the value whole. */
function splitOnce(shell: Shell, text: string): string[] {
  if (text === '' || getText(shell, 'IFS') === '') return [text];
  return text.split(/(?<=^declare|^declare -\w+) /);
}

/** `${x@Q}` and the other transformations of bash 5.2. */
export function* transform(
  shell: Shell,
  operation: ParameterTransformOperation,
  written: string,
  place: Place,
  resolved: Resolved,
  isQuoted: boolean,
  fields: Fields,
): Program<void> {
  const letter = operation.operand.text;
  if (!/^[UuLQEPAaKk]$/.test(letter)) {
    if (resolved.type === 'text' && resolved.text === undefined) return;
    throw new BadSubstitution(written, 'exit');
  }
  if (letter === 'P') {
    const shown: string[] = [];
    const texts = resolved.type === 'list' ? resolved.items : [resolved.text ?? ''];
    for (const text of texts) shown.push(yield* shell.engine.prompt(shell, text));
    if (resolved.type === 'list') addList(shell, shown, resolved.isStar, isQuoted, fields);
    else add(shown[0] ?? '', isQuoted, fields);
    return;
  }
  if (letter === 'a') {
    const variable = findVariable(shell, place.name);
    const letters = variable === undefined ? '' : attributeLetters(variable);
    const shown = resolved.type === 'list' ? resolved.items.map(() => letters) : [letters];
    addList(shell, shown, resolved.type === 'list' && resolved.isStar, isQuoted, fields);
    return;
  }
  if (/^[AKk]$/.test(letter)) {
    addDefinition(shell, letter, place, resolved, isQuoted, fields);
    return;
  }
  addEach(shell, resolved, (text) => applyToText(letter, text, '', []), isQuoted, fields);
}
