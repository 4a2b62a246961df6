import {
  type AnyKind,
  type Event,
  events,
  type KubeObject,
  namespaces,
  type Pod,
  pods,
} from '../../api/index.ts';
import { type Advice, advice, nearest } from '../../kernel/index.ts';
import {
  afterDashes,
  type FailedCommand,
  namedObject,
  namesOf,
  objectAt,
  objectsOf,
  operandsOf,
  slashed,
} from './command.ts';
import { forPatch } from './flags.ts';
import { forChoice } from './values.ts';
import { forTwoWords } from './words.ts';

/** Kinds that share names with one another, the likeliest first. */
const COMMON = ['pod', 'statefulset', 'deployment', 'service', 'daemonset', 'job', 'configmap'];
/** So many names are told of many. */
const FEW = 3;

const listed = (names: readonly string[]): string =>
  `${names.slice(0, FEW).join(', ')}${names.length > FEW ? ', …' : ''}`;

/** The pods of a workload, whose names begin with its own; or of a set, but for one number. */
function forPods(kind: AnyKind, name: string, here: readonly string[]): Advice | undefined {
  const set = name.replace(/-\d+$/, '');
  const own = here.filter((one) => one.startsWith(`${set}-`));
  if (kind !== pods || own.length === 0) return undefined;
  return advice('pods', { name, pods: listed(own) });
}

/** Pods of a workload of that name, which is in another namespace. */
function forPodsElsewhere(command: FailedCommand, kind: AnyKind, name: string): Advice | undefined {
  if (kind !== pods) return undefined;
  const all = objectsOf(command, pods, '').map(({ metadata }) => metadata);
  const namespace = all.find((one) => one.name.startsWith(`${name}-`))?.namespace;
  if (namespace === undefined || namespace === command.namespace) return undefined;
  const own = all.filter((one) => one.namespace === namespace && one.name.startsWith(`${name}-`));
  const names = listed(own.map((one) => one.name));
  return advice('podsElsewhere', { name, pods: names, namespace });
}

/** An object of that name, but of another kind. */
function forOtherKind(command: FailedCommand, kind: AnyKind, name: string): Advice | undefined {
  const { discovery } = command.parts.client;
  const hasOne = (other: AnyKind): boolean =>
    namesOf(objectsOf(command, other, command.namespace)).includes(name);
  const asked =
    operandsOf(command)[0]
      ?.split(',')
      .map((word) => discovery.kindFor(word)) ?? [];
  // What was asked for as well has been shown.
  if (asked.some((other) => other !== undefined && other !== kind && hasOne(other)))
    return undefined;
  for (const word of COMMON) {
    const other = discovery.kindFor(word);
    if (other === undefined || other === kind) continue;
    if (!hasOne(other)) continue;
    return advice('otherKind', { kind: kind.singular, name, meant: slashed(other, name) });
  }
  return undefined;
}

function forNamespace(command: FailedCommand, name: string): Advice {
  // `-n` of tail(1), where it is the namespace.
  if (command.path === 'logs' && /^\d+$/.test(name)) {
    return advice('meant', { meant: `--tail=${name}` });
  }
  const meant = nearest(name, namesOf(objectsOf(command, namespaces, '')));
  return meant === undefined
    ? advice('newNamespace', { namespace: name })
    : advice('namespace', { namespace: name, meant });
}

/** An object that is not there: it has another name, another kind or another namespace. */
export function forMissing(
  command: FailedCommand,
  resource: string,
  name: string,
): Advice | undefined {
  const { parts, namespace } = command;
  const kind = parts.client.discovery.kindFor(resource);
  if (kind === undefined) return undefined;
  if (kind === namespaces) return forNamespace(command, name);
  if (name.includes('*')) return advice('wildcard', { kind: kind.plural });
  const here = namesOf(objectsOf(command, kind, namespace));
  const elsewhere = kind.isNamespaced
    ? objectsOf(command, kind, '').find((one) => one.metadata.name === name)?.metadata.namespace
    : undefined;
  if (elsewhere !== undefined && elsewhere !== namespace) {
    return advice('elsewhere', { kind: kind.singular, name, namespace: elsewhere });
  }
  const told =
    forTwoWords(command, kind, name) ??
    forPods(kind, name, here) ??
    (kind.isNamespaced ? forOtherKind(command, kind, name) : undefined);
  if (told !== undefined) return told;
  const meant = nearest(name, here);
  return meant === undefined
    ? forPodsElsewhere(command, kind, name)
    : advice('name', { kind: kind.singular, name, meant });
}

const IMMUTABLE =
  /field is immutable|updates to statefulset spec for fields other than|pod updates may not change/;

function forInvalid(command: FailedCommand, text: string): Advice | undefined {
  const choice = forChoice(text);
  if (choice !== undefined) return choice;
  const name = /(?:^|: )\S+ "([^"]+)" is invalid/.exec(text)?.[1];
  if (name === undefined) return undefined;
  if (IMMUTABLE.test(text)) return advice('immutable', { name });
  if (!/metadata\.name: Invalid value: .*RFC 1123/s.test(text) || command.path === '')
    return undefined;
  const meant = name
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return meant === '' || meant === name ? undefined : advice('meant', { meant });
}

function forBadRequest(command: FailedCommand, text: string): Advice | undefined {
  if (/that match label selector ".*(?:unable to parse|found '|expected)/s.test(text)) {
    return advice('selector', {});
  }
  if (/^previous terminated container ".*" in pod ".*" not found/.test(text)) {
    return advice('previous', {});
  }
  return forPatch(command, text);
}

/** A failure that the API server told. */
export function forStatus(
  command: FailedCommand,
  text: string,
  reason: string,
): Advice | undefined {
  if (reason === 'BadRequest') return forBadRequest(command, text);
  if (reason === 'Invalid') return forInvalid(command, text);
  if (text === 'the server could not find the requested resource') return forOwner(command);
  const [, resource = '', name = ''] =
    /(\S+) "([^"]+)" (?:not found|already exists)/.exec(text) ?? [];
  if (reason === 'NotFound') {
    return (
      forNames(name) ??
      forImage(command) ??
      forKinds(command) ??
      forMissing(command, resource, name)
    );
  }
  const isCreate = reason === 'AlreadyExists' && command.path === 'create';
  return isCreate ? advice('exists', { name }) : undefined;
}

/** Names stand one after the other; only kinds are joined by commas. */
function forNames(name: string): Advice | undefined {
  const names = name.split(',').filter((one) => one !== '');
  return names.length > 1 ? advice('meant', { meant: names.join(' ') }) : undefined;
}

/** `get pods svc`, `get pods, svc`: kinds are one word, joined by commas. */
export function forKinds(command: FailedCommand): Advice | undefined {
  const words = operandsOf(command).flatMap((word) => word.split(',').filter((one) => one !== ''));
  const isKind = (word: string): boolean =>
    word === 'all' || command.parts.client.discovery.kindFor(word) !== undefined;
  return words.length > 1 && words.every(isKind)
    ? advice('meant', { meant: words.join(',') })
    : undefined;
}

const controllerOf = ({ metadata }: KubeObject) =>
  metadata.ownerReferences?.find(({ controller }) => controller === true);

/** A pod that was asked for what only its owner has: replicas, a rollout. */
function forOwner(command: FailedCommand): Advice | undefined {
  const [first = ''] = operandsOf(command);
  const kind = command.parts.client.discovery.kindFor(first.split('/')[0] ?? '');
  const named = kind === pods ? namedObject(command) : undefined;
  const owner = named === undefined ? undefined : controllerOf(named);
  if (owner === undefined) return undefined;
  const above = objectAt(command, `${owner.kind.toLowerCase()}/${owner.name}`);
  const top = (above === undefined ? undefined : controllerOf(above)) ?? owner;
  return advice('owner', { meant: `${top.kind.toLowerCase()}/${top.name}` });
}

interface ContainerList {
  readonly template?: { readonly spec?: ContainerList };
  readonly containers?: readonly { readonly name: string }[];
  readonly initContainers?: readonly { readonly name: string }[];
}

function containersOf(object: KubeObject): string[] {
  const spec = (object as { spec?: ContainerList }).spec;
  const { containers = [], initContainers = [] } = spec?.template?.spec ?? spec ?? {};
  return [...containers, ...initContainers].map(({ name }) => name);
}

function forContainer(command: FailedCommand, text: string): Advice | undefined {
  const [, word, pod = ''] = /^container (\S+) is not valid for pod (\S+)/.exec(text) ?? [];
  if (word !== undefined) {
    const { parts, namespace } = command;
    const got = parts.client.get({ kind: pods, namespace, name: pod, subresource: '' });
    const meant = got.ok ? nearest(word, containersOf(got.value as Pod)) : undefined;
    return meant === undefined ? undefined : advice('container', { pod, meant });
  }
  const missing = /^unable to find container named "/.test(text);
  const named = missing ? namedObject(command) : undefined;
  return named === undefined
    ? undefined
    : advice('containers', { names: containersOf(named).join(', ') });
}

/** `set image sts/web nginx:1.26`: an image without the container that it is for. */
function forImage(command: FailedCommand): Advice | undefined {
  if (command.path !== 'set image') return undefined;
  const operands = operandsOf(command);
  const image = operands.find((one) => one.includes(':') && !one.includes('='));
  const named = image === undefined ? undefined : namedObject(command);
  const [container = 'CONTAINER', ...others] = named === undefined ? [] : containersOf(named);
  const name = others.length > 0 ? 'CONTAINER' : container;
  return image === undefined ? undefined : advice('pair', { meant: `${name}=${image}` });
}

interface PortList {
  readonly ports?: readonly { readonly port: number; readonly name?: string }[];
}

function forServicePort(command: FailedCommand, text: string): Advice | undefined {
  const name = /^Service (\S+) does not have a service port/.exec(text)?.[1];
  const service = name === undefined ? undefined : objectAt(command, `service/${name}`);
  if (name === undefined || service === undefined) return undefined;
  const { ports = [] } = (service as { spec?: PortList }).spec ?? {};
  return advice('servicePorts', { name, ports: ports.map(({ port }) => port).join(', ') });
}

const NOT_ROLLED_OUT =
  /^no (?:status|history) viewer has been implemented|^no rollbacker|restarting is not supported/;

function forRollout(command: FailedCommand, text: string): Advice | undefined {
  if (NOT_ROLLED_OUT.test(text)) {
    return forOwner(command);
  }
  if (!/^unable to find (?:the )?specified revision/.test(text)) return undefined;
  return advice('revisions', { line: `kubectl rollout history ${operandsOf(command).join(' ')}` });
}

/** A program that the image does not have, where another one does the same. */
export function forProgram(command: FailedCommand, text: string): Advice | undefined {
  const word = /exec: "([^"]*)": executable file not found/.exec(text)?.[1];
  const isBash = word !== undefined && /^(?:.*\/)?(?:bash|zsh)$/.test(word);
  const isAsked = afterDashes(command)?.[0] === word;
  return isBash && isAsked ? advice('noProgram', { word, meant: 'sh' }) : undefined;
}

/** `run -i … -- COMMAND` waited for a pod whose command ends at once and is started again. */
function forEndedRun(command: FailedCommand, text: string): Advice | undefined {
  if (command.path !== 'run' || !text.startsWith('timed out waiting')) return undefined;
  const [name = ''] = operandsOf(command);
  const starts = objectsOf(command, events, command.namespace).filter(
    (one) => (one as Event).involvedObject.name === name && (one as Event).reason === 'Started',
  );
  return starts.length > 0 ? advice('endsAtOnce', {}) : undefined;
}

/** What is said of objects by kubectl itself and not by the API server. */
export const forObject = (command: FailedCommand, text: string): Advice | undefined =>
  forContainer(command, text) ??
  forImage(command) ??
  forServicePort(command, text) ??
  forRollout(command, text) ??
  forEndedRun(command, text) ??
  forProgram(command, text);
