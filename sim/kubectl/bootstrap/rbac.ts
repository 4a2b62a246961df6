import type { Json, JsonObject, KubeObject } from '../../api/index.ts';
import { CONTROLLER_ROLES } from './controllers.ts';
import {
  KUBEADM_BINDINGS,
  KUBEADM_CLUSTER_BINDINGS,
  KUBEADM_CLUSTER_ROLES,
  KUBEADM_ROLES,
} from './kubeadm-policy.ts';
import { newObject } from './new-object.ts';
import { AGGREGATED, BINDINGS, CLUSTER_BINDINGS, CLUSTER_ROLES, ROLES } from './policy.ts';

const API_GROUP = 'rbac.authorization.k8s.io';
const LABELS = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
const ANNOTATIONS = { 'rbac.authorization.kubernetes.io/autoupdate': 'true' };
const AGGREGATES = 'rbac.authorization.k8s.io/aggregate-to-';
const EVENTS = '-,events.k8s.io|events|create,patch,update';
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const VERBS: Readonly<Record<string, readonly string[]>> = {
  r: READ,
  rw: [...WRITE, ...READ].sort(),
  w: WRITE,
};

function ruleOf(line: string): JsonObject {
  const [groups = '', what = '', verbWord = '', names] = (line === 'events' ? EVENTS : line).split(
    '|',
  );
  const verbs = [...(VERBS[verbWord] ?? verbWord.split(','))];
  if (groups === '@') return { nonResourceURLs: what.split(','), verbs };
  return {
    apiGroups: groups.split(',').map((group) => (group === '-' ? '' : group)),
    ...(names === undefined ? {} : { resourceNames: names.split(',') }),
    resources: what.split(','),
    verbs,
  };
}

interface Role {
  /** With the namespace before it, if there is one. */
  readonly title: string;
  readonly rules: readonly JsonObject[];
}

const rolesIn = (text: string): Role[] =>
  text
    .trim()
    .split('\n\n')
    .map((paragraph) => {
      const [title = '', ...lines] = paragraph.split('\n');
      return { title, rules: lines.map(ruleOf) };
    });

/** An object as the API server itself makes it when it first starts. */
function objectOf(kind: string, namespace: string, name: string, rest: JsonObject): KubeObject {
  const { labels = {}, ...own } = rest as { labels?: JsonObject };
  const marks = { annotations: ANNOTATIONS, labels: { ...LABELS, ...labels } };
  return newObject(`${API_GROUP}/v1`, kind, namespace, name, own, marks as JsonObject);
}

const listOf = (rules: readonly JsonObject[]): Json => rules.map((rule) => ({ ...rule }));

function clusterRoles(): KubeObject[] {
  const controllers = rolesIn(CONTROLLER_ROLES).map(({ title, rules }) => ({
    title: `system:controller:${title}`,
    rules,
  }));
  const all = [...rolesIn(CLUSTER_ROLES), ...controllers];
  const made = all.map(({ title, rules }) => {
    const to = /^system:aggregate-to-(.*)$/.exec(title)?.[1];
    const labels = to === undefined ? {} : { labels: { [`${AGGREGATES}${to}`]: 'true' } };
    return objectOf('ClusterRole', '', title, { rules: listOf(rules), ...labels });
  });
  const aggregated = Object.entries(AGGREGATED).map(([name, parts]) => {
    const rules = parts.flatMap(
      (part) => all.find(({ title }) => title === `system:aggregate-to-${part}`)?.rules ?? [],
    );
    const selector = { matchLabels: { [`${AGGREGATES}${name}`]: 'true' } };
    // What is in `edit` is in `admin` too, by the label of the role itself.
    const above = { edit: 'admin', view: 'edit' }[name];
    return objectOf('ClusterRole', '', name, {
      aggregationRule: { clusterRoleSelectors: [selector] },
      rules: listOf(rules),
      ...(above === undefined ? {} : { labels: { [`${AGGREGATES}${above}`]: 'true' } }),
    });
  });
  return [...made, ...aggregated];
}

function subjectOf(word: string): JsonObject {
  const at = word.indexOf(':');
  const [kind, name] = [word.slice(0, at), word.slice(at + 1)];
  if (kind === 'sa') return { kind: 'ServiceAccount', name, namespace: 'kube-system' };
  return { apiGroup: API_GROUP, kind, name };
}

function bindingOf(place: string, role: string, subjects: string, name = role): KubeObject {
  const kind = place === '' ? 'ClusterRole' : 'Role';
  const words = subjects === '' ? [] : subjects.split(',');
  return objectOf(`${kind}Binding`, place, name, {
    roleRef: { apiGroup: API_GROUP, kind, name: role },
    ...(words.length === 0 ? {} : { subjects: words.map(subjectOf) }),
  });
}

/** An object as kubeadm adds it; nobody keeps it as it is. */
const added = (kind: string, namespace: string, name: string, rest: JsonObject): KubeObject =>
  newObject(`${API_GROUP}/v1`, kind, namespace, name, rest, {});

const linesOf = (text: string): string[] => text.trim().split('\n');

/** What kubeadm adds for nodes that join. Models cmd/kubeadm/app/phases/bootstraptoken. */
function kubeadmObjects(): KubeObject[] {
  const binding = (kind: string, line: string): KubeObject => {
    const [title = '', role = '', subjects = ''] = line.split('|');
    const [name = '', namespace = ''] = title.split(' ').reverse();
    return added(`${kind}Binding`, namespace, name, {
      roleRef: { apiGroup: API_GROUP, kind, name: role },
      subjects: subjects.split(',').map(subjectOf),
    });
  };
  const roles = (kind: string, text: string): KubeObject[] =>
    rolesIn(text).map(({ title, rules }) => {
      const [name = '', namespace = ''] = title.split(' ').reverse();
      return added(kind, namespace, name, { rules: listOf(rules) });
    });
  return [
    ...roles('ClusterRole', KUBEADM_CLUSTER_ROLES),
    ...roles('Role', KUBEADM_ROLES),
    ...linesOf(KUBEADM_CLUSTER_BINDINGS).map((line) => binding('ClusterRole', line)),
    ...linesOf(KUBEADM_BINDINGS).map((line) => binding('Role', line)),
  ];
}

/** The roles of a new cluster and who has them. Models the RBAC bootstrap policy. */
export function rbacObjects(): readonly KubeObject[] {
  const controllers = rolesIn(CONTROLLER_ROLES).map(({ title }) =>
    bindingOf('', `system:controller:${title}`, `sa:${title}`),
  );
  return [
    ...clusterRoles(),
    ...controllers,
    ...linesOf(CLUSTER_BINDINGS).map((line) => {
      const [role = '', subjects = ''] = line.split('|');
      return bindingOf('', role, subjects);
    }),
    ...rolesIn(ROLES).map(({ title, rules }) => {
      const [namespace = '', name = ''] = title.split(' ');
      return objectOf('Role', namespace, name, { rules: listOf(rules) });
    }),
    ...linesOf(BINDINGS).map((line) => {
      const [title = '', subjects = ''] = line.split('|');
      const [namespace = '', name = '', role = name] = title.split(' ');
      return bindingOf(namespace, role, subjects, name);
    }),
    ...kubeadmObjects(),
  ];
}
