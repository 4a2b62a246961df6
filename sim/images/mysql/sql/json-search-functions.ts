import {
  type Argument,
  type Env,
  type FunctionSpec,
  INT,
  likePattern,
  scalar,
  text,
  VARCHAR,
  type Value,
} from '../../../sql/index.ts';
import { childrenOf, type Found, findAll, isWild, legsOf } from './json-path.ts';
import { jsonText } from './json-text.ts';
import { JSON_TYPE, jsonValue, parseJson } from './json-values.ts';

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const toJson = (
  least: number,
  most: number,
  compute: (args: readonly Argument[], env: Env) => Value,
): FunctionSpec => scalar({ least, most, nulls: 'always', type: JSON_TYPE }, compute);
const toNumber = (
  least: number,
  most: number,
  compute: (args: readonly Argument[], env: Env) => boolean | number,
): FunctionSpec =>
  scalar({ least, most, nulls: 'always', type: INT }, (args, env) => BigInt(compute(args, env)));

const depthOf = (value: unknown): number =>
  1 + childrenOf({ path: '', value }).reduce((most, one) => Math.max(most, depthOf(one.value)), 0);

/** RFC 7396: what is null is taken away. */
function patched(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const entries = Object.entries(isObject(target) ? target : {});
  const result = new Map(entries.filter(([key]) => patch[key] !== null));
  for (const [key, value] of Object.entries(patch)) {
    if (value !== null) result.set(key, patched(result.get(key), value));
  }
  return Object.fromEntries(result);
}

/** Both, one after the other; values of the same key become a list. */
function preserved(a: unknown, b: unknown): unknown {
  if (!isObject(a) || !isObject(b)) return [...listOf(a), ...listOf(b)];
  const result = new Map(Object.entries(a));
  for (const [key, value] of Object.entries(b)) {
    result.set(key, result.has(key) ? preserved(result.get(key), value) : value);
  }
  return Object.fromEntries(result);
}

const merging = (merge: (a: unknown, b: unknown) => unknown): FunctionSpec =>
  toJson(2, 100, (args, env) => jsonText(args.map((arg) => parseJson(env, arg)).reduce(merge)));

function overlap(a: unknown, b: unknown): boolean {
  if (isObject(a) && isObject(b)) {
    return Object.keys(a).some((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]));
  }
  return listOf(a).some((one) => listOf(b).some((other) => isEqual(one, other)));
}
const isEqual = (a: unknown, b: unknown): boolean => jsonText(a) === jsonText(b);

/** A document in which the place of a path has another value; as it is where there is none. */
function changed(document: unknown, path: string, change: (value: unknown) => unknown): unknown {
  const places = new Set(findAll(document, legsOf(path)).map((found) => found.path));
  const walk = (found: Found): unknown => {
    if (places.has(found.path)) return change(found.value);
    if (Array.isArray(found.value)) return childrenOf(found).map(walk);
    if (!isObject(found.value)) return found.value;
    const keys = Object.keys(found.value);
    return Object.fromEntries(childrenOf(found).map((child, at) => [keys[at], walk(child)]));
  };
  return walk({ path: '$', value: document });
}

type Place = (document: unknown, path: string, value: unknown) => unknown;

const placing = (place: Place): FunctionSpec =>
  scalar({ least: 3, most: 101, nulls: 'always', type: JSON_TYPE }, (args, env, types) => {
    let document = parseJson(env, args[0] as Argument);
    for (let at = 1; at + 1 < args.length; at += 2) {
      const value = jsonValue(args[at + 1] as Argument, env, types[at + 1]);
      document = place(document, text(env, args[at] as Argument), value);
    }
    return jsonText(document);
  });

const appended: Place = (document, path, value) =>
  changed(document, path, (there) => [...listOf(there), value]);

const inserted: Place = (document, path, value) => {
  const [, array = path, index = '0'] = /^(.*)\[(\d+)\]$/.exec(path) ?? [];
  return changed(document, array, (there) =>
    Array.isArray(there)
      ? [...there.slice(0, Number(index)), value, ...there.slice(Number(index))]
      : there,
  );
};

/** JSON over several lines, as JSON_PRETTY has it. */
const pretty = (value: unknown): string =>
  JSON.stringify(JSON.parse(jsonText(value)), undefined, 2);

function search(args: readonly Argument[], env: Env): string | null {
  const [document, how, wanted, sign, ...paths] = args.map((arg) => text(env, arg));
  const parsed = parseJson(env, document as Argument);
  const fits = likePattern(wanted ?? '', sign === undefined || sign === '' ? '\\' : sign, false);
  const starts = paths.length === 0 ? ['$'] : paths;
  const within = (found: Found): Found[] => [found, ...childrenOf(found).flatMap(within)];
  const all = starts
    .flatMap((path) => findAll(parsed, legsOf(path)))
    .flatMap(within)
    .filter(({ value }) => typeof value === 'string' && fits.test(value))
    .map(({ path }) => path);
  const [first] = all;
  if (first === undefined) return null;
  return jsonText(how?.toLowerCase() === 'one' || all.length === 1 ? first : all);
}

/** What several paths name in a document, as JSON_EXTRACT gives it; undefined for nothing. */
export function extracted(document: unknown, paths: readonly string[]): unknown {
  const legs = paths.map(legsOf);
  const found = legs.flatMap((each) => findAll(document, each)).map(({ value }) => value);
  if (found.length === 0) return undefined;
  const isOne = legs.length === 1 && legs[0] !== undefined && !isWild(legs[0]);
  return isOne ? found[0] : found;
}

/** The JSON functions of MySQL that search documents or put them together. */
export const JSON_SEARCH_FUNCTIONS: Readonly<Record<string, FunctionSpec>> = {
  json_extract: toJson(2, 100, ([document, ...paths], env) => {
    const parsed = parseJson(env, document as Argument);
    const found = extracted(
      parsed,
      paths.map((path) => text(env, path)),
    );
    return found === undefined ? null : jsonText(found);
  }),
  json_quote: scalar({ least: 1, most: 1, nulls: 'always', type: VARCHAR }, ([value], env) =>
    JSON.stringify(text(env, value as Argument)),
  ),
  json_pretty: scalar({ least: 1, most: 1, nulls: 'always', type: VARCHAR }, ([value], env) =>
    pretty(parseJson(env, value as Argument)),
  ),
  json_depth: toNumber(1, 1, ([value], env) => depthOf(parseJson(env, value as Argument))),
  json_merge_patch: merging(patched),
  json_merge_preserve: merging(preserved),
  json_merge: merging(preserved),
  json_overlaps: toNumber(2, 2, ([a, b], env) =>
    overlap(parseJson(env, a as Argument), parseJson(env, b as Argument)),
  ),
  json_array_append: placing(appended),
  json_array_insert: placing(inserted),
  json_contains_path: toNumber(3, 100, ([document, how, ...paths], env) => {
    const parsed = parseJson(env, document as Argument);
    const isThere = (path: Argument): boolean =>
      findAll(parsed, legsOf(text(env, path))).length > 0;
    const isAll = text(env, how as Argument).toLowerCase() === 'all';
    return isAll ? paths.every(isThere) : paths.some(isThere);
  }),
  json_value: scalar({ least: 2, most: 2, nulls: 'always', type: VARCHAR }, (args, env) => {
    const [document, path] = args as [Argument, Argument];
    const found = extracted(parseJson(env, document), [text(env, path)]);
    if (found === undefined || found === null) return null;
    return typeof found === 'string' ? found : jsonText(found);
  }),
  json_search: scalar({ least: 3, most: 100, nulls: 'always', type: JSON_TYPE }, search),
};
