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

/** A value that has something below it, and all that is below. */
function descendants(value: Json): Json[] {
  const below = children(value);
  return below.length === 0 ? [] : [value, ...below.flatMap(descendants)];
}

type Basic = 'string' | 'int' | 'float' | 'bool' | 'other';

function basicKind(value: Json): Basic {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return typeof value === 'boolean' ? 'bool' : 'other';
}

const TYPE_NAMES: Readonly<Record<Basic, string>> = {
  string: 'string',
  int: 'int64',
  float: 'float64',
  bool: 'bool',
  other: 'map[string]interface {}',
};

/** A value as Go prints it with `%v`. */
export function goText(value: Json): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (!isObject(value)) return String(value);
  const keys = Object.keys(value).sort();
  return `map[${keys.map((key) => `${key}:${goText(value[key] as Json)}`).join(' ')}]`;
}

function slice(value: Json, range: IndexRange): Json[] {
  if (value === null) return [];
  if (!Array.isArray(value)) return refuse(`${TYPE_NAMES[basicKind(value)]} is not array or slice`);
  const { length } = value;
  const first = range.from ?? 0;
  const start = first < 0 ? first + length : first;
  const last = range.isSingle ? start + 1 : (range.to ?? length);
  const end = last < 0 ? last + length : last;
  if (start === end) return [];
  if (start >= length || start < 0) {
    refuse(`array index out of bounds: index ${start}, length ${length}`);
  }
  if (end > length || end < 0) {
    refuse(`array index out of bounds: index ${end - 1}, length ${length}`);
  }
  if (start > end) refuse(`starting index ${start} is greater than ending index ${end}`);
  const step = range.step ?? 1;
  if (step <= 0) refuse('step must be > 0');
  return value.slice(start, end).filter((_, i) => i % step === 0);
}

const OPERATORS = new Set(['==', '!=', '<', '>', '<=', '>=']);

/** Models the comparisons of Go's text/template: only values of one basic kind are comparable. */
function compare(left: Json, operator: string, right: Json): boolean {
  if (!OPERATORS.has(operator)) refuse(`unrecognized filter operator ${operator}`);
  const [a, b] = [basicKind(left), basicKind(right)];
  if (a === 'other' || b === 'other') refuse('invalid type for comparison');
  if (a !== b) refuse('incompatible types for comparison');
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (a === 'bool') refuse('invalid type for comparison');
  const [x, y] = [left as string | number, right as string | number];
  switch (operator) {
    case '<':
      return x < y;
    case '>':
      return x > y;
    case '<=':
      return x <= y;
    default:
      return x >= y;
  }
}

function fieldOf(values: readonly Json[], name: string, options: EvaluateOptions): Json[] {
  const found = values.flatMap((value) =>
    isObject(value) && Object.hasOwn(value, name) ? [value[name] as Json] : [],
  );
  const isMissing = values.length > 0 && found.length === 0;
  if (isMissing && !options.areMissingKeysAllowed) refuse(`${name} is not found`);
  return found;
}

/** Whether steps lead to anything; where one cannot be taken, what it began at counts. */
function leadsAnywhere(value: Json, steps: readonly Step[], options: EvaluateOptions): boolean {
  let values: readonly Json[] = [value];
  for (const step of steps) {
    try {
      values = take(values, step, options);
    } catch (error) {
      if (error instanceof EvaluationFailure) return step.type !== 'field' && values.length > 0;
      throw error;
    }
  }
  return values.length > 0;
}

function passes(value: Json, { left, operator, right }: Filter, options: EvaluateOptions): boolean {
  if (operator === 'exists') return leadsAnywhere(value, left, options);
  const lefts = walk([value], left, options);
  if (lefts.length === 0) return false;
  if (lefts.length > 1) refuse('can only compare one element at a time');
  const rights = walk([value], right, options);
  if (rights.length === 0) return false;
  if (rights.length > 1) refuse('can only compare one element at a time');
  return compare(lefts[0] as Json, operator, rights[0] as Json);
}

function filtered(value: Json, filter: Filter, options: EvaluateOptions): Json[] {
  if (!Array.isArray(value)) {
    return refuse(`${goText(value)} is not array or slice and cannot be filtered`);
  }
  return value.filter((item) => passes(item, filter, options));
}

function take(values: readonly Json[], step: Step, options: EvaluateOptions): Json[] {
  switch (step.type) {
    case 'text':
      return [step.text];
    case 'number':
    case 'boolean':
      return [step.value];
    case 'field':
      return fieldOf(values, step.name, options);
    case 'wildcard':
      return values.flatMap(children);
    case 'recursive':
      return values.flatMap(descendants);
    case 'index':
      return values.flatMap((value) => slice(value, step.range));
    case 'union':
      return step.paths.flatMap((path) => walk(values, path, options));
    case 'filter':
      return values.flatMap((value) => filtered(value, step.filter, options));
    case 'word':
      return refuse(`unrecognized identifier ${step.word}`);
  }
}

/** Evaluates steps on values, one after the other. */
function walk(start: readonly Json[], steps: readonly Step[], options: EvaluateOptions): Json[] {
  let values = [...start];
  for (const step of steps) values = take(values, step, options);
  return values;
}

type Found = readonly Json[];

const firstWord = (part: Part): string => {
  const step = part.type === 'action' ? part.steps[0] : undefined;
  return step?.type === 'word' ? step.word : '';
};

/**
 * What the parts from `from` on find, until the `end` of the range that they are in; where that is.
 * A range without an end is followed by its body once more, as the real tool does.
 */
function findFrom(
  data: Json,
  parts: readonly Part[],
  from: number,
  depth: number,
  options: EvaluateOptions,
): { found: Found[]; end: number } {
  const found: Found[] = [];
  for (let i = from; i < parts.length; i++) {
    const part = parts[i] as Part;
    const word = firstWord(part);
    if (part.type === 'text') found.push([part.text]);
    else if (word === 'end') {
      if (depth === 0) refuse('not in range, nothing to end');
      return { found, end: i };
    } else if (word === 'range') {
      const values = walk([data], part.steps.slice(1), options);
      let { end } = values.length === 0 ? findFrom(null, parts, i + 1, depth + 1, options) : NEVER;
      for (const value of values) {
        const inner = findFrom(value, parts, i + 1, depth + 1, options);
        found.push(...inner.found);
        end = inner.end;
      }
      if (end > i) i = end;
    } else found.push(walk([data], part.steps, options));
  }
  return { found, end: -1 };
}

const NEVER = { end: -1 } as const;

/** What each part of a template finds, in order. */
export function findResults(
  data: Json,
  parts: readonly Part[],
  options: EvaluateOptions,
): Parsed<Found[]> {
  try {
    return { ok: true, value: findFrom(data, parts, 0, 0, options).found };
  } catch (error) {
    if (error instanceof EvaluationFailure) return { ok: false, error: error.message };
    throw error;
  }
}

const printed = (value: Json): string => {
  if (value === null) return 'null';
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
