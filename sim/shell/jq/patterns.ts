import type { Scope } from './machine.ts';
import { indexOf } from './paths.ts';
import type { Filter, Pattern } from './syntax.ts';
import { fail, isArray, type Json, kindOf } from './values.ts';

/** The values of a key of a pattern, computed from the value that is taken apart. */
export type ReadKeys = (key: Filter, scope: Scope | undefined, value: Json) => Iterable<Json>;

/**
 * The scopes in which the variables of `pattern` stand for the parts of `value`, one for each way
 * in which its keys can be computed.
 */
export function* bindPattern(
  read: ReadKeys,
  pattern: Pattern,
  value: Json,
  scope: Scope | undefined,
): Generator<Scope | undefined> {
  if (pattern.type === 'variable') {
    yield { type: 'variable', name: pattern.name, value, outer: scope };
    return;
  }
  if (pattern.type === 'array') {
    if (value !== null && !isArray(value)) fail(`Cannot index ${kindOf(value)} with number`);
    yield* bindAll(
      read,
      pattern.items.map((one, i) => [one, indexOf(value, i)] as const),
      scope,
    );
    return;
  }
  const bindEntry = function* (at: number, inner: Scope | undefined): Generator<Scope | undefined> {
    const entry = pattern.entries[at];
    if (entry === undefined) {
      yield inner;
      return;
    }
    for (const key of read(entry.key, inner, value)) {
      const part = indexOf(value, key);
      const named: Scope | undefined =
        entry.variable === undefined
          ? inner
          : { type: 'variable', name: entry.variable, value: part, outer: inner };
      if (entry.value === undefined) yield* bindEntry(at + 1, named);
      else {
        for (const next of bindPattern(read, entry.value, part, named)) {
          yield* bindEntry(at + 1, next);
        }
      }
    }
  };
  yield* bindEntry(0, scope);
}

function* bindAll(
  read: ReadKeys,
  pairs: readonly (readonly [Pattern, Json])[],
  scope: Scope | undefined,
): Generator<Scope | undefined> {
  const [first, ...rest] = pairs;
  if (first === undefined) yield scope;
  else {
    for (const inner of bindPattern(read, first[0], first[1], scope)) {
      yield* bindAll(read, rest, inner);
    }
  }
}
