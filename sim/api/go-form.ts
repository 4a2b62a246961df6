import { GO_LAYOUTS } from './go-layouts.ts';
import { sortKeys } from './json.ts';
import type { Json, JsonObject } from './object.ts';

interface Field {
  readonly name: string;
  readonly key: string;
  readonly shape: string;
}

const jsonName = (name: string): string =>
  name.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+$|^[A-Z]/, (start) => start.toLowerCase());

const parseField = (text: string): Field => {
  const [, name = '', key, shape = ''] = /^(\w+)(?:=(\w+))?:(.+)$/.exec(text) ?? [];
  return { name, key: key ?? jsonName(name), shape };
};

const STRUCTS: ReadonlyMap<string, readonly Field[]> = new Map(
  GO_LAYOUTS.trim()
    .split(/\n(?! )/)
    .map((struct) => struct.split(/\s+/))
    .map(([name = '', ...fields]) => [name, fields.map(parseField)]),
);

const ZERO: Readonly<Record<string, Json>> = { s: '', n: 0, b: false };

function render(shape: string, value: Json | undefined): Json {
  const zero = ZERO[shape];
  if (zero !== undefined) return value ?? zero;
  if (shape === 'p') return value ?? null;
  if (shape === 'm') return value === undefined ? null : sortKeys(value);
  if (shape.startsWith('[]')) {
    return Array.isArray(value) ? value.map((item) => goForm(shape.slice(2), item)) : null;
  }
  if (shape.startsWith('*')) return value ? goForm(shape.slice(1), value) : null;
  return goForm(shape, value ?? {});
}

/**
 * A JSON value as the API server's struct of that name is encoded: every field, in the struct's
 * order.
 */
export function goForm(struct: string, value: Json): JsonObject {
  const fields = STRUCTS.get(struct);
  if (fields === undefined) throw new Error(`no layout of ${struct}`);
  const source = value as JsonObject;
  return Object.fromEntries(
    fields.map(({ name, key, shape }) => [name, render(shape, source[key])]),
  );
}
