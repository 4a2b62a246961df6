import { isObject, type Json, type JsonObject } from '../../api/index.ts';
import { type Definition, definitionOf, type Field, type FieldType } from '../schema.ts';
import type { Dialect, Place } from './dialect.ts';
import { decodeLeaf, ZERO_VALUES } from './leaf.ts';

/** What a decoder found besides the object: mistakes and fields that the type does not have. */
export interface Findings {
  /** The first mistake in the order in which Go reports it; undefined when there is none. */
  error: string | undefined;
  readonly unknown: string[];
}

/** Ends a decoding at once, with the reason. */
class DecodeError extends Error {}

interface Decoder {
  readonly dialect: Dialect;
  readonly findings: Findings;
  /** Whether objects of the body itself may become part of what is read. */
  readonly isOwn: boolean;
}

/** Where the walk is, step by step from the whole object, and what is stored there. */
interface Position {
  readonly outer: Position | undefined;
  /** The name of a field; within one `[i]` of an item, `.key` of a value; '' of the object. */
  readonly step: string;
  /** The type that has the field; undefined within one. */
  readonly owner: Definition | undefined;
  readonly type: FieldType;
  readonly goType: string;
  readonly stored: Json | undefined;
}

/** With items and keys, as unknown fields are named. */
function pathOf({ outer, owner, step }: Position): string {
  const before = outer === undefined ? '' : pathOf(outer);
  return owner === undefined || before === '' ? before + step : `${before}.${step}`;
}

/** Without them, as a mistake is told. */
function placeOf(position: Position): Place {
  const { type, goType } = position;
  const path: string[] = [];
  let structure: string | undefined;
  for (let at: Position | undefined = position; at !== undefined; at = at.outer) {
    if (at.owner === undefined) continue;
    structure ??= at.owner.displayName;
    path.unshift(at.step);
  }
  return { structure: structure ?? '', path, type, goType };
}

function mistake(decoder: Decoder, error: string, isFatal: boolean): undefined {
  if (isFatal || decoder.dialect.isFirstFatal) throw new DecodeError(error);
  decoder.findings.error ??= error;
  return undefined;
}

const mismatch = (decoder: Decoder, position: Position, json: Json): undefined =>
  mistake(decoder, decoder.dialect.describe(placeOf(position), json), false);

/** The same place with the type of an item or of a value. */
const inside = (
  outer: Position,
  type: FieldType,
  step: string,
  stored: Json | undefined,
): Position => ({ outer, step, owner: undefined, type, goType: '', stored });

const hasNoKey = (json: JsonObject): boolean => {
  for (const _ in json) return false;
  return true;
};

const isEmpty = (json: Json): boolean =>
  json === '' ||
  json === 0 ||
  json === false ||
  (Array.isArray(json) ? json.length === 0 : isObject(json) && hasNoKey(json));

const NOTHING: JsonObject = {};
const NO_NAMES: readonly string[] = [];

/** The zero value of a type; undefined where Go has nil. */
function zeroOf(type: FieldType): Json | undefined {
  if (type.type === 'list') return [];
  if (type.type === 'map') return undefined;
  return type.type === 'ref'
    ? fillStructure(definitionOf(type.name), NOTHING, NOTHING, undefined)
    : ZERO_VALUES[type.type];
}

/**
 * What Go writes for a field that has this value, or none; undefined when it leaves the field
 * out.
 */
function writtenValue(field: Field, value: Json | undefined): Json | undefined {
  if (value === undefined) {
    if (field.isAlways && field.type.type === 'list') return null;
    const isFilled = field.isAlways || (field.isRequired && !field.isPointer);
    return isFilled ? zeroOf(field.type) : undefined;
  }
  const isKept =
    field.isRequired ||
    field.isPointer ||
    field.isAlways ||
    field.type.type === 'ref' ||
    field.type.type === 'free';
  return isKept || !isEmpty(value) ? value : undefined;
}

/** Puts in what Go writes although it was not set, and leaves out what it does not write. */
function fillStructure(
  definition: Definition,
  read: JsonObject,
  json: JsonObject,
  stored: JsonObject | undefined,
): JsonObject {
  const out: JsonObject = {};
  definition.fields.forEach((field, name) => {
    const value = isStored(name, json, stored) ? json[name] : read[name];
    const written = writtenValue(field, value);
    if (written !== undefined) out[name] = written;
  });
  return out;
}

/** Whether `fillStructure` would write just what is there, in its order. */
function isFilled(
  definition: Definition,
  read: JsonObject,
  json: JsonObject,
  stored: JsonObject | undefined,
): boolean {
  const keys = Object.keys(json);
  let at = 0;
  definition.fields.forEach((field, name) => {
    const value = isStored(name, json, stored) ? json[name] : read[name];
    const written = writtenValue(field, value);
    if (written === undefined || at < 0) return;
    at = name === keys[at] && written === json[name] ? at + 1 : -1;
  });
  return at === keys.length;
}

/** The keys whose values have to be read, in order; most are as they are stored. */
function freshKeys(json: JsonObject, stored: JsonObject | undefined): readonly string[] {
  let keys: string[] | undefined;
  for (const key in json) {
    if (isStored(key, json, stored)) continue;
    if (keys === undefined) keys = [key];
    else keys.push(key);
  }
  return keys?.sort() ?? NO_NAMES;
}

/** The keys of an object in order, in which they mostly are. */
function orderedKeys(json: JsonObject): string[] {
  const keys = Object.keys(json);
  for (let i = 1; i < keys.length; i++) {
    if ((keys[i - 1] as string) > (keys[i] as string)) return keys.sort();
  }
  return keys;
}

/** Whether a value stands in `stored` just so: it was read when it came to be stored. */
const isStored = (key: string, json: JsonObject, stored: JsonObject | undefined): boolean =>
  stored !== undefined && json[key] === stored[key] && json[key] !== null;

const storedAt = ({ stored }: Position): JsonObject | undefined =>
  isObject(stored) ? stored : undefined;

function decodeStructure(
  decoder: Decoder,
  position: Position,
  definition: Definition,
  json: JsonObject,
): JsonObject {
  const stored = storedAt(position);
  const read: JsonObject = {};
  for (const key of freshKeys(json, stored)) {
    const field = definition.fields.get(key);
    if (field === undefined) {
      const before = pathOf(position);
      decoder.findings.unknown.push(before === '' ? key : `${before}.${key}`);
      continue;
    }
    const given = json[key] as Json;
    if (given === null) continue;
    const { type, goType } = field;
    const at = {
      outer: position,
      step: key,
      owner: definition,
      type,
      goType,
      stored: stored?.[key],
    };
    const value = decodeValue(decoder, at, given);
    if (value !== undefined) read[key] = value;
  }
  return decoder.isOwn && isFilled(definition, read, json, stored)
    ? json
    : fillStructure(definition, read, json, stored);
}

function decodeList(decoder: Decoder, position: Position, items: FieldType, json: Json[]): Json[] {
  const stored = Array.isArray(position.stored) ? position.stored : undefined;
  return json.map((item, i) => {
    const at = inside(position, items, `[${i}]`, stored?.[i]);
    const value = item === null ? undefined : decodeValue(decoder, at, item);
    return value ?? zeroOf(items) ?? null;
  });
}

/** Whether a map has nothing but texts, with its keys in order: it is what is read of it. */
function isOfTexts(json: JsonObject): boolean {
  let last = '';
  for (const key in json) {
    if (key < last || typeof json[key] !== 'string') return false;
    last = key;
  }
  return true;
}

function decodeMap(
  decoder: Decoder,
  position: Position,
  values: FieldType,
  json: JsonObject,
): JsonObject {
  const stored = storedAt(position);
  if (decoder.isOwn && values.type === 'string' && isOfTexts(json)) return json;
  const out: JsonObject = {};
  for (const key of orderedKeys(json)) {
    const item = json[key] as Json;
    const isText = values.type === 'string' && typeof item === 'string';
    if (isText || isStored(key, json, stored)) {
      out[key] = item;
      continue;
    }
    const at = inside(position, values, `.${key}`, stored?.[key]);
    const value = item === null ? undefined : decodeValue(decoder, at, item);
    out[key] = value ?? zeroOf(values) ?? null;
  }
  return out;
}

/** A value that is not null, as Go writes it after reading it; undefined after a mistake. */
function decodeValue(decoder: Decoder, position: Position, json: Json): Json | undefined {
  if (json === position.stored) return json;
  const { type } = position;
  switch (type.type) {
    case 'list':
      if (!Array.isArray(json)) return mismatch(decoder, position, json);
      return decodeList(decoder, position, type.items, json);
    case 'map':
      if (!isObject(json)) return mismatch(decoder, position, json);
      return decodeMap(decoder, position, type.values, json);
    case 'ref':
      if (!isObject(json)) return mismatch(decoder, position, json);
      return decodeStructure(decoder, position, definitionOf(type.name), json);
    default: {
      const result = decodeLeaf(type.type, json);
      if (result.type === 'value') return result.value;
      if (result.type === 'mismatch') return mismatch(decoder, position, json);
      return mistake(decoder, result.error, type.type !== 'bytes');
    }
  }
}

export type WalkResult =
  | { readonly ok: true; readonly value: JsonObject; readonly unknown: readonly string[] }
  | { readonly ok: false; readonly error: string };

/**
 * Reads `json` as a structure of the schema and writes it as the API server would answer it:
 * without unknown fields, nulls and empty optional values, with quantities and times in canonical
 * form. The parts that `stored` has at the same place stay as they are. Of a body that `isOwn`,
 * which was made for this alone, so do the objects that are written as they stand.
 */
export function walk(
  definition: Definition,
  json: JsonObject,
  dialect: Dialect,
  stored: JsonObject | undefined,
  isOwn: boolean,
): WalkResult {
  const findings: Findings = { error: undefined, unknown: [] };
  const type = { type: 'ref', name: definition.name } as const;
  const position: Position = {
    outer: undefined,
    step: '',
    owner: undefined,
    type,
    goType: '',
    stored,
  };
  try {
    const value = decodeStructure({ dialect, findings, isOwn }, position, definition, json);
    if (findings.error !== undefined) return { ok: false, error: findings.error };
    return { ok: true, value, unknown: findings.unknown };
  } catch (error) {
    if (error instanceof DecodeError) return { ok: false, error: error.message };
    throw error;
  }
}
