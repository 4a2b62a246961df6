import type { Container, Pod } from '../api/index.ts';
import { type Identity, memoize, ROOT } from '../kernel/index.ts';
import type { Image } from './image.ts';
import { podFullName } from './pod-status.ts';

/** Who the programs of a container run as. */
export interface ContainerUser extends Identity {
  /** As its /etc/passwd names it; '' for a number that it does not have. */
  readonly name: string;
  readonly home: string;
}

export const ROOT_USER: ContainerUser = { ...ROOT, name: 'root', home: '/root' };

type Account = Pick<Image, 'user' | 'files'>;

const linesOf = (text = ''): string[][] => text.split('\n').map((line) => line.split(':'));

/** The accounts of an image, which many containers are made from. */
const accountsOf = memoize((files: Account['files']) => ({
  users: linesOf(files['/etc/passwd']).map(([name, , id, gid, , home]) => {
    return { name, id, gid, home };
  }),
  groups: linesOf(files['/etc/group']).map(([name, , id, members = '']) => {
    return { name, id, members: members.split(',') };
  }),
}));

const effective = <K extends 'runAsUser' | 'runAsGroup' | 'runAsNonRoot'>(
  pod: Pod,
  container: Container,
  field: K,
) => container.securityContext?.[field] ?? pod.spec.securityContext?.[field];

/**
 * The user of a container: what its pod asks for, or what its image says, with the groups of
 * both. Models DetermineEffectiveSecurityContext of pkg/securitycontext and containerd's oci
 * options.
 */
export function userOf(pod: Pod, container: Container, image: Account): ContainerUser {
  const [imageUser = '', imageGroup = ''] = image.user.split(':');
  const asked = effective(pod, container, 'runAsUser');
  const wanted = String(asked ?? (imageUser === '' ? 0 : imageUser));
  const accounts = accountsOf(image.files);
  const user = accounts.users.find(({ name, id }) => name === wanted || id === wanted);
  const uid = Number(user?.id ?? (/^\d+$/.test(wanted) ? wanted : 0));
  const all = accounts.groups;
  const ownGroup = asked === undefined && imageGroup !== '' ? imageGroup : undefined;
  const named = all.find(({ name, id }) => name === ownGroup || id === ownGroup)?.id ?? ownGroup;
  const gid = effective(pod, container, 'runAsGroup') ?? Number(named ?? user?.gid ?? 0);
  const {
    fsGroup,
    supplementalGroups = [],
    supplementalGroupsPolicy,
  } = pod.spec.securityContext ?? {};
  const name = user?.name ?? '';
  const ofImage =
    name === '' || supplementalGroupsPolicy === 'Strict'
      ? []
      : all.filter(({ members }) => members.includes(name));
  const groups = [
    ...[gid, ...(fsGroup === undefined ? [] : [fsGroup]), ...supplementalGroups],
    ...ofImage.map(({ id }) => Number(id)),
  ];
  return { uid, gid, groups: [...new Set(groups)], name, home: user?.home ?? '/' };
}

/** Why a container that must not run as root is refused, or ''. Models verifyRunAsNonRoot. */
export function rootRefusal(pod: Pod, container: Container, image: Account | undefined): string {
  if (image === undefined || effective(pod, container, 'runAsNonRoot') !== true) return '';
  const where = `(pod: ${JSON.stringify(podFullName(pod))}, container: ${container.name})`;
  const asked = effective(pod, container, 'runAsUser');
  if (asked === 0) return `container's runAsUser breaks non-root policy ${where}`;
  if (asked !== undefined) return '';
  const [user = ''] = image.user.split(':');
  if (user === '' || user === '0') {
    return `container has runAsNonRoot and image will run as root ${where}`;
  }
  if (/^\d+$/.test(user)) return '';
  const what = `image has non-numeric user (${user}), cannot verify user is non-root`;
  return `container has runAsNonRoot and ${what} ${where}`;
}
