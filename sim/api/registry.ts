import { type AnyKind, apiVersionOf, resourceOf } from './kind.ts';
import { isMetricsKind } from './metrics.ts';

/** What can be asked about the kinds of an API. */
export interface Registry {
  /** Every kind, in the order of discovery. */
  kinds(): readonly AnyKind[];
  /**
   * The kind for a word of the command line: `sts`, `statefulset.apps`, `pods.v1.`; undefined if
   * none.
   */
  kindFor(word: string): AnyKind | undefined;
  /** The kind for a manifest's apiVersion and kind. */
  kindOf(apiVersion: string, kind: string): AnyKind | undefined;
}

/** The groups in the order of discovery: the core group, then by priority. */
const GROUP_ORDER = [
  '',
  'apiregistration.k8s.io',
  'apps',
  'events.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'scheduling.k8s.io',
  'coordination.k8s.io',
  'node.k8s.io',
  'discovery.k8s.io',
  'resource.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'metrics.k8s.io',
];

const rankOf = ({ group }: AnyKind): number => {
  const rank = GROUP_ORDER.indexOf(group);
  return rank < 0 ? GROUP_ORDER.length : rank;
};

const compareKinds = (a: AnyKind, b: AnyKind): number =>
  rankOf(a) - rankOf(b) || (a.plural < b.plural ? -1 : a.plural > b.plural ? 1 : 0);

const hasLongName = (name: string): ((kind: AnyKind) => boolean) => {
  const lower = name.toLowerCase();
  return ({ plural, singular }) => plural === lower || singular === lower;
};

/**
 * Looks kinds up by the words of the command line. A group may be shortened to its first letters,
 * and a version counts for full names only: short names are expanded before versions are looked
 * at, and are not those when they have capitals.
 */
export function createRegistry(kinds: readonly AnyKind[]): Registry {
  const ordered = [...kinds].sort(compareKinds);
  const byType = new Map(ordered.map((kind) => [`${apiVersionOf(kind)} ${kind.kind}`, kind]));

  const withVersion = (name: string, version: string, group: string): AnyKind | undefined => {
    const isNamed = hasLongName(name);
    return ordered.find(
      (kind) =>
        kind.group === group &&
        ((isNamed(kind) && kind.version === version) || kind.shortNames.includes(name)),
    );
  };
  const withGroup = (name: string, group: string): AnyKind | undefined => {
    const candidates = ordered.filter((kind) => kind.group.startsWith(group));
    const isNamed = hasLongName(name);
    return (
      candidates.find((kind) => isNamed(kind) && (group === '' || kind.group === group)) ??
      candidates.find(isNamed) ??
      candidates.find((kind) => kind.shortNames.includes(name))
    );
  };

  return {
    kinds: () => ordered,
    kindFor(word) {
      const [name = '', first, ...rest] = word.split('.');
      if (name === '') return undefined;
      if (first === undefined) return withGroup(name, '');
      const versioned = rest.length > 0 ? withVersion(name, first, rest.join('.')) : undefined;
      return versioned ?? withGroup(name, [first, ...rest].join('.'));
    },
    kindOf: (apiVersion, kind) => byType.get(`${apiVersion} ${kind}`),
  };
}

const ALL_VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** The verbs of a kind, as discovery lists them. */
export function verbsOf(kind: AnyKind): readonly string[] {
  const isReview = /^(authentication|authorization)\.k8s\.io$/.test(kind.group);
  if (isReview || resourceOf(kind) === 'bindings') return ['create'];
  if (resourceOf(kind) === 'componentstatuses' || isMetricsKind(kind)) return ['get', 'list'];
  if (resourceOf(kind) === 'namespaces') {
    return ALL_VERBS.filter((verb) => verb !== 'deletecollection');
  }
  return ALL_VERBS;
}
