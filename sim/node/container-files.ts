import type { Container, Pod } from '../api/index.ts';
import { createMemoryFiles, type FileSystem, type Mount, mountFiles } from '../kernel/index.ts';
import { expandVariables } from './environment.ts';
import { makeDirectories, readOnly, subtree } from './file-views.ts';
import type { Image } from './image.ts';
import { terminationPath } from './termination-message.ts';

const CLUSTER_DOMAIN = 'cluster.local';
const DNS_ADDRESS = '10.96.0.10';

export interface ContainerFilesInput {
  readonly pod: Pod;
  readonly container: Container;
  readonly image: Image;
  readonly podIp: string;
  readonly env: ReadonlyMap<string, string>;
  /** The pod's volumes by name. */
  volume(name: string): FileSystem | undefined;
  readonly nowEpochMs: () => number;
}

/** What `hostname` says in a pod. */
export const hostnameOf = ({ metadata, spec }: Pod): string =>
  (spec.hostname ?? metadata.name).slice(0, 63);

function hostsFile(pod: Pod, podIp: string): string {
  const { namespace = '' } = pod.metadata;
  const { subdomain } = pod.spec;
  const host = hostnameOf(pod);
  const names =
    subdomain === undefined
      ? host
      : `${host}.${subdomain}.${namespace}.svc.${CLUSTER_DOMAIN}\t${host}`;
  const aliases = (pod.spec.hostAliases ?? []).map(
    ({ ip, hostnames = [] }) => `${ip}\t${hostnames.join('\t')}\n`,
  );
  return [
    '# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n',
    '::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\n',
    `fe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n${podIp}\t${names}\n`,
    ...(aliases.length === 0 ? [] : ['\n# Entries added by HostAliases.\n', ...aliases]),
  ].join('');
}

/** The /etc/resolv.conf that a kubelet gives the containers of a pod. */
export function resolverFile({ metadata, spec }: Pod): string {
  const svc = `svc.${CLUSTER_DOMAIN}`;
  const usesCluster = spec.dnsPolicy === undefined || spec.dnsPolicy.startsWith('ClusterFirst');
  const { nameservers = [], searches = [], options = [] } = spec.dnsConfig ?? {};
  const search = usesCluster ? [`${metadata.namespace}.${svc}`, svc, CLUSTER_DOMAIN] : [];
  const servers = usesCluster ? [DNS_ADDRESS] : spec.dnsPolicy === 'None' ? [] : ['192.168.49.1'];
  const ndots = options.some(({ name }) => name === 'ndots') || !usesCluster ? [] : ['ndots:5'];
  const extra = options.map(({ name, value }) =>
    value === undefined ? `${name}` : `${name}:${value}`,
  );
  const allOptions = [...ndots, ...extra];
  const allSearches = [...search, ...searches];
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
  const claims = volumes.filter((each) => each.persistentVolumeClaim ?? each.ephemeral);
  const at = claims.findIndex((each) => each.name === name);
  if (at >= 0) return { device: `/dev/sd${String.fromCharCode(98 + (at % 24))}`, type: 'ext4' };
  const isMemory =
    volume?.emptyDir?.medium === 'Memory' || (volume?.secret ?? volume?.projected) !== undefined;
  return isMemory ? { device: 'tmpfs', type: 'tmpfs' } : { device: '/dev/vda1', type: 'ext4' };
}

/**
 * The file system of a new container: the image's files with a writable layer, what the kubelet
 * puts into /etc, and its mounts. A mount of a single file (`subPath`) is a copy that is never
 * updated.
 */
export function createContainerFiles(input: ContainerFilesInput): FileSystem {
  const { pod, container, image, podIp, env, nowEpochMs } = input;
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
  const mounts: Mount[] = [];
  for (const mount of container.volumeMounts ?? []) {
    const files = input.volume(mount.name);
    if (files === undefined) continue;
    const path = mount.mountPath.replace(/\/+$/, '');
    const sub = expandVariables(mount.subPathExpr ?? mount.subPath ?? '', env);
    const stat = sub === '' ? undefined : files.stat(`/${sub}`);
    if (stat?.ok && stat.value.type === 'file') {
      const content = files.read(`/${sub}`);
      makeDirectories(root, path.slice(0, path.lastIndexOf('/')));
      if (content.ok) root.write(path, content.value);
      continue;
    }
    if (sub !== '') makeDirectories(files, `/${sub}`);
    const view = sub === '' ? files : subtree(files, `/${sub}`);
    const isReadOnly = mount.readOnly === true;
    const shown = isReadOnly ? readOnly(view) : view;
    const { device, type } = diskOf(pod, mount.name);
    mounts.push({ path, files: shown, device, type, isReadOnly });
  }
  return mounts.length === 0 ? root : mountFiles(root, mounts);
}
