import { type Pod, type Service, services } from '../api/index.ts';
import type { StoreView } from '../store/index.ts';

const variableName = (name: string): string => name.toUpperCase().replace(/-/g, '_');

function variablesOf(service: Service): [string, string][] {
  const { clusterIP = '', ports = [] } = service.spec;
  const prefix = variableName(service.metadata.name);
  const first = ports[0];
  if (first === undefined) return [];
  const all: [string, string][] = [
    [`${prefix}_SERVICE_HOST`, clusterIP],
    [`${prefix}_SERVICE_PORT`, String(first.port)],
  ];
  for (const { name, port } of ports) {
    if (name !== undefined) all.push([`${prefix}_SERVICE_PORT_${variableName(name)}`, `${port}`]);
  }
  for (const [index, { port, protocol = 'TCP' }] of ports.entries()) {
    const url = `${protocol.toLowerCase()}://${clusterIP}:${port}`;
    const base = `${prefix}_PORT_${port}_${protocol}`;
    if (index === 0) all.push([`${prefix}_PORT`, url]);
    all.push([base, url], [`${base}_PROTO`, protocol.toLowerCase()]);
    all.push([`${base}_PORT`, String(port)], [`${base}_ADDR`, clusterIP]);
  }
  return all;
}

/**
 * The variables by which a container finds the Services that exist when it starts. Models
 * pkg/kubelet/envvars.
 */
export function serviceVariables(view: StoreView, pod: Pod): [string, string][] {
  const namespace = pod.metadata.namespace ?? '';
  const hasAddress = ({ spec }: Service): boolean =>
    spec.clusterIP !== undefined && spec.clusterIP !== '' && spec.clusterIP !== 'None';
  const master = view.get(services, 'default', 'kubernetes');
  const own = pod.spec.enableServiceLinks === false ? [] : view.list(services, namespace);
  const all = master === undefined || own.includes(master) ? own : [master, ...own];
  return all.filter(hasAddress).flatMap(variablesOf);
}
