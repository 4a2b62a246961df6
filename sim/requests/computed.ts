import {
  type AnyKind,
  type ComponentStatus,
  type IPAddress,
  type KubeObject,
  resourceOf,
  services,
} from '../api/index.ts';
import type { StoreView } from '../store/index.ts';

const COMPONENTS = ['controller-manager', 'etcd-0', 'scheduler'];

/** The parts of the control plane, all well. Models pkg/registry/core/componentstatus. */
const componentStatuses = (): readonly KubeObject[] =>
  COMPONENTS.map(
    (name): ComponentStatus => ({
      apiVersion: 'v1',
      kind: 'ComponentStatus',
      metadata: { name } as ComponentStatus['metadata'],
      conditions: [{ type: 'Healthy', status: 'True', message: 'ok' }],
    }),
  );

/** The addresses that Services hold. Models pkg/registry/core/service/ipallocator. */
function ipAddresses(view: StoreView): readonly KubeObject[] {
  const held = view
    .list(services, '')
    .flatMap((service) =>
      (service.spec.clusterIPs ?? [])
        .filter((address) => address !== 'None')
        .map((address) => ({ address, service })),
    );
  return held
    .map(({ address, service }): IPAddress => {
      const { name, namespace = '', creationTimestamp, uid, resourceVersion } = service.metadata;
      const labels = {
        'ipaddress.kubernetes.io/ip-family': address.includes(':') ? 'IPv6' : 'IPv4',
        'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io',
      };
      const parentRef = { group: '', resource: 'services', namespace, name };
      return {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'IPAddress',
        metadata: { name: address, creationTimestamp, uid, resourceVersion, labels },
        spec: { parentRef },
      };
    })
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

/** Objects that are worked out when they are asked for; undefined for kinds that are stored. */
export function computedObjects(kind: AnyKind, view: StoreView): readonly KubeObject[] | undefined {
  if (resourceOf(kind) === 'componentstatuses') return componentStatuses();
  return resourceOf(kind) === 'ipaddresses.networking.k8s.io' ? ipAddresses(view) : undefined;
}
