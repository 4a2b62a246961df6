import { fieldAt, humanDuration, type KubeObject, listAt, textAt } from '../../api/index.ts';
import { decodeBase64, decodeUtf8 } from '../../kernel/index.ts';
import { labelsText, longTime } from './common.ts';
import type { Describer } from './describer.ts';
import { writeEvents } from './events.ts';

/** One value of DER: its tag, and its content as bytes or as the values inside. */
interface Value {
  readonly tag: number;
  readonly bytes: Uint8Array;
}

const CONSTRUCTED = 0x20;
const OBJECT_IDENTIFIER = 0x06;

/** The values that stand one behind the other; what is cut off is left out. */
function valuesIn(bytes: Uint8Array): Value[] {
  const values: Value[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const tag = bytes[at] as number;
    let length = bytes[at + 1] as number;
    at += 2;
    if (length >= 0x80) {
      let digits = length & 0x7f;
      length = 0;
      for (; digits > 0 && at < bytes.length; digits--) length = length * 256 + (bytes[at++] ?? 0);
    }
    values.push({ tag, bytes: bytes.subarray(at, at + length) });
    at += length;
  }
  return values;
}

const inside = (value: Value | undefined): Value[] =>
  value === undefined || (value.tag & CONSTRUCTED) === 0 ? [] : valuesIn(value.bytes);

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Attributes of a subject by the end of their identifier, all of which begin with 2.5.4. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  '550403': 'Common Name',
  '550405': 'Serial Number',
  '55040a': 'Organization',
  '55040b': 'Organizational Unit',
  '550406': 'Country',
  '550407': 'Locality',
  '550408': 'Province',
  '550409': 'StreetAddress',
  '550411': 'PostalCode',
};

/** The names that a request says it is for, as it has them, by what they are. */
function subjectIn(pem: string): Map<string, string[]> {
  const subject = new Map<string, string[]>();
  const [, body = ''] = /-----BEGIN [A-Z ]+-----([^-]*)-----END/.exec(pem) ?? [];
  const der = decodeBase64(body.replace(/\s/g, ''));
  if (!der.ok) return subject;
  const [request] = valuesIn(der.bytes);
  const [info] = inside(request);
  const [, name] = inside(info);
  for (const set of inside(name)) {
    for (const attribute of inside(set)) {
      const [type, value] = inside(attribute);
      if (type?.tag !== OBJECT_IDENTIFIER || value === undefined) continue;
      const key = ATTRIBUTES[hexOf(type.bytes)] ?? '';
      subject.set(key, [...(subject.get(key) ?? []), decodeUtf8(value.bytes)]);
    }
  }
  return subject;
}

function textOf(encoded: string): string {
  const decoded = decodeBase64(encoded);
  return decoded.ok ? decodeUtf8(decoded.bytes) : '';
}

/** What has become of a request. Models extractCSRStatus of kubectl's pkg/describe. */
function statusOf(request: KubeObject): string {
  const types = new Set(listAt(request, 'status.conditions').map((one) => textAt(one, 'type')));
  const [isApproved, isDenied] = [types.has('Approved'), types.has('Denied')];
  const words = [isDenied ? 'Denied' : isApproved ? 'Approved' : 'Pending'];
  if (types.has('Failed')) words.push('Failed');
  if (textAt(request, 'status.certificate') !== '') words.push('Issued');
  return words.join(',');
}

/** Models kubectl's describer of CertificateSigningRequests. */
export function describeSigningRequest(describer: Describer, request: KubeObject): void {
  const { writer, clock } = describer;
  const { name, labels, annotations, creationTimestamp } = request.metadata;
  writer.line(0, 'Name:', name);
  writer.line(0, 'Labels:', labelsText(labels));
  writer.line(0, 'Annotations:', labelsText(annotations));
  writer.line(0, 'CreationTimestamp:', longTime(creationTimestamp));
  writer.line(0, 'Requesting User:', textAt(request, 'spec.username'));
  const signer = textAt(request, 'spec.signerName');
  if (signer !== '') writer.line(0, 'Signer:', signer);
  const seconds = fieldAt(request, 'spec.expirationSeconds');
  if (typeof seconds === 'number') {
    writer.line(0, 'Requested Duration:', humanDuration(seconds * 1000));
  }
  writer.line(0, 'Status:', statusOf(request));
  const subject = subjectIn(textOf(textAt(request, 'spec.request')));
  writer.line(0, 'Subject:');
  for (const title of Object.values(ATTRIBUTES)) {
    const values = subject.get(title) ?? [];
    const isAlways = title === 'Common Name' || title === 'Serial Number';
    const shown = isAlways ? (values.at(-1) ?? '') : values.join('\n\t\t');
    if (isAlways || values.length > 0) writer.line(0, `\t${title}:`, shown);
  }
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(request), clock);
}
