import { encodeUtf8 } from '../../kernel/index.ts';
import { arithmetic } from './arithmetic.ts';
import { formatValue } from './formats.ts';
import { gamma, logGamma } from './gamma.ts';
import { JsonError, parseJson } from './json.ts';
import { deletePaths, getPath, indexOf, indicesOf, partsOf, updatePath } from './paths.ts';
import { brokenDown, formatTime, makeTime, parseTime } from './time.ts';
import {
  compare,
  describe,
  fail,
  isArray,
  isObject,
  isTrue,
  type Json,
  kindOf,
  sortedKeys,
  toJson,
} from './values.ts';

type ValueFunction = (input: Json, ...args: Json[]) => Json;

const textOf = (value: Json): string => (typeof value === 'string' ? value : toJson(value));

/** What `length` says. */
export function lengthOf(value: Json): number {
  if (value === null) return 0;
  if (typeof value === 'number') return Math.abs(value);
  if (typeof value === 'string') return [...value].length;
  if (isArray(value)) return value.length;
  return isObject(value) ? value.size : fail(`${describe(value)} has no length`);
}

function keysOf(value: Json, isSorted: boolean): Json {
  if (isArray(value)) return [...value.keys()];
  if (!isObject(value)) return fail(`${describe(value)} has no keys`);
  return isSorted ? sortedKeys(value) : [...value.keys()];
}

function has(value: Json, key: Json): boolean {
  if (isObject(value) && typeof key === 'string') return value.has(key);
  if (isArray(value) && typeof key === 'number') return key >= 0 && key < value.length;
  if (value === null) return false;
  return fail(`Cannot check whether ${kindOf(value)} has a ${kindOf(key)} key`);
}

function contains(whole: Json, part: Json): boolean {
  if (isObject(whole) && isObject(part)) {
    return [...part].every(([key, value]) => {
      const inner = whole.get(key);
      return inner !== undefined && kindOf(inner) === kindOf(value) && contains(inner, value);
    });
  }
  if (isArray(whole) && isArray(part)) {
    return part.every((one) =>
      whole.some((other) => kindOf(other) === kindOf(one) && contains(other, one)),
    );
  }
  if (typeof whole === 'string' && typeof part === 'string') return whole.includes(part);
  if (kindOf(whole) === kindOf(part)) return compare(whole, part) === 0;
  return fail(`${describe(whole)} and ${describe(part)} cannot have their containment checked`);
}

/** The items of an array; `done` says what could not be done with anything else. */
export const itemsOf = (value: Json, done: string): readonly Json[] =>
  isArray(value) ? value : fail(`${describe(value)} cannot be ${done}, as it is not an array`);

function toNumber(value: Json): Json {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return fail(`${describe(value)} cannot be parsed as a number`);
  const parsed = fromJson(value);
  return typeof parsed === 'number'
    ? parsed
    : fail(`${describe(value)} cannot be parsed as a number`);
}

function fromJson(value: Json): Json {
  if (typeof value !== 'string') return fail(`${describe(value)} only strings can be parsed`);
  try {
    const parsed = parseJson(value);
    return parsed === undefined ? fail(`Expected JSON value (while parsing '${value}')`) : parsed;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return fail(`${error.text} (while parsing '${value}')`);
  }
}

function flatten(value: Json, depth: Json): Json {
  if (compare(depth, 0) < 0) return fail('flatten depth must not be negative');
  return partsOf(value).flatMap(([, one]) =>
    isArray(one) && depth !== 0
      ? (flatten(one, arithmetic('-', depth, 1)) as readonly Json[])
      : [one],
  );
}

function fromEntries(value: Json): Json {
  const out = new Map<string, Json>();
  for (const [, entry] of partsOf(value)) {
    const at = (name: string): Json => indexOf(entry, name);
    const key = ['key', 'Key', 'name', 'Name'].map(at).find(isTrue) ?? null;
    if (typeof key !== 'string') return fail(`Cannot use ${describe(key)} as object key`);
    const isGiven = isObject(entry) && entry.has('value');
    out.set(key, at(isGiven ? 'value' : 'Value'));
  }
  return out;
}

function join(value: Json, separator: Json): Json {
  const parts = partsOf(value).map(([, one]) => one);
  if (parts.length === 0) return '';
  return parts.reduce<Json>((out, one, i) => {
    const isPlain = typeof one === 'number' || typeof one === 'boolean';
    const text = one === null ? '' : isPlain ? toJson(one) : one;
    return arithmetic('+', i === 0 ? '' : arithmetic('+', out, separator), text);
  }, null);
}

function indices(value: Json, part: Json): Json {
  if (value === null) return null;
  if (typeof value === 'string' && typeof part === 'string') {
    const found: number[] = [];
    if (part === '') return null;
    for (let at = value.indexOf(part); at >= 0; at = value.indexOf(part, at + 1)) {
      found.push([...value.slice(0, at)].length);
    }
    return found;
  }
  if (!isArray(value)) return indexOf(value, part);
  return indicesOf(value, isArray(part) ? part : [part]);
}

const pick = (found: Json, at: 0 | -1): Json => (isArray(found) ? (found.at(at) ?? null) : null);

const twoTexts = (name: string, use: (a: string, b: string) => Json): ValueFunction => {
  return (a, b = null) =>
    typeof a === 'string' && typeof b === 'string'
      ? use(a, b)
      : fail(`${name}() requires string inputs`);
};

// It goes through explode, which is what complains.
const changeCase = (use: (text: string) => string): ValueFunction => {
  return (value) =>
    typeof value === 'string' ? use(value) : fail('explode input must be a string');
};

/** It counts with `length`, and takes by number from whatever it is. */
function reverse(value: Json): Json {
  if (isArray(value)) return [...value].reverse();
  if (typeof value === 'boolean') return fail(`${describe(value)} has no length`);
  const isEmpty =
    value === null || value === '' || value === 0 || (isObject(value) && value.size === 0);
  return isEmpty ? [] : fail(`Cannot index ${kindOf(value)} with number`);
}

function extremeOf(value: Json, isMost: boolean): Json {
  if (isArray(value)) return extreme(value, isMost);
  return fail(`${describe(value)} and ${describe(value)} cannot be iterated over`);
}

const unique = (items: readonly Json[]): Json[] => {
  const sorted = [...items].sort(compare);
  return sorted.filter((one, i) => i === 0 || compare(one, sorted[i - 1] ?? null) !== 0);
};

/** The last of the greatest, or the first of the least. */
const extreme = (items: readonly Json[], isMax: boolean): Json =>
  items.reduce<Json>((best, one, i) => {
    if (i === 0) return one;
    return (isMax ? compare(one, best) >= 0 : compare(one, best) < 0) ? one : best;
  }, null);

const codePointOf = (value: Json): number => {
  const code = typeof value === 'number' ? Math.trunc(value) : -1;
  return code >= 0 && code <= 0x10_ffff ? code : 0xfffd;
};

const implode = (value: Json): Json =>
  isArray(value)
    ? String.fromCodePoint(...value.map(codePointOf))
    : fail('implode input must be an array');

/** Where `target` is in sorted items, or where it belongs, as a negative number. */
export function search(items: readonly Json[], target: Json): number {
  const at = items.findIndex((one) => compare(one, target) >= 0);
  const place = at < 0 ? items.length : at;
  return compare(items[place] ?? null, target) === 0 && place < items.length ? place : -1 - place;
}

/** Builtins that make one value out of values, by name and number of arguments. */
export const FUNCTIONS: Readonly<Record<string, ValueFunction>> = {
  'not/0': (value) => !isTrue(value),
  'type/0': kindOf,
  'length/0': lengthOf,
  'utf8bytelength/0': (value) =>
    typeof value === 'string'
      ? encodeUtf8(value).length
      : fail(`${describe(value)} only strings have UTF-8 byte length`),
  'keys/0': (value) => keysOf(value, true),
  'keys_unsorted/0': (value) => keysOf(value, false),
  'has/1': (value, key = null) => has(value, key),
  'contains/1': (value, part = null) => contains(value, part),
  'to_entries/0': (value) =>
    (keysOf(value, false) as readonly Json[]).map((key) => {
      const entry: [string, Json][] = [
        ['key', key],
        ['value', indexOf(value, key)],
      ];
      return new Map(entry);
    }),
  'from_entries/0': fromEntries,
  'frexp/0': (value) => {
    if (typeof value !== 'number') return fail(`${describe(value)} number required`);
    const power = value === 0 || !Number.isFinite(value) ? 0 : exponentOf(value) + 1;
    return [value / 2 ** power, power];
  },
  'lgamma_r/0': (value) => {
    if (typeof value !== 'number') return fail(`${describe(value)} number required`);
    return [logGamma(value), value > 0 || Math.floor(value) % 2 === 0 ? 1 : -1];
  },
  'modf/0': (value) => {
    if (typeof value !== 'number') return fail(`${describe(value)} number required`);
    const whole = Math.trunc(value);
    return [Number.isFinite(value) ? value - whole : 0, whole];
  },
  'tostring/0': textOf,
  'tojson/0': toJson,
  'fromjson/0': fromJson,
  'tonumber/0': toNumber,
  'ascii_downcase/0': changeCase((text) => text.replace(/[A-Z]+/g, (found) => found.toLowerCase())),
  'ascii_upcase/0': changeCase((text) => text.replace(/[a-z]+/g, (found) => found.toUpperCase())),
  'explode/0': (value) =>
    typeof value === 'string'
      ? [...value].map((c) => c.codePointAt(0) ?? 0)
      : fail('explode input must be a string'),
  'implode/0': implode,
  'startswith/1': twoTexts('startswith', (a, b) => a.startsWith(b)),
  'endswith/1': twoTexts('endswith', (a, b) => a.endsWith(b)),
  'ltrimstr/1': (a, b) =>
    typeof a === 'string' && typeof b === 'string' && a.startsWith(b) ? a.slice(b.length) : a,
  'rtrimstr/1': (a, b) =>
    typeof a === 'string' && typeof b === 'string' && b !== '' && a.endsWith(b)
      ? a.slice(0, -b.length)
      : a,
  'split/1': (a, b) => {
    if (typeof a !== 'string' || typeof b !== 'string') {
      return fail('split input and separator must be strings');
    }
    return a === '' ? [] : b === '' ? [...a] : a.split(b);
  },
  'format/1': (value, name = null) =>
    typeof name === 'string'
      ? formatValue(name, value)
      : fail(`${describe(name)} is not a valid format`),
  'join/1': (value, separator = null) => join(value, separator),
  'indices/1': (value, part = null) => indices(value, part),
  'index/1': (value, part = null) => pick(indices(value, part), 0),
  'rindex/1': (value, part = null) => pick(indices(value, part), -1),
  'flatten/1': (value, depth = null) => flatten(value, depth),
  'reverse/0': reverse,
  'sort/0': (value) => [...itemsOf(value, 'sorted')].sort(compare),
  'unique/0': (value) =>
    unique(isObject(value) ? itemsOf(value, 'grouped') : partsOf(value).map(([, one]) => one)),
  'min/0': (value) => extremeOf(value, false),
  'max/0': (value) => extremeOf(value, true),
  'getpath/1': (value, path = null) =>
    isArray(path) ? getPath(value, path) : fail('Path must be specified as an array'),
  'setpath/2': (value, path = null, item = null) =>
    isArray(path)
      ? updatePath(value, path, () => item)
      : fail('Path must be specified as an array'),
  'delpaths/1': (value, paths = null) =>
    isArray(paths)
      ? deletePaths(value, paths as readonly (readonly Json[])[])
      : fail('Paths must be specified as an array'),
  'infinite/0': () => Number.POSITIVE_INFINITY,
  'nan/0': () => Number.NaN,
  'null/0': () => null,
  'true/0': () => true,
  'false/0': () => false,
  'isnan/0': (value) => Number.isNaN(value),
  'isinfinite/0': (value) => value === Number.POSITIVE_INFINITY || value === -Infinity,
  'isnormal/0': (value) => typeof value === 'number' && Number.isFinite(value) && value !== 0,
  'gmtime/0': (value) => brokenDown(value, 'gmtime'),
  'localtime/0': (value) => brokenDown(value, 'localtime'),
  'mktime/0': (value) => makeTime(value),
  'strftime/1': (value, format = null) => formatTime(value, format),
  'strflocaltime/1': (value, format = null) => formatTime(value, format),
  'strptime/1': (value, format = null) => parseTime(value, format),
};

function roundToEven(x = 0): number {
  const down = Math.floor(x);
  if (x - down !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}

function exponentOf(x = 0): number {
  if (x === 0) return Number.NEGATIVE_INFINITY;
  return Math.floor(Math.log2(Math.abs(x)));
}

/** Functions of numbers as in C's library. */
export const NUMBERS: Readonly<Record<string, (...numbers: number[]) => number>> = {
  'floor/0': Math.floor,
  'ceil/0': Math.ceil,
  'round/0': (x = 0) => Math.sign(x) * Math.round(Math.abs(x)),
  'trunc/0': Math.trunc,
  'sqrt/0': Math.sqrt,
  'cbrt/0': Math.cbrt,
  'fabs/0': Math.abs,
  'exp/0': Math.exp,
  'exp2/0': (x = 0) => 2 ** x,
  'exp10/0': (x = 0) => 10 ** x,
  'log/0': Math.log,
  'log2/0': Math.log2,
  'log10/0': Math.log10,
  'sin/0': Math.sin,
  'cos/0': Math.cos,
  'tan/0': Math.tan,
  'asin/0': Math.asin,
  'acos/0': Math.acos,
  'atan/0': Math.atan,
  'pow/2': (_, x = 0, y = 0) => x ** y,
  'atan2/2': (_, y = 0, x = 0) => Math.atan2(y, x),
  'fmin/2': (_, x = 0, y = 0) => Math.min(x, y),
  'fmax/2': (_, x = 0, y = 0) => Math.max(x, y),
  'fmod/2': (_, x = 0, y = 0) => x % y,
  'rint/0': roundToEven,
  'nearbyint/0': roundToEven,
  'significand/0': (x = 0) => x / 2 ** exponentOf(x),
  'logb/0': exponentOf,
  'sinh/0': Math.sinh,
  'cosh/0': Math.cosh,
  'tanh/0': Math.tanh,
  'asinh/0': Math.asinh,
  'acosh/0': Math.acosh,
  'atanh/0': Math.atanh,
  'expm1/0': Math.expm1,
  'log1p/0': Math.log1p,
  'gamma/0': (x = 0) => logGamma(x),
  'lgamma/0': (x = 0) => logGamma(x),
  'tgamma/0': (x = 0) => gamma(x),
  'pow10/0': () => fail('Error: pow10/0 not found at build time'),
  'ldexp/2': (_, x = 0, power = 0) => x * 2 ** power,
  'scalb/2': (_, x = 0, power = 0) => x * 2 ** power,
  'scalbln/2': (_, x = 0, power = 0) => x * 2 ** power,
  'hypot/2': (_, x = 0, y = 0) => Math.hypot(x, y),
  'drem/2': (_, x = 0, y = 0) => x - y * roundToEven(x / y),
  'remainder/2': (_, x = 0, y = 0) => x - y * roundToEven(x / y),
  'fdim/2': (_, x = 0, y = 0) => Math.max(0, x - y),
  'fma/3': (_, x = 0, y = 0, z = 0) => x * y + z,
  'copysign/2': (_, x = 0, y = 0) => (y < 0 || Object.is(y, -0) ? -1 : 1) * Math.abs(x),
};
