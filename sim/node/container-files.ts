import type { Container, Pod, VolumeMount } from '../api/index.ts';
import {
  createMemoryFiles,
  type Disk,
  type FileSystem,
  type Mount,
  makeDirectories,
  mountFiles,
} from '../kernel/index.ts';
import { expandVariables } from './environment.ts';
import { readOnly, subtree } from './file-views.ts';
import { CLUSTER_DOMAIN, fullHostName, hostnameOf, shortHostName } from './host-name.ts';
import type { Image } from './image.ts';
import { ANY_PROGRAM } from './main-program.ts';
import { terminationPath } from './termination-message.ts';

const DNS_ADDRESS = '10.96.0.10';
/** Of the network that the nodes stand in. */
const OUTER_DNS_ADDRESS = '192.168.49.1';

export interface ContainerFilesInput {
  readonly pod: Pod;
  readonly container: Container;
  readonly image: Image;
  /** The names of the programs that the image itself brings. */
  readonly programs: readonly string[];
  readonly podIp: string;
  readonly env: ReadonlyMap<string, string>;
  /** The pod's volumes by name. */
  volume(name: string): FileSystem | undefined;
  readonly nowEpochMs: () => number;
}

/** Models pkg/kubelet/util/util.go and ensureHostsFile of kubelet_pods.go. */
function hostsFile(pod: Pod, podIp: string): string {
  const isOfHost = pod.spec.hostNetwork === true;
  const host = shortHostName(pod);
  const names =
    isOfHost || pod.spec.subdomain === undefined ? host : `${fullHostName(pod)}\t${host}`;
  const aliases = (pod.spec.hostAliases ?? []).map(
    ({ ip, hostnames = [] }) => `${ip}\t${hostnames.join('\t')}\n`,
  );
  return [
    `# Kubernetes-managed hosts file${isOfHost ? ' (host network)' : ''}.\n127.0.0.1\tlocalhost\n`,
    '::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\n',
    `fe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n${podIp}\t${names}\n`,
    ...(aliases.length === 0 ? [] : ['\n# Entries added by HostAliases.\n', ...aliases]),
  ].join('');
}

/** Models getPodDNSType of pkg/kubelet/network/dns/dns.go. */
const usesClusterDns = ({ spec }: Pod): boolean =>
  spec.dnsPolicy === 'ClusterFirstWithHostNet' ||
  (spec.dnsPolicy === 'ClusterFirst' && spec.hostNetwork !== true);

/** The /etc/resolv.conf that a kubelet gives the containers of a pod. */
export function resolverFile(pod: Pod): string {
  const { metadata, spec } = pod;
  const svc = `svc.${CLUSTER_DOMAIN}`;
  const usesCluster = usesClusterDns(pod);
  const { nameservers = [], searches = [], options = [] } = spec.dnsConfig ?? {};
  const search = usesCluster ? [`${metadata.namespace}.${svc}`, svc, CLUSTER_DOMAIN] : [];
  const servers = usesCluster
    ? [DNS_ADDRESS]
    : spec.dnsPolicy === 'None'
      ? []
      : [OUTER_DNS_ADDRESS];
  const ndots = options.some(({ name }) => name === 'ndots') || !usesCluster ? [] : ['ndots:5'];
  const extra = options.map(({ name, value }) =>
    value === undefined ? `${name}` : `${name}:${value}`,
  );
  const allOptions = [...ndots, ...extra];
  const allSearches = [...new Set([...search, ...searches])];
  return [
    allSearches.length === 0 ? '' : `search ${allSearches.join(' ')}\n`,
    ...[...servers, ...nameservers].map((server) => `nameserver ${server}\n`),
    allOptions.length === 0 ? '' : `options ${allOptions.join(' ')}\n`,
  ].join('');
}

/** What `df` shows for a volume: claims have a device of their own, the rest is the node's. */
function diskOf({ spec }: Pod, name: string): { readonly device: string; readonly type: string } {
  const volumes = spec.volumes ?? [];
  const volume = volumes.find((each) => each.name === name);
  const { nfs } = volume ?? {};
  if (nfs !== undefined) return { device: `${nfs.server}:${nfs.path}`, type: 'nfs4' };
  const claims = volumes.filter((each) => each.persistentVolumeClaim ?? each.ephemeral);
  const at = claims.findIndex((each) => each.name === name);
  if (at >= 0) return { device: `/dev/sd${String.fromCharCode(98 + (at % 24))}`, type: 'ext4' };
  const isMemory =
    volume?.emptyDir?.medium === 'Memory' ||
    (volume?.secret ?? volume?.projected ?? volume?.downwardAPI) !== undefined;
  return isMemory ? { device: 'tmpfs', type: 'tmpfs' } : { device: '/dev/vda1', type: 'ext4' };
}

/** A script of an image, which is run by its name but has no text here. */
const isScript = (program: string): boolean => program.endsWith('.sh');

/** Puts the executables of an image where its system has them. */
function installPrograms(disk: Disk, image: Image, own: readonly string[]): void {
  const { places, tools, servers } = image;
  for (const [path, target] of Object.entries(places.links)) disk.symlink(target, path);
  const names = [...tools.map((tool) => tool.replace(/@.*/, '')), ...Object.keys(servers), ...own];
  const present = names.filter((name) => name !== ANY_PROGRAM && !isScript(name));
  disk.install(present.map((name) => [places.pathOf(name), name] as const).sort(byPath));
}

const byPath = ([a]: readonly [string, string], [b]: readonly [string, string]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/**
 * The file system of a new container: the image's files with a writable layer, what the kubelet
 * puts into /etc, and its mounts. A single file (`subPath`) of a volume that follows an object is a
 * copy that is never updated.
 */
export function createContainerFiles(input: ContainerFilesInput): FileSystem {
  const { pod, container, image, podIp, nowEpochMs } = input;
  const root = createMemoryFiles({
    nowEpochMs,
    device: 'overlay',
    files: {
      ...image.files,
      '/etc/hosts': hostsFile(pod, podIp),
      '/etc/hostname': `${hostnameOf(pod)}\n`,
      '/etc/resolv.conf': resolverFile(pod),
      [terminationPath(container)]: '',
    },
  });
  installPrograms(root, image, input.programs);
  const mounts = (container.volumeMounts ?? []).flatMap((mount) => mountOf(input, mount));
  // Mount points are made before the root file system is closed.
  const isClosed = container.securityContext?.readOnlyRootFilesystem === true;
  if (mounts.length === 0) return isClosed ? readOnly(root) : root;
  const all = mountFiles(root, mounts);
  return isClosed ? mountFiles(readOnly(root), mounts) : all;
}

/** One mount of a container; none of a volume that is not there. */
function mountOf(
  { pod, env, volume, nowEpochMs }: ContainerFilesInput,
  mount: VolumeMount,
): readonly Mount[] {
  const files = volume(mount.name);
  if (files === undefined) return [];
  const path = mount.mountPath.replace(/\/+$/, '');
  const sub = expandVariables(mount.subPathExpr ?? mount.subPath ?? '', env);
  const isReadOnly = mount.readOnly === true || files.space('/').isReadOnly;
  const stat = sub === '' ? undefined : files.stat(`/${sub}`);
  if (sub !== '' && !stat?.ok) makeDirectories(files, `/${sub}`);
  const isCopy = followsObject(pod, mount.name) && stat?.ok && stat.value.type === 'file';
  const view =
    sub === '' ? files : isCopy ? copyOf(files, sub, nowEpochMs) : subtree(files, `/${sub}`);
  const { device, type } = diskOf(pod, mount.name);
  return [{ path, files: isReadOnly ? readOnly(view) : view, device, type, isReadOnly }];
}

/** Whether the files of a volume come from other objects. */
const followsObject = ({ spec }: Pod, name: string): boolean => {
  const volume = spec.volumes?.find((each) => each.name === name);
  const { configMap, secret, projected, downwardAPI } = volume ?? {};
  return (configMap ?? secret ?? projected ?? downwardAPI) !== undefined;
};

/** One file as it is now, which nothing brings up to date. */
function copyOf(files: FileSystem, sub: string, nowEpochMs: () => number): FileSystem {
  const content = files.read(`/${sub}`);
  const stat = files.stat(`/${sub}`);
  const copy = createMemoryFiles({
    nowEpochMs,
    files: { '/file': content.ok ? content.value : '' },
  });
  if (stat.ok) {
    copy.setMode('/file', stat.value.mode);
    copy.setOwner('/file', stat.value.uid, stat.value.gid);
    copy.setModified('/file', stat.value.modifiedEpochMs);
  }
  return subtree(copy, '/file');
}
