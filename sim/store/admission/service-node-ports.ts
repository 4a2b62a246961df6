import {
  ALLOWED,
  errors,
  failure,
  fieldErrors,
  type KubeObject,
  needsHealthCheckNodePort,
  needsNodePort,
  type Result,
  type Service,
  type ServicePort,
  services,
  statusOf,
} from '../../api/index.ts';
import type { Admission, AdmissionContext } from '../api-server.ts';
import type { StoreView } from '../store.ts';

const FIRST = 30_000;
const LAST = 32_767;
/** Ports at the start of the range that are left for Services that ask for one. */
const RESERVED = 86;
/** Random tries before the range is searched. */
const TRIES = 16;

/** `30080/TCP`: one number may serve two protocols. */
const keyOf = (port: number, protocol: string | undefined): string => `${port}/${protocol}`;

function usedPorts(view: StoreView, uid: string): Set<string> {
  const used = new Set<string>();
  for (const { metadata, spec } of view.list(services, '')) {
    if (metadata.uid === uid) continue;
    for (const { nodePort, protocol } of spec.ports ?? []) {
      if (nodePort !== undefined) used.add(keyOf(nodePort, protocol));
    }
    if (spec.healthCheckNodePort !== undefined) used.add(keyOf(spec.healthCheckNodePort, 'TCP'));
  }
  return used;
}

function freePort(used: ReadonlySet<string>, context: AdmissionContext): number | undefined {
  const isFree = (port: number): boolean =>
    !['TCP', 'UDP', 'SCTP'].some((protocol) => used.has(keyOf(port, protocol)));
  const first = FIRST + RESERVED;
  for (let i = 0; i < TRIES; i++) {
    const port = first + context.randomBelow(LAST - first + 1);
    if (isFree(port)) return port;
  }
  for (let port = first; port <= LAST; port++) if (isFree(port)) return port;
  for (let port = FIRST; port < first; port++) if (isFree(port)) return port;
  return undefined;
}

const RANGE_TEXT = [
  'provided port is not in the valid range.',
  `The range of valid ports is ${FIRST}-${LAST}`,
].join(' ');

/** Why a port that was asked for cannot be had; '' when it can. */
const refusalOf = (
  port: number,
  protocol: string | undefined,
  used: ReadonlySet<string>,
): string => {
  if (port < FIRST || port > LAST) return RANGE_TEXT;
  return used.has(keyOf(port, protocol)) ? 'provided port is already allocated' : '';
};

function allocate(
  service: Service,
  old: Service | undefined,
  context: AdmissionContext,
): Result<null> {
  const { metadata, spec } = service;
  const used = usedPorts(context.view, metadata.uid ?? '');
  const own = new Set(old?.spec.ports?.map((p) => keyOf(p.nodePort ?? 0, p.protocol)));
  const refuse = (field: string, port: number, detail: string): Result<never> =>
    failure(errors.invalid(services, metadata.name, [fieldErrors.invalid(field, port, detail)]));
  const take = (port: ServicePort, i: number): Result<null> => {
    const wanted = port.nodePort ?? 0;
    if (wanted !== 0) {
      const isOwn = own.has(keyOf(wanted, port.protocol));
      const reason = isOwn ? '' : refusalOf(wanted, port.protocol, used);
      if (reason !== '') return refuse(`spec.ports[${i}].nodePort`, wanted, reason);
    } else {
      const free = freePort(used, context);
      if (free === undefined) {
        return failure(
          statusOf(
            'InternalError',
            'Internal error occurred: failed to allocate a nodePort: range is full',
          ),
        );
      }
      port.nodePort = free;
    }
    used.add(keyOf(port.nodePort as number, port.protocol));
    return ALLOWED;
  };
  for (const [i, port] of (spec.ports ?? []).entries()) {
    const taken = take(port, i);
    if (!taken.ok) return taken;
  }
  if (!needsHealthCheckNodePort(service) || old?.spec.healthCheckNodePort) return ALLOWED;
  const wanted = spec.healthCheckNodePort ?? freePort(used, context);
  if (wanted === undefined) return ALLOWED;
  const reason = refusalOf(wanted, 'TCP', used);
  if (reason !== '') return refuse('spec.healthCheckNodePort', wanted, reason);
  spec.healthCheckNodePort = wanted;
  return ALLOWED;
}

/** Gives Services their ports on every node. Models pkg/registry/core/service/storage alloc.go. */
export const serviceNodePorts: Admission = {
  name: 'ServiceNodePorts',
  admit(kind, draft, old, context) {
    if (kind !== services || context.subresource !== '') return ALLOWED;
    const service = draft as KubeObject as Service;
    if (!needsNodePort(service)) return ALLOWED;
    return allocate(service, old as KubeObject | undefined as Service | undefined, context);
  },
};
