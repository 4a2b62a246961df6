import { claimCharacters, ownAt } from '../kernel/index.ts';
import { commandText } from './command-text.ts';
import { OPTION_NAMES, SHOPT_NAMES } from './options.ts';
import { createSeededRandom } from './random.ts';
import type { Attribute, Frame, Shell, Value, Variable } from './types.ts';
import { ExpansionFailure } from './types.ts';
import { indexed, isName, scalar, variableNames } from './values.ts';

export { indexed, isName, scalar, variableNames };

function findRaw(shell: Shell, name: string): Variable | undefined {
  for (let i = shell.scopes.length - 1; i >= 0; i--) {
    const found = shell.scopes[i]?.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The name that `name` stands for, through `declare -n`. */
export function targetName(shell: Shell, name: string): string {
  let current = name;
  for (let i = 0; i < 10; i++) {
    const variable = findRaw(shell, current);
    if (variable?.attributes.has('n') !== true || variable.value?.kind !== 'scalar') return current;
    current = variable.value.text;
  }
  return current;
}

const globalScope = (shell: Shell): Map<string, Variable> =>
  shell.scopes[0] as Map<string, Variable>;

/** What is said of a reference that leads back to itself. */
export const circularity = (name: string): string => `warning: ${name}: circular name reference`;

/** Whether a reference leads back to itself. */
export function isCircular(shell: Shell, name: string): boolean {
  const seen = new Set<string>();
  for (let current = name; ; ) {
    const variable = findRaw(shell, current);
    if (variable?.attributes.has('n') !== true || variable.value?.kind !== 'scalar') return false;
    if (seen.has(current)) return true;
    seen.add(current);
    current = variable.value.text;
  }
}

/** The variable that a circular reference stands for: the global one, unless that is circular. */
function behindCircle(shell: Shell, name: string): Variable | undefined {
  const found = globalScope(shell).get(name);
  return found?.attributes.has('n') === true ? undefined : found;
}

/** The variable of that name, in the innermost scope that has one. */
export function findVariable(shell: Shell, name: string): Variable | undefined {
  const found = findRaw(shell, targetName(shell, name));
  if (found?.attributes.has('n') !== true || !isCircular(shell, name)) return found;
  return behindCircle(shell, name);
}

export const findReference = findRaw;

/** The variable of that name, made in the global scope when there is none. */
export function ensureVariable(shell: Shell, name: string): Variable {
  const target = targetName(shell, name);
  const found = findRaw(shell, target);
  if (found?.attributes.has('n') === true && isCircular(shell, name)) {
    const other = behindCircle(shell, name);
    if (other !== undefined) return other;
    if (globalScope(shell).has(name)) {
      throw new ExpansionFailure(circularity(name), 'discard');
    }
  } else if (found !== undefined) return found;
  const made: Variable = { value: undefined, attributes: new Set() };
  globalScope(shell).set(target, made);
  return made;
}

const elapsedSeconds = (shell: Shell): number =>
  Math.floor((shell.host.clock.nowMs() - shell.startedMs) / 1000);

const DYNAMIC: Readonly<Record<string, (shell: Shell) => string>> = {
  LINENO: (shell) => String(shell.line),
  HISTCMD: (shell) => String(shell.history.base + shell.history.lines.length),
  RANDOM: (shell) => String(shell.randomSeed.below(32_768)),
  SECONDS: (shell) => {
    const set = findRaw(shell, 'SECONDS')?.value;
    const from = set?.kind === 'scalar' ? Number(set.text) || 0 : 0;
    return String(from + elapsedSeconds(shell));
  },
  SRANDOM: (shell) => String(shell.randomSeed.below(2 ** 32)),
  EPOCHREALTIME: (shell) => (shell.host.clock.epochMs() / 1000).toFixed(6),
  EPOCHSECONDS: (shell) => String(Math.floor(shell.host.clock.epochMs() / 1000)),
  BASH_SUBSHELL: (shell) => String(shell.level - (shell.oneCommand === 'stage' ? 1 : 0)),
  BASHPID: (shell) => String(shell.self.pid),
  PPID: (shell) => String(shell.parentPid),
  UID: () => '0',
  EUID: () => '0',
  BASH_COMMAND: commandText,
  HOSTNAME: (shell) => shell.host.hostname,
  SHELLOPTS: (shell) => OPTION_NAMES.filter((name) => shell.options.has(name)).join(':'),
  BASHOPTS: (shell) =>
    SHOPT_NAMES.filter((name) => shell.shellOptions.has(name))
      .sort()
      .join(':'),
};

/** Where what runs in a frame stands: what a shell reads from its input is called `main`. */
export const sourceOf = ({ input, name }: Shell, { unit }: Frame): string =>
  input === 'stdin' && unit.name === name ? 'main' : unit.name;

const lists: Readonly<Record<string, (shell: Shell) => string[]>> = {
  PIPESTATUS: (shell) => shell.pipeStatus.map(String),
  FUNCNAME: (shell) => {
    const names = shell.frames.map((frame) => frame.name).reverse();
    // A file that is read is named only within a function.
    if (shell.frames.every((frame) => frame.isSource)) return [];
    return shell.input === 'file' ? [...names, 'main'] : names;
  },
  BASH_SOURCE: (shell) => {
    const names = shell.frames.map((frame) => sourceOf(shell, frame)).reverse();
    return shell.input === 'file' ? [...names, shell.name] : names;
  },
  BASH_LINENO: (shell) => {
    const lines = shell.frames.map((frame) => String(frame.callLine)).reverse();
    // Nothing has called a script.
    return shell.input === 'file' ? [...lines, '0'] : lines;
  },
  DIRSTACK: (shell) => [shell.directory, ...shell.directoryStack],
  GROUPS: () => ['0'],
};

/** `array[key]`, which a name reference may stand for. */
const elementOf = (target: string): { readonly name: string; readonly key: string } | undefined => {
  const match = /^(\w+)\[(.*)\]$/.exec(target);
  return match === null ? undefined : { name: match[1] ?? '', key: match[2] ?? '' };
};

/** What a reference to an element of an array (`declare -n r='a[1]'`) is worth. */
function elementValue(shell: Shell, name: string): Value | undefined {
  const element = elementOf(targetName(shell, name));
  const array = element === undefined ? undefined : findVariable(shell, element.name)?.value;
  if (element === undefined || array === undefined) return undefined;
  const text =
    array.kind === 'associative'
      ? array.items.get(element.key)
      : array.kind === 'indexed'
        ? array.items.get(Number(element.key))
        : undefined;
  return text === undefined ? undefined : scalar(text);
}

/** The value of a variable; undefined when it is unset. */
export function getValue(shell: Shell, name: string): Value | undefined {
  const isKnown = Object.hasOwn(DYNAMIC, name) && shell.dialect.names.isMadeUp(name);
  const dynamic = isKnown ? DYNAMIC[name] : undefined;
  if (dynamic !== undefined) return scalar(dynamic(shell));
  const list = ownAt(lists, name);
  if (list !== undefined) {
    const items = list(shell);
    return items.length === 0 ? undefined : indexed(items);
  }
  const found = findVariable(shell, name);
  return found === undefined ? elementValue(shell, name) : found.value;
}

/** The text of a scalar, or of element 0 of an array. */
export function getText(shell: Shell, name: string): string | undefined {
  const value = getValue(shell, name);
  if (value === undefined) return undefined;
  if (value.kind === 'scalar') return value.text;
  return value.kind === 'indexed' ? value.items.get(0) : value.items.get('0');
}

/** Buckets of bash's tables: of all variables, and of those in front of one command. */
const BUCKETS = 1024;
const TEMPORARY_BUCKETS = 4;

/** bash keeps associative arrays in 1,024 buckets of FNV-1 hashes; this gives its order. */
function bucketOf(key: string): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < key.length; i++) {
    hash = Math.imul(hash, 16_777_619) >>> 0;
    hash = (hash ^ key.charCodeAt(i)) >>> 0;
  }
  return hash & (BUCKETS - 1);
}

/** Keys of an array in the order in which bash lists them. */
export function keysOf(value: Value | undefined): string[] {
  if (value === undefined) return [];
  if (value.kind === 'scalar') return ['0'];
  if (value.kind === 'indexed') return [...value.items.keys()].sort((a, b) => a - b).map(String);
  const keys = [...value.items.keys()].reverse();
  return keys
    .map((key, at) => ({ key, at, bucket: bucketOf(key) }))
    .sort((a, b) => a.bucket - b.bucket || a.at - b.at)
    .map(({ key }) => key);
}

/** Elements of an array in the order of `keysOf`; of a scalar its text alone. */
export function itemsOf(value: Value | undefined): string[] {
  if (value === undefined) return [];
  if (value.kind === 'scalar') return [value.text];
  return keysOf(value).map((key) =>
    value.kind === 'indexed' ? (value.items.get(Number(key)) ?? '') : (value.items.get(key) ?? ''),
  );
}

/** `text` as a variable with these attributes keeps it; `evaluate` does the arithmetic of `-i`. */
function shaped(
  attributes: ReadonlySet<Attribute>,
  text: string,
  evaluate: (text: string) => string,
): string {
  claimCharacters(text.length);
  if (attributes.has('i')) return evaluate(text);
  if (attributes.has('l')) return text.toLowerCase();
  if (attributes.has('c')) return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
  return attributes.has('u') ? text.toUpperCase() : text;
}

function checkWritable(variable: Variable | undefined, name: string): void {
  if (variable?.attributes.has('r') === true) {
    throw new ExpansionFailure(['readonly', name], 'discard');
  }
}

export interface Writing {
  /** Arithmetic for variables with the integer attribute. */
  readonly evaluate: (text: string) => string;
}

/** What the shell itself keeps and lets nobody change. */
const READ_ONLY: ReadonlySet<string> = new Set([
  ...['SHELLOPTS', 'BASHOPTS', 'UID', 'EUID', 'PPID'],
]);

export const isKept = (name: string): boolean => READ_ONLY.has(name);

/** Sets a scalar (or element 0 of an array). Throws an ExpansionFailure on a read-only variable. */
export function setText(
  shell: Shell,
  name: string,
  text: string,
  evaluate: (text: string) => string = (same) => same,
): void {
  const element = elementOf(targetName(shell, name));
  if (element !== undefined) {
    setItem(shell, element.name, element.key, text, evaluate);
    return;
  }
  if (READ_ONLY.has(name)) throw new ExpansionFailure(['readonly', name], 'discard');
  const variable = ensureVariable(shell, name);
  checkWritable(variable, name);
  if (name === 'RANDOM') {
    shell.randomSeed = createSeededRandom(text, shell.host.prng);
  }
  const { attributes } = variable;
  // What was declared an array and never set becomes one.
  if (variable.value === undefined && attributes.delete('a')) {
    variable.value = { kind: 'indexed', items: new Map() };
  }
  const { value } = variable;
  const isClock = name === 'SECONDS';
  const kept = isClock ? String((Number(text) || 0) - elapsedSeconds(shell)) : text;
  const stored = shaped(variable.attributes, kept, evaluate);
  if (value?.kind === 'indexed') value.items.set(0, stored);
  else if (value?.kind === 'associative') value.items.set('0', stored);
  else variable.value = scalar(stored);
  if (shell.options.has('allexport')) variable.attributes.add('x');
  if (name === 'OPTIND') shell.getoptsOffset = 0;
  if (name === 'BASH_ARGV0' && shell.dialect.names.isMadeUp(name)) shell.name = text;
}

/** Replaces the whole value. */
export function setValue(shell: Shell, name: string, value: Value): void {
  const variable = ensureVariable(shell, name);
  checkWritable(variable, name);
  variable.value = value;
}

/** Sets one element; the variable becomes an indexed array when it is not an array yet. */
export function setItem(
  shell: Shell,
  name: string,
  key: number | string,
  text: string,
  evaluate: (text: string) => string = (same) => same,
): void {
  const variable = ensureVariable(shell, name);
  checkWritable(variable, name);
  const stored = shaped(variable.attributes, text, evaluate);
  if (variable.value?.kind === 'associative') {
    variable.value.items.set(String(key), stored);
    return;
  }
  if (variable.value?.kind !== 'indexed') {
    const first = variable.value?.kind === 'scalar' ? [variable.value.text] : [];
    variable.value = indexed(first);
  }
  if (variable.value.kind === 'indexed') variable.value.items.set(Number(key), stored);
}

/** Removes a variable from the innermost scope that has it. */
export function unsetVariable(shell: Shell, name: string): void {
  for (let i = shell.scopes.length - 1; i >= 0; i--) {
    const scope = shell.scopes[i];
    const found = scope?.get(name);
    if (found === undefined) continue;
    // A local variable of this function stays local: it is unset, not uncovered.
    const isOwn = i === shell.scopes.length - 1 || shell.shellOptions.has('localvar_unset');
    if (i > 0 && isOwn) scope?.set(name, { value: undefined, attributes: new Set() });
    else scope?.delete(name);
    return;
  }
}

/** Makes a local variable in the innermost function; with the outer value if it `inherits`. */
export function declareLocal(shell: Shell, name: string, inherits = false): Variable {
  const scope = shell.scopes.at(-1) as Map<string, Variable>;
  const existing = scope.get(name);
  if (existing !== undefined) return existing;
  const outer = findRaw(shell, name);
  // That it is exported it has from outside in any case.
  const attributes = [...(outer?.attributes ?? [])].filter((letter) =>
    inherits ? letter !== 'n' : letter === 'x',
  );
  const made: Variable = {
    value: inherits ? copyValue(outer?.value) : undefined,
    attributes: new Set(attributes),
  };
  scope.set(name, made);
  return made;
}

function copyValue(value: Value | undefined): Value | undefined {
  if (value?.kind === 'indexed') return { kind: 'indexed', items: new Map(value.items) };
  return value?.kind === 'associative'
    ? { kind: 'associative', items: new Map(value.items) }
    : value;
}

/** Names in the order in which bash walks its table of variables. */
const inTableOrder = (names: readonly string[], buckets: number): string[] =>
  names
    .map((name) => ({ name, bucket: bucketOf(name) % buckets }))
    .sort((a, b) => a.bucket - b.bucket)
    .map(({ name }) => name);

/** What a program is started with, `pairs` in front of it included, in bash's order. */
export function environmentOf(
  shell: Shell,
  pairs: readonly (readonly [string, string])[],
): Map<string, string> {
  const own = new Map(pairs);
  const env = new Map<string, string>();
  for (const name of inTableOrder([...own.keys()].reverse(), TEMPORARY_BUCKETS)) {
    env.set(name, own.get(name) ?? '');
  }
  for (const name of inTableOrder(variableNames(shell), BUCKETS)) {
    if (env.has(name)) continue;
    const variable = findRaw(shell, name);
    if (variable?.attributes.has('x') !== true || variable.value?.kind !== 'scalar') continue;
    env.set(name, variable.value.text);
  }
  return env;
}

/** A deep copy of scopes, for a subshell. */
export function copyScopes(scopes: readonly Map<string, Variable>[]): Map<string, Variable>[] {
  return scopes.map(
    (scope) =>
      new Map(
        [...scope].map(([name, variable]) => [
          name,
          { value: copyValue(variable.value), attributes: new Set(variable.attributes) },
        ]),
      ),
  );
}
