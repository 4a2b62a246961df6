import type { Assignment } from 'unbash';
import type { Program } from '../../kernel/index.ts';
import { ownAt } from '../../kernel/index.ts';
import { keyFor } from '../arithmetic.ts';
import { complain, createUnit, print, report } from '../exec/report.ts';
import { arrayLiteral, attributeLetters } from '../expand/operations.ts';
import { quoteDouble, quoteListed } from '../expand/quote.ts';
import { arithmeticOf } from '../integer.ts';
import { printFunction } from '../print.ts';
import {
  type Attribute,
  ExpansionFailure,
  type FunctionDefinition,
  type Shell,
  type Value,
  type Variable,
} from '../types.ts';
import {
  circularity,
  declareLocal,
  ensureVariable,
  findReference,
  findVariable,
  getText,
  getValue,
  itemsOf,
  scalar,
  setItem,
  setText,
  variableNames,
} from '../variables.ts';
import { type Builtin, invalidOption } from './usage.ts';

/** `declare -x A="1"` */
export function declaration(name: string, variable: Variable): string {
  const letters = attributeLetters(variable);
  const head = `declare -${letters === '' ? '-' : letters} ${name}`;
  const { value } = variable;
  const isOnlyDeclared = variable.attributes.has('A') && itemsOf(value).length === 0;
  if (value === undefined || isOnlyDeclared) return head;
  return `${head}=${value.kind === 'scalar' ? quoteDouble(value.text) : arrayLiteral(value)}`;
}

interface Wanted {
  readonly add: Set<string>;
  readonly remove: Set<string>;
  readonly rest: readonly number[];
  readonly bad: string | undefined;
}

export function readFlags(args: readonly string[], known: string): Wanted {
  const add = new Set<string>();
  const remove = new Set<string>();
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      at++;
      break;
    }
    if (!/^[-+]./.test(arg)) break;
    for (const letter of arg.slice(1)) {
      if (!known.includes(letter)) {
        return { add, remove, rest: [], bad: `${arg.charAt(0)}${letter}` };
      }
      (arg.startsWith('-') ? add : remove).add(letter);
    }
  }
  return { add, remove, rest: args.map((_, i) => i).slice(at), bad: undefined };
}

const OWN: Readonly<Record<string, readonly Attribute[]>> = {
  UID: ['i', 'r'],
  EUID: ['i', 'r'],
  PPID: ['i', 'r'],
  SHELLOPTS: ['r'],
  BASHOPTS: ['r'],
  FUNCNAME: ['a'],
  PIPESTATUS: [],
  RANDOM: ['i'],
  SECONDS: ['i'],
  LINENO: ['i'],
};

/** A variable that the shell works out, as `declare -p` shows it. */
function ownVariable(shell: Shell, name: string): Variable | undefined {
  const attributes = ownAt(OWN, name);
  if (attributes === undefined) return undefined;
  return { value: getValue(shell, name), attributes: new Set(attributes) };
}

/** The names that are listed; what the shell works out is only among the read-only ones. */
function everyName(shell: Shell, filter: ReadonlySet<string>): readonly string[] {
  const names = variableNames(shell);
  return filter.has('r') ? [...new Set([...names, ...Object.keys(OWN)])].sort() : names;
}

export function* printVariables(
  shell: Shell,
  names: readonly string[],
  filter: ReadonlySet<string>,
): Program<number> {
  let status = 0;
  const isAll = names.length === 0;
  for (const name of isAll ? everyName(shell, filter) : names) {
    const variable = findReference(shell, name) ?? ownVariable(shell, name);
    if (variable === undefined) {
      if (isAll) continue;
      yield* complain(shell, `${name}: not found`);
      status = 1;
      continue;
    }
    const letters = attributeLetters(variable);
    if (isAll && ![...filter].every((letter) => letters.includes(letter))) continue;
    if (isAll && name === '_') continue;
    yield* print(shell, `${declaration(name, variable)}\n`);
  }
  return status;
}

export const emptyArray = (kind: 'indexed' | 'associative'): Value =>
  kind === 'indexed' ? { kind, items: new Map() } : { kind, items: new Map() };

/** Makes the value an array of the kind that is asked for. */
function makeArray(variable: Variable, kind: 'indexed' | 'associative'): void {
  const { value } = variable;
  if (value?.kind === kind) return;
  if (value === undefined) return;
  const made = emptyArray(kind);
  if (value.kind === 'scalar' && made.kind === 'indexed') made.items.set(0, value.text);
  if (value.kind === 'scalar' && made.kind === 'associative') made.items.set('0', value.text);
  variable.value = made;
}

/** Why `name` cannot be another name for `target`; undefined when it can. */
function wrongReference(name: string, target: string, isLocal: boolean): string | undefined {
  if (target === '') return "`': not a valid identifier";
  if (!/^[A-Za-z_]\w*(?:\[.*\])?$/.test(target)) {
    return `\`${target}': invalid variable name for name reference`;
  }
  const isSelf = name === target && !isLocal;
  return isSelf ? `${name}: nameref variable self references not allowed` : undefined;
}

const LASTING: readonly Attribute[] = ['i', 'l', 'u', 'c', 'x', 'n', 't'];

const isArray = ({ value }: Variable): boolean =>
  value?.kind === 'indexed' || value?.kind === 'associative';

function changeAttributes({ attributes }: Variable, wanted: Wanted): void {
  for (const letter of LASTING) if (wanted.remove.has(letter)) attributes.delete(letter);
  for (const letter of LASTING) if (wanted.add.has(letter)) attributes.add(letter);
  if (wanted.add.has('l')) attributes.delete('u');
  if (wanted.add.has('u')) attributes.delete('l');
}

/** The variable that a declaration is about: a new one of a function, or what a name leads to. */
function variableFor(
  shell: Shell,
  name: string,
  wanted: Wanted,
  isLocal: boolean,
  label: string,
): ReturnType<typeof ensureVariable> {
  const isHanded = wanted.add.has('I') || shell.shellOptions.has('localvar_inherit');
  if (isLocal) return declareLocal(shell, name, isHanded);
  const isReference = wanted.add.has('n') || wanted.remove.has('n') || label === 'local';
  return (isReference ? findReference(shell, name) : undefined) ?? ensureVariable(shell, name);
}

/** A value that `declare` was given as text. */
interface Given {
  readonly name: string;
  readonly key: string | undefined;
  readonly operator: string;
  readonly text: string;
  /** The array that it is to become; undefined for none. */
  readonly kind: string | undefined;
  readonly isLocal: boolean;
  readonly label: string;
}

function* assignGiven(
  shell: Shell,
  variable: Variable,
  { name, key, operator, text, kind, isLocal, label }: Given,
  isReference: boolean,
): Program<void> {
  if (isReference) {
    variable.value = { kind: 'scalar', text };
    if (!isLocal || text !== name) return;
    for (const say of [complain, report]) yield* say(shell, circularity(name));
  } else if (key !== undefined) {
    setItem(shell, name, keyFor(shell, name, key), text, arithmeticOf(shell, `${label}: `));
  } else if (kind !== undefined && /^\([\s\S]*\)$/.test(text)) {
    // A text that looks like a list is one, when an array is asked for.
    const list = createUnit(`${name}${operator}=${text}`, shell.unit.name, shell.line);
    yield* shell.engine.runText(shell, list);
  } else {
    const old = operator === '+' ? (getText(shell, name) ?? '') : '';
    setText(shell, name, old + text, arithmeticOf(shell, `${label}: `));
  }
}

/** `name`, `name[key]`, `name=value`, `name+=value`. */
const GIVEN = /^([A-Za-z_]\w*)(?:\[([^\]]*)\])?(?:(\+?)=([\s\S]*))?$/;

/** One `name`, `name=value` or `name=(…)` of a declaration. */
function* declareOne(
  shell: Shell,
  text: string,
  node: Assignment | undefined,
  wanted: Wanted,
  isLocal: boolean,
  label: string,
): Program<number> {
  if (label === 'local' && text === '-') {
    declareLocal(shell, '-').value = scalar([...shell.options].join(' '));
    return 0;
  }
  const match = GIVEN.exec(text);
  const name = node?.name ?? match?.[1];
  if (name === undefined) {
    yield* complain(shell, ['badName', text]);
    return 1;
  }
  const target = wanted.add.has('n') ? match?.[4] : undefined;
  const wrong = target === undefined ? undefined : wrongReference(name, target, isLocal);
  if (wrong !== undefined) {
    yield* complain(shell, `${wrong}`);
    return 1;
  }
  const outer = findReference(shell, name);
  const isAssigned = node !== undefined || match?.[4] !== undefined;
  if (outer?.attributes.has('r') === true && (isAssigned || isLocal || wanted.remove.has('r'))) {
    yield* complain(shell, ['readonly', name]);
    return 1;
  }
  const variable = variableFor(shell, name, wanted, isLocal, label);
  if (isArray(variable) && (wanted.remove.has('a') || wanted.remove.has('A'))) {
    yield* complain(shell, `${name}: cannot destroy array variables in this way`);
    return 1;
  }
  changeAttributes(variable, wanted);
  const kind = wanted.add.has('A') ? 'associative' : wanted.add.has('a') ? 'indexed' : undefined;
  const isOther = kind === 'associative' ? 'indexed' : 'associative';
  if (kind !== undefined && variable.value?.kind === isOther) {
    yield* complain(shell, `${name}: cannot convert ${isOther} to ${kind} array`);
    return 1;
  }
  if (kind !== undefined) {
    makeArray(variable, kind);
    if (variable.value === undefined) {
      // An array without a value is declared, but not set.
      if (isAssigned || kind === 'associative') variable.value = emptyArray(kind);
      if (!isAssigned) variable.attributes.add(kind === 'indexed' ? 'a' : 'A');
    }
  }
  if (node !== undefined) yield* shell.engine.assign(shell, node);
  else if (match?.[4] !== undefined) {
    const [, , key, operator = '', value] = match;
    const given = { name, key, operator, text: value, kind, isLocal, label };
    yield* assignGiven(shell, variable, given, wanted.add.has('n'));
  }
  if (wanted.add.has('r')) variable.attributes.add('r');
  return 0;
}

/** A function as `declare -f` shows it: its body, what it is, or its name alone. */
export function* printOne(
  shell: Shell,
  definition: FunctionDefinition,
  isNameOnly: boolean,
  isListed: boolean,
): Program<void> {
  const { name } = definition;
  const isReadonly = shell.readonlyFunctions.has(name);
  const letters = `${isReadonly ? 'r' : ''}${shell.exportedFunctions.has(name) ? 'x' : ''}`;
  if (!isNameOnly) yield* print(shell, `${printFunction(definition)}\n`);
  else if (!isListed) yield* print(shell, `${name}\n`);
  if (isListed && (isNameOnly || letters !== '')) {
    yield* print(shell, `declare -f${letters} ${name}\n`);
  }
}

function* printFunctions(
  shell: Shell,
  names: readonly string[],
  namesOnly: boolean,
): Program<number> {
  let status = 0;
  const all = names.length === 0 ? [...shell.functions.keys()].sort() : names;
  for (const name of all) {
    const definition = shell.functions.get(name);
    if (definition === undefined) status = 1;
    else yield* printOne(shell, definition, namesOnly, names.length === 0);
  }
  return status;
}

/** `declare -ft` and `declare -f +t`. */
function markTraced(shell: Shell, names: readonly string[], isOn: boolean): number {
  const known = names.filter((name) => shell.functions.has(name));
  for (const name of known) {
    if (isOn) shell.tracedFunctions.add(name);
    else shell.tracedFunctions.delete(name);
  }
  return known.length === names.length ? 0 : 1;
}

const declares: Builtin = function* (shell, args, nodes, name) {
  const isLocalBuiltin = name === 'local';
  if (isLocalBuiltin && !shell.frames.some((frame) => !frame.isSource)) {
    yield* complain(shell, ['noFunction']);
    return 1;
  }
  const wanted = readFlags(args, 'aAcfFgiIlnprtux');
  if (wanted.bad !== undefined) return yield* invalidOption(shell, name, wanted.bad);
  const words = wanted.rest.map((at) => args[at] ?? '');
  const isMarking = words.length > 0 && !wanted.add.has('p');
  if (isMarking && wanted.add.has('f') && (wanted.add.has('t') || wanted.remove.has('t'))) {
    return markTraced(shell, words, wanted.add.has('t'));
  }
  if (wanted.add.has('f') || wanted.add.has('F')) {
    return yield* printFunctions(shell, words, wanted.add.has('F'));
  }
  if (isLocalBuiltin && words.length === 0) {
    const own = [...(shell.scopes.at(-1) ?? [])];
    for (const [name, variable] of own.sort(([a], [b]) => (a < b ? -1 : 1))) {
      yield* print(shell, `${declaration(name, variable)}\n`);
    }
    return 0;
  }
  if (wanted.add.has('p') || words.length === 0) {
    const filter = new Set([...wanted.add].filter((letter) => letter !== 'p'));
    if (words.length === 0 && filter.size === 0 && !wanted.add.has('p')) {
      return yield* printAssignments(shell);
    }
    return yield* printVariables(shell, words, filter);
  }
  const inFunction = shell.frames.some((frame) => !frame.isSource);
  const isLocal = (isLocalBuiltin || inFunction) && !wanted.add.has('g');
  let status = 0;
  for (const at of wanted.rest) {
    try {
      const one = yield* declareOne(shell, args[at] ?? '', nodes[at], wanted, isLocal, name);
      status = one === 0 ? status : one;
    } catch (failure) {
      if (!(failure instanceof ExpansionFailure) || !failure.is('readonly')) {
        throw failure;
      }
      yield* complain(shell, failure.message);
      status = 1;
    }
  }
  return status;
};

function* printAssignments(shell: Shell): Program<number> {
  for (const name of variableNames(shell)) {
    const value = findVariable(shell, name)?.value;
    if (value === undefined || name === '_') continue;
    const text = value.kind === 'scalar' ? quoteListed(value.text) : arrayLiteral(value);
    yield* print(shell, `${name}=${text}\n`);
  }
  return 0;
}

export const DECLARE: Readonly<Record<string, Builtin>> = {
  declare: declares,
  typeset: declares,
  local: declares,
};
