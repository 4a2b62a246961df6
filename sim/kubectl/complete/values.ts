import { type AnyKind, namespaces } from '../../api/index.ts';
import type { Completion, Offer } from '../../kernel/index.ts';
import type { Flag } from '../flags.ts';
import type { KubectlParts } from '../session.ts';
import {
  choice,
  entryChoices,
  namesFor,
  objectChoices,
  only,
  orFiles,
  type ValueScene,
} from './choice.ts';
import { containerChoices } from './containers.ts';
import { jsonpathChoices, pathChoices } from './fields.ts';
import { kindChoices } from './kinds.ts';

type Described = readonly (readonly [string, string])[];

/** What every verb that prints objects prints them as. */
const PRINTED: Described = [
  ['json', 'the whole object as JSON'],
  ['yaml', 'the whole object as YAML'],
  ['kyaml', 'the whole object as KYAML'],
  ['name', 'only kind and name'],
  ['go-template', 'a Go template'],
  ['go-template-file', 'a Go template from a file'],
  ['template', 'a Go template'],
  ['templatefile', 'a Go template from a file'],
  ['jsonpath', 'fields by path'],
  ['jsonpath-as-json', 'fields by path, as JSON'],
  ['jsonpath-file', 'fields by path, from a file'],
];
const TABLES: Described = [
  ['custom-columns', 'a table of your own'],
  ['custom-columns-file', 'a table of your own, from a file'],
  ['wide', 'a table with more columns'],
];
const PLAIN: Described = PRINTED.slice(0, 3);

/** The formats of the verbs that have others than most. */
const FORMATS: Readonly<Record<string, Described>> = {
  get: [...PRINTED, ...TABLES],
  events: [...PRINTED, ['wide', 'a table with more columns']],
  delete: [['name', 'only kind and name']],
  version: PLAIN,
  'api-resources': [...PLAIN, ['name', 'only names'], ['wide', 'a table with more columns']],
  'config get-contexts': [['name', 'only names']],
  explain: [
    ['plaintext', 'as text'],
    ['plaintext-openapiv2', 'as text, in the older way'],
  ],
};

/** Flags whose values are a few words, by name; some only of one verb. */
const FIXED: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'dry-run': [
    ['none', 'do it'],
    ['client', 'only print what would be sent'],
    ['server', 'let the server try it'],
  ],
  cascade: [
    ['background', 'dependents afterwards'],
    ['foreground', 'dependents first'],
    ['orphan', 'leave dependents alone'],
  ],
  'patch type': [
    ['json', 'a list of operations'],
    ['merge', 'fields replace fields'],
    ['strategic', 'lists are merged by key'],
  ],
  'expose type': [
    ['ClusterIP', ''],
    ['NodePort', ''],
    ['LoadBalancer', ''],
    ['ExternalName', ''],
  ],
  'run restart': [
    ['Always', ''],
    ['OnFailure', ''],
    ['Never', ''],
  ],
  'image-pull-policy': [
    ['Always', ''],
    ['IfNotPresent', ''],
    ['Never', ''],
  ],
  'wait for': [
    ['condition=', 'a condition of the status'],
    ['jsonpath=', 'the value of a field'],
    ['delete', 'until it is gone'],
    ['create', 'until it is there'],
  ],
  'debug profile': [
    ['general', ''],
    ['baseline', ''],
    ['restricted', ''],
    ['netadmin', ''],
    ['sysadmin', ''],
  ],
  validate: [
    ['strict', ''],
    ['warn', ''],
    ['ignore', ''],
  ],
  'events types': [
    ['Normal', ''],
    ['Warning', ''],
  ],
};

const ofSort = (values: Described): Completion[] =>
  values.map(([value, summary]) => choice(value, summary, !value.endsWith('=')));

/** Labels of the objects that are there: `app=web`. */
function labelChoices({ client }: KubectlParts, kind: AnyKind, namespace: string): Completion[] {
  const path = { kind, namespace: kind.isNamespaced ? namespace : '' };
  const listed = client.list(path, { labelSelector: '', fieldSelector: '' });
  const counts = new Map<string, number>();
  for (const { metadata } of listed.ok ? listed.value.items : []) {
    for (const [key, value] of Object.entries(metadata.labels ?? {})) {
      const pair = `${key}=${value}`;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
  }
  return [...counts].map(([pair, count]) => choice(pair, `${count} ${kind.plural}`));
}

/** Conditions that objects of a kind have: what `wait --for=condition=` waits for. */
function conditionChoices({ parts, kind, namespace }: ValueScene): Completion[] {
  if (kind === undefined) return [];
  const path = { kind, namespace: kind.isNamespaced ? namespace : '' };
  const listed = parts.client.list(path, { labelSelector: '', fieldSelector: '' });
  const types = new Set<string>();
  for (const object of listed.ok ? listed.value.items : []) {
    const { status } = object as { status?: { conditions?: readonly { type: string }[] } };
    for (const { type } of status?.conditions ?? []) types.add(type);
  }
  return [...types].map((type) => choice(`condition=${type}`, ''));
}

/** Fields that the API server selects objects by, as it knows them for every kind and for pods. */
const FIELDS: readonly (readonly [string, string])[] = [
  ['metadata.name=', ''],
  ['metadata.namespace=', ''],
];
const POD_FIELDS: readonly (readonly [string, string])[] = [
  ['spec.nodeName=', 'the node'],
  ['spec.restartPolicy=', ''],
  ['spec.schedulerName=', ''],
  ['spec.serviceAccountName=', ''],
  ...['Pending', 'Running', 'Succeeded', 'Failed'].map(
    (phase) => [`status.phase=${phase}`, ''] as const,
  ),
  ['status.podIP=', ''],
];

/** `TYPE/NAME`, as `events --for` takes it. */
function involvedChoices({ parts, namespace }: ValueScene, word: string): Completion[] {
  const slash = word.indexOf('/');
  return slash < 0
    ? kindChoices(parts).map(({ value, summary }) => choice(`${value}/`, summary, false))
    : namesFor({ parts, namespace }, word.slice(0, slash), word.slice(0, slash + 1));
}

/** Cluster roles for `--clusterrole`. */
function roleChoices({ parts, namespace }: ValueScene): Completion[] {
  return namesFor({ parts, namespace }, 'clusterroles');
}

/** What a flag's value is chosen from, where the real tool knows it too. */
function knownValues(scene: ValueScene, flag: Flag): Completion[] | undefined {
  const { parts, place, config } = scene;
  switch (flag.name) {
    case 'namespace':
      return objectChoices(parts, namespaces, '');
    case 'context':
      return entryChoices(config.contexts, 'cluster');
    case 'cluster':
      return entryChoices(config.clusters, 'server');
    case 'user':
      return config.users.map(({ name }) => choice(name, ''));
    case 'subresource':
      return ['status', 'scale', 'resize'].map((name) => choice(name, ''));
    case 'clusterrole':
      return place.path === 'create clusterrolebinding' ? roleChoices(scene) : undefined;
    case 'container':
      return place.path === 'exec' ? containerChoices(scene) : undefined;
    default:
      return undefined;
  }
}

/** What a format goes on with: fields of the kind. */
function formatChoices({ place, kind }: ValueScene, word: string): Completion[] {
  if (kind !== undefined && /^jsonpath(-as-json)?=/.test(word)) {
    const isList = place.args.length === 1 && !/\//.test(place.args[0] ?? '');
    return jsonpathChoices(kind, word, isList);
  }
  if (kind !== undefined && word.startsWith('custom-columns=')) return pathChoices(kind, word);
  return ofSort(FORMATS[place.path] ?? PRINTED);
}

/** What a flag's value is chosen from, of which the real tool knows nothing. */
function moreValues(scene: ValueScene, flag: Flag): Completion[] {
  const { parts, place, namespace, kind } = scene;
  const { word } = place;
  const [verb = ''] = place.path.split(' ');
  const fixed = FIXED[`${verb} ${flag.name}`] ?? FIXED[flag.name];
  switch (flag.name) {
    case 'sort-by':
      return kind === undefined ? [] : pathChoices(kind, word === '' ? '.' : word);
    case 'container':
    case 'target':
      return containerChoices(scene);
    case 'selector':
      return kind === undefined ? [] : labelChoices(parts, kind, namespace);
    case 'label-columns': {
      const pairs = kind === undefined ? [] : labelChoices(parts, kind, namespace);
      const keys = new Set(pairs.map(({ value }) => value.slice(0, value.indexOf('='))));
      return [...keys].map((key) => choice(key, ''));
    }
    case 'field-selector':
      return ofSort(kind?.kind === 'Pod' ? [...FIELDS, ...POD_FIELDS] : FIELDS);
    case 'for':
      if (verb === 'events') return involvedChoices(scene, word);
      return word.startsWith('condition=') ? conditionChoices(scene) : ofSort(fixed ?? []);
    default:
      return fixed === undefined ? [] : ofSort(fixed);
  }
}

const MANIFESTS = ['json', 'yaml', 'yml'];

/** What is offered for the value of a flag. */
export function valueOffer(scene: ValueScene, flag: Flag): Offer {
  if (flag.name === 'filename') return { choices: [], files: MANIFESTS };
  if (flag.name === 'output') {
    const choices = formatChoices(scene, scene.place.word);
    return scene.place.path === 'get' ? only(choices) : orFiles(choices);
  }
  const known = knownValues(scene, flag);
  return known === undefined ? orFiles(moreValues(scene, flag)) : only(known);
}
