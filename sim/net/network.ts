import type { Clock, Prng, Service } from '../kernel/index.ts';
import { LIMITS } from '../limits.ts';
import { faultDelayMs, type StoreView } from '../store/index.ts';
import type { DnsMessage, DnsQuestion, DnsRecord } from './message.ts';
import { askUpstream, createNameServer, createRotation, type NameServer } from './name-server.ts';
import { DNS_ADDRESS, type NetworkOptions, OUTER_DNS_ADDRESS } from './options.ts';
import { type Caller, createRequestLog, type NetworkRequest } from './requests.ts';
import { type Backend, ownerOf, routeOf } from './traffic.ts';

/** What comes of an attempt to reach an address and port. */
export type Connection =
  | {
      readonly type: 'open';
      readonly service: Service;
      readonly pod: string;
      /** Whether what answered is still there. */
      isUp(): boolean;
    }
  | { readonly type: 'refused' }
  /** Nobody answers: the caller waits as long as it wants to. */
  | { readonly type: 'timeout' }
  /** The network says that there is no such host, after a while. */
  | { readonly type: 'unreachable' };

/** What comes of a question to a name server. */
export type DnsReply =
  /** It comes after `delayMs`. */
  | { readonly type: 'answer'; readonly message: DnsMessage; readonly delayMs: number }
  | { readonly type: 'refused' }
  | { readonly type: 'timeout' }
  | { readonly type: 'unreachable' };

/** The network between pods. Everything is decided at once; waiting is the caller's business. */
export interface Network {
  connect(from: Caller, address: string, port: number): Connection;
  ask(from: Caller, server: string, question: DnsQuestion): DnsReply;
  /** Whether something answers an echo request, and through how many hops. */
  echo(from: Caller, address: string): Echo;
  /** Remembers what a program did with a connection, for checks. */
  record(request: Omit<NetworkRequest, 'atMs' | 'wanted'>): void;
  requests(): readonly NetworkRequest[];
}

export type Echo =
  | { readonly type: 'reply'; readonly ttl: number }
  | { readonly type: 'timeout' }
  | { readonly type: 'unreachable' };

export interface NetworkParts {
  readonly view: StoreView;
  readonly clock: Clock;
  readonly prng: Prng;
  readonly options: NetworkOptions;
  /** What answers where the API is served. */
  readonly apiServer: Service;
  /** What listens on a port of a pod now. */
  serviceOf(namespace: string, pod: string, port: number): Service | undefined;
}

const DNS_PORT = 53;
const OWN_TTL = 64;
const ROUTED_TTL = 63;
const API_PORT = 8443;
const KUBELET_PORT = 10_250;
const KUBELET: Service = { protocol: 'tcp', speaksFirst: false };
const recordText = (record: DnsRecord): string =>
  record.type === 'A' ? record.address : 'target' in record ? record.target : record.type;
/** What an answer says in a line: its records, or why there are none. */
const saidBy = ({ code, answers }: DnsMessage): string =>
  answers.length === 0 ? code : answers.map(recordText).join(', ');
const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');

interface Affinity {
  readonly backend: Backend;
  usedAtMs: number;
}

/** Chooses among the backends of Services, as the rules of kube-proxy do. */
function createBalancer(clock: Clock, prng: Prng) {
  const affinities = new Map<string, Affinity>();
  return (from: Caller, target: string, backends: readonly Backend[], keptMs: number): Backend => {
    const key = `${from.address} ${target}`;
    const known = affinities.get(key);
    const isSame = (each: Backend): boolean =>
      each.address === known?.backend.address && each.port === known.backend.port;
    const isGood = known !== undefined && clock.nowMs() - known.usedAtMs < keptMs;
    if (isGood && backends.some(isSame)) {
      known.usedAtMs = clock.nowMs();
      return known.backend;
    }
    const backend = backends[prng.below(backends.length)] as Backend;
    if (keptMs > 0) {
      affinities.delete(key);
      if (affinities.size >= LIMITS.affinityEntries) affinities.clear();
      affinities.set(key, { backend, usedAtMs: clock.nowMs() });
    }
    return backend;
  };
}

/** Connects the pods of a cluster. */
export function createNetwork(parts: NetworkParts): Network {
  const { view, clock, prng, options } = parts;
  const log = createRequestLog();
  const choose = createBalancer(clock, prng.split('balancer'));
  const rotate = createRotation();
  const nodePorts = new Map([
    [API_PORT, parts.apiServer],
    [KUBELET_PORT, KUBELET],
  ]);
  const servers = new Map<string, NameServer>();
  const serverAt = (address: string): NameServer => {
    const known = servers.get(address);
    if (known !== undefined) return known;
    const server = createNameServer({ view, clock, rotate, options });
    // Those of pods that are gone are forgotten with the others, at the price of their caches.
    if (servers.size >= LIMITS.nameServers) servers.clear();
    servers.set(address, server);
    return server;
  };

  const openTo = (namespace: string, pod: string, port: number): Connection | undefined => {
    const find = () => parts.serviceOf(namespace, pod, port);
    const service = find();
    if (service === undefined) return undefined;
    return { type: 'open', service, pod, isUp: () => find() === service };
  };
  const direct = (address: string, port: number): Connection => {
    const owner = ownerOf(view, address);
    if (owner.type === 'nobody') return { type: 'unreachable' };
    if (owner.type === 'node') {
      const service = nodePorts.get(port);
      return service === undefined
        ? { type: 'refused' }
        : { type: 'open', service, pod: '', isUp: () => true };
    }
    if (owner.type !== 'pods') return { type: 'timeout' };
    for (const { metadata } of owner.pods) {
      const connection = openTo(metadata.namespace ?? '', metadata.name, port);
      if (connection !== undefined) return connection;
    }
    return { type: 'refused' };
  };
  /** The connection, and the address at which it ends. */
  const follow = (
    from: Caller,
    address: string,
    port: number,
  ): { connection: Connection; end: string } => {
    if (isLoopback(address)) {
      // A pod has its loopback before its address is known: a postStart hook asks its own server.
      const own = openTo(from.namespace, from.pod, port);
      return { connection: own ?? direct(from.address, port), end: from.address };
    }
    const route = routeOf(view, address, port, from.address);
    if (route.type === 'none') return { connection: direct(address, port), end: address };
    if (route.type === 'dropped') return { connection: { type: 'timeout' }, end: address };
    if (route.type === 'refused') return { connection: { type: 'refused' }, end: address };
    const { backends, affinityMs } = route;
    const backend = choose(from, `${address}:${port}`, backends, affinityMs);
    return { connection: direct(backend.address, backend.port), end: backend.address };
  };
  const answerOf = (server: string, question: DnsQuestion): DnsReply => ({
    type: 'answer',
    message:
      server === OUTER_DNS_ADDRESS
        ? askUpstream(options, question)
        : serverAt(server).answer(question),
    delayMs: faultDelayMs(view, 'slow-dns'),
  });
  /** The reply, and the pod that gave it; '' for none. */
  const exchange = (
    from: Caller,
    server: string,
    question: DnsQuestion,
  ): { readonly reply: DnsReply; readonly pod: string } => {
    const isBuiltIn = options.dns === 'built-in' && server === DNS_ADDRESS;
    if (isBuiltIn || server === OUTER_DNS_ADDRESS) {
      return { reply: answerOf(server, question), pod: '' };
    }
    const { connection, end } = follow(from, server, DNS_PORT);
    if (connection.type !== 'open') return { reply: connection, pod: '' };
    if (connection.service.protocol !== 'dns') return { reply: { type: 'timeout' }, pod: '' };
    return { reply: answerOf(end, question), pod: connection.pod };
  };
  const record: Network['record'] = (request) =>
    log.add({ ...request, wanted: '', atMs: clock.nowMs() });

  return {
    connect: (from, address, port) => follow(from, address, port).connection,
    ask(from, server, question) {
      const { reply, pod } = exchange(from, server, question);
      log.add({
        atMs: clock.nowMs(),
        from,
        protocol: 'dns',
        host: server,
        port: DNS_PORT,
        address: server,
        pod,
        outcome: reply.type === 'answer' ? 'ok' : reply.type,
        what: `${question.type} ${question.name}`,
        wanted: question.wanted ?? question.name,
        answer: reply.type === 'answer' ? saidBy(reply.message) : '',
      });
      return reply;
    },
    echo(from, address) {
      if (isLoopback(address) || address === from.address) return { type: 'reply', ttl: OWN_TTL };
      const owner = ownerOf(view, address);
      if (owner.type === 'nobody') return { type: 'unreachable' };
      if (owner.type === 'pods') return { type: 'reply', ttl: ROUTED_TTL };
      return owner.type === 'node' ? { type: 'reply', ttl: OWN_TTL } : { type: 'timeout' };
    },
    record,
    requests: log.all,
  };
}
