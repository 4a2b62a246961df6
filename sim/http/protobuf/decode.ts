import { type Json, type JsonObject, microTimestamp, timestamp } from '../../api/index.ts';
import { decodeUtf8, encodeBase64 } from '../../kernel/index.ts';
import {
  type Definition,
  definitionOf,
  definitionOfKind,
  type FieldType,
} from '../../schema/index.ts';
import { type SlotMap, slotsOf } from './fields.ts';
import { readFields, toNumber, WireError, type WireField } from './wire.ts';

// Models apimachinery/pkg/runtime/serializer/protobuf: an envelope with the type, then the object.

const MAGIC = [0x6b, 0x38, 0x73, 0x00];

const textOf = ({ bytes }: WireField): string => decodeUtf8(bytes);
const findText = (fields: readonly WireField[], number: number): string => {
  const found = fields.find((field) => field.number === number);
  return found === undefined ? '' : textOf(found);
};
const findNumber = (fields: readonly WireField[], number: number): number =>
  toNumber(fields.find((field) => field.number === number)?.value ?? 0n);

/** Seconds and nanoseconds. */
function timeOf(bytes: Uint8Array, isMicro: boolean): Json {
  const fields = readFields(bytes);
  if (fields.length === 0) return null;
  const epochMs = findNumber(fields, 1) * 1000 + Math.floor(findNumber(fields, 2) / 1e6);
  return isMicro ? microTimestamp(epochMs) : timestamp(epochMs);
}

function intOrString(bytes: Uint8Array): Json {
  const fields = readFields(bytes);
  return findNumber(fields, 1) === 0 ? findNumber(fields, 2) : findText(fields, 3);
}

function rawJson(bytes: Uint8Array): Json {
  const text = findText(readFields(bytes), 1);
  return text === '' ? null : (JSON.parse(text) as Json);
}

function doubleOf(value: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt.asUintN(64, value));
  return view.getFloat64(0);
}

function readValue(type: FieldType, field: WireField): Json {
  switch (type.type) {
    case 'ref':
      return messageOf(definitionOf(type.name), field.bytes);
    case 'string':
      return textOf(field);
    case 'int32':
    case 'int64':
      return toNumber(field.value);
    case 'number':
      return doubleOf(field.value);
    case 'boolean':
      return field.value !== 0n;
    case 'bytes':
      return encodeBase64(field.bytes);
    case 'quantity':
      return findText(readFields(field.bytes), 1);
    case 'int-or-string':
      return intOrString(field.bytes);
    case 'time':
      return timeOf(field.bytes, false);
    case 'microtime':
      return timeOf(field.bytes, true);
    case 'free':
      return rawJson(field.bytes);
    default:
      // A list or a map within a map: a message around its items.
      return readFields(field.bytes).map((item) =>
        readValue(type.type === 'list' ? type.items : { type: 'free' }, item),
      );
  }
}

/** A map is a list of entries: key and value. */
function addEntry(into: JsonObject, name: string, values: FieldType, { bytes }: WireField): void {
  const entry = readFields(bytes);
  const value = entry.find(({ number }) => number === 2) ?? {
    number: 2,
    value: 0n,
    bytes: new Uint8Array(),
  };
  const map = (into[name] ?? {}) as JsonObject;
  map[findText(entry, 1)] = readValue(values, value);
  into[name] = map;
}

function addFields(into: JsonObject, slots: SlotMap, bytes: Uint8Array): void {
  for (const wire of readFields(bytes)) {
    const slot = slots.get(wire.number);
    if (slot === undefined) continue;
    if ('inline' in slot) {
      addFields(into, slot.inline, wire.bytes);
      continue;
    }
    const { name, type } = slot.field;
    if (type.type === 'map') addEntry(into, name, type.values, wire);
    else if (type.type === 'list') {
      const list = (into[name] ?? []) as Json[];
      list.push(readValue(type.items, wire));
      into[name] = list;
    } else into[name] = readValue(type, wire);
  }
}

function messageOf(definition: Definition, bytes: Uint8Array): JsonObject {
  const out: JsonObject = {};
  addFields(out, slotsOf(definition), bytes);
  return out;
}

/** Options that are bodies have no kind of their own in the schema. */
const definitionFor = (apiVersion: string, kind: string): Definition | undefined => {
  if (kind === 'DeleteOptions') return definitionOf(kind);
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  return definitionOfKind(group, version, kind);
};

export type ProtobufResult =
  | { readonly ok: true; readonly value: JsonObject }
  | { readonly ok: false; readonly error: string };

/** Reads an object that was sent as protobuf, into the JSON that it would have been sent as. */
export function decodeProtobuf(body: Uint8Array): ProtobufResult {
  if (MAGIC.some((byte, i) => body[i] !== byte)) {
    return { ok: false, error: 'provided data does not appear to be a protobuf message' };
  }
  try {
    const envelope = readFields(body.subarray(MAGIC.length));
    const type = envelope.find(({ number }) => number === 1);
    const raw = envelope.find(({ number }) => number === 2);
    const words = readFields(type?.bytes ?? new Uint8Array());
    const apiVersion = findText(words, 1);
    const kind = findText(words, 2);
    const definition = definitionFor(apiVersion, kind);
    if (definition === undefined) {
      return { ok: false, error: `no kind "${kind}" is registered for version "${apiVersion}"` };
    }
    const object = messageOf(definition, raw?.bytes ?? new Uint8Array());
    return { ok: true, value: { apiVersion, kind, ...object } };
  } catch (error) {
    if (error instanceof WireError || error instanceof SyntaxError) {
      return { ok: false, error: error.message };
    }
    throw error;
  }
}
