import {
  type AnyKind,
  fieldAt,
  type Json,
  type JsonObject,
  type KubeObject,
  listAt,
  textAt,
} from '../../api/index.ts';
import type { Client, Decision, User, Wish } from '../../client/index.ts';

const ADMINISTRATORS = 'system:masters';
const wordsAt = (rule: unknown, field: string): readonly string[] =>
  (fieldAt(rule, field) ?? []) as readonly string[];

const hasWord = (words: readonly string[], wanted: string): boolean =>
  words.includes('*') || words.includes(wanted);

/** Models RuleAllows of the RBAC authorizer. */
function allows(rule: unknown, wish: Wish): boolean {
  if (!hasWord(wordsAt(rule, 'verbs'), wish.verb)) return false;
  if (wish.path !== '') {
    return wordsAt(rule, 'nonResourceURLs').some(
      (url) =>
        url === '*' ||
        url === wish.path ||
        (url.endsWith('*') && wish.path.startsWith(url.slice(0, -1))),
    );
  }
  const resources = wordsAt(rule, 'resources');
  const names = wordsAt(rule, 'resourceNames');
  const [, subresource] = wish.resource.split('/');
  return (
    hasWord(wordsAt(rule, 'apiGroups'), wish.group) &&
    (hasWord(resources, wish.resource) ||
      (subresource !== undefined && resources.includes(`*/${subresource}`))) &&
    (names.length === 0 || names.includes(wish.name))
  );
}

function isSubject(subject: unknown, { name: user, groups }: User, namespace: string): boolean {
  const name = textAt(subject, 'name');
  switch (textAt(subject, 'kind')) {
    case 'User':
      return name === user;
    case 'Group':
      return groups.includes(name);
    default: {
      const place = textAt(subject, 'namespace') || namespace;
      return user === `system:serviceaccount:${place}:${name}`;
    }
  }
}

/** A role that somebody has, by a binding. */
interface Grant {
  readonly binding: KubeObject;
  readonly subject: unknown;
  readonly rules: readonly unknown[];
}

/** The roles that a user has everywhere, and in a namespace if one is given. */
function grantsOf(client: Client, user: User, namespace: string): readonly Grant[] {
  const kindOf = (kind: string): AnyKind | undefined =>
    client.discovery.kindOf('rbac.authorization.k8s.io/v1', kind);
  const list = (name: string, place: string): readonly KubeObject[] => {
    const kind = kindOf(name);
    const options = { labelSelector: '', fieldSelector: '' };
    const listed = kind && client.list({ kind, namespace: place }, options);
    return listed?.ok === true ? listed.value.items : [];
  };
  const rulesOf = (binding: KubeObject): readonly unknown[] => {
    const kind = kindOf(textAt(binding, 'roleRef.kind'));
    if (kind === undefined) return [];
    const { namespace: place = '' } = binding.metadata;
    const name = textAt(binding, 'roleRef.name');
    const role = client.get({ kind, namespace: place, name, subresource: '' });
    return role.ok ? listAt(role.value, 'rules') : [];
  };
  const bindings = [
    ...list('ClusterRoleBinding', ''),
    ...(namespace === '' ? [] : list('RoleBinding', namespace)),
  ];
  return bindings.flatMap((binding) => {
    const subject = listAt(binding, 'subjects').find((one) =>
      isSubject(one, user, binding.metadata.namespace ?? ''),
    );
    return subject === undefined ? [] : [{ binding, subject, rules: rulesOf(binding) }];
  });
}

/** `RBAC: allowed by ClusterRoleBinding "a" of ClusterRole "b" to User "c"`. */
function reasonOf({ binding, subject }: Grant): string {
  const { name, namespace = '' } = binding.metadata;
  const place = namespace === '' ? name : `${name}/${namespace}`;
  const role = `${textAt(binding, 'roleRef.kind')} "${textAt(binding, 'roleRef.name')}"`;
  const account = textAt(subject, 'namespace');
  const who = textAt(subject, 'name') + (account === '' ? '' : `/${account}`);
  const to = `${textAt(subject, 'kind')} "${who}"`;
  return `RBAC: allowed by ${binding.kind} "${place}" of ${role} to ${to}`;
}

/**
 * Whether the roles of the cluster allow something. Models plugin/pkg/auth/authorizer/rbac, and the
 * group of administrators that is asked before it.
 */
export function decide(client: Client, user: User, wish: Wish): Decision {
  if (user.groups.includes(ADMINISTRATORS)) return { allowed: true, reason: '' };
  const place = wish.path === '' ? wish.namespace : '';
  const grant = grantsOf(client, user, place).find(({ rules }) =>
    rules.some((rule) => allows(rule, wish)),
  );
  return grant === undefined
    ? { allowed: false, reason: '' }
    : { allowed: true, reason: reasonOf(grant) };
}

/** All rules that hold for a user in a namespace. Models RulesFor of the RBAC authorizer. */
export function rulesFor(client: Client, user: User, namespace: string): JsonObject {
  const rules = grantsOf(client, user, namespace).flatMap((grant) => grant.rules);
  const picked = (rule: unknown, fields: readonly string[]): JsonObject =>
    Object.fromEntries(
      fields.flatMap((field): [string, Json][] => {
        const words = wordsAt(rule, field);
        return words.length === 0 ? [] : [[field, [...words]]];
      }),
    );
  const isOfPaths = (rule: unknown): boolean => wordsAt(rule, 'nonResourceURLs').length > 0;
  return {
    resourceRules: rules
      .filter((rule) => !isOfPaths(rule))
      .map((rule) => picked(rule, ['verbs', 'apiGroups', 'resources', 'resourceNames'])),
    nonResourceRules: rules
      .filter(isOfPaths)
      .map((rule) => picked(rule, ['verbs', 'nonResourceURLs'])),
    incomplete: false,
  };
}
