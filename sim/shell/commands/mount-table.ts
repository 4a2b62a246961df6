import type { FileSpace } from '../../kernel/index.ts';

/** A mount as `mount` and `df` show it. */
export interface ShownMount extends FileSpace {
  readonly options: string;
}

const GIB = 1024 ** 3;
/** The disk of a machine, for what has no limit of its own. */
const MACHINE_BYTES = 59 * GIB;
const MACHINE_USED_BYTES = 13 * GIB;

const own = (
  device: string,
  type: string,
  mountPoint: string,
  capacityBytes: number,
  options: string,
): ShownMount => ({
  device,
  type,
  mountPoint,
  capacityBytes,
  usedBytes: 0,
  isReadOnly: options.startsWith('ro'),
  options,
});

const TOKEN = '/run/secrets/kubernetes.io/serviceaccount';
const OVERLAY = 'lowerdir=/var/lib/containerd/l,upperdir=/var/lib/containerd/u,workdir=/w';

const BLOCK_BYTES = 4096;
const inBlocks = (space: FileSpace): FileSpace => ({
  ...space,
  usedBytes: Math.ceil(space.usedBytes / BLOCK_BYTES) * BLOCK_BYTES,
});

/** Disks that have no limit show the size of the machine's. */
const sized = (space: FileSpace): FileSpace =>
  Number.isFinite(space.capacityBytes)
    ? space
    : {
        ...space,
        capacityBytes: space.device === 'tmpfs' ? 8 * GIB : MACHINE_BYTES,
        usedBytes: space.usedBytes + (space.device === 'tmpfs' ? 0 : MACHINE_USED_BYTES),
      };

function shown(space: FileSpace): ShownMount {
  const access = space.isReadOnly ? 'ro' : 'rw';
  const mountPoint = space.mountPoint.replace(/^\/var\/run\/secrets/, '/run/secrets');
  const options = space.type === 'overlay' ? `${access},relatime,${OVERLAY}` : `${access},relatime`;
  return { ...sized(inBlocks(space)), mountPoint, options };
}

/**
 * All mounts, in the order in which they are made; in a container, whose root is an overlay, those
 * that containerd adds as well.
 */
export function mountTable(spaces: readonly FileSpace[]): ShownMount[] {
  const [root, ...others] = spaces.map(shown);
  if (root === undefined) return [];
  if (root.type !== 'overlay') return [root, ...others];
  const volumes = others.filter(({ type }) => type !== 'proc' && type !== 'sysfs');
  const isToken = ({ mountPoint }: ShownMount): boolean => mountPoint === TOKEN;
  const hosts = {
    ...sized({ ...root, device: '/dev/vda1', type: 'ext4' }),
    options: 'rw,relatime',
  };
  return [
    root,
    own('proc', 'proc', '/proc', 0, 'rw,nosuid,nodev,noexec,relatime'),
    own('tmpfs', 'tmpfs', '/dev', 64 * 1024 ** 2, 'rw,nosuid,size=65536k,mode=755'),
    own('sysfs', 'sysfs', '/sys', 0, 'ro,nosuid,nodev,noexec,relatime'),
    own('cgroup', 'cgroup2', '/sys/fs/cgroup', 0, 'ro,nosuid,nodev,noexec,relatime'),
    ...volumes
      .filter((each) => !isToken(each))
      .sort((a, b) => (a.mountPoint < b.mountPoint ? -1 : 1)),
    { ...hosts, mountPoint: '/etc/hosts' },
    { ...hosts, mountPoint: '/dev/termination-log' },
    { ...hosts, mountPoint: '/etc/hostname' },
    { ...hosts, mountPoint: '/etc/resolv.conf' },
    own('shm', 'tmpfs', '/dev/shm', 64 * 1024 ** 2, 'rw,nosuid,nodev,noexec,relatime,size=65536k'),
    ...volumes.filter(isToken),
    own('tmpfs', 'tmpfs', '/proc/acpi', 4 * GIB, 'ro,relatime'),
    own('tmpfs', 'tmpfs', '/sys/firmware', 4 * GIB, 'ro,relatime'),
  ];
}

/** Mounts that `df` leaves out: without a size, and the same disk a second time. */
export function sizedMounts(mounts: readonly ShownMount[]): ShownMount[] {
  const isSeen = new Set<string>();
  return mounts.filter(({ device, capacityBytes, mountPoint }) => {
    if (capacityBytes === 0) return false;
    if (!device.startsWith('/dev/')) return true;
    const key = mountPoint.startsWith('/etc/') || mountPoint.startsWith('/dev/') ? device : '';
    if (key === '' || device !== '/dev/vda1') return true;
    if (isSeen.has(key)) return false;
    isSeen.add(key);
    return true;
  });
}
