import type { Json, JsonObject } from '../../../api/index.ts';
import { toCompactJson } from '../json.ts';
import type { Filter, IndexRange, Part, Step } from './nodes.ts';
import type { Parsed } from './parse.ts';

export interface EvaluateOptions {
  /** Whether a field that is not there gives nothing instead of an error. */
  readonly areMissingKeysAllowed: boolean;
}

/** Stops an evaluation; it never leaves this file. */
class EvaluationFailure extends Error {}

const refuse = (text: string): never => {
  throw new EvaluationFailure(text);
};

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const children = (value: Json): Json[] => {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return [];
  return Object.keys(value)
    .sort()
    .map((key) => value[key] as Json);
};

function descendants(value: Json): Json[] {
  const below = children(value).flatMap(descendants);
  return typeof value === 'object' && value !== null ? [value, ...below] : below;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'int64',
  boolean: 'bool',
  object: 'map[string]interface {}',
};

function slice(value: Json, range: IndexRange): Json[] {
  if (value === null) return [];
  if (!Array.isArray(value)) return refuse(`${TYPE_NAMES[typeof value]} is not array or slice`);
  const { length } = value;
  const from = range.from ?? 0;
  if (range.isSingle) {
    const at = from < 0 ? length + from : from;
    if (at >= length || at < 0) {
      refuse(`array index out of bounds: index ${at}, length ${length}`);
    }
    return [value[at] as Json];
  }
  const start = from < 0 ? length + from : from;
  const end = range.to === undefined ? length : range.to < 0 ? length + range.to : range.to;
  if (start >= length && start !== end) {
    refuse(`array index out of bounds: index ${start}, length ${length}`);
  }
  if (end > length) refuse(`array index out of bounds: index ${end - 1}, length ${length}`);
  if (start > end) refuse(`starting index ${start} is greater than ending index ${end}`);
  const step = range.step ?? 1;
  if (step <= 0) refuse(`step must be > 0`);
  return value.slice(start, end).filter((_, i) => i % step === 0);
}

const isSame = (a: Json, b: Json): boolean =>
  typeof a === 'object' || typeof b === 'object'
    ? toCompactJson(a) === toCompactJson(b)
    : a === b || (typeof a !== typeof b && String(a) === String(b));

function compare(left: Json, operator: string, right: Json): boolean {
  switch (operator) {
    case '==':
      return isSame(left, right);
    case '!=':
      return !isSame(left, right);
    default:
      break;
  }
  const [a, b] = [left as string | number, right as string | number];
  if (operator === '<') return a < b;
  if (operator === '>') return a > b;
  return operator === '<=' ? a <= b : a >= b;
}

/** Evaluates steps on values, one after the other. */
function walk(start: readonly Json[], steps: readonly Step[], options: EvaluateOptions): Json[] {
  const field = (value: Json, name: string, isRecursive: boolean): Json[] => {
    if (isObject(value) && Object.hasOwn(value, name)) return [value[name] as Json];
    if (!options.areMissingKeysAllowed && !isRecursive) refuse(`${name} is not found`);
    return [];
  };
  const passes = (value: Json, { left, operator, right }: Filter): boolean => {
    const quiet = { areMissingKeysAllowed: true };
    const lefts = walk([value], left, quiet);
    if (operator === 'exists') return lefts.length > 0;
    const rights = walk([value], right, quiet);
    if (lefts.length === 0 || rights.length === 0) return false;
    if (lefts.length > 1 || rights.length > 1) refuse('can only compare one element at a time');
    return compare(lefts[0] as Json, operator, rights[0] as Json);
  };
  const take = (values: readonly Json[], step: Step, isRecursive: boolean): Json[] => {
    switch (step.type) {
      case 'text':
        return [step.text];
      case 'number':
      case 'boolean':
        return [step.value];
      case 'root':
      case 'current':
        return [...values];
      case 'field':
        return values.flatMap((value) => field(value, step.name, isRecursive));
      case 'wildcard':
        return values.flatMap(children);
      case 'recursive':
        return values.flatMap(descendants);
      case 'index':
        return values.flatMap((value) => slice(value, step.range));
      case 'union':
        return step.paths.flatMap((path) => walk(values, path, options));
      case 'filter':
        return values.flatMap((value) => children(value).filter((v) => passes(v, step.filter)));
    }
  };
  let values = [...start];
  let isRecursive = false;
  for (const step of steps) {
    values = take(values, step, isRecursive);
    isRecursive = step.type === 'recursive';
  }
  return values;
}

type Found = readonly Json[];

function findParts(data: Json, parts: readonly Part[], options: EvaluateOptions): Found[] {
  return parts.flatMap((part): Found[] => {
    if (part.type === 'text') return [[part.text]];
    const values = walk([data], part.steps, options);
    if (part.type === 'path') return [values];
    return values.flatMap((value) => findParts(value, part.body, options));
  });
}

/** What each part of a template finds, in order. */
export function findResults(
  data: Json,
  parts: readonly Part[],
  options: EvaluateOptions,
): Parsed<Found[]> {
  try {
    return { ok: true, value: findParts(data, parts, options) };
  } catch (error) {
    if (error instanceof EvaluationFailure) return { ok: false, error: error.message };
    throw error;
  }
}

const printed = (value: Json): string => {
  if (value === null) return '';
  return typeof value === 'object' ? toCompactJson(value) : String(value);
};

/** A template's text for an object. Models client-go/util/jsonpath. */
export function printTemplate(
  data: Json,
  parts: readonly Part[],
  options: EvaluateOptions,
): Parsed<string> {
  const found = findResults(data, parts, options);
  if (!found.ok) return found;
  return { ok: true, value: found.value.map((v) => v.map(printed).join(' ')).join('') };
}
