import {
  ALPINE_PLACES,
  alpineFiles,
  alpineTools,
  BUSYBOX_FILES,
  BUSYBOX_PLACES,
  BUSYBOX_PROMPTS,
  busyboxPrograms,
  busyboxTools,
  DEBIAN_TOOLS,
  debianBased,
  debianFiles,
  EMPTY,
  type ImageContent,
  PROCPS,
  UBUNTU_TOOLS,
  ubuntuFiles,
} from './base.ts';
import type { ImageFamily } from './family.ts';
import { mysqlClients } from './mysql/part.ts';
import { redisCli } from './redis/image.ts';
import { patches, resolveVersion } from './versions.ts';

/** The client that Debian 12 has. */
const MARIADB_CLIENT = { kind: 'mariadb', version: '10.11.18' } as const;

const BUSYBOX_VERSIONS = ['1.24', '1.25', '1.26', '1.27', '1.28', '1.29', '1.30', '1.31', '1.32']
  .concat(['1.33', '1.34', '1.35', '1.36', '1.37'])
  .flatMap((minor) => patches(minor, 4));
const ALPINE_VERSIONS = Array.from({ length: 16 }, (_, i) => `3.${i + 7}`).flatMap((minor) =>
  patches(minor, 9),
);
const DEBIAN_NAMES: Readonly<Record<string, string>> = {
  bullseye: '11',
  bookworm: '12',
  trixie: '13',
};
const UBUNTU_NAMES: Readonly<Record<string, string>> = {
  focal: '20.04',
  jammy: '22.04',
  noble: '24.04',
};

const busyboxContent = (version: string): ImageContent => ({
  ...EMPTY,
  sizeBytes: 2_160_000,
  command: ['sh'],
  files: BUSYBOX_FILES,
  places: BUSYBOX_PLACES,
  tools: busyboxTools(Number(version.split('.')[1])),
  prompts: BUSYBOX_PROMPTS,
  programs: busyboxPrograms,
});

/** Each Alpine from 3.7 on has the next BusyBox, from 1.27 to 1.37. */
const busyboxOf = (alpine: string): number =>
  Math.min(37, 27 + Math.floor((Number(alpine.split('.')[1]) - 7) * 0.75));

/** A name of `names` or its number, with or without `-slim` and a point release. */
function releaseOf(
  names: Readonly<Record<string, string>>,
  tag: string,
  newest: string,
): { version: string; codename: string } | undefined {
  const bare = tag.replace(/-slim$/, '').replace(/-\d{8}(\.\d+)?$/, '');
  const wanted = ['latest', 'stable', 'rolling'].includes(bare) ? newest : bare;
  const found = Object.entries(names).find(
    ([codename, version]) =>
      codename === wanted || version === wanted || wanted.startsWith(`${version}.`),
  );
  return found && { codename: found[0], version: found[1] };
}

/** Images that hold a system and its tools, and run a shell. */
export const SYSTEMS: readonly ImageFamily[] = [
  {
    repository: 'docker.io/library/busybox',
    content(tag) {
      const bare = tag.replace(/-?(glibc|musl|uclibc)$/, '');
      const wanted = ['', 'latest', 'stable', 'unstable'].includes(bare) ? '1.37' : bare;
      const version = resolveVersion(BUSYBOX_VERSIONS, wanted);
      return version === undefined ? undefined : busyboxContent(version);
    },
  },
  {
    repository: 'docker.io/library/alpine',
    content(tag) {
      const version = resolveVersion(ALPINE_VERSIONS, tag === 'latest' ? '3.22' : tag);
      if (version === undefined) return undefined;
      const files = alpineFiles(version);
      const content = { ...EMPTY, sizeBytes: 3_800_000, command: ['/bin/sh'] };
      const tools = alpineTools(busyboxOf(version));
      const [prompts, programs] = [BUSYBOX_PROMPTS, busyboxPrograms];
      return { ...content, files, tools, places: ALPINE_PLACES, prompts, programs };
    },
  },
  {
    repository: 'docker.io/library/debian',
    content(tag) {
      const release = releaseOf(DEBIAN_NAMES, tag, '13');
      if (release === undefined) return undefined;
      const files = debianFiles(release.version, release.codename);
      const sizeBytes = tag.includes('slim') ? 28_200_000 : 48_500_000;
      return { ...debianBased(sizeBytes), command: ['bash'], files };
    },
  },
  {
    repository: 'docker.io/library/ubuntu',
    content(tag) {
      const release = releaseOf(UBUNTU_NAMES, tag, '24.04');
      if (release === undefined) return undefined;
      const files = ubuntuFiles(release.version, release.codename);
      const base = { ...debianBased(29_700_000), command: ['/bin/bash'] };
      return { ...base, files, tools: UBUNTU_TOOLS };
    },
  },
  {
    repository: 'quay.io/iamgini/k8sutils',
    content: (tag) =>
      /^(latest|debian12-1\.[01])$/.test(tag)
        ? {
            ...debianBased(118_000_000),
            command: ['bash'],
            tools: [
              ...[...DEBIAN_TOOLS, ...PROCPS, 'less', 'strings', 'nano'],
              ...['nslookup', 'dig', 'host', 'ping', 'curl', 'wget', 'nc', 'telnet', 'jq', 'vi'],
            ],
            programs: (host) => [redisCli(host), ...mysqlClients(host, MARIADB_CLIENT)],
          }
        : undefined,
  },
];
