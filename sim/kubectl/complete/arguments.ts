import { nodes, pods } from '../../api/index.ts';
import type { Completion, Offer } from '../../kernel/index.ts';
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
import { explainChoices } from './fields.ts';
import { kindChoices, objectOffer } from './kinds.ts';
import { copyOffer, type Nearby, podAndContainer, podAndPort, podOffer } from './pods.ts';

type Arguments = (scene: ValueScene, nearby: Nearby) => Offer;

/** Objects of any kind, or of these; as many as wanted, or one. */
const objects =
  (isRepeated: boolean, ...kinds: readonly string[]): Arguments =>
  (scene) =>
    objectOffer(scene, { kinds: kinds.length === 0 ? undefined : kinds, isRepeated });

/** The first argument, and no file behind it. */
const first =
  (choices: (scene: ValueScene) => readonly Completion[]): Arguments =>
  (scene) =>
    only(scene.place.args.length > 0 ? [] : choices(scene));

const anything = objects(true);
const scaled = objects(true, 'deployment', 'replicaset', 'replicationcontroller', 'statefulset');
const rolled = ['deployment', 'daemonset', 'statefulset'];
const oneNode = first(({ parts }) => objectChoices(parts, nodes, ''));
const context = first(({ config }) => entryChoices(config.contexts, 'cluster'));

/** What `auth can-i` asks about. */
const API_VERBS = [
  ...['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'],
  ...['use', 'bind', 'escalate', 'impersonate'],
];

/** Kinds, names and `TYPE/NAME` where the real tool offers nothing. */
const moreObjects: Arguments = (scene, nearby) => orFiles(anything(scene, nearby).choices);

/** The containers behind the object of `set image`, of which the real tool knows nothing. */
function imageOffer(scene: ValueScene, nearby: Nearby): Offer {
  const { args } = scene.place;
  const isNamed = args[0]?.includes('/') === true || args.length > 1;
  if (isNamed) {
    return only(
      containerChoices(scene).map(({ value, summary }) => choice(`${value}=`, summary, false)),
    );
  }
  return IMAGE_OBJECTS(scene, nearby);
}
const IMAGE_OBJECTS = objects(
  false,
  ...['daemonsets', 'deployments', 'pods', 'cronjobs', 'replicasets', 'replicationcontrollers'],
  'statefulsets',
);

function explainOffer({ parts, place }: ValueScene): Offer {
  const { args, word } = place;
  if (args.length > 0) return orFiles([]);
  const kind = parts.client.discovery.kindFor(word.split('.')[0] ?? '');
  const fields = word.includes('.') && kind !== undefined ? explainChoices(kind, word) : [];
  return orFiles([...kindChoices(parts), ...fields]);
}

function askedOffer({ parts, place }: ValueScene): Offer {
  const { args } = place;
  if (args.length === 0) return orFiles(API_VERBS.map((name) => choice(name, '')));
  return orFiles(args.length === 1 ? kindChoices(parts) : []);
}

/** What follows each verb, by its path; files follow the others. */
const ARGUMENTS: Readonly<Record<string, Arguments>> = {
  get: anything,
  describe: anything,
  delete: anything,
  edit: anything,
  patch: anything,
  label: anything,
  annotate: anything,
  debug: anything,
  'apply edit-last-applied': anything,
  'apply view-last-applied': anything,
  scale: scaled,
  autoscale: scaled,
  expose: objects(true, 'pod', 'service', 'replicationcontroller', 'deployment', 'replicaset'),
  taint: objects(true, 'node'),
  'rollout history': objects(true, ...rolled),
  'rollout status': objects(false, ...rolled),
  'rollout undo': objects(true, ...rolled),
  'rollout restart': objects(true, ...rolled),
  'rollout pause': objects(true, 'deployment'),
  'rollout resume': objects(true, 'deployment'),
  exec: podOffer,
  attach: podOffer,
  logs: podAndContainer,
  'port-forward': podAndPort,
  cp: copyOffer,
  'top pod': first(({ parts, namespace }) => objectChoices(parts, pods, namespace)),
  'top node': oneNode,
  cordon: oneNode,
  uncordon: oneNode,
  drain: oneNode,
  'create token': first((scene) => namesFor(scene, 'serviceaccounts')),
  'config use-context': context,
  'config set-context': context,
  'config delete-context': context,
  'config rename-context': context,
  'config delete-cluster': first(({ config }) => entryChoices(config.clusters, 'server')),
  'config delete-user': first(({ config }) => config.users.map(({ name }) => choice(name, ''))),
  completion: ({ place }) =>
    place.args.length > 0
      ? orFiles([])
      : only(['bash', 'zsh', 'fish', 'powershell'].map((name) => choice(name, ''))),
  // Here the real tool knows nothing.
  'config get-contexts': ({ config }) => orFiles(entryChoices(config.contexts, 'cluster')),
  wait: moreObjects,
  'set image': imageOffer,
  'set env': moreObjects,
  'set resources': moreObjects,
  'set selector': moreObjects,
  'set serviceaccount': moreObjects,
  explain: explainOffer,
  'auth can-i': askedOffer,
};

/** What is offered for an argument: kinds, names, `TYPE/NAME`, paths, contexts. */
export function argumentOffer(scene: ValueScene, nearby: Nearby): Offer {
  return ARGUMENTS[scene.place.path]?.(scene, nearby) ?? orFiles([]);
}
