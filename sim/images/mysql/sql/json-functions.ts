import {
  type AggregateSpec,
  type Argument,
  bound,
  type Env,
  type FunctionSpec,
  INT,
  SqlFailure,
  type SqlType,
  scalar,
  special,
  text,
  VARCHAR,
  type Value,
} from '../../../sql/index.ts';
import { mysqlError } from './errors.ts';
import { ofDocuments } from './json-arguments.ts';
import { findAll, type Leg, legsOf, placeIn } from './json-path.ts';
import { extracted, JSON_SEARCH_FUNCTIONS } from './json-search-functions.ts';
import { jsonText } from './json-text.ts';
import { JSON_TYPE, jsonValue, parseJson } from './json-values.ts';

const byLength = (a: string, b: string): number =>
  a.length === b.length ? (a < b ? -1 : 1) : a.length - b.length;

function typeName(value: unknown): string | null {
  if (value === undefined) return null;
  if (value === null) return 'NULL';
  if (Array.isArray(value)) return 'ARRAY';
  if (typeof value === 'number') return Number.isInteger(value) ? 'INTEGER' : 'DOUBLE';
  return typeof value === 'object' ? 'OBJECT' : typeof value === 'string' ? 'STRING' : 'BOOLEAN';
}

function contains(document: unknown, wanted: unknown): boolean {
  if (Array.isArray(document)) {
    const all = Array.isArray(wanted) ? wanted : [wanted];
    return all.every((each) => document.some((own) => contains(own, each)));
  }
  if (typeof document !== 'object' || document === null) return document === wanted;
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) return false;
  return Object.entries(wanted).every(
    ([key, value]) =>
      Object.hasOwn(document, key) && contains((document as Record<string, unknown>)[key], value),
  );
}

/** The steps to something within a document; fails for the document itself. */
function placeOf(path: string): readonly Leg[] {
  const legs = legsOf(path);
  if (legs.length > 0) return legs;
  const message = "The path expression '$' is not allowed in this context.";
  throw new SqlFailure(mysqlError(3153, '42000', message));
}

/** A document with another value at a place; undefined takes it away. */
function changedAt(document: unknown, [leg, ...rest]: readonly Leg[], value: unknown): unknown {
  if (leg === undefined) return value;
  if (leg.kind === 'cells' && Array.isArray(document)) {
    const at = placeIn(document, leg.from);
    const next = changedAt(document[at], rest, value);
    if (next === undefined) return document.filter((_each, i) => i !== at);
    return at < document.length
      ? document.map((each: unknown, i) => (i === at ? next : each))
      : [...document, next];
  }
  if (leg.kind !== 'member' || typeof document !== 'object' || document === null) return document;
  const next = changedAt((document as Record<string, unknown>)[leg.name], rest, value);
  const others = Object.entries(document).filter(([key]) => key !== leg.name);
  return Object.fromEntries(next === undefined ? others : [...others, [leg.name, next]]);
}

/** JSON_SET and the like: pairs of a path and a value, each taken when `takes` says so. */
const changing = (takes: (isThere: boolean) => boolean): FunctionSpec =>
  special(3, 101, (args, env) =>
    bound(JSON_TYPE, true, (frame) => {
      const [first, ...pairs] = args;
      const given = first?.eval(frame) ?? null;
      if (given === null) return null;
      let document = parseJson(env, given);
      for (let i = 0; i + 1 < pairs.length; i += 2) {
        const path = text(env, pairs[i]?.eval(frame) ?? '');
        const value = pairs[i + 1];
        const next = jsonValue(value?.eval(frame) ?? null, env, value?.type);
        const legs = legsOf(path);
        if (takes(findAll(document, legs).length > 0)) document = changedAt(document, legs, next);
      }
      return jsonText(document);
    }),
  );

/** A document, or what a path names in it. */
function at(env: Env, document: Argument, path: Argument | undefined): unknown {
  const parsed = parseJson(env, document);
  return path === undefined ? parsed : extracted(parsed, [text(env, path)]);
}

const FUNCTIONS: Readonly<Record<string, FunctionSpec>> = {
  ...JSON_SEARCH_FUNCTIONS,
  json_unquote_extract: scalar(
    { least: 2, most: 2, nulls: 'always', type: VARCHAR },
    ([document, path], env) => {
      const parsed = parseJson(env, document as Argument);
      const found = extracted(parsed, [text(env, path as Argument)]);
      if (found === undefined) return null;
      return typeof found === 'string' ? found : jsonText(found);
    },
  ),
  json_unquote: scalar({ least: 1, most: 1, nulls: 'always', type: VARCHAR }, ([value], env) => {
    const parsed = parseJson(env, value as Argument);
    return typeof parsed === 'string' ? parsed : text(env, value as Argument);
  }),
  json_valid: scalar({ least: 1, most: 1, nulls: 'as arguments', type: INT }, ([value], env) =>
    parseJson(env, value as Argument) === undefined ? 0n : 1n,
  ),
  json_length: scalar({ least: 1, most: 2, nulls: 'always', type: INT }, ([value, path], env) => {
    const parsed = at(env, value as Argument, path);
    if (typeof parsed !== 'object' || parsed === null) return parsed === undefined ? null : 1n;
    return BigInt(Object.keys(parsed).length);
  }),
  json_keys: scalar(
    { least: 1, most: 2, nulls: 'always', type: JSON_TYPE },
    ([value, path], env) => {
      const parsed = at(env, value as Argument, path);
      if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
      return jsonText(Object.keys(parsed).sort(byLength));
    },
  ),
  json_type: scalar({ least: 1, most: 1, nulls: 'always', type: VARCHAR }, ([value], env) =>
    typeName(parseJson(env, value as Argument)),
  ),
  json_contains: scalar({ least: 2, most: 2, nulls: 'always', type: INT }, ([a, b], env) =>
    contains(parseJson(env, a as Argument), parseJson(env, b as Argument)) ? 1n : 0n,
  ),
  json_set: changing(() => true),
  json_insert: changing((isThere) => !isThere),
  json_replace: changing((isThere) => isThere),
  json_remove: scalar({ least: 2, most: 100, nulls: 'always', type: JSON_TYPE }, (args, env) => {
    const [document, ...paths] = args as [Argument, ...Argument[]];
    let parsed = parseJson(env, document);
    for (const path of paths) parsed = changedAt(parsed, placeOf(text(env, path)), undefined);
    return jsonText(parsed);
  }),
  json_array: special(0, 1_000, (args, env) =>
    bound(JSON_TYPE, false, (frame) =>
      jsonText(args.map((arg) => jsonValue(arg.eval(frame), env, arg.type))),
    ),
  ),
  json_object: special(0, 1_000, (args, env) =>
    bound(JSON_TYPE, false, (frame) => {
      const entries: [string, unknown][] = [];
      for (let i = 0; i + 1 < args.length; i += 2) {
        const key = args[i]?.eval(frame) ?? '';
        const value = args[i + 1];
        entries.push([text(env, key), jsonValue(value?.eval(frame) ?? null, env, value?.type)]);
      }
      return jsonText(Object.fromEntries(entries));
    }),
  ),
};

const isFirst = (at: number): boolean => at === 0;
const isAny = (): boolean => true;

/** Which arguments have to be documents; of the other functions none. */
const DOCUMENTS: Readonly<Record<string, (at: number) => boolean>> = {
  ...Object.fromEntries(
    [
      ...['json_array_append', 'json_array_insert', 'json_contains_path', 'json_depth'],
      ...['json_extract', 'json_insert', 'json_keys', 'json_length', 'json_pretty'],
      ...['json_remove', 'json_replace', 'json_search', 'json_set', 'json_type'],
      ...['json_unquote_extract', 'json_storage_size'],
    ].map((name) => [name, isFirst]),
  ),
  ...Object.fromEntries(
    ['json_merge', 'json_merge_patch', 'json_merge_preserve', 'json_overlaps'].map((name) => [
      name,
      isAny,
    ]),
  ),
  json_contains: (at) => at < 2,
};

/** `->>` is a call within a call. */
const nameOf = (name: string): string => (name === 'json_unquote_extract' ? 'json_extract' : name);

/** The JSON functions of MySQL. */
export const JSON_FUNCTIONS: Readonly<Record<string, FunctionSpec>> = Object.fromEntries(
  Object.entries(FUNCTIONS).map(([name, spec]) => {
    const isDocument = DOCUMENTS[name];
    return [name, isDocument === undefined ? spec : ofDocuments(nameOf(name), spec, isDocument)];
  }),
);

interface JsonCollector {
  add(values: readonly Value[]): void;
  result(): string | null;
}

const collecting = (
  count: number,
  create: (env: Env, type: SqlType | undefined) => JsonCollector,
): AggregateSpec => ({
  least: count,
  most: count,
  isNullable: true,
  typeOf: () => JSON_TYPE,
  create: ({ types }, env) => create(env, types.at(-1)),
});

/** JSON_ARRAYAGG and JSON_OBJECTAGG. */
export const JSON_AGGREGATES: Readonly<Record<string, AggregateSpec>> = {
  json_arrayagg: collecting(1, (env, type) => {
    const items: unknown[] = [];
    return {
      add: ([value]) => items.push(jsonValue(value ?? null, env, type)),
      result: () => (items.length === 0 ? null : jsonText(items)),
    };
  }),
  json_objectagg: collecting(2, (env, type) => {
    const entries: [string, unknown][] = [];
    return {
      add([key, value]) {
        entries.push([text(env, key ?? ''), jsonValue(value ?? null, env, type)]);
      },
      result: () => (entries.length === 0 ? null : jsonText(Object.fromEntries(entries))),
    };
  }),
};
