import type { Json, JsonObject, PodTemplateSpec } from '../../api/index.ts';
import { encodeUtf8, SAFE_ALPHABET } from '../../kernel/index.ts';
import { dumpQuantity } from './dump-quantity.ts';
import { POD_TEMPLATE_LAYOUT } from './pod-template-layout.generated.ts';

interface Field {
  readonly name: string;
  /** Its name in JSON; '' for a structure whose fields are its owner's. */
  readonly key: string;
  readonly type: string;
}

type Layout = readonly Field[] | string;

const parseField = (text: string): Field => {
  const equals = text.indexOf('=');
  const colon = text.indexOf(':');
  return {
    name: text.slice(0, equals),
    key: text.slice(equals + 1, colon),
    type: text.slice(colon + 1),
  };
};

/** By type: its fields, or the type that it stands for. */
const LAYOUTS: ReadonlyMap<string, Layout> = new Map(
  POD_TEMPLATE_LAYOUT.trim()
    .split('\n')
    .map((line): [string, Layout] => {
      const [name = '', ...rest] = line.split(' ');
      return rest[0] === '=' ? [name, rest[1] ?? ''] : [name, rest.map(parseField)];
    }),
);

const ZERO_TIME = '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';

function dumpIntOrString(value: Json | undefined): string {
  const [type, number, text] = typeof value === 'string' ? [1, 0, value] : [0, value ?? 0, ''];
  return `{Type:(intstr.Type)${type} IntVal:(int32)${number} StrVal:(string)${text}}`;
}

function dumpScalar(type: string, value: Json | undefined): string | undefined {
  if (type === 'v1.Time') return ZERO_TIME;
  if (type === 'intstr.IntOrString') return dumpIntOrString(value);
  if (type === 'resource.Quantity') return dumpQuantity(value);
  if (type === 'bool') return String(value ?? false);
  if (type === 'string' || type === 'types.UID') return String(value ?? '');
  if (/^u?int\d*$/.test(type)) return String(value ?? 0);
  return undefined;
}

function dumpStruct(fields: readonly Field[], value: JsonObject): string {
  const parts = fields.map(
    ({ name, key, type }) => `${name}:${dumpTyped(type, key === '' ? value : value[key])}`,
  );
  return `{${parts.join(' ')}}`;
}

function dumpMap(values: string, value: JsonObject): string {
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${key}:${dumpBare(values, value[key])}`);
  return `map[${entries.join(' ')}]`;
}

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || Object.keys(value).length === 0;

/** A value without its type in front, as the members of lists and maps are written. */
function dumpBare(type: string, value: Json | undefined): string {
  const scalar = dumpScalar(type, value);
  if (scalar !== undefined) return scalar;
  if (type.startsWith('[]')) {
    if (isEmpty(value)) return '<nil>';
    return `[${(value as Json[]).map((item) => dumpBare(type.slice(2), item)).join(' ')}]`;
  }
  const map = /^map\[[\w.]+\](.+)$/.exec(type);
  if (map !== null) return isEmpty(value) ? '<nil>' : dumpMap(map[1] ?? '', value as JsonObject);
  const layout = LAYOUTS.get(type);
  if (layout === undefined) throw new Error(`no layout of ${type}`);
  if (typeof layout === 'string') return dumpBare(layout, value);
  return dumpStruct(layout, (value ?? {}) as JsonObject);
}

function dumpTyped(type: string, value: Json | undefined): string {
  if (!type.startsWith('*')) return `(${type})${dumpBare(type, value)}`;
  const isNil = value === undefined || value === null;
  return `(${type})${isNil ? '<nil>' : dumpBare(type.slice(1), value)}`;
}

/** FNV-1a of 32 bits over bytes. */
function hashBytes(bytes: Iterable<number>): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** A count as eight bytes of which the lower four hold it. */
const countBytes = (count: number): number[] => [
  count & 255,
  (count >>> 8) & 255,
  (count >>> 16) & 255,
  count >>> 24,
  ...[0, 0, 0, 0],
];

/**
 * The pod-template-hash of a template, equal to the real one: the hash of the template as Go's
 * spew writes it. Models pkg/controller ComputeHash and k8s.io/utils/dump ForHash.
 */
export function templateHash(
  template: PodTemplateSpec,
  collisionCount: number | undefined,
): string {
  const text = dumpTyped('v1.PodTemplateSpec', template as unknown as Json);
  const count = collisionCount === undefined ? [] : countBytes(collisionCount);
  const decimal = String(hashBytes([...encodeUtf8(text), ...count]));
  return [...decimal]
    .map((digit) => SAFE_ALPHABET.charAt(digit.charCodeAt(0) % SAFE_ALPHABET.length))
    .join('');
}
