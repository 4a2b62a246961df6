import {
  type EndpointSlice,
  endpointSlices,
  type Service,
  type ServicePort,
} from '../../api/index.ts';
import { labelsText, orNone, orUnset, writeHead } from './common.ts';
import type { Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import type { Writer } from './writer.ts';

/** Addresses that are listed before the rest is counted. */
const MAX_ENDPOINTS = 3;

/** The ready addresses behind one port of a service. */
export function endpointsText(slices: readonly EndpointSlice[], port: ServicePort): string {
  if (slices.length === 0) return '<none>';
  const addresses = slices.flatMap((slice) => {
    const target = (slice.ports ?? []).find(({ name }) => (name ?? '') === (port.name ?? ''));
    if (target === undefined) return [];
    return (slice.endpoints ?? [])
      .filter((endpoint) => endpoint.conditions?.ready !== false)
      .flatMap((endpoint) => endpoint.addresses.map((address) => `${address}:${target.port}`));
  });
  const shown = addresses.slice(0, MAX_ENDPOINTS).join(',');
  const rest = addresses.length - MAX_ENDPOINTS;
  return rest > 0 ? `${shown} + ${rest} more...` : shown;
}

function writePorts(writer: Writer, { spec }: Service, slices: readonly EndpointSlice[]): void {
  for (const port of spec.ports ?? []) {
    const name = orUnset(port.name);
    const protocol = port.protocol ?? 'TCP';
    writer.line(0, 'Port:', name, `${port.port}/${protocol}`);
    writer.line(0, 'TargetPort:', `${port.targetPort ?? port.port}/${protocol}`);
    if (port.appProtocol) writer.line(0, 'AppProtocol:', port.appProtocol);
    if (port.nodePort) writer.line(0, 'NodePort:', name, `${port.nodePort}/${protocol}`);
    writer.line(0, 'Endpoints:', endpointsText(slices, port));
  }
}

function writeAddresses(writer: Writer, { spec, status }: Service): void {
  writer.line(0, 'Type:', spec.type ?? '');
  if (spec.ipFamilyPolicy) writer.line(0, 'IP Family Policy:', spec.ipFamilyPolicy);
  writer.line(0, 'IP Families:', orNone((spec.ipFamilies ?? []).join(',')));
  writer.line(0, 'IP:', spec.clusterIP ?? '');
  writer.line(0, 'IPs:', orNone((spec.clusterIPs ?? []).join(',')));
  if (spec.externalIPs?.length) writer.line(0, 'External IPs:', spec.externalIPs.join(','));
  if (spec.loadBalancerIP) writer.line(0, 'Desired LoadBalancer IP:', spec.loadBalancerIP);
  if (spec.externalName) writer.line(0, 'External Name:', spec.externalName);
  const ingress = status.loadBalancer?.ingress ?? [];
  if (ingress.length > 0) {
    const names = ingress.map(({ ip, ipMode, hostname = '' }) =>
      ip === undefined ? hostname : ipMode === undefined ? ip : `${ip} (${ipMode})`,
    );
    writer.line(0, 'LoadBalancer Ingress:', names.join(', '));
  }
}

/** Models kubectl's describer of Services. */
export function describeService(describer: Describer, service: Service): void {
  const { writer, clock } = describer;
  const { metadata, spec } = service;
  writeHead(writer, service);
  writer.line(0, 'Selector:', labelsText(spec.selector));
  writeAddresses(writer, service);
  const slices = describer
    .list<EndpointSlice>(endpointSlices, metadata.namespace ?? '')
    .filter((slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === metadata.name);
  writePorts(writer, service, slices);
  writer.line(0, 'Session Affinity:', spec.sessionAffinity ?? '');
  if (spec.externalTrafficPolicy)
    writer.line(0, 'External Traffic Policy:', spec.externalTrafficPolicy);
  if (spec.internalTrafficPolicy)
    writer.line(0, 'Internal Traffic Policy:', spec.internalTrafficPolicy);
  if (spec.healthCheckNodePort) writer.line(0, 'HealthCheck NodePort:', spec.healthCheckNodePort);
  const ranges = spec.loadBalancerSourceRanges ?? [];
  if (ranges.length > 0) writer.line(0, 'LoadBalancer Source Ranges:', ranges.join(','));
  if (spec.trafficDistribution) {
    writer.line(0, 'Traffic Distribution:', spec.trafficDistribution);
  }
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(service), clock);
}
