import { type Service, services } from '../api/index.ts';
import type { StoreView } from '../store/index.ts';
import { endpointsOf, type ServiceEndpoint } from './endpoints.ts';

/** Where a connection to a Service's address may go. */
export type Route =
  /** No Service has this address. */
  | { readonly type: 'none' }
  /** The Service has no such port: packets are dropped, the caller times out. */
  | { readonly type: 'dropped' }
  /** Nobody is ready: the connection is refused. */
  | { readonly type: 'refused' }
  | { readonly type: 'backends'; readonly backends: readonly Backend[] };

export interface Backend {
  readonly address: string;
  readonly port: number;
  readonly pod: string;
}

const backendsOf = (service: Service, endpoints: ServiceEndpoint[], name: string): Backend[] => {
  const isSingle = (service.spec.ports ?? []).length === 1;
  return endpoints.flatMap(({ address, pod, ports }) =>
    ports
      .filter((port) => isSingle || port.name === name)
      .map(({ port }) => ({ address, port, pod })),
  );
};

/** Where connections to a virtual IP and port go: to ready endpoints only. Models kube-proxy. */
export function routeOf(view: StoreView, address: string, port: number): Route {
  const service = view.list(services, '').find(({ spec }) => spec.clusterIP === address);
  if (service === undefined) return { type: 'none' };
  const servicePort = service.spec.ports?.find((each) => each.port === port);
  if (servicePort === undefined) return { type: 'dropped' };
  const ready = endpointsOf(view, service).filter(({ isReady }) => isReady);
  const backends = backendsOf(service, ready, servicePort.name ?? '');
  return backends.length === 0 ? { type: 'refused' } : { type: 'backends', backends };
}
