import type { JsonObject } from '../../api/index.ts';
import { done, failed, message, type Outcome } from '../failure.ts';
import { arrayFlag, type FlagValues, textFlag } from '../flags.ts';
import { generatorVerb } from './generator.ts';

const pairsOf = (words: readonly string[]): Record<string, string> =>
  Object.fromEntries(words.map((word) => [word.split('=')[0] ?? '', word.replace(/^[^=]*=?/, '')]));

/** One `--rule`: `foo.com/bar=svc1:8080,tls=secret`. */
interface Rule {
  readonly host: string;
  readonly path: JsonObject;
  /** The secret, '' for none; undefined without `tls`. */
  readonly secret: string | undefined;
}

const RULE = /^([\w*\-.]*)(\/.*)=([\w-]+):([\w-]+)(?:,(tls)=?([\w-]+)?)?/;

const backendOf = (name: string, port: string): JsonObject => ({
  service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } },
});

function ruleOf(text: string): Outcome<Rule> {
  const match = RULE.exec(text);
  if (match === null) {
    const form = 'host/path=svcname:svcport[,tls[=secret]]';
    return failed(message(`rule ${text} is invalid and should be in format ${form}`));
  }
  const [, host = '', path = '', name = '', port = '', tls, secret = ''] = match;
  const isPrefix = path.endsWith('*');
  return done({
    host,
    path: {
      path: isPrefix ? path.slice(0, -1) : path,
      pathType: isPrefix ? 'Prefix' : 'Exact',
      backend: backendOf(name, port),
    },
    secret: tls === undefined ? undefined : secret,
  });
}

/** The rules of the object: one a host. */
function hostRules(rules: readonly Rule[]): JsonObject[] {
  const hosts = [...new Set(rules.map(({ host }) => host))];
  return hosts.map((host) => ({
    ...(host === '' ? {} : { host }),
    http: { paths: rules.filter((rule) => rule.host === host).map(({ path }) => path) },
  }));
}

/** The certificates: one a secret, with each host once. */
function certificates(rules: readonly Rule[]): JsonObject[] {
  const bySecret = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const { host, secret } of rules) {
    if (secret === undefined || seen.has(host)) continue;
    seen.add(host);
    const hosts = bySecret.get(secret) ?? [];
    bySecret.set(secret, host === '' ? hosts : [...hosts, host]);
  }
  return [...bySecret].flatMap(([secretName, hosts]) =>
    secretName === '' && hosts.length === 0
      ? []
      : [
          {
            ...(hosts.length === 0 ? {} : { hosts }),
            ...(secretName === '' ? {} : { secretName }),
          },
        ],
  );
}

/** What is wrong with the flags beside the rules; '' for nothing. */
function flagsError(flags: FlagValues): string {
  const bad = flags.list('annotation').find((word) => !word.includes('='));
  if (bad !== undefined) {
    return `annotation ${bad} is invalid and should be in format key=[value]`;
  }
  const backend = flags.text('default-backend');
  return backend !== '' && backend.split(':').length !== 2
    ? 'default-backend should be in format servicename:serviceport'
    : '';
}

const TOO_LITTLE =
  'not enough information provided: every ingress has to either specify a default-backend ' +
  '(which catches all traffic) or a list of rules (which catch specific paths)';

/** Models pkg/cmd/create/create_ingress.go. */
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
    const backend = flags.text('default-backend');
    const rules: Rule[] = [];
    for (const text of flags.list('rule')) {
      const parsed = ruleOf(text);
      if (!parsed.ok) return parsed;
      rules.push(parsed.value);
    }
    if (rules.length === 0 && backend === '') return failed(message(TOO_LITTLE));
    const error = flagsError(flags);
    if (error !== '') return failed(message(error));
    const ingressClassName = flags.text('class');
    const annotations = pairsOf(flags.list('annotation'));
    const [service = '', port = ''] = backend.split(':');
    const tls = certificates(rules);
    return done({
      kind: 'Ingress',
      apiVersion: 'networking.k8s.io/v1',
      metadata: { name, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
      spec: {
        ...(ingressClassName === '' ? {} : { ingressClassName }),
        ...(backend === '' ? {} : { defaultBackend: backendOf(service, port) }),
        ...(tls.length === 0 ? {} : { tls }),
        ...(rules.length === 0 ? {} : { rules: hostRules(rules) }),
      },
      status: { loadBalancer: {} },
    });
  },
});
