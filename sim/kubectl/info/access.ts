import { type AnyKind, fieldAt, type KubeObject, listAt, textAt } from '../../api/index.ts';
import type { Session } from '../session.ts';

/** What somebody wants to do. */
export interface Wish {
  readonly user: string;
  readonly groups: readonly string[];
  readonly verb: string;
  /** A path such as `/healthz`, or '' for a resource. */
  readonly path: string;
  readonly group: string;
  /** With the subresource after a slash. */
  readonly resource: string;
  readonly name: string;
  /** '' for everywhere. */
  readonly namespace: string;
}

const ADMINISTRATORS = 'system:masters';
const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):/;

/** The groups that come with a name. Models the impersonation filter of the API server. */
export function groupsOf(user: string, given: readonly string[]): string[] {
  const namespace = SERVICE_ACCOUNT.exec(user)?.[1];
  const own =
    namespace === undefined || given.length > 0
      ? [...given]
      : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  const isAnonymous = user === 'system:anonymous';
  return [...own, isAnonymous ? 'system:unauthenticated' : 'system:authenticated'];
}

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

function isSubject(subject: unknown, { user, groups }: Wish, namespace: string): boolean {
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

/**
 * Whether the roles of the cluster allow something. Everybody here is an administrator, so nothing
 * is ever refused by it; it is what a question about somebody else is answered from. Models
 * plugin/pkg/auth/authorizer/rbac.
 */
export function isAllowed({ client }: Session, wish: Wish): boolean {
  if (wish.groups.includes(ADMINISTRATORS)) return true;
  const kindOf = (kind: string): AnyKind | undefined =>
    client.discovery.kindOf('rbac.authorization.k8s.io/v1', kind);
  const list = (name: string, namespace: string): readonly KubeObject[] => {
    const kind = kindOf(name);
    const options = { labelSelector: '', fieldSelector: '' };
    const listed = kind === undefined ? undefined : client.list({ kind, namespace }, options);
    return listed?.ok === true ? listed.value.items : [];
  };
  const rulesOf = (binding: KubeObject): readonly unknown[] => {
    const kind = kindOf(textAt(binding, 'roleRef.kind'));
    if (kind === undefined) return [];
    const { namespace = '' } = binding.metadata;
    const name = textAt(binding, 'roleRef.name');
    const role = client.get({ kind, namespace, name, subresource: '' });
    return role.ok ? listAt(role.value, 'rules') : [];
  };
  const bindings = [
    ...list('ClusterRoleBinding', ''),
    ...(wish.namespace === '' || wish.path !== '' ? [] : list('RoleBinding', wish.namespace)),
  ];
  return bindings.some(
    (binding) =>
      listAt(binding, 'subjects').some((subject) =>
        isSubject(subject, wish, binding.metadata.namespace ?? ''),
      ) && rulesOf(binding).some((rule) => allows(rule, wish)),
  );
}
