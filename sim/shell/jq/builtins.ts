import { arithmetic } from './arithmetic.ts';
import { pathsOf } from './evaluate.ts';
import { FUNCTIONS, itemsOf, lengthOf, NUMBERS, search } from './functions.ts';
import { combinations, inOrder, recurse } from './items.ts';
import {
  type Argument,
  type Builtin,
  countStep,
  type Item,
  JqHalt,
  made,
  type Outputs,
  plain,
} from './machine.ts';
import { getPath, indexOf, partsOf } from './paths.ts';
import { PATTERNS } from './strings.ts';
import { JqFailure } from './syntax.ts';
import { compare, describe, fail, isArray, isObject, isTrue, type Json, toJson } from './values.ts';

function* valuesOf(item: Item, argument: Argument): Generator<Json> {
  for (const { value } of argument(plain(item.value))) yield value;
}

const readers = (item: Item, args: readonly Argument[]) =>
  args.map((one) => () => valuesOf(item, one));

/** All combinations of the values of arguments, as a function of jq's own binds them. */
const argumentValues = (item: Item, args: readonly Argument[]): Generator<Json[]> =>
  inOrder(readers(item, args));

/** All combinations of the values of arguments as a function in C has them: from behind. */
const operands = (item: Item, args: readonly Argument[]): Generator<Json[]> =>
  combinations(readers(item, args));

const fromFunction = (use: (input: Json, ...args: Json[]) => Json): Builtin =>
  function* (_, item, args) {
    for (const values of operands(item, args)) yield made(item, use(item.value, ...values));
  };

const fromNumbers = (use: (...numbers: number[]) => number): Builtin =>
  fromFunction((input, ...args) => {
    const needed = args.length === 0 ? [input] : args;
    for (const one of needed) {
      if (typeof one !== 'number') fail(`${describe(one)} number required`);
    }
    return use(...([input, ...args] as number[]));
  });

/** An item, then everything that `expand` leads to from it, without growing the stack. */
function* traverse(item: Item, expand: Argument, shows: (item: Item) => boolean): Outputs {
  if (!shows(item)) return;
  yield item;
  const open = [expand(item)];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const next = top.next();
    if (next.done) {
      open.pop();
      continue;
    }
    if (!shows(next.value)) continue;
    yield next.value;
    open.push(expand(next.value));
  }
}

const holds = (test: Argument, item: Item): boolean => {
  for (const { value } of test(plain(item.value))) return isTrue(value);
  return false;
};

interface Keyed {
  readonly key: Json;
  readonly value: Json;
}

/** jq asks for the keys first, so what fails there is told before what cannot be sorted. */
function keyed(item: Item, by: Argument | undefined, done: string): Keyed[] {
  const pairs = partsOf(item.value).map(([, value]) => ({
    key: by === undefined ? value : [...by(plain(value))].map((output) => output.value),
    value,
  }));
  if (by !== undefined && isObject(item.value)) {
    // The values of an object have keys, but they cannot be taken by their places.
    const keys = describe(pairs.map(({ key }) => key));
    fail(`${describe(item.value)} and ${keys} cannot be ${done}`);
  }
  itemsOf(item.value, done);
  return pairs;
}

const SORTED = 'sorted, as they are not both arrays';

const groups = (all: readonly Keyed[]): Keyed[][] => {
  const out: Keyed[][] = [];
  for (const one of [...all].sort((a, b) => compare(a.key, b.key))) {
    const last = out.at(-1);
    if (last !== undefined && compare(last[0]?.key ?? null, one.key) === 0) last.push(one);
    else out.push([one]);
  }
  return out;
};

const valueIn = (one: Keyed | undefined): Json => one?.value ?? null;

const single = (done: string, use: (all: Keyed[]) => Json): Builtin =>
  function* (_, item, [by]) {
    yield made(item, use(keyed(item, by, done)));
  };

const best = (isMax: boolean): Builtin =>
  function* (_, item, [by]) {
    const found = keyed(item, by, 'iterated over').reduce<Keyed | undefined>((one, next) => {
      if (one === undefined) return next;
      const order = compare(next.key, one.key);
      return (isMax ? order >= 0 : order < 0) ? next : one;
    }, undefined);
    yield made(item, valueIn(found));
  };

const quantifier = (isAll: boolean): Builtin =>
  function* (_, item, [source, test]) {
    if (source === undefined || test === undefined) return;
    for (const one of source(plain(item.value))) {
      for (const { value } of test(plain(one.value))) {
        if (isTrue(value) === isAll) continue;
        yield made(item, !isAll);
        return;
      }
    }
    yield made(item, isAll);
  };

const range: Builtin = function* (machine, item, args) {
  for (const [from, to, by] of argumentValues(item, args)) {
    if (typeof from !== 'number' || typeof to !== 'number' || typeof by !== 'number') {
      fail('Range bounds must be numeric');
      continue;
    }
    if (by === 0) continue;
    for (let i = from; by > 0 ? i < to : i > to; i += by) {
      countStep(machine);
      yield made(item, i);
    }
  }
};

/** Control: builtins whose arguments are run, not only asked for their values. */
const CONTROL: Readonly<Record<string, Builtin>> = {
  *'empty/0'() {},
  // biome-ignore lint/correctness/useYield: it ends in an error
  *'error/0'(_, item) {
    throw new JqFailure(item.value);
  },
  // biome-ignore lint/correctness/useYield: it ends in an error
  *'error/1'(_, item, args) {
    for (const [value = null] of argumentValues(item, args)) throw new JqFailure(value);
  },
  'range/3': range,
  *'recurse/0'(_, item) {
    yield* recurse(item);
  },
  *'recurse/1'(machine, item, [expand]) {
    if (expand === undefined) return;
    for (const one of traverse(item, expand, () => true)) {
      countStep(machine);
      yield one;
    }
  },
  *'while/2'(_, item, [test, update]) {
    if (test === undefined || update === undefined) return;
    yield* traverse(item, update, (one) => holds(test, one));
  },
  *'until/2'(machine, item, [test, update]) {
    if (test === undefined || update === undefined) return;
    let at = item;
    while (!holds(test, at)) {
      countStep(machine);
      const next = update(at).next();
      if (next.done) return;
      at = next.value;
    }
    yield at;
  },
  *'path/1'(_, item, [f]) {
    if (f === undefined) return;
    for (const path of pathsOf(f, item.value)) yield made(item, path);
  },
  *'getpath/1'(_, item, args) {
    for (const [path = null] of argumentValues(item, args)) {
      if (!isArray(path)) fail('Path must be specified as an array');
      else {
        const value = getPath(item.value, path);
        const isKnown = item.path !== undefined && item.path !== 'none';
        yield isKnown ? { value, path: [...(item.path as Json[]), ...path] } : made(item, value);
      }
    }
  },
  *'first/1'(_, item, [f]) {
    const found = f?.(item).next();
    if (found !== undefined && !found.done) yield found.value;
  },
  *'last/1'(_, item, [f]) {
    let found: Item | undefined;
    for (const one of f?.(item) ?? []) found = one;
    if (found !== undefined) yield found;
  },
  *'limit/2'(_, item, [count, f]) {
    if (count === undefined || f === undefined) return;
    for (const { value } of count(plain(item.value))) {
      const wanted = typeof value === 'number' ? value : Number.POSITIVE_INFINITY;
      const isCounted = compare(value, 0) < 0 || typeof value === 'number';
      let left = wanted < 0 ? wanted : Math.max(1, wanted);
      // jq 1.6 asks after the first one only, so of none it gives one.
      for (const one of f(item)) {
        if (!isCounted) arithmetic('-', value, 1);
        yield one;
        if (--left === 0) break;
      }
    }
  },
  *'bsearch/1'(_, item, args) {
    const { value } = item;
    if (lengthOf(value) === 0) yield made(item, -1);
    else {
      for (const [target = null] of argumentValues(item, args)) {
        yield made(item, search(isArray(value) ? value : [indexOf(value, 0)], target));
      }
    }
  },
  *'isempty/1'(_, item, [f]) {
    yield made(item, f?.(item).next().done === true);
  },
  'any/2': quantifier(false),
  'all/2': quantifier(true),
  'sort_by/1': single(SORTED, (all) => [...all].sort((a, b) => compare(a.key, b.key)).map(valueIn)),
  'group_by/1': single(SORTED, (all) => groups(all).map((group) => group.map(valueIn))),
  'unique_by/1': single(SORTED, (all) => groups(all).map(([first]) => valueIn(first))),
  'min_by/1': best(false),
  'max_by/1': best(true),
};

/** What reaches outside of the program. */
const OUTSIDE: Readonly<Record<string, Builtin>> = {
  *'input/0'(machine, item) {
    const value = machine.nextInput();
    yield made(item, value === undefined ? fail('break') : value);
  },
  *'inputs/0'(machine, item) {
    for (let value = machine.nextInput(); value !== undefined; value = machine.nextInput()) {
      yield made(item, value);
    }
  },
  *'debug/0'(machine, item) {
    machine.warn(`["DEBUG:",${toJson(item.value)}]\n`);
    yield item;
  },
  *'stderr/0'(machine, item) {
    machine.warn(toJson(item.value));
    yield item;
  },
  *'input_filename/0'(machine, item) {
    yield made(item, machine.inputName() ?? null);
  },
  *'input_line_number/0'(machine, item) {
    yield made(item, machine.inputLine());
  },
  *'env/0'(machine, item) {
    yield made(item, machine.environment);
  },
  *'now/0'(machine, item) {
    yield made(item, machine.nowEpochMs() / 1000);
  },
  *'builtins/0'(machine, item) {
    yield made(item, [...machine.builtins.keys(), ...machine.prelude.keys()]);
  },
  // biome-ignore lint/correctness/useYield: it ends the program
  *'halt/0'() {
    throw new JqHalt(0, '');
  },
  // biome-ignore lint/correctness/useYield: it ends the program
  *'halt_error/1'(_, item, args) {
    for (const [status = null] of argumentValues(item, args)) {
      const { value } = item;
      if (typeof status !== 'number') fail(`${describe(value)} halt_error/1: number required`);
      const shown = value === null ? '' : `${toJson(value)}\n`;
      const text = typeof value === 'string' ? value : shown;
      throw new JqHalt(typeof status === 'number' ? status : 5, text);
    }
  },
};

/** Every builtin that is not written in jq itself, by name and number of arguments. */
export function createBuiltins(): ReadonlyMap<string, Builtin> {
  const made = new Map<string, Builtin>();
  for (const [name, use] of Object.entries(FUNCTIONS)) made.set(name, fromFunction(use));
  for (const [name, use] of Object.entries(NUMBERS)) made.set(name, fromNumbers(use));
  for (const table of [PATTERNS, CONTROL, OUTSIDE]) {
    for (const [name, builtin] of Object.entries(table)) made.set(name, builtin);
  }
  return made;
}
