import { type Json, parseQuantity } from '../../api/index.ts';
import { decodeBase64, encodeBase64 } from '../../kernel/index.ts';
import type { LeafType } from '../schema.ts';

/**
 * What became of a leaf. `mismatch`: JSON of another type, which the caller words; `refused`: the
 * type's own reader says no in these words.
 */
export type LeafResult =
  | { readonly type: 'value'; readonly value: Json }
  | { readonly type: 'mismatch' }
  | { readonly type: 'refused'; readonly error: string };

const value = (json: Json): LeafResult => ({ type: 'value', value: json });
const MISMATCH: LeafResult = { type: 'mismatch' };
const refused = (error: string): LeafResult => ({ type: 'refused', error });

/** The zero value of a leaf as Go writes it; undefined for one that has none. */
export const ZERO_VALUES: Readonly<Record<LeafType, Json | undefined>> = {
  string: '',
  int32: 0,
  int64: 0,
  number: 0,
  boolean: false,
  quantity: '0',
  'int-or-string': 0,
  time: null,
  microtime: null,
  bytes: '',
  free: undefined,
};

/** The name of a leaf's type in Go's errors. */
export const GO_LEAVES: Readonly<Record<LeafType, string>> = {
  string: 'string',
  int32: 'int32',
  int64: 'int64',
  number: 'float64',
  boolean: 'bool',
  quantity: 'resource.Quantity',
  'int-or-string': 'int32',
  time: 'string',
  microtime: 'string',
  bytes: '[]uint8',
  free: 'interface {}',
};

const MAX_INT32 = 2 ** 31;
const isInt32 = (number: number): boolean =>
  Number.isInteger(number) && number >= -MAX_INT32 && number < MAX_INT32;

const RFC3339 = '2006-01-02T15:04:05Z07:00';
const TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * The part of the layout that `text` fails to follow first, and the rest of the text from there.
 */
function timeError(text: string): string {
  const layout: [RegExp, string][] = [
    [/^\d{4}/, '2006'],
    [/^-/, '-'],
    [/^\d\d/, '01'],
    [/^-/, '-'],
    [/^\d\d/, '02'],
    [/^T/, 'T'],
    [/^\d\d/, '15'],
    [/^:/, ':'],
    [/^\d\d/, '04'],
    [/^:/, ':'],
    [/^\d\d(?:[.,]\d+)?/, '05'],
    [/^(?:Z|[+-]\d\d:\d\d)/, 'Z07:00'],
  ];
  let rest = text;
  for (const [pattern, name] of layout) {
    const match = pattern.exec(rest);
    if (match === null) {
      return `parsing time "${text}" as "${RFC3339}": cannot parse "${rest}" as "${name}"`;
    }
    rest = rest.slice(match[0].length);
  }
  return `parsing time "${text}": extra text: "${rest}"`;
}

function decodeTime(json: Json, isMicro: boolean): LeafResult {
  if (typeof json !== 'string') return MISMATCH;
  if (!TIME.test(json)) return refused(timeError(json));
  const epochMs = Date.parse(json.replace(',', '.'));
  if (Number.isNaN(epochMs)) return refused(`parsing time "${json}": day out of range`);
  const iso = new Date(epochMs).toISOString();
  if (!isMicro) return value(`${iso.slice(0, 19)}Z`);
  const fraction = (/[.,](\d+)/.exec(json)?.[1] ?? '').padEnd(6, '0').slice(0, 6);
  return value(`${iso.slice(0, 19)}.${fraction}Z`);
}

function decodeQuantity(json: Json): LeafResult {
  const text = typeof json === 'string' ? json.trim() : JSON.stringify(json);
  const parsed = parseQuantity(text);
  return parsed.ok ? value(parsed.value.text) : refused(parsed.error);
}

function decodeBytes(json: Json): LeafResult {
  if (typeof json !== 'string') return MISMATCH;
  const decoded = decodeBase64(json);
  if (!decoded.ok) return refused(`illegal base64 data at input byte ${decoded.offset}`);
  return value(encodeBase64(decoded.bytes));
}

/** Reads one leaf that is not null and writes it the way the API server answers it. */
export function decodeLeaf(type: LeafType, json: Json): LeafResult {
  switch (type) {
    case 'string':
      return typeof json === 'string' ? value(json) : MISMATCH;
    case 'boolean':
      return typeof json === 'boolean' ? value(json) : MISMATCH;
    case 'number':
      return typeof json === 'number' ? value(json) : MISMATCH;
    case 'int32':
      return typeof json === 'number' && isInt32(json) ? value(json) : MISMATCH;
    case 'int64':
      return typeof json === 'number' && Number.isInteger(json) ? value(json) : MISMATCH;
    case 'int-or-string':
      if (typeof json === 'string') return value(json);
      return typeof json === 'number' && isInt32(json) ? value(json) : MISMATCH;
    case 'quantity':
      return decodeQuantity(json);
    case 'time':
      return decodeTime(json, false);
    case 'microtime':
      return decodeTime(json, true);
    case 'bytes':
      return decodeBytes(json);
    case 'free':
      return value(json);
  }
}
