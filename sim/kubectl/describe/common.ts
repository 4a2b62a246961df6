import { humanDuration, type KubeObject, type PersistentVolumeClaimSpec } from '../../api/index.ts';
import type { Clock } from '../../kernel/index.ts';
import type { Writer } from './writer.ts';

type Pairs = Readonly<Record<string, string>> | undefined;

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** Characters of an annotation that still stand beside its key. */
const ANNOTATION_WIDTH = 140;

export const orNone = (text: string | undefined): string =>
  text === undefined || text === '' ? '<none>' : text;
export const orUnset = (value: string | number | undefined): string =>
  value === undefined || value === '' ? '<unset>' : String(value);
export const titled = (value: boolean): string => (value ? 'True' : 'False');

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A time as the API writes it, in UTC. */
const PLAIN_TIME = /T\d\d:\d\d:\d\dZ$/;

/** A time as descriptions show it: `Mon, 23 Nov 2026 06:07:25 +0000`. */
export function longTime(time: string | undefined): string {
  if (time === undefined) return '<unset>';
  const date = new Date(Date.parse(time));
  const clock = PLAIN_TIME.test(time) ? time.slice(11, 19) : date.toISOString().slice(11, 19);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return (
    `${DAYS[date.getUTCDay()]}, ${day} ${MONTHS[date.getUTCMonth()]} ` +
    `${date.getUTCFullYear()} ${clock} +0000`
  );
}

/** How long ago, in one or two units; the API writes a time that is not known as null. */
export const since = (time: string | null | undefined, clock: Clock): string =>
  typeof time !== 'string' ? '<unknown>' : humanDuration(clock.epochMs() - Date.parse(time));

/** Labels on one line: `app=mysql,tier=db`. */
export const labelsText = (labels: Pairs): string => {
  const keys = Object.keys(labels ?? {}).sort();
  return keys.length === 0 ? '<none>' : keys.map((key) => `${key}=${labels?.[key]}`).join(',');
};

/** `Labels:` and what follows below each other. */
export function writeLabels(writer: Writer, title: string, labels: Pairs): void {
  const keys = Object.keys(labels ?? {}).sort();
  writer.write(0, `${title}:\t`);
  if (keys.length === 0) writer.line(0, '<none>');
  for (const [i, key] of keys.entries()) {
    writer.write(0, `${i === 0 ? '' : '\t'}${key}=${labels?.[key]}\n`);
  }
}

const shortened = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width)}...` : text;

/** `Annotations:`, without the one that `apply` keeps for itself; long ones go below their key. */
export function writeAnnotations(writer: Writer, title: string, annotations: Pairs): void {
  const keys = Object.keys(annotations ?? {})
    .filter((key) => key !== LAST_APPLIED)
    .sort();
  writer.write(0, `${title}:\t`);
  if (keys.length === 0) writer.line(0, '<none>');
  for (const [i, key] of keys.entries()) {
    const value = (annotations?.[key] ?? '').replace(/\n$/, '');
    const indent = i === 0 ? '' : '\t';
    if (value.length + key.length + 2 <= ANNOTATION_WIDTH && !value.includes('\n')) {
      writer.write(0, `${indent}${key}: ${value}\n`);
      continue;
    }
    writer.write(0, `${indent}${key}:\n`);
    for (const line of value.split('\n')) {
      writer.write(0, `\t  ${shortened(line, ANNOTATION_WIDTH - 2)}\n`);
    }
  }
}

/** Name, namespace, labels and annotations: how most descriptions begin. */
export function writeHead(writer: Writer, { metadata }: KubeObject, isNamespaced = true): void {
  writer.line(0, 'Name:', metadata.name);
  if (isNamespaced) writer.line(0, 'Namespace:', metadata.namespace ?? '');
  writeLabels(writer, 'Labels', metadata.labels);
  writeAnnotations(writer, 'Annotations', metadata.annotations);
}

/** The line that names the controller, if there is one. */
export function writeOwner(writer: Writer, { metadata }: KubeObject): void {
  const owner = metadata.ownerReferences?.find((reference) => reference.controller === true);
  if (owner !== undefined) writer.line(0, 'Controlled By:', `${owner.kind}/${owner.name}`);
}

/** A table below a title: headers, dashes, rows. */
export function writeTable(
  writer: Writer,
  level: number,
  headers: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  writer.line(level, ...headers);
  writer.line(level, ...headers.map((header) => '-'.repeat(header.length)));
  for (const row of rows) writer.line(level, ...row);
}

/** What a claim's volume is filled from. */
export function writeDataSource(writer: Writer, { dataSource }: PersistentVolumeClaimSpec): void {
  if (!dataSource) return;
  writer.line(0, 'DataSource:');
  if (dataSource.apiGroup) writer.line(1, 'APIGroup:', dataSource.apiGroup);
  writer.line(1, 'Kind:', dataSource.kind);
  writer.line(1, 'Name:', dataSource.name);
}
