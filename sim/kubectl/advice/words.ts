import type { AnyKind } from '../../api/index.ts';
import { type Advice, advice, nearest, ownAt } from '../../kernel/index.ts';
import { type FailedCommand, namesOf, objectsOf, operandsOf, slashed } from './command.ts';

/** What some call by words of other tools, and what it is called here. */
const VERBS_MEANT: Readonly<Record<string, string>> = {
  add: 'create',
  change: 'edit',
  copy: 'cp',
  'current-context': 'config current-context',
  desc: 'describe',
  destroy: 'delete',
  display: 'get',
  docs: 'explain',
  find: 'get',
  forward: 'port-forward',
  'get-contexts': 'config get-contexts',
  history: 'rollout history',
  inspect: 'describe',
  install: 'apply -f',
  kill: 'delete',
  list: 'get',
  login: 'exec -it',
  ls: 'get',
  make: 'create',
  modify: 'edit',
  new: 'create',
  pause: 'rollout pause',
  portforward: 'port-forward',
  ps: 'get pods',
  remove: 'delete',
  restart: 'rollout restart',
  resume: 'rollout resume',
  rm: 'delete',
  rollback: 'rollout undo',
  'set-context': 'config set-context',
  shell: 'exec -it',
  show: 'get',
  ssh: 'exec -it',
  start: 'scale --replicas=1',
  stats: 'top',
  status: 'get',
  stop: 'scale --replicas=0',
  switch: 'config use-context',
  tail: 'logs -f',
  terminate: 'delete',
  undo: 'rollout undo',
  update: 'apply -f',
  usage: 'top',
  use: 'config use-context',
  'use-context': 'config use-context',
  watch: 'get -w',
};

/** The same, below verbs that hold others. */
const BELOW_MEANT: Readonly<Record<string, string>> = {
  'config current': 'config current-context',
  'config list': 'config get-contexts',
  'config namespace': 'config set-context --current --namespace=NAME',
  'config set-namespace': 'config set-context --current --namespace=NAME',
  'config switch': 'config use-context',
  'config use': 'config use-context',
  'config use-namespace': 'config set-context --current --namespace=NAME',
  'rollout rollback': 'rollout undo',
};

function forRootVerb({ parts }: FailedCommand, word: string, text: string): Advice | undefined {
  const meant = ownAt(VERBS_MEANT, word);
  if (meant !== undefined) {
    // Not what the tool itself has just said.
    const isSaid = text.includes(`\t${meant.split(' ')[0]}`);
    return isSaid ? undefined : advice('instead', { word, meant: `kubectl ${meant}` });
  }
  const { discovery } = parts.client;
  if (discovery.kindFor(word) !== undefined) return advice('verb', { meant: `get ${word}` });
  const [, verb = '', kind = ''] = /^(get|describe|delete|edit|create)-?(\w+)$/.exec(word) ?? [];
  const isGlued = verb !== '' && discovery.kindFor(kind) !== undefined;
  return isGlued ? advice('verb', { meant: `${verb} ${kind}` }) : undefined;
}

/** A verb that there is not, or a word below a verb that holds others, as `rollout stats`. */
export function forVerb(command: FailedCommand, text: string): Advice | undefined {
  const { path, verbs } = command;
  const word = /^unknown command "(\S+?)[" ]/.exec(text)?.[1];
  if (word === undefined) return undefined;
  if (path === '') return forRootVerb(command, word, text);
  const known = BELOW_MEANT[`${path} ${word}`];
  if (known !== undefined) return advice('verb', { meant: known });
  const meant = nearest(word, verbs);
  if (meant !== undefined) return advice('verb', { meant: `${path} ${meant}` });
  const said = /^unknown command "([^"]*)"/.exec(text)?.[1]?.split(' ') ?? [];
  const late = said.find((one) => verbs.includes(one));
  if (late !== undefined) {
    const others = said.filter((one) => one !== late);
    return advice('verb', { meant: [path, late, ...others].join(' ') });
  }
  return advice('verbs', { path, verbs: verbs.join(', ') });
}

/** Kinds whose objects people name without saying what they are, the likeliest first. */
const NAMED_ALONE: Readonly<Record<string, readonly string[]>> = {
  rollout: ['statefulset', 'deployment', 'daemonset'],
  scale: ['statefulset', 'deployment', 'replicaset'],
  autoscale: ['statefulset', 'deployment', 'replicaset'],
  expose: ['deployment', 'pod', 'replicaset'],
  '': [
    ...['pod', 'statefulset', 'deployment', 'service', 'configmap', 'secret', 'job', 'daemonset'],
    ...['persistentvolumeclaim', 'node', 'namespace'],
  ],
};

/** `delete web-0`: a name that stands where a kind should. */
function forBareName(command: FailedCommand, word: string): Advice | undefined {
  if (!operandsOf(command).includes(word)) return undefined;
  const verb = command.path.split(' ')[0] ?? '';
  for (const kindWord of NAMED_ALONE[verb] ?? NAMED_ALONE[''] ?? []) {
    const kind = command.parts.client.discovery.kindFor(kindWord);
    if (kind === undefined) continue;
    const isThere = namesOf(objectsOf(command, kind, command.namespace)).includes(word);
    if (isThere) return advice('noKind', { name: word, meant: slashed(kind, word) });
  }
  return undefined;
}

const wordsOf = (kind: AnyKind): string[] => [kind.plural, kind.singular, ...kind.shortNames];
const inGroup = ({ plural, group }: AnyKind): string =>
  group === '' ? plural : `${plural}.${group}`;
/** From so many letters on the beginning of a kind tells which. */
const ENOUGH = 4;

/** A kind that there is not. */
export function forKind(command: FailedCommand, text: string): Advice | undefined {
  const word = /^the server doesn't have a resource type "([^"]+)"/.exec(text)?.[1];
  if (word === undefined) return undefined;
  const kinds = command.parts.client.discovery.kinds();
  const own = forBareName(command, word);
  if (own !== undefined) return own;
  const lower = word.toLowerCase();
  const same = kinds.find((kind) => wordsOf(kind).includes(lower));
  // The kind is right, so what stood behind its dot is not.
  if (same !== undefined) return advice('meant', { meant: inGroup(same) });
  const known = new Set(kinds.flatMap(wordsOf));
  // A flag without its blank, and a short name with the ending of many.
  const [, first = '', flag = ''] = /^(\w+)(-.+)$/.exec(word) ?? [];
  if (known.has(first.toLowerCase())) return advice('meant', { meant: `${first} ${flag}` });
  if (lower.endsWith('s') && known.has(lower.slice(0, -1))) {
    return advice('kind', { word, meant: lower.slice(0, -1) });
  }
  const begins = kinds.filter(({ plural }) => plural.startsWith(lower));
  const only = lower.length >= ENOUGH && begins.length === 1 ? begins[0]?.plural : undefined;
  const meant = nearest(lower, [...known]) ?? only;
  return meant === undefined ? undefined : advice('kind', { word, meant });
}

const FORMATS_MEANT: Readonly<Record<string, string>> = {
  'json-path': 'jsonpath',
  jsn: 'json',
  table: 'wide',
  yml: 'yaml',
};

/** An output format that there is not. */
export function forFormat(text: string): Advice | undefined {
  const [, word, list = ''] =
    /^unable to match a printer suitable for the output format "([^"]*)", allowed formats are: (.*)/.exec(
      text,
    ) ?? [];
  if (word === undefined) return undefined;
  const [name = '', ...value] = word.split('=');
  const meant = ownAt(FORMATS_MEANT, name) ?? nearest(name, list.split(','));
  return meant === undefined
    ? undefined
    : advice('flag', { flag: `-o ${word}`, meant: `-o ${[meant, ...value].join('=')}` });
}

/** `svc web` where a verb takes one word, `nodes node-1` where it takes names only. */
export function forTwoWords(
  command: FailedCommand,
  kind: AnyKind,
  name: string,
): Advice | undefined {
  const meantKind = command.parts.client.discovery.kindFor(name);
  const operands = operandsOf(command);
  const next = operands[operands.indexOf(name) + 1];
  if (meantKind === undefined || operands[0] !== name || next === undefined) return undefined;
  const isName = kind.singular === 'node';
  return advice('oneWord', { meant: isName ? next : slashed(meantKind, next) });
}
