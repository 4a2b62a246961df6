import { type AnyKind, namespaces } from '../../api/index.ts';
import type { Completion, Offer } from '../../kernel/index.ts';
import type { Flag } from '../flags.ts';
import type { KubectlParts } from '../session.ts';
import {
  choice,
  entryChoices,
  namesFor,
  objectChoices,
  objectsOf,
  only,
  orFiles,
  type ValueScene,
} from './choice.ts';
import { containerChoices } from './containers.ts';
import { jsonpathChoices, pathChoices } from './fields.ts';
import { type Described, FIELDS, FIXED, FORMATS, POD_FIELDS, PRINTED } from './fixed-values.ts';
import { kindChoices } from './kinds.ts';

const ofSort = (values: Described): Completion[] =>
  values.map(([value, summary]) => choice(value, summary, !value.endsWith('=')));

/** Labels of the objects that are there: `app=web`. */
function labelChoices(parts: KubectlParts, kind: AnyKind, namespace: string): Completion[] {
  const counts = new Map<string, number>();
  for (const { metadata } of objectsOf(parts, kind, namespace)) {
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
  const types = new Set<string>();
  for (const object of objectsOf(parts, kind, namespace)) {
    const { status } = object as { status?: { conditions?: readonly { type: string }[] } };
    for (const { type } of status?.conditions ?? []) types.add(type);
  }
  return [...types].map((type) => choice(`condition=${type}`, ''));
}

/** `TYPE/NAME`, as `events --for` takes it. */
function involvedChoices(scene: ValueScene, word: string): Completion[] {
  const slash = word.indexOf('/');
  return slash < 0
    ? kindChoices(scene.parts).map(({ value, summary }) => choice(`${value}/`, summary, false))
    : namesFor(scene, word.slice(0, slash), word.slice(0, slash + 1));
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
      return place.path === 'create clusterrolebinding'
        ? namesFor(scene, 'clusterroles')
        : undefined;
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
