import {
  formatGoValue,
  isObject,
  type Json,
  type JsonObject,
  type KubeObject,
} from '../../api/index.ts';
import { writeHead } from './common.ts';
import type { Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import type { Writer } from './writer.ts';

/** Fields of metadata that stand in the head, or that nobody wants to read. */
const HIDDEN = new Set(['name', 'namespace', 'labels', 'annotations', 'managedFields']);
const INITIALISMS: Readonly<Record<string, string>> = {
  api: 'API',
  guid: 'GUID',
  osb: 'OSB',
  uid: 'UID',
  url: 'URL',
};
const WORDS = /(?:API|UID|URL)s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|-+/g;

/** `creationTimestamp` as `Creation Timestamp`. */
function titleOf(field: string): string {
  if (!/^[a-z]/.test(field) || /[^A-Za-z-]/.test(field)) return field;
  const words = field.match(WORDS) ?? [field];
  return words
    .map((word) => INITIALISMS[word.toLowerCase()] ?? word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

function writeList(writer: Writer, level: number, items: readonly Json[]): void {
  for (const item of items) {
    if (isObject(item)) writeFields(writer, level, item, '');
    else writer.line(level, formatGoValue(item));
  }
}

function writeFields(writer: Writer, level: number, fields: JsonObject, path: string): void {
  for (const key of Object.keys(fields).sort()) {
    const title = titleOf(key);
    const value = fields[key] as Json;
    if (path === '.metadata' && HIDDEN.has(key)) continue;
    if (Array.isArray(value)) {
      writer.line(level, `${title}:`);
      writeList(writer, level + 1, value);
    } else if (typeof value === 'object' && value !== null) {
      writer.line(level, `${title}:`);
      writeFields(writer, level + 1, value, `${path}.${key}`);
    } else writer.line(level, `${title}:`, value === null ? '<nil>' : String(value));
  }
}

/** Any object, field by field. Models kubectl's generic describer. */
export function describeGeneric(describer: Describer, object: KubeObject): void {
  const { writer, clock } = describer;
  writeHead(writer, object);
  writeFields(writer, 0, object as unknown as JsonObject, '');
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(object), clock);
}
