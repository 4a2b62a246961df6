import { badRequest } from './errors.ts';
import { quote } from './json.ts';
import { type AnyKind, resourceOf } from './kind.ts';
import type { Json, KubeObject } from './object.ts';
import { failure, type Result, success } from './status.ts';

type Accessor = (object: KubeObject) => string;

/** A field by its path; a field that is not there is empty, a number or boolean its text. */
const at =
  (...path: readonly string[]): Accessor =>
  (object) => {
    let value: Json | undefined = object as unknown as Json;
    for (const key of path) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
      value = value[key];
    }
    return value === undefined || value === null ? '' : String(value);
  };

const field = (path: string): [string, Accessor] => [path, at(...path.split('.'))];

const podAddress: Accessor = (object) => {
  const addresses = (object as { status?: { podIPs?: { ip: string }[] } }).status?.podIPs;
  return addresses?.[0]?.ip ?? at('status', 'podIP')(object);
};

const eventSource: Accessor = (object) =>
  at('source', 'component')(object) || at('reportingComponent')(object);

/** The fields that a kind can be selected by, beside its name and namespace. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, Accessor>>>> = {
  pods: Object.fromEntries([
    field('spec.nodeName'),
    field('spec.restartPolicy'),
    field('spec.schedulerName'),
    field('spec.serviceAccountName'),
    ['spec.hostNetwork', (object: KubeObject) => at('spec', 'hostNetwork')(object) || 'false'],
    field('status.phase'),
    ['status.podIP', podAddress],
    // It may be named, but the server compares it with nothing.
    ['status.podIPs', () => ''],
    ['spec.host', at('spec', 'nodeName')],
    field('status.nominatedNodeName'),
  ]),
  events: Object.fromEntries([
    ...['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'].map(
      (name) => field(`involvedObject.${name}`),
    ),
    field('reason'),
    field('type'),
    ['source', eventSource],
    field('reportingComponent'),
  ]),
  'resourceslices.resource.k8s.io': Object.fromEntries([
    field('spec.nodeName'),
    field('spec.driver'),
  ]),
  nodes: Object.fromEntries([
    ['spec.unschedulable', (object: KubeObject) => at('spec', 'unschedulable')(object) || 'false'],
  ]),
  namespaces: Object.fromEntries([field('status.phase'), ['name', at('metadata', 'name')]]),
  secrets: Object.fromEntries([field('type')]),
  services: Object.fromEntries([field('spec.clusterIP'), field('spec.type')]),
  'replicasets.apps': Object.fromEntries([field('status.replicas')]),
  replicationcontrollers: Object.fromEntries([field('status.replicas')]),
  'jobs.batch': Object.fromEntries([
    ['status.successful', (object: KubeObject) => at('status', 'succeeded')(object) || '0'],
  ]),
  'certificatesigningrequests.certificates.k8s.io': Object.fromEntries([field('spec.signerName')]),
};

interface Term {
  readonly label: string;
  readonly isEqual: boolean;
  readonly value: string;
}

/** The terms of a selector; a backslash keeps the `,`, `=` or `\` after it. */
function parseTerms(text: string): readonly Term[] | string {
  const terms: Term[] = [];
  for (const part of text.match(/(?:\\.|[^\\,])+/g) ?? []) {
    const match = /^((?:\\.|[^\\=!])*)(!=|==|=)(.*)$/s.exec(part);
    if (match === null) return `invalid selector: '${text}'; can't understand '${part}'`;
    const [, label = '', operator, value = ''] = match;
    const unescaped = value.replace(/\\([\\,=])/g, '$1');
    terms.push({ label, isEqual: operator !== '!=', value: unescaped });
  }
  return terms;
}

function unsupportedText(
  kind: AnyKind,
  own: Readonly<Record<string, Accessor>>,
  label: string,
): string {
  if (kind.group === 'batch') return `field label ${quote(label)} not supported for ${kind.kind}`;
  if (Object.keys(own).length > 0) return `field label not supported: ${label}`;
  const known = 'only "metadata.name", "metadata.namespace"';
  return `${quote(label)} is not a known field selector: ${known}`;
}

/**
 * What a field selector matches among objects of a kind, or the Status BadRequest for a field
 * that this kind cannot be selected by. Models the field label conversions of the kinds.
 */
export function parseFieldSelector(
  kind: AnyKind,
  text: string,
): Result<(object: KubeObject) => boolean> {
  const terms = parseTerms(text);
  if (typeof terms === 'string') return failure(badRequest(terms));
  const own = FIELDS[resourceOf(kind)] ?? {};
  const tests: { get: Accessor; term: Term }[] = [];
  for (const term of terms) {
    const isMeta = term.label === 'metadata.name' || term.label === 'metadata.namespace';
    const get = isMeta ? at(...term.label.split('.')) : own[term.label];
    if (get === undefined) return failure(badRequest(unsupportedText(kind, own, term.label)));
    tests.push({ get, term });
  }
  return success((object) =>
    tests.every(({ get, term }) => (get(object) === term.value) === term.isEqual),
  );
}
