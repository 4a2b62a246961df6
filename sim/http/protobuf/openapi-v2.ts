import type { Json, JsonObject } from '../../api/index.ts';
import { encodeUtf8 } from '../../kernel/index.ts';

// Models gnostic's openapiv2/OpenAPIv2.proto, the fields that our document has. Every field of it
// is text or a message, so a message is a row of fields with their length.

const LENGTH_DELIMITED = 2;

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return [...bytes, rest];
}

type Bytes = readonly (readonly number[] | Uint8Array)[];

const sizeOf = (bytes: Bytes): number => bytes.reduce((sum, { length }) => sum + length, 0);

const message = (number: number, content: Bytes): Bytes => [
  varint(number * 8 + LENGTH_DELIMITED),
  varint(sizeOf(content)),
  ...content,
];

const text = (number: number, value: Json | undefined): Bytes =>
  typeof value === 'string' && value !== '' ? message(number, [encodeUtf8(value)]) : [];

const optional = (
  number: number,
  value: Json | undefined,
  encode: (object: JsonObject) => Bytes,
): Bytes => (value === undefined ? [] : message(number, encode(value as JsonObject)));

/** Pairs of a name and a message, as gnostic writes a map. */
const named = (number: number, map: JsonObject, encode: (value: JsonObject) => Bytes): Bytes =>
  Object.entries(map).flatMap(([name, value]) =>
    message(number, [...text(1, name), ...message(2, encode(value as JsonObject))]),
  );

/** A value of any type, as YAML; JSON is YAML. */
const anyValue = (value: Json): Bytes => text(2, `${JSON.stringify(value)}\n`);

const extensions = (schema: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(schema).filter(([name]) => name.startsWith('x-')));

function schemaBytes(schema: JsonObject): Bytes {
  const { required = [], enum: values = [], additionalProperties, properties } = schema;
  return [
    ...text(1, schema.$ref),
    ...text(2, schema.format),
    ...(required as Json[]).flatMap((name) => text(19, name)),
    ...(values as Json[]).flatMap((value) => message(20, anyValue(value))),
    ...optional(21, additionalProperties, (of) => message(1, schemaBytes(of))),
    ...(schema.type === undefined ? [] : message(22, text(1, schema.type))),
    ...optional(23, schema.items, (of) => message(1, schemaBytes(of))),
    ...optional(25, properties, (map) => named(1, map, schemaBytes)),
    ...named(31, extensions(schema), anyValue),
  ];
}

/** The media type of the answer. Clients ask for it with another mark before the version. */
export const OPENAPI_V2_TYPE = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/** Whether a client asks for the binary form. */
export const wantsBinaryV2 = (accept: string): boolean =>
  accept.includes('com.github.proto-openapi.spec.v2');

/** An OpenAPI v2 document in its binary form, without its paths. */
export function encodeOpenApiV2(document: JsonObject): Uint8Array {
  const info = document.info as JsonObject;
  const parts = [
    ...text(1, document.swagger),
    ...message(2, [...text(1, info.title), ...text(2, info.version)]),
    ...message(8, []),
    ...message(9, named(1, document.definitions as JsonObject, schemaBytes)),
  ];
  const out = new Uint8Array(sizeOf(parts));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
