import { type KubeObject, type Pod, pods, services } from '../../api/index.ts';
import type { Client } from '../../client/index.ts';
import { type Advice, advice, nearest } from '../../kernel/index.ts';

/** Where a program ran: in a pod, or with '' on the learner's computer. */
interface Place {
  readonly namespace: string;
  readonly pod: string;
}

/** Programs whose operands are names of hosts. */
const ASKERS = new Set('dig getent host nc nslookup ping ping6 ssh telnet traceroute'.split(' '));
const FETCHERS = new Set(['curl', 'wget']);
/** Clients that take the host with `-h` or `--host`. */
const CLIENTS = new Set(
  'mariadb mariadb-admin mysql mysqladmin mysqldump pg_isready psql redis-cli'.split(' '),
);

const HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;
const URL = /^(?:[a-z]+:\/\/)?(?:[^@/]*@)?([a-z0-9][a-z0-9.-]*)(?::(\d+))?(?:[/?#].*)?$/i;
const COULD_NOT_CONNECT = 7;
const NO_COMMAND = 127;

interface Target {
  readonly host: string;
  readonly port: string;
}

/** The hosts that a command line names, the likeliest last. */
function targetsOf([program = '', ...args]: readonly string[]): Target[] {
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (FETCHERS.has(name)) {
    const full = args.filter((arg) => arg.includes('://'));
    const addresses = full.length > 0 ? full : args.slice(-1);
    return addresses.flatMap((arg) => {
      const [, host, port = ''] = URL.exec(arg) ?? [];
      return host === undefined ? [] : [{ host, port }];
    });
  }
  const words = CLIENTS.has(name)
    ? args.flatMap((arg, i) => {
        const [, joined = ''] = /^(?:-h|--host=?)(.*)$/.exec(arg) ?? [undefined, undefined];
        if (joined === undefined || !/^(?:-h|--host)/.test(arg)) return [];
        return joined === '' ? args.slice(i + 1, i + 2) : [joined];
      })
    : ASKERS.has(name)
      ? args
      : [];
  return words
    .filter((word) => HOST.test(word.toLowerCase()) && /[a-z]/i.test(word))
    .map((host) => ({ host, port: '' }));
}

interface Names {
  readonly pods: readonly Pod[];
  readonly services: readonly KubeObject[];
}

function namesIn(client: Client): Names {
  const all = { labelSelector: '', fieldSelector: '' };
  const list = (kind: typeof pods | typeof services): readonly KubeObject[] => {
    const listed = client.list({ kind, namespace: '' }, all);
    return listed.ok ? listed.value.items : [];
  };
  return { pods: list(pods) as readonly Pod[], services: list(services) };
}

const spaceOf = ({ metadata }: KubeObject): string => metadata.namespace ?? '';

const find = <T extends KubeObject>(
  objects: readonly T[],
  name: string,
  namespace: string,
): T | undefined => objects.find((one) => one.metadata.name === name && spaceOf(one) === namespace);

/** The labels of a name below the cluster's own domain. */
const labelsOf = (host: string): string[] =>
  host
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/\.svc(?:\.cluster\.local)?$/, '')
    .split('.');

/** The name that DNS has for a pod, as short as it may be from a namespace. */
function nameOfPod(pod: Pod, services: readonly KubeObject[], from: string): string | undefined {
  const { hostname = '', subdomain = '' } = pod.spec;
  const namespace = spaceOf(pod);
  if (subdomain === '' || find(services, subdomain, namespace) === undefined) return undefined;
  const short = `${hostname === '' ? pod.metadata.name : hostname}.${subdomain}`;
  return namespace === from ? short : `${short}.${namespace}`;
}

function forPod(names: Names, host: string, from: string): Advice | undefined {
  const [name = '', service = '', namespace = ''] = labelsOf(host);
  const named = names.pods.filter((pod) => pod.metadata.name === name);
  const pod = named.find((one) => spaceOf(one) === (namespace || from)) ?? named[0];
  const meant = pod === undefined ? undefined : nameOfPod(pod, names.services, from);
  const isSame = meant === [name, service, namespace].filter((one) => one !== '').join('.');
  return meant === undefined || isSame ? undefined : advice('podName', { name, meant });
}

function forService(names: Names, host: string, from: string): Advice | undefined {
  const [name = '', namespace = ''] = labelsOf(host);
  if (find(names.services, name, namespace || from) !== undefined) return undefined;
  const service = names.services.find(({ metadata }) => metadata.name === name);
  if (service !== undefined) {
    const where = spaceOf(service);
    return advice('serviceElsewhere', { name, namespace: where, meant: `${name}.${where}` });
  }
  if (namespace !== '') return undefined;
  const here = names.services.filter((one) => spaceOf(one) === from);
  const meant = nearest(
    name,
    here.map(({ metadata }) => metadata.name),
  );
  return meant === undefined ? undefined : advice('serviceName', { name, meant });
}

/** BusyBox's nslookup searches for names without a dot only: others it takes as they are. */
function forDottedName(names: Names, host: string, from: string): Advice | undefined {
  const labels = labelsOf(host);
  const [name = '', second = ''] = labels;
  if (labels.length < 2 || host.toLowerCase() !== labels.join('.')) return undefined;
  const isService = find(names.services, name, second) !== undefined && labels.length === 2;
  const pod = names.pods.find((one) => one.metadata.name === name && one.spec.subdomain === second);
  const namespace = pod === undefined ? '' : spaceOf(pod);
  const isPod = pod !== undefined && (labels[2] ?? from) === namespace;
  if (!isService && !isPod) return undefined;
  const whole = isService ? labels : [name, second, namespace];
  return advice('podName', { name: host, meant: `${whole.join('.')}.svc.cluster.local` });
}

interface PortList {
  readonly ports?: readonly { readonly port: number }[];
}

/** Names of Services are known inside the cluster only. */
function forOutside(names: Names, host: string): Advice | undefined {
  const labels = labelsOf(host);
  const service = names.services.find(
    (one) =>
      labels.includes(one.metadata.name) &&
      (labels.length === 1 || labels.includes(spaceOf(one)) || labels[1] === one.metadata.name),
  );
  if (service === undefined) return undefined;
  const { name } = service.metadata;
  const port = (service as { spec?: PortList }).spec?.ports?.[0]?.port ?? 80;
  const where = spaceOf(service) === 'default' ? '' : ` -n ${spaceOf(service)}`;
  return advice('outside', {
    name: host,
    line: `kubectl port-forward svc/${name} 8080:${port}${where}`,
  });
}

function fromComputer(
  client: Client,
  words: readonly string[],
  status: number,
): Advice | undefined {
  const [program = ''] = words;
  if (status === NO_COMMAND) {
    const isInPods = CLIENTS.has(program) || (ASKERS.has(program) && program !== 'ssh');
    return isInPods ? advice('inCluster', { word: program }) : undefined;
  }
  const target = targetsOf(words).at(-1);
  if (target === undefined) return undefined;
  const { host, port } = target;
  if (/^(?:localhost|127\.0\.0\.1)$/.test(host)) {
    const isRefused = program === 'curl' && status === COULD_NOT_CONNECT;
    return isRefused ? advice('noForward', { port: port || '80' }) : undefined;
  }
  const names = namesIn(client);
  if (program === 'ssh') {
    const pod = names.pods.find(({ metadata }) => metadata.name === host);
    const space = pod === undefined || spaceOf(pod) === 'default' ? '' : ` -n ${spaceOf(pod)}`;
    const meant = `kubectl exec -it${space} ${host} -- sh`;
    return pod === undefined ? undefined : advice('meant', { meant });
  }
  return forOutside(names, host);
}

/**
 * What is suggested to somebody whose program failed, from what the API knows of names: those of
 * pods and Services, and from where they can be reached.
 */
export function adviceForProgram(
  client: Client,
  { namespace, pod }: Place,
  words: readonly string[],
  status: number,
): Advice | undefined {
  const [program = ''] = words;
  if (pod === '') return fromComputer(client, words, status);
  if (status === NO_COMMAND)
    return /^(?:kubectl|k)$/.test(program) ? advice('inContainer') : undefined;
  const hosts = targetsOf(words).map(({ host }) => host);
  if (hosts.length === 0) return undefined;
  const names = namesIn(client);
  for (const host of hosts) {
    const [name = '', second = ''] = labelsOf(host);
    const isService = find(names.services, name, second || namespace) !== undefined;
    const told =
      (isService ? undefined : forPod(names, host, namespace)) ??
      forService(names, host, namespace);
    if (told !== undefined) return told;
    const dotted = program === 'nslookup' ? forDottedName(names, host, namespace) : undefined;
    if (dotted !== undefined) return dotted;
  }
  return undefined;
}
