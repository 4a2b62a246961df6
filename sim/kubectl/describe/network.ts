import {
  type EndpointSlice,
  endpointSlices,
  fieldAt,
  formatLabelSelector,
  type KubeObject,
  type LabelSelector,
  listAt,
  type Service,
  services,
  textAt,
} from '../../api/index.ts';
import { orNone, writeAnnotations, writeHead, writeLabels } from './common.ts';
import type { Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { endpointsText } from './service.ts';
import type { Writer } from './writer.ts';

const INDENT = '    ';

type Item = ReturnType<typeof listAt>[number];

const selectorAt = (object: unknown, path: string): LabelSelector | undefined =>
  fieldAt(object, path) as LabelSelector | undefined;

function writePeer(writer: Writer, peer: Item): void {
  const block = fieldAt(peer, 'ipBlock');
  for (const [name, title] of [
    ['namespaceSelector', 'NamespaceSelector'],
    ['podSelector', 'PodSelector'],
  ] as const) {
    if (peer[name] === undefined) continue;
    writer.line(1, `${INDENT}${title}: ${formatLabelSelector(selectorAt(peer, name))}`);
  }
  if (block === undefined) return;
  writer.line(1, `${INDENT}IPBlock:`);
  writer.line(2, `${INDENT}CIDR: ${textAt(block, 'cidr')}`);
  writer.line(2, `${INDENT}Except: ${listAt(block, 'except').join(', ')}`);
}

/** The rules of one direction. Models printNetworkPolicySpecIngressFrom and …EgressTo. */
function writeRules(writer: Writer, rules: readonly Item[], isIngress: boolean): void {
  const way = isIngress ? 'From' : 'To';
  if (rules.length === 0) {
    const direction = isIngress ? 'ingress' : 'egress';
    writer.line(0, `${INDENT}<none> (Selected pods are isolated for ${direction} connectivity)`);
  }
  for (const [i, rule] of rules.entries()) {
    const ports = listAt(rule, 'ports');
    if (ports.length === 0) {
      writer.line(0, `${INDENT}To Port: <any> (traffic allowed to all ports)`);
    }
    for (const { port = '<nil>', endPort, protocol = 'TCP' } of ports) {
      const isRange = endPort !== undefined;
      const range = isRange ? `To Port Range: ${port}-${endPort}` : `To Port: ${port}`;
      writer.line(0, `${INDENT}${range}/${protocol}`);
    }
    const peers = listAt(rule, isIngress ? 'from' : 'to');
    if (peers.length === 0) {
      const end = isIngress ? 'source' : 'destination';
      writer.line(0, `${INDENT}${way}: <any> (traffic not restricted by ${end})`);
    }
    for (const peer of peers) {
      writer.line(0, `${INDENT}${way}:`);
      writePeer(writer, peer);
    }
    if (i < rules.length - 1) writer.line(0, `${INDENT}----------`);
  }
}

/** Models kubectl's describer of NetworkPolicies. */
export function describeNetworkPolicy({ writer }: Describer, policy: KubeObject): void {
  const { metadata } = policy;
  writer.line(0, 'Name:', metadata.name);
  writer.line(0, 'Namespace:', metadata.namespace ?? '');
  const [day = '', time = ''] = metadata.creationTimestamp.split('T');
  writer.line(0, 'Created on:', `${day} ${time.replace('Z', '')} +0000 UTC`);
  writeLabels(writer, 'Labels', metadata.labels);
  writeAnnotations(writer, 'Annotations', metadata.annotations);
  const selector = selectorAt(policy, 'spec.podSelector');
  const isAll = formatLabelSelector(selector) === '<none>';
  const all = '<none> (Allowing the specific traffic to all pods in this namespace)';
  writer.line(0, 'Spec:');
  writer.line(1, `PodSelector:     ${isAll ? all : formatLabelSelector(selector)}`);
  const types = listAt(policy, 'spec.policyTypes').map(String);
  for (const type of ['Ingress', 'Egress']) {
    const name = type.toLowerCase();
    if (!types.includes(type)) {
      writer.line(1, `Not affecting ${name} traffic`);
      continue;
    }
    writer.line(1, `Allowing ${name} traffic:`);
    writeRules(writer, listAt(policy, `spec.${name}`), type === 'Ingress');
  }
  writer.line(1, `Policy Types: ${orNone(types.join(', '))}`);
}

/** `web:80 (10.0.0.1:8080)`: a backend and what is behind it. Models describeBackendV1. */
function backendText(describer: Describer, namespace: string, backend: unknown): string {
  const resource = fieldAt(backend, 'resource');
  if (resource !== undefined) {
    const group = textAt(resource, 'apiGroup') || '<none>';
    return `APIGroup: ${group}, Kind: ${textAt(resource, 'kind')}, Name: ${textAt(resource, 'name')}`;
  }
  const name = textAt(backend, 'service.name');
  const number = textAt(backend, 'service.port.number');
  const port = number === '' ? textAt(backend, 'service.port.name') : number;
  const text = `${name}:${port}`;
  const service = describer
    .list<Service>(services, namespace)
    .find(({ metadata }) => metadata.name === name);
  if (service === undefined) return `${text} (<error: services "${name}" not found>)`;
  const target = service.spec.ports?.find((one) => String(one.port) === port || one.name === port);
  const slices = describer
    .list<EndpointSlice>(endpointSlices, namespace)
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === name);
  // Without slices there is nothing in which to look for the port.
  if (slices.length === 0) return `${text} (<none>)`;
  return `${text} (${target === undefined ? '' : endpointsText(slices, target)})`;
}

/** Models kubectl's describer of Ingresses. */
export function describeIngress(describer: Describer, ingress: KubeObject): void {
  const { writer, clock } = describer;
  const { name, namespace = '', labels, annotations } = ingress.metadata;
  writer.line(0, 'Name:', name);
  writeLabels(writer, 'Labels', labels);
  writer.line(0, 'Namespace:', namespace);
  const addresses = listAt(ingress, 'status.loadBalancer.ingress');
  writer.line(0, 'Address:', addresses.map((one) => one.ip ?? one.hostname).join(','));
  writer.line(0, 'Ingress Class:', orNone(textAt(ingress, 'spec.ingressClassName')));
  const given = fieldAt(ingress, 'spec.defaultBackend');
  const byDefault = given === undefined ? '<default>' : backendText(describer, namespace, given);
  writer.line(0, 'Default backend:', byDefault);
  const certificates = listAt(ingress, 'spec.tls');
  if (certificates.length > 0) writer.line(0, 'TLS:');
  for (const one of certificates) {
    const hosts = listAt(one, 'hosts').join(',');
    const secret = textAt(one, 'secretName');
    writer.line(1, secret === '' ? `SNI routes ${hosts}` : `${secret} terminates ${hosts}`);
  }
  writer.write(0, 'Rules:\n  Host\tPath\tBackends\n');
  writer.write(1, '----\t----\t--------\n');
  const rules = listAt(ingress, 'spec.rules').filter(({ http }) => http !== undefined);
  for (const rule of rules) {
    writer.write(1, `${textAt(rule, 'host') || '*'}\t\n`);
    for (const { path = '', backend } of listAt(rule, 'http.paths')) {
      writer.write(2, `\t${path} \t${backendText(describer, namespace, backend)}\n`);
    }
  }
  if (rules.length === 0) writer.line(1, '*', '*', byDefault);
  writeAnnotations(writer, 'Annotations', annotations);
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(ingress), clock);
}

/** Models kubectl's describer of IngressClasses. */
export function describeIngressClass(describer: Describer, ingressClass: KubeObject): void {
  const { writer, clock } = describer;
  writeHead(writer, ingressClass, false);
  writer.line(0, 'Controller:', textAt(ingressClass, 'spec.controller'));
  const parameters = fieldAt(ingressClass, 'spec.parameters');
  if (parameters !== undefined) {
    writer.line(0, 'Parameters:');
    const group = textAt(parameters, 'apiGroup');
    if (group !== '') writer.line(1, 'APIGroup:', group);
    writer.line(1, 'Kind:', textAt(parameters, 'kind'));
    writer.line(1, 'Name:', textAt(parameters, 'name'));
  }
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(ingressClass), clock);
}
