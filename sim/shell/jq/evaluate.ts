import { LIMITS } from '../../limits.ts';
import { arithmetic } from './arithmetic.ts';
import { formatValue } from './formats.ts';
import { childOf, combinations, inOrder, iterate, recurse } from './items.ts';
import {
  type Argument,
  countStep,
  type Item,
  type Machine,
  made,
  type Outputs,
  plain,
  type Scope,
} from './machine.ts';
import { deletePaths, getPath, type Path, updatePath } from './paths.ts';
import { bindPattern, type ReadKeys } from './patterns.ts';
import { findCallee, lookUp } from './scope.ts';
import { type Filter, type FunctionDefinition, JqBreak, JqFailure } from './syntax.ts';
import { compare, describe, fail, isTrue, type Json, toJson } from './values.ts';

type Of<T extends string> = Extract<Filter, { type: T }>;

const COMPARE: Readonly<Record<Of<'compare'>['operator'], (order: number) => boolean>> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** Values of a filter on `item`, whose path is not asked for. */
function* valuesOf(machine: Machine, one: Filter, scope: Scope | undefined, item: Item) {
  const input = item.path === undefined ? item : plain(item.value);
  for (const { value } of evaluate(machine, one, scope, input)) yield value;
}

const keysIn =
  (machine: Machine): ReadKeys =>
  (key, scope, value) =>
    valuesOf(machine, key, scope, plain(value));

/** The paths of all outputs of a filter on a value. */
export function* pathsOf(outputs: (item: Item) => Outputs, value: Json): Generator<Path> {
  for (const { path, value: result } of outputs({ value, path: [] })) {
    if (path === 'none' || path === undefined) {
      fail(`Invalid path expression with result ${toJson(result)}`);
    } else yield path;
  }
}

function* bind(machine: Machine, one: Of<'bind'>, scope: Scope | undefined, item: Item): Outputs {
  for (const value of valuesOf(machine, one.source, scope, item)) {
    for (const [i, pattern] of one.patterns.entries()) {
      const isLast = i === one.patterns.length - 1;
      try {
        for (const inner of bindPattern(keysIn(machine), pattern, value, scope)) {
          yield* evaluate(machine, one.body, inner, item);
        }
        break;
      } catch (failure) {
        if (isLast || !(failure instanceof JqFailure)) throw failure;
      }
    }
  }
}

function* reduce(
  machine: Machine,
  one: Of<'reduce'>,
  scope: Scope | undefined,
  item: Item,
): Outputs {
  for (const start of evaluate(machine, one.start, scope, item)) {
    let state = start;
    for (const value of valuesOf(machine, one.source, scope, item)) {
      for (const inner of bindPattern(keysIn(machine), one.pattern, value, scope)) {
        let last = made(item, null);
        for (const next of evaluate(machine, one.update, inner, state)) last = next;
        state = last;
      }
    }
    yield state;
  }
}

function* foreach(
  machine: Machine,
  one: Of<'foreach'>,
  scope: Scope | undefined,
  item: Item,
): Outputs {
  for (const start of evaluate(machine, one.start, scope, item)) {
    let state = start;
    for (const value of valuesOf(machine, one.source, scope, item)) {
      for (const inner of bindPattern(keysIn(machine), one.pattern, value, scope)) {
        for (const next of evaluate(machine, one.update, inner, state)) {
          state = next;
          if (one.extract === undefined) yield next;
          else yield* evaluate(machine, one.extract, inner, next);
        }
      }
    }
  }
}

function* assign(
  machine: Machine,
  one: Of<'assign'>,
  scope: Scope | undefined,
  item: Item,
): Outputs {
  const { operator } = one;
  const places = (value: Json): Generator<Path> =>
    pathsOf((input) => evaluate(machine, one.left, scope, input), value);
  if (operator === '|=') {
    let result = item.value;
    for (const path of places(item.value)) {
      const old = getPath(result, path);
      const next = evaluate(machine, one.right, scope, plain(old)).next();
      result = next.done
        ? deletePaths(result, [path])
        : updatePath(result, path, () => next.value.value);
    }
    yield made(item, result);
    return;
  }
  for (const right of valuesOf(machine, one.right, scope, item)) {
    let result = item.value;
    for (const path of places(item.value)) {
      result = updatePath(result, path, (old) => {
        if (operator === '=') return right;
        if (operator === '//=') return isTrue(old) ? old : right;
        return arithmetic(operator, old, right);
      });
    }
    yield made(item, result);
  }
}

const negated = (value: Json): Json =>
  typeof value === 'number' ? -value : fail(`${describe(value)} cannot be negated`);

function* object(
  machine: Machine,
  one: Of<'object'>,
  scope: Scope | undefined,
  item: Item,
): Outputs {
  const entries = one.entries.map(
    ({ key, value }) =>
      function* (): Generator<[string, Json]> {
        for (const name of valuesOf(machine, key, scope, item)) {
          if (typeof name !== 'string') {
            return fail(`Cannot use ${describe(name)} as object key`);
          }
          for (const part of valuesOf(machine, value, scope, item)) yield [name, part];
        }
      },
  );
  for (const all of inOrder(entries)) yield made(item, new Map(all));
}

function* text(machine: Machine, one: Of<'text'>, scope: Scope | undefined, item: Item): Outputs {
  const parts = one.parts.map(
    (part) =>
      function* (): Generator<string> {
        if (typeof part === 'string') yield part;
        else {
          for (const value of valuesOf(machine, part, scope, item)) {
            yield formatValue(one.format, value);
          }
        }
      },
  );
  for (const all of combinations(parts)) yield made(item, all.join(''));
}

function* enter(
  machine: Machine,
  definition: FunctionDefinition,
  inside: Scope | undefined,
  args: readonly Filter[],
  scope: Scope | undefined,
  item: Item,
): Outputs {
  const bindFrom = function* (at: number, inner: Scope | undefined): Generator<Scope | undefined> {
    const name = definition.parameters[at];
    const filter = args[at];
    if (name === undefined || filter === undefined) {
      yield inner;
      return;
    }
    if (!name.startsWith('$')) {
      yield* bindFrom(at + 1, { type: 'argument', name, filter, scope, outer: inner });
      return;
    }
    for (const value of valuesOf(machine, filter, scope, item)) {
      const bare = name.slice(1);
      const variable: Scope = { type: 'variable', name: bare, value, outer: inner };
      const literal: Filter = { type: 'literal', value };
      yield* bindFrom(at + 1, {
        type: 'argument',
        name: bare,
        filter: literal,
        scope: undefined,
        outer: variable,
      });
    }
  };
  if (machine.depth >= LIMITS.jqDepth) fail('function calls are nested too deep');
  for (const inner of bindFrom(0, inside)) {
    machine.depth++;
    try {
      yield* evaluate(machine, definition.body, inner, item);
    } finally {
      machine.depth--;
    }
  }
}

function* call(machine: Machine, one: Of<'call'>, scope: Scope | undefined, item: Item): Outputs {
  const callee = findCallee(scope, one.name, one.args.length);
  if (callee?.type === 'argument') {
    yield* evaluate(machine, callee.filter, callee.scope, item);
    return;
  }
  if (callee?.type === 'function') {
    yield* enter(machine, callee.definition, callee, one.args, scope, item);
    return;
  }
  const key = `${one.name}/${one.args.length}`;
  const builtin = machine.builtins.get(key);
  if (builtin !== undefined) {
    const args = one.args.map(
      (arg): Argument =>
        (input) =>
          evaluate(machine, arg, scope, input),
    );
    yield* builtin(machine, item, args);
    return;
  }
  const definition = machine.prelude.get(key);
  if (definition === undefined) throw new Error(`${key} was not checked`);
  yield* enter(machine, definition, undefined, one.args, scope, item);
}

/** What an access gives; nothing where it fails and is optional. */
function* access(isOptional: true | undefined, read: () => Iterable<Item>): Outputs {
  if (isOptional === undefined) {
    yield* read();
    return;
  }
  let items: Iterable<Item>;
  try {
    items = [...read()];
  } catch (error) {
    if (!(error instanceof JqFailure)) throw error;
    return;
  }
  yield* items;
}

function* attempt(machine: Machine, one: Of<'try'>, scope: Scope | undefined, item: Item): Outputs {
  let failure: JqFailure;
  try {
    yield* evaluate(machine, one.body, scope, item);
    return;
  } catch (error) {
    if (!(error instanceof JqFailure)) throw error;
    failure = error;
  }
  // An error without a message is taken for no output.
  if (one.handler !== undefined && failure.value !== null) {
    yield* evaluate(machine, one.handler, scope, made(item, failure.value));
  }
}

function* alternative(
  machine: Machine,
  one: Of<'alternative'>,
  scope: Scope | undefined,
  item: Item,
): Outputs {
  let isFound = false;
  for (const output of evaluate(machine, one.left, scope, item)) {
    if (!isTrue(output.value)) continue;
    isFound = true;
    yield output;
  }
  if (!isFound) yield* evaluate(machine, one.right, scope, item);
}

function* label(machine: Machine, one: Of<'label'>, scope: Scope | undefined, item: Item): Outputs {
  const mark = {};
  try {
    const inner: Scope = { type: 'label', name: one.name, label: mark, outer: scope };
    yield* evaluate(machine, one.body, inner, item);
  } catch (error) {
    if (!(error instanceof JqBreak) || error.label !== mark) throw error;
  }
}

function* simple(machine: Machine, one: Filter, scope: Scope | undefined, item: Item): Outputs {
  switch (one.type) {
    case 'index':
      for (const key of valuesOf(machine, one.key, scope, item)) {
        for (const target of evaluate(machine, one.target, scope, item)) {
          yield* access(one.isOptional, () => [childOf(target, key)]);
        }
      }
      return;
    case 'slice': {
      const bound = (filter: Filter | undefined) => () =>
        filter === undefined ? [null] : valuesOf(machine, filter, scope, item);
      for (const [from = null, to = null] of inOrder([bound(one.from), bound(one.to)])) {
        const key = new Map([
          ['start', from],
          ['end', to],
        ]);
        for (const target of evaluate(machine, one.target, scope, item)) {
          yield* access(one.isOptional, () => [childOf(target, key)]);
        }
      }
      return;
    }
    case 'iterate':
      for (const target of evaluate(machine, one.target, scope, item)) {
        yield* access(one.isOptional, () => iterate(target));
      }
      return;
    case 'array': {
      const items = one.body === undefined ? [] : [...valuesOf(machine, one.body, scope, item)];
      yield made(item, items);
      return;
    }
    case 'arithmetic':
    case 'compare':
      for (const right of valuesOf(machine, one.right, scope, item)) {
        for (const left of valuesOf(machine, one.left, scope, item)) {
          const value =
            one.type === 'compare'
              ? COMPARE[one.operator](compare(left, right))
              : arithmetic(one.operator, left, right);
          yield made(item, value);
        }
      }
      return;
    case 'and':
    case 'or':
      for (const left of valuesOf(machine, one.left, scope, item)) {
        if (isTrue(left) === (one.type === 'or')) yield made(item, one.type === 'or');
        else {
          for (const right of valuesOf(machine, one.right, scope, item)) {
            yield made(item, isTrue(right));
          }
        }
      }
      return;
    case 'negate':
      for (const value of valuesOf(machine, one.operand, scope, item)) {
        yield made(item, negated(value));
      }
      return;
    default:
      throw new Error(`no filter ${one.type}`);
  }
}

/** All outputs of a filter for one input. */
export function* evaluate(
  machine: Machine,
  one: Filter,
  scope: Scope | undefined,
  item: Item,
): Outputs {
  countStep(machine);
  switch (one.type) {
    case 'identity':
      yield item;
      return;
    case 'recurse':
      return yield* recurse(item);
    case 'literal':
      yield made(item, one.value);
      return;
    case 'text':
      return yield* text(machine, one, scope, item);
    case 'format':
      yield made(item, formatValue(one.name, item.value));
      return;
    case 'object':
      return yield* object(machine, one, scope, item);
    case 'pipe':
      for (const middle of evaluate(machine, one.left, scope, item)) {
        yield* evaluate(machine, one.right, scope, middle);
      }
      return;
    case 'comma':
      yield* evaluate(machine, one.left, scope, item);
      return yield* evaluate(machine, one.right, scope, item);
    case 'alternative':
      return yield* alternative(machine, one, scope, item);
    case 'assign':
      return yield* assign(machine, one, scope, item);
    case 'if':
      for (const test of valuesOf(machine, one.test, scope, item)) {
        yield* evaluate(machine, isTrue(test) ? one.yes : one.no, scope, item);
      }
      return;
    case 'try':
      return yield* attempt(machine, one, scope, item);
    case 'reduce':
      return yield* reduce(machine, one, scope, item);
    case 'foreach':
      return yield* foreach(machine, one, scope, item);
    case 'bind':
      return yield* bind(machine, one, scope, item);
    case 'define': {
      const inner: Scope = { type: 'function', definition: one.definition, outer: scope };
      return yield* evaluate(machine, one.rest, inner, item);
    }
    case 'call':
      return yield* call(machine, one, scope, item);
    case 'variable': {
      const found = lookUp(scope, 'variable', one.name);
      yield made(item, found.type === 'variable' ? found.value : null);
      return;
    }
    case 'label':
      return yield* label(machine, one, scope, item);
    case 'break': {
      const found = lookUp(scope, 'label', one.name);
      throw new JqBreak(found.type === 'label' ? found.label : {});
    }
    default:
      yield* simple(machine, one, scope, item);
  }
}
