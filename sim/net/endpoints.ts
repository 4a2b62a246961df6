import { type EndpointSlice, endpointSlices, type Service } from '../api/index.ts';
import type { StoreView } from '../store/index.ts';

/** One address behind a Service. */
export interface ServiceEndpoint {
  readonly address: string;
  /** '' when the pod has no name of its own in the Service. */
  readonly hostname: string;
  readonly isReady: boolean;
  readonly isServing: boolean;
  readonly isTerminating: boolean;
  /** The pod's name; '' for addresses that are no pod's. */
  readonly pod: string;
  /** The node it is on; '' when that is not known. */
  readonly node: string;
  readonly ports: readonly EndpointPort[];
}

export interface EndpointPort {
  /** '' for the only port of a Service. */
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

/** The addresses of one slice. */
export function endpointsOfSlice({ endpoints = [], ports = [] }: EndpointSlice): ServiceEndpoint[] {
  const all = (ports ?? []).map(({ name = '', port = 0, protocol = 'TCP' }) => ({
    name,
    port,
    protocol,
  }));
  return (endpoints ?? []).flatMap(
    ({ addresses, hostname = '', nodeName, conditions, targetRef }) =>
      addresses.map((address) => ({
        address,
        hostname,
        isReady: conditions?.ready !== false,
        isServing: conditions?.serving !== false,
        isTerminating: conditions?.terminating === true,
        pod: targetRef?.kind === 'Pod' ? (targetRef.name ?? '') : '',
        node: nodeName ?? '',
        ports: all,
      })),
  );
}

/** All addresses behind a Service, ready or not, as its EndpointSlices tell. */
export function endpointsOf(view: StoreView, service: Service): ServiceEndpoint[] {
  const { namespace = '', name } = service.metadata;
  return view
    .list(endpointSlices, namespace)
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === name)
    .flatMap(endpointsOfSlice);
}
