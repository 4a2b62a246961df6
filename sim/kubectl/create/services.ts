import type { JsonObject } from '../../api/index.ts';
import { done, failed, message, type Outcome } from '../failure.ts';
import { arrayFlag, intFlag, listFlag, textFlag } from '../flags.ts';
import type { Session } from '../session.ts';
import { type Example, REFUSED_ALONE, type Verb, type VerbGroup } from '../verb.ts';
import { generatorVerb } from './generator.ts';

/** `80:8080` as a port; the target may be a name. */
function portOf(text: string): Outcome<JsonObject> {
  const [port = '', target = port] = text.split(':');
  if (!/^\d+$/.test(port)) {
    return failed(message(`strconv.ParseUint: parsing "${port}": invalid syntax`));
  }
  const number = Number(port);
  if (number < 1 || number > 65535) {
    return failed(message(`invalid port format: ${text}`));
  }
  const name = text.replaceAll(':', '-').toLowerCase();
  const targetPort = /^\d+$/.test(target) ? Number(target) : target;
  return done({ name, protocol: 'TCP', port: number, targetPort });
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
    summary: `Create a ${kind.type} Service`,
    usage: `NAME ${kind.usage} [--dry-run=server|client|none]`,
    examples: [kind.example],
    flags: kind.flags,
    required: kind.required,
    makes: 'v1/Service',
    failurePrefix: `failed to create ${kind.title} service: `,
    build(session, name) {
      const ports = portsOf(session);
      if (!ports.ok) return ports;
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

const pairsOf = (words: readonly string[]): Record<string, string> =>
  Object.fromEntries(words.map((word) => [word.split('=')[0] ?? '', word.replace(/^[^=]*=?/, '')]));

/** `foo.com/bar=svc1:8080,tls=secret`. */
function ingressRule(text: string): Outcome<{ rule: JsonObject; tls: JsonObject | undefined }> {
  const match = /^([^/]*)(\/[^=*]*)(\*?)=([^:]+):([^,]+)(?:,tls(?:=(.*))?)?$/.exec(text);
  if (match === null)
    return failed(
      message(
        `rule ${text} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`,
      ),
    );
  const [, host = '', path = '', star = '', name = '', port = '', secret] = match;
  const number = /^\d+$/.test(port) ? { number: Number(port) } : { name: port };
  const backend = { service: { name, port: number } };
  const paths = [{ path, pathType: star === '*' ? 'Prefix' : 'Exact', backend }];
  const rule = { ...(host === '' ? {} : { host }), http: { paths } };
  const tls = text.includes(',tls')
    ? { hosts: [host], ...(secret ? { secretName: secret } : {}) }
    : undefined;
  return done({ rule, tls });
}

export const createIngressVerb = generatorVerb({
  name: 'ingress',
  aliases: ['ing'],
  summary: 'Create an Ingress',
  usage: 'NAME --rule=host/path=service:port[,tls[=secret]] ',
  examples: [{ does: 'One host', line: 'kubectl create ingress web --rule=web.example/=web:80' }],
  flags: [
    arrayFlag('rule', 'A host, a path and the service behind it'),
    textFlag('class', 'The class of the ingress'),
    textFlag('default-backend', 'Service and port for everything else'),
    arrayFlag('annotation', 'An annotation: key=value'),
  ],
  required: [],
  makes: 'networking.k8s.io/v1/Ingress',
  failurePrefix: 'failed to create ingress: ',
  build({ flags }, name) {
    const rules: JsonObject[] = [];
    const tls: JsonObject[] = [];
    for (const text of flags.list('rule')) {
      const parsed = ingressRule(text);
      if (!parsed.ok) return parsed;
      rules.push(parsed.value.rule);
      if (parsed.value.tls !== undefined) tls.push(parsed.value.tls);
    }
    const ingressClassName = flags.text('class');
    const annotations = pairsOf(flags.list('annotation'));
    if (rules.length === 0 && flags.text('default-backend') === '') {
      return failed(
        message(
          'not enough information provided: every ingress has to either specify a ' +
            'default-backend (which catches all traffic) or a list of rules (which catch specific ' +
            'paths)',
        ),
      );
    }
    const [service = '', port = ''] = flags.text('default-backend').split(':');
    const defaultBackend =
      service === ''
        ? {}
        : { defaultBackend: { service: { name: service, port: { number: Number(port) } } } };
    return done({
      kind: 'Ingress',
      apiVersion: 'networking.k8s.io/v1',
      metadata: { name, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
      spec: {
        ...(ingressClassName === '' ? {} : { ingressClassName }),
        ...defaultBackend,
        ...(tls.length === 0 ? {} : { tls }),
        ...(rules.length === 0 ? {} : { rules }),
      },
      status: { loadBalancer: {} },
    });
  },
});
