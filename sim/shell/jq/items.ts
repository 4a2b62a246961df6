import { type Item, type Outputs, plain } from './machine.ts';
import { indexOf, type Path, partsOf } from './paths.ts';
import { fail, type Json, toJson } from './values.ts';

/** The part of `item` at `key`, with its path if that is asked for. */
export function childOf(item: Item, key: Json): Item {
  const { value, path } = item;
  if (path === undefined) return plain(indexOf(value, key));
  if (path === 'none') {
    return fail(
      `Invalid path expression near attempt to access element ${toJson(key)} of ${toJson(value)}`,
    );
  }
  return { value: indexOf(value, key), path: [...path, key] };
}

/** The parts of `item`, in order. */
export function* iterate(item: Item): Outputs {
  const { value, path } = item;
  if (path === 'none') {
    fail(`Invalid path expression near attempt to iterate through ${toJson(value)}`);
  }
  for (const [key, part] of partsOf(value)) {
    yield path === undefined ? plain(part) : { value: part, path: [...(path as Path), key] };
  }
}

/** Everything in `item`, itself first. */
export function* recurse(item: Item): Outputs {
  yield item;
  if (item.value === null || typeof item.value !== 'object') return;
  for (const part of iterate(item)) yield* recurse(part);
}

/** All combinations of the outputs of filters; the last changes fastest. */
export function* inOrder<T>(lists: readonly (() => Iterable<T>)[], from = 0): Generator<T[]> {
  const first = lists[from];
  if (first === undefined) {
    yield [];
    return;
  }
  for (const one of first()) {
    for (const rest of inOrder(lists, from + 1)) yield [one, ...rest];
  }
}

/** All combinations of the outputs of filters; the first changes fastest. */
export function* combinations<T>(lists: readonly (() => Iterable<T>)[]): Generator<T[]> {
  const last = lists.at(-1);
  if (last === undefined) {
    yield [];
    return;
  }
  for (const one of last()) {
    for (const rest of combinations(lists.slice(0, -1))) yield [...rest, one];
  }
}
