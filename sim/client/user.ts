/** In whose name requests are made. */
export interface User {
  readonly name: string;
  /** '' for none. */
  readonly uid: string;
  readonly groups: readonly string[];
}

/** Who every client is that does not act as somebody else. */
export const ADMINISTRATOR: User = {
  name: 'minikube-user',
  uid: '1',
  groups: ['system:masters', 'system:authenticated'],
};

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):/;

/** Somebody to act as, with the groups that come with the name. Models the impersonation filter. */
export function userOf(name: string, groups: readonly string[], uid: string): User {
  const namespace = SERVICE_ACCOUNT.exec(name)?.[1];
  const own =
    namespace === undefined || groups.length > 0
      ? [...groups]
      : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  const isAnonymous = name === 'system:anonymous';
  const common = isAnonymous ? 'system:unauthenticated' : 'system:authenticated';
  return { name, uid, groups: own.includes(common) ? own : [...own, common] };
}
