import type { DiscoveryV1EndpointPort } from '../../api/index.ts';
import { fnv128a } from './fnv128a.ts';

const pointer = (type: string, value: string | number | undefined): string =>
  `(*${type})${value === undefined ? '<nil>' : value}`;

/** A port as Go's deep hash of it reads. Models util/hash DeepHashObject. */
const dump = ({ name, protocol, port, appProtocol }: DiscoveryV1EndpointPort): string =>
  `(v1.EndpointPort){Name:${pointer('string', name)} Protocol:${pointer('v1.Protocol', protocol)}` +
  ` Port:${pointer('int32', port)} AppProtocol:${pointer('string', appProtocol)}}`;

/** Ports in the order of slices: by the hash of each. Models endpointslice NewPortMapKey. */
export const inPortOrder = (ports: readonly DiscoveryV1EndpointPort[]): DiscoveryV1EndpointPort[] =>
  ports
    .map((port) => ({ port, hash: fnv128a(dump(port)) }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .map(({ port }) => port);
