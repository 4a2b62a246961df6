import { type AnyKind, isOlderVersion, nodes, pods, resourceOf } from '../../api/index.ts';
import type { Completion } from '../../kernel/index.ts';
import { textOf } from '../kubeconfig-fields.ts';
import type { KubectlParts } from '../session.ts';
import { choice, objectChoices, type ValueScene } from './choice.ts';
import { containerChoices } from './containers.ts';
import { explainChoices } from './fields.ts';

/** Verbs whose first argument is a pod, or `TYPE/NAME`. */
const POD_VERBS = new Set(['exec', 'logs', 'attach', 'port-forward', 'debug', 'cp']);
/** Verbs whose arguments are nodes. */
const NODE_VERBS = new Set(['cordon', 'uncordon', 'drain']);
/** Verbs that work on workloads only, and those workloads. */
const WORKLOADS: Readonly<Record<string, readonly string[]>> = {
  rollout: ['deployments', 'statefulsets', 'daemonsets'],
  scale: ['deployments', 'statefulsets', 'replicasets', 'replicationcontrollers'],
  autoscale: ['deployments', 'statefulsets', 'replicasets'],
  set: ['deployments', 'statefulsets', 'daemonsets', 'pods', 'cronjobs', 'jobs', 'services'],
  expose: ['services', 'deployments', 'statefulsets', 'replicasets', 'pods'],
};
/** Verbs that take no objects. */
const FREE_VERBS = new Set([
  ...['apply', 'create', 'run', 'version', 'api-resources', 'api-versions', 'cluster-info'],
  ...['events', 'diff', 'replace', 'options', 'plugin', 'completion', 'auth'],
]);
/** What follows a verb of `config`. */
const CONTEXT_VERBS =
  /^config (use-context|set-context|delete-context|rename-context|get-contexts)$/;

function kindChoices({ client }: KubectlParts, only: readonly string[] | undefined): Completion[] {
  return client.discovery.kinds().flatMap((kind) => {
    if (isOlderVersion(kind)) return [];
    if (only !== undefined && !only.includes(kind.plural)) return [];
    const { shortNames } = kind;
    const summary = shortNames.length > 0 ? `${kind.kind} (${shortNames.join(', ')})` : kind.kind;
    const isUnique = client.discovery.kindFor(kind.plural) === kind;
    return [
      choice(isUnique ? kind.plural : resourceOf(kind), summary),
      ...shortNames.map((name) => choice(name, kind.kind)),
    ];
  });
}

function namedBySlash({ parts, namespace }: ValueScene, word: string): Completion[] {
  const slash = word.indexOf('/');
  const kind = parts.client.discovery.kindFor(word.slice(0, slash));
  return kind === undefined ? [] : objectChoices(parts, kind, namespace, word.slice(0, slash + 1));
}

function topChoices(scene: ValueScene): Completion[] {
  const { parts, place, namespace } = scene;
  return objectChoices(parts, place.path === 'top node' ? nodes : pods, namespace);
}

/** Names of the kind that the arguments begin with, without those that stand there already. */
function nameChoices({ parts, place, namespace }: ValueScene, kind: AnyKind): Completion[] {
  const taken = new Set(place.args);
  return objectChoices(parts, kind, namespace).filter(({ value }) => !taken.has(value));
}

function clusterFreeChoices(scene: ValueScene): Completion[] | undefined {
  const { place, config } = scene;
  if (CONTEXT_VERBS.test(place.path)) {
    return place.args.length > 0
      ? []
      : config.contexts.map(({ name, fields }) => choice(name, textOf(fields.cluster)));
  }
  if (place.path === 'completion' && place.args.length === 0) {
    return ['bash', 'zsh', 'fish', 'powershell'].map((name) => choice(name, ''));
  }
  return place.path.startsWith('config') ? [] : undefined;
}

/** What `auth can-i` asks about, behind its verb. */
const API_VERBS = [
  ...['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'],
  ...['use', 'bind', 'escalate', 'impersonate'],
];

/** The containers of a pod or of what makes pods, as `set image` takes them. */
const imageChoices = (scene: ValueScene): Completion[] =>
  containerChoices(scene).map(({ value, summary }) => choice(`${value}=`, summary, false));

/** The choices for an argument: kinds, names, `TYPE/NAME`, paths, contexts. */
export function argumentChoices(scene: ValueScene, word: string): Completion[] {
  const { parts, place, namespace, kind } = scene;
  const [top = ''] = place.path.split(' ');
  const free = clusterFreeChoices(scene);
  if (free !== undefined) return free;
  if (place.path === 'auth can-i' && !place.isAfterDash) {
    if (place.args.length === 0) return API_VERBS.map((name) => choice(name, ''));
    return place.args.length === 1 ? kindChoices(parts, undefined) : [];
  }
  if (FREE_VERBS.has(top) || place.isAfterDash) return [];
  if (word.includes('/')) return namedBySlash(scene, word);
  if (top === 'top') return topChoices(scene);
  if (top === 'explain') {
    const own = parts.client.discovery.kindFor(word.split('.')[0] ?? '');
    return word.includes('.') && own !== undefined
      ? explainChoices(own, word)
      : place.args.length > 0
        ? []
        : kindChoices(parts, undefined);
  }
  if (POD_VERBS.has(top)) {
    return place.args.length > 0 ? [] : objectChoices(parts, pods, namespace);
  }
  if (NODE_VERBS.has(top)) return nameChoices(scene, nodes);
  const comma = word.lastIndexOf(',') + 1;
  if (place.args.length === 0) {
    const kinds = kindChoices(parts, WORKLOADS[top]);
    const head = word.slice(0, comma);
    return kinds.map(({ value, summary }) => choice(head + value, summary));
  }
  const isNamed = place.args[0]?.includes('/') === true || place.args.length > 1;
  if (place.path === 'set image' && isNamed) return imageChoices(scene);
  return kind === undefined || place.args[0]?.includes('/') ? [] : nameChoices(scene, kind);
}
