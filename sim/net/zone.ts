import { endpointSlices, fnv32a, namespaces, type Service, services } from '../api/index.ts';
import type { StoreView } from '../store/index.ts';
import { endpointsOf, endpointsOfSlice, type ServiceEndpoint } from './endpoints.ts';
import type { DnsMessage, DnsQuestion, DnsRecord, RecordData } from './message.ts';

export const CLUSTER_DOMAIN = 'cluster.local';
/** How long an answer may be kept. */
export const TTL_SECONDS = 30;
const SVC = `svc.${CLUSTER_DOMAIN}`;
const POD = `pod.${CLUSTER_DOMAIN}`;
const NAME_SERVER = `ns.dns.${CLUSTER_DOMAIN}`;
const REVERSE = 'in-addr.arpa';
const DNS_SCHEMA_VERSION = '1.1.0';
/** An SRV answer spreads this weight over its records. */
const TOTAL_WEIGHT = 100;

/**
 * What the zone says about a name. `pending` records end in an alias whose target lies outside:
 * the server has to go on from there. `outside`: the zone has nothing to say.
 */
export type ZoneAnswer =
  | { readonly type: 'records'; readonly records: readonly DnsRecord[] }
  | { readonly type: 'alias'; readonly record: DnsRecord; readonly target: string }
  | { readonly type: 'missing' }
  | { readonly type: 'outside' };

const MISSING: ZoneAnswer = { type: 'missing' };
const NO_DATA: ZoneAnswer = { type: 'records', records: [] };
const found = (records: readonly DnsRecord[]): ZoneAnswer => ({ type: 'records', records });
const recordOf = (name: string, data: RecordData): DnsRecord => ({
  ...data,
  name,
  ttl: TTL_SECONDS,
});

const isHeadless = ({ spec }: Service): boolean => spec.clusterIP === 'None';
const fullName = ({ metadata }: Service): string => `${metadata.name}.${metadata.namespace}.${SVC}`;
const dashed = (address: string): string => address.replace(/[.:]/g, '-');
const endpointName = ({ hostname, address }: ServiceEndpoint): string =>
  hostname === '' ? dashed(address) : hostname;

const readyEndpoints = (view: StoreView, service: Service): ServiceEndpoint[] =>
  endpointsOf(view, service).filter(({ isReady }) => isReady);

/** All records of a name exist in `records`; only those of the wanted type are given. */
const ofType = (records: readonly DnsRecord[], type: string): ZoneAnswer =>
  records.length === 0 ? MISSING : found(records.filter((record) => record.type === type));

interface Wanted {
  readonly service: Service;
  /** Name of one endpoint, or ''. */
  readonly endpoint: string;
  /** Of `_port._protocol`, or ''. */
  readonly port: string;
  readonly protocol: string;
}

const matchesPort = (
  { port, protocol }: Wanted,
  candidate: { readonly name?: string; readonly protocol?: string },
): boolean =>
  port === '' ||
  ((candidate.name ?? '') === port &&
    (candidate.protocol ?? 'TCP').toLowerCase() === protocol.toLowerCase());

interface Target {
  readonly port: number;
  readonly target: string;
}

const serviceRecords = (name: string, targets: readonly Target[]): DnsRecord[] => {
  const weight = Math.max(1, Math.floor(TOTAL_WEIGHT / Math.max(1, targets.length)));
  return targets.map((target) => recordOf(name, { type: 'SRV', priority: 0, weight, ...target }));
};

/** Host and service records of a Service with endpoints to choose from. */
function endpointRecords(view: StoreView, name: string, wanted: Wanted): DnsRecord[] {
  const { service, endpoint } = wanted;
  const chosen = readyEndpoints(view, service).filter(
    (each) => endpoint === '' || endpointName(each) === endpoint,
  );
  const targets = chosen.flatMap((each) =>
    each.ports
      .filter((port) => matchesPort(wanted, port))
      .map(({ port }) => ({ port, target: `${endpointName(each)}.${fullName(service)}` })),
  );
  const srv = serviceRecords(name, targets);
  if (wanted.port !== '') return srv;
  const addresses = new Set(chosen.map(({ address }) => address));
  return [...[...addresses].map((address) => recordOf(name, { type: 'A', address })), ...srv];
}

function virtualRecords(name: string, wanted: Wanted): DnsRecord[] {
  const { service } = wanted;
  const ports = (service.spec.ports ?? []).filter((port) => matchesPort(wanted, port));
  const target = fullName(service);
  const srv = serviceRecords(
    name,
    ports.map(({ port }) => ({ port, target })),
  );
  const address = service.spec.clusterIP ?? '';
  return wanted.port === '' ? [recordOf(name, { type: 'A', address }), ...srv] : srv;
}

/** `parts` are the labels in front of `svc.cluster.local`. */
function serviceAnswer(
  view: StoreView,
  { name, type }: DnsQuestion,
  parts: readonly string[],
): ZoneAnswer {
  const namespace = parts.at(-1) ?? '';
  if (view.get(namespaces, '', namespace) === undefined) return MISSING;
  if (parts.length === 1) return NO_DATA;
  const service = view.get(services, namespace, parts.at(-2) ?? '');
  if (service === undefined || parts.length > 4) return MISSING;
  const front = parts.slice(0, -2);
  const { type: serviceType, externalName = '' } = service.spec;
  if (serviceType === 'ExternalName') {
    if (front.length > 0) return MISSING;
    const record = recordOf(name, { type: 'CNAME', target: externalName });
    return type === 'CNAME' ? found([record]) : { type: 'alias', record, target: externalName };
  }
  const isPort = front.length === 2 && front.every((part) => part.startsWith('_'));
  if (front.length === 2 && !isPort) return MISSING;
  const wanted: Wanted = {
    service,
    endpoint: front.length === 1 ? (front[0] as string) : '',
    port: isPort ? (front[0] as string).slice(1) : '',
    protocol: isPort ? (front[1] as string).slice(1) : '',
  };
  const hasEndpoints = isHeadless(service) || wanted.endpoint !== '';
  const records = hasEndpoints ? endpointRecords(view, name, wanted) : virtualRecords(name, wanted);
  return ofType(records, type);
}

/** `10-244-0-5.default.pod.cluster.local`, with the option `pods insecure`. */
function podAnswer(
  view: StoreView,
  { name, type }: DnsQuestion,
  parts: readonly string[],
): ZoneAnswer {
  const namespace = parts.at(-1) ?? '';
  if (parts.length > 2 || view.get(namespaces, '', namespace) === undefined) return MISSING;
  if (parts.length === 1) return NO_DATA;
  const host = parts[0] ?? '';
  if (!/^\d+-\d+-\d+-\d+$/.test(host)) return MISSING;
  return ofType([recordOf(name, { type: 'A', address: host.replace(/-/g, '.') })], type);
}

function reverseAnswer(view: StoreView, { name, type }: DnsQuestion): ZoneAnswer {
  const address = name
    .slice(0, -REVERSE.length - 1)
    .split('.')
    .reverse()
    .join('.');
  const own = view.list(services, '').find(({ spec }) => spec.clusterIP === address);
  if (own !== undefined) {
    return ofType([recordOf(name, { type: 'PTR', target: fullName(own) })], type);
  }
  const targets = view.list(endpointSlices, '').flatMap((slice) => {
    const service = slice.metadata.labels?.['kubernetes.io/service-name'];
    if (service === undefined) return [];
    const home = `${service}.${slice.metadata.namespace}`;
    return endpointsOfSlice(slice)
      .filter((each) => each.address === address && each.isReady)
      .map((each) => ({ target: `${endpointName(each)}.${home}.${SVC}`, place: fnv32a(home) }));
  });
  // CoreDNS promises no order among the names of one address; ours is stable.
  const records = targets
    .sort((a, b) => a.place - b.place)
    .map(({ target }) => recordOf(name, { type: 'PTR', target }));
  return records.length === 0 ? { type: 'outside' } : ofType(records, type);
}

function apexAnswer(view: StoreView, { name, type }: DnsQuestion, epochMs: number): ZoneAnswer {
  if (name === `dns-version.${CLUSTER_DOMAIN}`) {
    return ofType([recordOf(name, { type: 'TXT', text: DNS_SCHEMA_VERSION })], type);
  }
  if (name === NAME_SERVER) {
    const address = view.get(services, 'kube-system', 'kube-dns')?.spec.clusterIP;
    return address === undefined ? NO_DATA : ofType([recordOf(name, { type: 'A', address })], type);
  }
  if (name !== CLUSTER_DOMAIN) return MISSING;
  if (type === 'SOA') return found([authorityOf(name, epochMs)]);
  return type === 'NS' ? found([recordOf(name, { type: 'NS', target: NAME_SERVER })]) : NO_DATA;
}

/** The zone that a name is in: the cluster's domain or that of addresses; undefined for others. */
export const zoneOf = (name: string): string | undefined =>
  [CLUSTER_DOMAIN, REVERSE].find((zone) => name === zone || name.endsWith(`.${zone}`));

/** The SOA record that stands in answers without records. */
export const authorityOf = (zone: string, epochMs: number): DnsRecord =>
  recordOf(zone, {
    type: 'SOA',
    origin: `ns.dns.${zone}`,
    mail: `hostmaster.${zone}`,
    serial: Math.floor(epochMs / 1000),
    refresh: 7200,
    retry: 1800,
    expire: 86400,
    minimum: TTL_SECONDS,
  });

/**
 * What the cluster's zone says to a question. The name is complete, in lower case, without a dot
 * at its end. Models the kubernetes plugin of CoreDNS, after the Kubernetes DNS specification 1.1.
 */
export function askZone(view: StoreView, question: DnsQuestion, epochMs: number): ZoneAnswer {
  const { name } = question;
  if (name.endsWith(`.${REVERSE}`)) return reverseAnswer(view, question);
  if (name === SVC || name === POD) return NO_DATA;
  const isBelow = (zone: string): boolean => name.endsWith(`.${zone}`);
  const front = (zone: string): string[] => name.slice(0, -zone.length - 1).split('.');
  if (isBelow(SVC)) return serviceAnswer(view, question, front(SVC));
  if (isBelow(POD)) return podAnswer(view, question, front(POD));
  if (zoneOf(name) === CLUSTER_DOMAIN) return apexAnswer(view, question, epochMs);
  return { type: 'outside' };
}

/** The records that come along with an answer: the addresses of the targets of SRV records. */
export function alongWith(
  view: StoreView,
  answers: DnsMessage['answers'],
  epochMs: number,
): DnsRecord[] {
  const targets = new Set(answers.flatMap((each) => (each.type === 'SRV' ? [each.target] : [])));
  return [...targets].flatMap((name) => {
    const answer = askZone(view, { name, type: 'A' }, epochMs);
    return answer.type === 'records' ? answer.records : [];
  });
}
