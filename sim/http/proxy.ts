import {
  badRequest,
  type Endpoints,
  endpoints,
  failure,
  type KubeObject,
  type Node,
  nodes,
  type Pod,
  pods,
  type Result,
  type Service,
  services,
  statusOf,
  success,
} from '../api/index.ts';
import type { Client } from '../client/index.ts';
import { decodeUtf8 } from '../kernel/index.ts';
import { listText } from './encode.ts';
import {
  type HttpHeaders,
  type HttpResponse,
  jsonResponse,
  notModelled,
  statusResponse,
  textResponse,
} from './message.ts';
import type { ResourceRequest } from './parts.ts';

// Models pkg/registry/core/{pod,service}/rest ProxyREST and apimachinery/pkg/util/proxy.

/** Where a proxied request goes: a port of a pod. */
interface Target {
  readonly namespace: string;
  readonly pod: string;
  readonly address: string;
  readonly port: number;
}

/** `http:web:80` taken apart; `http` and the port may be missing. */
interface Reference {
  readonly scheme: string;
  readonly name: string;
  readonly port: string;
}

const HTTP_PORT = 80;
const KUBELET_PORT = '10250';

/** Models apimachinery/pkg/util/net SplitSchemeNamePort. */
function referenceOf(text: string): Reference | undefined {
  const parts = text.split(':');
  if (parts.length > 3) return undefined;
  const [scheme = '', name = '', port = ''] =
    parts.length === 3 ? parts : ['', ...parts, ...(parts.length === 1 ? [''] : [])];
  if (!['', 'http', 'https'].includes(scheme) || name === '') return undefined;
  return { scheme, name, port };
}

const unavailable = (message: string): Result<never> =>
  failure(statusOf('ServiceUnavailable', message));

function find<T extends KubeObject>(client: Client, path: Parameters<Client['get']>[0]): Result<T> {
  return client.get(path) as Result<T>;
}

/** A pod's port: the one that is said, or the first that its containers name. */
function podTarget(client: Client, namespace: string, reference: Reference): Result<Target> {
  const { name, port } = reference;
  const found = find<Pod>(client, { kind: pods, namespace, name, subresource: '' });
  if (!found.ok) return found;
  const { spec, status } = found.value;
  const address = status?.podIP ?? '';
  if (address === '') return failure(badRequest('address not allowed'));
  const named = spec.containers.flatMap(({ ports = [] }) => ports)[0]?.containerPort;
  return success({ namespace, pod: name, address, port: Number(port || named || HTTP_PORT) });
}

/** The name of a service's port that is said by number; '' is the only one, which has no name. */
function portNameOf({ metadata, spec }: Service, port: string): Result<string> {
  if (!/^\d+$/.test(port)) return success(port);
  const known = spec.ports?.find((each) => each.port === Number(port));
  if (known !== undefined) return success(known.name ?? '');
  return unavailable(`no service port ${port} found for service "${metadata.name}"`);
}

/** One of the endpoints behind a service. */
function serviceTarget({ parts, path }: ResourceRequest, reference: Reference): Result<Target> {
  const { client, clock } = parts;
  const { namespace } = path;
  const { name } = reference;
  const found = find<Service>(client, { kind: services, namespace, name, subresource: '' });
  if (!found.ok) return found;
  const portName = portNameOf(found.value, reference.port);
  if (!portName.ok) return portName;
  const listed = find<Endpoints>(client, { kind: endpoints, namespace, name, subresource: '' });
  const subsets = (listed.ok && listed.value.subsets) || [];
  if (subsets.length === 0) return unavailable(`no endpoints available for service "${name}"`);
  const all = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports
      .filter((port) => (port.name ?? '') === portName.value)
      .flatMap(({ port }) => addresses.map((address) => ({ ...address, port }))),
  );
  // Any of them will do; this one is another each time, and the same in a replay.
  const chosen = all[clock.nowMs() % Math.max(1, all.length)];
  if (chosen === undefined) return unavailable(`no endpoints available for service "${path.name}"`);
  const { ip, port, targetRef } = chosen;
  return success({ namespace, pod: targetRef?.name ?? '', address: ip, port });
}

/** Headers that belong to one connection, or say who asked. */
const OWN_HEADERS = new Set([
  ...['connection', 'keep-alive', 'proxy-authorization', 'te', 'trailer', 'transfer-encoding'],
  ...['upgrade', 'authorization', 'content-length'],
]);

const forwardable = (headers: HttpHeaders): HttpHeaders =>
  headers.filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()));

/** What follows `…/proxy` as the client wrote it, with its query; '' when not even a slash does. */
function restOf({ request }: ResourceRequest): string {
  const at = request.target.indexOf('/proxy') + '/proxy'.length;
  return request.target.slice(at);
}

/** Without a slash at its end a page's relative links would lead elsewhere. */
function redirect({ request }: ResourceRequest): HttpResponse {
  const [path = '', query = ''] = request.target.split(/\?(.*)/s);
  const to = `${path}/${query === '' ? '' : `?${query}`}`;
  return { type: 'whole', code: 301, headers: [['Location', to]], body: '' };
}

function askPod(request: ResourceRequest, target: Target): HttpResponse {
  const { client, clock } = request.parts;
  const { method, headers, body, target: uri } = request.request;
  const { address, port } = target;
  const service = client.serviceOf(target.namespace, target.pod, port);
  if (service === undefined) {
    const why = `dial tcp ${address}:${port}: connect: connection refused`;
    const status = statusOf('ServiceUnavailable', `error trying to reach service: ${why}`);
    return statusResponse(status, []);
  }
  if (service.protocol !== 'http') {
    return notModelled(`what listens on port ${port} is no web server: its answer is not modelled`);
  }
  const answer = service.handle({
    method,
    path: restOf(request),
    headers: new Map([
      ...forwardable([...headers]),
      ['host', `${address}:${port}`],
      ['x-forwarded-uri', uri],
    ]),
    body: decodeUtf8(body),
    atEpochMs: clock.epochMs(),
    from: CONTROL_PLANE,
  });
  const { status: code } = answer;
  return { type: 'whole', code, headers: forwardable(answer.headers), body: answer.body };
}

/** The address from which the API server comes. */
const CONTROL_PLANE = '10.244.0.1';

/** What a kubelet answers itself; of its paths the ones that are objects of the API. */
function askKubelet(request: ResourceRequest, reference: Reference): HttpResponse {
  const { parts, encoder, path, as } = request;
  const { client } = parts;
  const { name, port } = reference;
  const found = find<Node>(client, { kind: nodes, namespace: '', name, subresource: '' });
  if (!found.ok) return statusResponse(found.status, []);
  const address = found.value.status?.addresses?.[0]?.address ?? '';
  if (port !== '' && port !== KUBELET_PORT) {
    const why = `dial tcp ${address}:${port}: connect: connection refused`;
    const status = statusOf('ServiceUnavailable', `error trying to reach service: ${why}`);
    return statusResponse(status, []);
  }
  if (path.rest === 'healthz') return textResponse(200, 'ok');
  if (path.rest !== 'pods') {
    return notModelled(`the kubelet's path /${path.rest} is not modelled: /pods and /healthz are`);
  }
  const options = { labelSelector: '', fieldSelector: `spec.nodeName=${name}` };
  const listed = client.list({ kind: pods, namespace: '' }, options);
  if (!listed.ok) return statusResponse(listed.status, []);
  const view = {
    kind: pods,
    as: { ...as, as: '' as const },
    includeObject: 'Metadata' as const,
    hasColumns: true,
  };
  const meta = { resourceVersion: '', continue: '', remaining: 0 };
  return jsonResponse(200, `${listText(client, encoder, view, listed.value.items, meta)}\n`, []);
}

/** The proxy subresource of services, pods and nodes: any method, any path behind it. */
export function respondProxy(request: ResourceRequest): HttpResponse {
  const { parts, path } = request;
  const reference = referenceOf(path.name);
  if (reference === undefined) {
    const text = `invalid ${path.kind.singular} request "${path.name}"`;
    return statusResponse(badRequest(text), []);
  }
  if (path.kind === nodes) return askKubelet(request, reference);
  const target =
    path.kind === services
      ? serviceTarget(request, reference)
      : podTarget(parts.client, path.namespace, reference);
  if (!target.ok) return statusResponse(target.status, []);
  if (reference.scheme === 'https') {
    const { address, port } = target.value;
    const why = `tls: first record does not look like a TLS handshake`;
    const text = `error trying to reach service: ${why} (${address}:${port})`;
    return statusResponse(statusOf('ServiceUnavailable', text), []);
  }
  return restOf(request).startsWith('/') ? askPod(request, target.value) : redirect(request);
}
