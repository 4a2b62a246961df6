import { namespaces, pods } from '../../api/index.ts';
import type { Completion, Offer } from '../../kernel/index.ts';
import { choice, namesFor, objectChoices, only, orFiles, type ValueScene } from './choice.ts';
import { containerChoices } from './containers.ts';
import { portChoices } from './ports.ts';

/** What else stands for pods, in the order of the real tool. */
const POD_MAKERS = [
  ...['daemonsets', 'deployments', 'pods', 'jobs', 'replicasets', 'replicationcontrollers'],
  ...['services', 'statefulsets'],
];

/**
 * One pod, or `TYPE/NAME` of what has pods. Models PodResourceNameCompletionFunc of kubectl's
 * pkg/util/completion.
 */
export function podOffer(scene: ValueScene): Offer {
  const { parts, place, namespace } = scene;
  const { args, word } = place;
  if (args.length > 0) return only([]);
  const slash = word.indexOf('/');
  if (slash >= 0) return only(namesFor(scene, word.slice(0, slash), word.slice(0, slash + 1)));
  const { discovery } = parts.client;
  const makers = POD_MAKERS.map((name) =>
    choice(`${name}/`, discovery.kindFor(name)?.kind ?? '', false),
  );
  return only([...objectChoices(parts, pods, namespace), ...makers]);
}

/** A pod and one of its containers, for `logs`. */
export const podAndContainer = (scene: ValueScene): Offer =>
  scene.place.args.length === 1 ? only(containerChoices(scene)) : podOffer(scene);

/** A pod and one of its ports, for `port-forward`. */
export const podAndPort = (scene: ValueScene): Offer =>
  scene.place.args.length === 1 ? only(portChoices(scene)) : podOffer(scene);

/** Names in the working directory that begin with what was typed. */
export interface Nearby {
  names(): readonly string[];
  isDirectory(name: string): boolean;
}

/**
 * The source of `cp`: a namespace, a pod, or a path of the learner's computer. Models
 * kubectl's pkg/cmd/cp.
 */
export function copyOffer(scene: ValueScene, nearby: Nearby): Offer {
  const { parts, place, namespace } = scene;
  const { args, word } = place;
  const isPath = /^[/.~]/.test(word) || word.includes(':');
  if (args.length > 0 || isPath) return orFiles([]);
  const podsOf = (where: string, prefix: string): Completion[] =>
    objectChoices(parts, pods, where, prefix).map(({ value, summary }) =>
      choice(`${value}:`, summary, false),
    );
  const slash = word.indexOf('/');
  if (slash > 0) return orFiles(podsOf(word.slice(0, slash), word.slice(0, slash + 1)));
  const found = [
    ...objectChoices(parts, namespaces, '').map(({ value, summary }) =>
      choice(`${value}/`, summary, false),
    ),
    ...podsOf(namespace, ''),
  ];
  if (word === '') return orFiles([...found, choice('./', '', false), choice('/', '', false)]);
  if (!found.some(({ value }) => value.startsWith(word))) return orFiles([]);
  const files = nearby
    .names()
    .map((name) => choice(nearby.isDirectory(name) ? `${name}/` : name, '', false));
  return orFiles([...found, ...files]);
}
