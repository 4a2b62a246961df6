import type { Json, JsonObject, KubeObject } from '../../api/index.ts';
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
    if (typeof item === 'object' && item !== null && !Array.isArray(item))
      writeFields(writer, level, item, '');
    else if (Array.isArray(item)) writeList(writer, level + 1, item);
    else writer.line(level, String(item));
  }
}

function writeFields(writer: Writer, level: number, fields: JsonObject, path: string): void {
  const titled = Object.keys(fields)
    .map((key) => ({ key, title: titleOf(key) }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
  for (const { key, title } of titled) {
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
