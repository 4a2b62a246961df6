import { AGE_COLUMN, column, formatLabels, NAME_COLUMN, orNone, wideColumn } from '../columns.ts';
import type { Column } from '../kind.ts';
import type { Service } from '../types.generated.ts';

/** Where a Service can be reached from outside. Models getServiceExternalIP. */
export function externalAddress({ spec, status }: Service): string {
  const own = spec.externalIPs ?? [];
  switch (spec.type) {
    case 'ClusterIP':
    case 'NodePort':
      return orNone(own.join(','));
    case 'LoadBalancer': {
      const ingress = status.loadBalancer?.ingress ?? [];
      const balanced = new Set(ingress.map((point) => point.ip || point.hostname || ''));
      return [...balanced, ...own].join(',') || '<pending>';
    }
    case 'ExternalName':
      return spec.externalName ?? '';
    default:
      return '<unknown>';
  }
}

/** `80:30080/TCP,443/TCP`, or `<none>`. */
export const formatServicePorts = ({ spec }: Service): string =>
  orNone(
    (spec.ports ?? [])
      .map(({ port, nodePort, protocol }) =>
        nodePort === undefined ? `${port}/${protocol}` : `${port}:${nodePort}/${protocol}`,
      )
      .join(','),
  );

export const SERVICE_COLUMNS: readonly Column<Service>[] = [
  NAME_COLUMN,
  column('Type', ({ spec }) => spec.type ?? ''),
  column('Cluster-IP', ({ spec }) => orNone(spec.clusterIPs?.[0])),
  column('External-IP', externalAddress),
  column('Port(s)', formatServicePorts),
  AGE_COLUMN,
  wideColumn('Selector', ({ spec }) => formatLabels(spec.selector)),
];
