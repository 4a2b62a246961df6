import { namespaces, type Service, services } from '../api/index.ts';
import type { StoreView } from '../store/index.ts';
import { endpointsOf, type ServiceEndpoint } from './endpoints.ts';
import {
  answerOf,
  type DnsAnswer,
  type DnsRecord,
  type DnsType,
  NO_DATA,
  NOT_FOUND,
} from './records.ts';

/** What the cluster's resolver knows. */
export interface DnsWorld {
  readonly view: StoreView;
  /** The address of a name outside the cluster; undefined when it does not exist. */
  upstream(name: string): string | undefined;
}

export const CLUSTER_DOMAIN = 'cluster.local';
const SVC = `svc.${CLUSTER_DOMAIN}`;
/** An SRV answer spreads this weight over its records. */
const TOTAL_WEIGHT = 100;

const isHeadless = ({ spec }: Service): boolean => spec.clusterIP === 'None';
const fullName = ({ metadata }: Service): string => `${metadata.name}.${metadata.namespace}.${SVC}`;
const dashed = (address: string): string => address.replace(/[.:]/g, '-');
const endpointName = ({ hostname, address }: ServiceEndpoint): string =>
  hostname === '' ? dashed(address) : hostname;

const readyEndpoints = (view: StoreView, service: Service): ServiceEndpoint[] =>
  endpointsOf(view, service).filter(({ isReady }) => isReady);

const withRecords = (records: readonly DnsRecord[], type: DnsType): DnsAnswer =>
  records.length === 0
    ? NOT_FOUND
    : answerOf(records.filter((record) => record.type === type || type === 'ANY'));

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

/** Host and service records of a Service with endpoints to choose from. */
function endpointRecords(world: DnsWorld, name: string, wanted: Wanted): DnsRecord[] {
  const { service, endpoint } = wanted;
  const chosen = readyEndpoints(world.view, service).filter(
    (each) => endpoint === '' || endpointName(each) === endpoint,
  );
  const hosts = chosen.map(({ address }): DnsRecord => ({ type: 'A', name, address }));
  const targets = chosen.flatMap((each) =>
    each.ports
      .filter((port) => matchesPort(wanted, port))
      .map(({ port }) => ({ port, target: `${endpointName(each)}.${fullName(service)}` })),
  );
  const weight = Math.floor(TOTAL_WEIGHT / Math.max(1, targets.length));
  const srv = targets.map(
    (target): DnsRecord => ({ type: 'SRV', name, priority: 0, weight, ...target }),
  );
  return wanted.port === '' ? [...hosts, ...srv] : srv;
}

function virtualRecords(name: string, wanted: Wanted): DnsRecord[] {
  const { service } = wanted;
  const ports = (service.spec.ports ?? []).filter((port) => matchesPort(wanted, port));
  const weight = Math.floor(TOTAL_WEIGHT / Math.max(1, ports.length));
  const target = fullName(service);
  const srv = ports.map(
    ({ port }): DnsRecord => ({ type: 'SRV', name, priority: 0, weight, port, target }),
  );
  const address = service.spec.clusterIP ?? '';
  return wanted.port === '' ? [{ type: 'A', name, address }, ...srv] : srv;
}

function externalAnswer(world: DnsWorld, name: string, target: string, type: DnsType): DnsAnswer {
  const alias: DnsRecord = { type: 'CNAME', name, target };
  if (type === 'CNAME') return answerOf([alias]);
  const behind = lookUp(world, target, type);
  return { code: behind.code, records: [alias, ...behind.records] };
}

/** `parts` are the labels in front of `svc.cluster.local`. */
function serviceAnswer(
  world: DnsWorld,
  name: string,
  parts: readonly string[],
  type: DnsType,
): DnsAnswer {
  const namespace = parts.at(-1) ?? '';
  if (world.view.get(namespaces, '', namespace) === undefined) return NOT_FOUND;
  if (parts.length === 1) return NO_DATA;
  const service = world.view.get(services, namespace, parts.at(-2) ?? '');
  if (service === undefined || parts.length > 4) return NOT_FOUND;
  const front = parts.slice(0, -2);
  const { type: serviceType, externalName = '' } = service.spec;
  if (serviceType === 'ExternalName') {
    return front.length === 0 ? externalAnswer(world, name, externalName, type) : NOT_FOUND;
  }
  const isPort = front.length === 2 && front.every((part) => part.startsWith('_'));
  if (front.length === 2 && !isPort) return NOT_FOUND;
  const wanted: Wanted = {
    service,
    endpoint: front.length === 1 ? (front[0] as string) : '',
    port: isPort ? (front[0] as string).slice(1) : '',
    protocol: isPort ? (front[1] as string).slice(1) : '',
  };
  const records =
    isHeadless(service) || wanted.endpoint !== ''
      ? endpointRecords(world, name, wanted)
      : virtualRecords(name, wanted);
  return withRecords(records, type);
}

/** `10-244-0-5.default.pod.cluster.local`. */
function podAnswer(
  world: DnsWorld,
  name: string,
  parts: readonly string[],
  type: DnsType,
): DnsAnswer {
  const [host = '', namespace = ''] = parts;
  if (parts.length !== 2 || world.view.get(namespaces, '', namespace) === undefined) {
    return NOT_FOUND;
  }
  if (!/^\d+-\d+-\d+-\d+$/.test(host)) return NOT_FOUND;
  return withRecords([{ type: 'A', name, address: host.replace(/-/g, '.') }], type);
}

function reverseAnswer(world: DnsWorld, name: string, type: DnsType): DnsAnswer {
  const address = name
    .replace(/\.in-addr\.arpa$/, '')
    .split('.')
    .reverse()
    .join('.');
  const all = world.view.list(services, '');
  const own = all.find(({ spec }) => spec.clusterIP === address);
  if (own !== undefined) return withRecords([{ type: 'PTR', name, target: fullName(own) }], type);
  const records = all.filter(isHeadless).flatMap((service) =>
    readyEndpoints(world.view, service)
      .filter((endpoint) => endpoint.address === address)
      .map((endpoint): DnsRecord => {
        return { type: 'PTR', name, target: `${endpointName(endpoint)}.${fullName(service)}` };
      }),
  );
  return withRecords(records, type);
}

/**
 * The answer of the cluster's DNS to one question. `name` is complete, without a dot at its end.
 * Models the kubernetes plugin of CoreDNS, after the Kubernetes DNS specification 1.1.
 */
export function lookUp(world: DnsWorld, name: string, type: DnsType): DnsAnswer {
  const lower = name.toLowerCase();
  if (lower.endsWith('.in-addr.arpa')) return reverseAnswer(world, lower, type);
  if (lower === CLUSTER_DOMAIN || lower === SVC || lower === `pod.${CLUSTER_DOMAIN}`)
    return NO_DATA;
  const isBelow = (zone: string): boolean => lower.endsWith(`.${zone}`);
  const front = (zone: string): string[] => lower.slice(0, -zone.length - 1).split('.');
  if (isBelow(SVC)) return serviceAnswer(world, lower, front(SVC), type);
  if (isBelow(`pod.${CLUSTER_DOMAIN}`)) {
    return podAnswer(world, lower, front(`pod.${CLUSTER_DOMAIN}`), type);
  }
  if (isBelow(CLUSTER_DOMAIN)) return NOT_FOUND;
  const address = world.upstream(lower);
  return address === undefined
    ? NOT_FOUND
    : withRecords([{ type: 'A', name: lower, address }], type);
}
