import { type AnyKind, isOlderVersion, namespaces } from '../../api/index.ts';
import type { Completion } from '../../kernel/index.ts';
import type { Flag } from '../flags.ts';
import { textOf } from '../kubeconfig-fields.ts';
import type { KubectlParts } from '../session.ts';
import { choice, objectChoices, type ValueScene } from './choice.ts';
import { containerChoices } from './containers.ts';
import { jsonpathChoices, pathChoices } from './fields.ts';

const FORMATS: readonly (readonly [string, string])[] = [
  ['wide', 'a table with more columns'],
  ['yaml', 'the whole object as YAML'],
  ['json', 'the whole object as JSON'],
  ['name', 'only kind and name'],
  ['jsonpath=', 'fields by path'],
  ['jsonpath-as-json=', 'fields by path, as JSON'],
  ['jsonpath-file=', 'fields by path, from a file'],
  ['custom-columns=', 'a table of your own'],
  ['custom-columns-file=', 'a table of your own, from a file'],
  ['go-template=', 'a Go template'],
  ['go-template-file=', 'a Go template from a file'],
  ['kyaml', 'the whole object as KYAML'],
];

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
  subresource: [
    ['status', ''],
    ['scale', ''],
    ['resize', ''],
  ],
  profile: [
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

const ofSort = (values: readonly (readonly [string, string])[]): Completion[] =>
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
  const { discovery } = parts.client;
  if (slash < 0) {
    const kinds = discovery.kinds().filter((kind) => kind.isNamespaced && !isOlderVersion(kind));
    return kinds.map(({ plural, kind }) => choice(`${plural}/`, kind, false));
  }
  const kind = discovery.kindFor(word.slice(0, slash));
  const prefix = word.slice(0, slash + 1);
  return kind === undefined ? [] : objectChoices(parts, kind, namespace, prefix);
}

/** The choices for the value of a flag; `word` is what was typed of it. */
export function valueChoices(scene: ValueScene, flag: Flag, word: string): Completion[] {
  const { parts, place, namespace, config, kind } = scene;
  const [verb = ''] = place.path.split(' ');
  const fixed = FIXED[`${verb} ${flag.name}`] ?? FIXED[flag.name];
  switch (flag.name) {
    case 'namespace':
      return objectChoices(parts, namespaces, '');
    case 'output': {
      const isPath = /^jsonpath(-as-json)?=/.test(word);
      if (isPath && kind !== undefined) {
        return jsonpathChoices(
          kind,
          word,
          place.args.length === 1 && !/\//.test(place.args[0] ?? ''),
        );
      }
      if (word.startsWith('custom-columns=') && kind !== undefined) return pathChoices(kind, word);
      return ofSort(FORMATS);
    }
    case 'sort-by':
      return kind === undefined ? [] : pathChoices(kind, word === '' ? '.' : word);
    case 'container':
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
    case 'context':
      return config.contexts.map(({ name, fields }) => choice(name, textOf(fields.cluster)));
    case 'cluster':
      return config.clusters.map(({ name, fields }) => choice(name, textOf(fields.server)));
    case 'user':
      return config.users.map(({ name }) => choice(name, ''));
    default:
      return fixed === undefined ? [] : ofSort(fixed);
  }
}
