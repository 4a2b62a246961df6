import {
  dns1123SubdomainErrors,
  type JsonObject,
  portNameErrors,
  portNumberErrors,
} from '../../api/index.ts';
import { done, failed, message, type Outcome } from '../failure.ts';
import { intFlag, listFlag, textFlag } from '../flags.ts';
import type { Session } from '../session.ts';
import { type Example, REFUSED_ALONE, type Verb, type VerbGroup } from '../verb.ts';
import { generatorVerb } from './generator.ts';

/** `80:8080` as a port; the target may be a name. Models parsePorts of pkg/cmd/create. */
function portOf(text: string): Outcome<JsonObject> {
  const [port = '', target = port] = text.split(':');
  const unreadable = (why: string): Outcome<JsonObject> =>
    failed(message(`strconv.ParseUint: parsing "${port}": ${why}`));
  if (!/^\d+$/.test(port)) return unreadable('invalid syntax');
  if (Number(port) > 65535) return unreadable('value out of range');
  const isNumber = /^[-+]?\d+$/.test(target);
  if (text.includes(':')) {
    const errors = isNumber ? portNumberErrors(Number(target)) : portNameErrors(target);
    if (errors.length > 0) return failed(message(errors.join(',')));
  }
  const name = text.replaceAll(':', '-').toLowerCase();
  const targetPort = isNumber ? Number(target) : target;
  return done({ name, protocol: 'TCP', port: Number(port), targetPort });
}

function portsOf(session: Session): Outcome<JsonObject[]> {
  const ports: JsonObject[] = [];
  for (const text of session.flags.list('tcp')) {
    const port = portOf(text);
    if (!port.ok) return port;
    ports.push(port.value);
  }
  return done(ports);
}

const TCP = listFlag('tcp', 'A port and, after a colon, its target');

interface ServiceType {
  readonly name: string;
  readonly type: string;
  readonly title: string;
  readonly usage: string;
  readonly example: Example;
  readonly flags: Verb['flags'];
  readonly required: readonly string[];
  readonly needsPorts: boolean;
  extra(
    session: Session,
    ports: readonly JsonObject[],
  ): { readonly ports: readonly JsonObject[]; readonly spec: JsonObject };
}

const TYPES: readonly ServiceType[] = [
  {
    name: 'clusterip',
    type: 'ClusterIP',
    title: 'ClusterIP',
    usage: '[--tcp=<port>:<targetPort>]',
    example: { does: 'One port', line: 'kubectl create service clusterip web --tcp=80:8080' },
    flags: [TCP, textFlag('clusterip', 'The address to use, or None')],
    required: [],
    needsPorts: true,
    extra: ({ flags }, ports) => {
      const clusterIP = flags.text('clusterip');
      return { ports, spec: clusterIP === '' ? {} : { clusterIP } };
    },
  },
  {
    name: 'nodeport',
    type: 'NodePort',
    title: 'NodePort',
    usage: '[--tcp=port:targetPort]',
    example: { does: 'One port', line: 'kubectl create service nodeport web --tcp=80:8080' },
    flags: [TCP, intFlag('node-port', 'The port on every node')],
    required: [],
    needsPorts: true,
    extra: ({ flags }, ports) => {
      const nodePort = flags.int('node-port');
      return {
        ports: nodePort === 0 ? ports : ports.map((port) => ({ ...port, nodePort })),
        spec: {},
      };
    },
  },
  {
    name: 'loadbalancer',
    type: 'LoadBalancer',
    title: 'LoadBalancer',
    usage: '[--tcp=port:targetPort]',
    example: { does: 'One port', line: 'kubectl create service loadbalancer web --tcp=80' },
    flags: [TCP],
    required: [],
    needsPorts: true,
    extra: (_, ports) => ({ ports, spec: {} }),
  },
  {
    name: 'externalname',
    type: 'ExternalName',
    title: 'ExternalName',
    usage: '--external-name external.name',
    example: {
      does: 'Another name for a host',
      line: 'kubectl create service externalname db --external-name=db.example.com',
    },
    flags: [TCP, textFlag('external-name', 'The name to answer with')],
    required: ['external-name'],
    needsPorts: false,
    extra: ({ flags }, ports) => ({ ports, spec: { externalName: flags.text('external-name') } }),
  },
];

const serviceVerb = (kind: ServiceType): Verb =>
  generatorVerb({
    name: kind.name,
    aliases: [],
    summary: `Create ${kind.type === 'ExternalName' ? 'an' : 'a'} ${kind.type} Service`,
    usage: `NAME ${kind.usage} [--dry-run=server|client|none]`,
    examples: [kind.example],
    flags: kind.flags,
    required: kind.required,
    makes: 'v1/Service',
    failurePrefix: `failed to create ${kind.title} service: `,
    build(session, name) {
      const ports = portsOf(session);
      if (!ports.ok) return ports;
      const host = kind.name === 'externalname' ? session.flags.text('external-name') : '';
      if (host !== '' && dns1123SubdomainErrors(host).length > 0) {
        return failed(message(`invalid service external name ${host}`));
      }
      const isHeadless = kind.name === 'clusterip' && session.flags.text('clusterip') === 'None';
      if (kind.needsPorts && ports.value.length === 0 && !isHeadless) {
        return failed(message('at least one tcp port specifier must be provided'));
      }
      const { ports: shown, spec } = kind.extra(session, ports.value);
      const labels = { app: name };
      return done({
        kind: 'Service',
        apiVersion: 'v1',
        metadata: { name, labels },
        spec: {
          ...(shown.length === 0 ? {} : { ports: [...shown] }),
          selector: labels,
          ...spec,
          type: kind.type,
        },
        status: { loadBalancer: {} },
      });
    },
  });

/** `create service` holds one verb a type. */
export const createServiceVerb: VerbGroup = {
  name: 'service',
  aliases: ['svc'],
  summary: 'Create a Service',
  usage: '[flags]',
  examples: [],
  alone: REFUSED_ALONE,
  verbs: TYPES.map(serviceVerb),
};
