import type { Command } from '../kernel/index.ts';
import type { ContainerHost, Image } from '../node/index.ts';

/** Everything of an image but its name and what it takes of its machine. */
export type ImageContent = Omit<Image, 'reference' | 'usage'>;

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const COREUTILS = [
  ...[
    'basename',
    'cat',
    'chgrp',
    'chmod',
    'chown',
    'cp',
    'cut',
    'date',
    'dirname',
    'du',
    'echo',
    'env',
    'expr',
  ],
  ...['false', 'head', 'hostname', 'id', 'ln', 'ls', 'mkdir', 'mktemp', 'mv', 'nl', 'od'],
  ...['paste', 'printenv', 'printf', 'pwd', 'readlink', 'realpath', 'rev', 'rm', 'rmdir', 'seq'],
  ...['sha256sum', 'md5sum', 'base64', 'sleep', 'sort', 'split', 'stat', 'sync', 'tac', 'tail'],
  ...['tee', 'test', '[', 'touch', 'tr', 'true', 'truncate', 'uname', 'uniq', 'wc', 'whoami'],
  ...['yes', 'xargs', 'find', 'grep', 'egrep', 'fgrep', 'sed', 'awk', 'ps', 'kill', 'df', 'free'],
  ...['dd', 'mount', 'fallocate', 'gunzip', 'zcat'],
];

/** Tools of a small Linux userland. */
export const DEBIAN_TOOLS = [
  'bash',
  'sh',
  ...COREUTILS,
  'diff',
  'getent',
  'tar',
  'nproc',
  'timeout',
];
const BUSYBOX_TOOLS = [
  ...['sh', 'ash', ...COREUTILS, 'diff', 'tar', 'telnet', 'vi', 'watch', 'timeout', 'top'],
  ...['httpd', 'less'],
];
const BUSYBOX_NETWORK_TOOLS = ['nslookup', 'wget', 'ping', 'nc'];

/** The tools of BusyBox 1.`minor`. */
export const busyboxTools = (minor: number): string[] => [
  ...BUSYBOX_TOOLS,
  ...BUSYBOX_NETWORK_TOOLS.map((name) => `${name}@busybox-1.${minor}`),
];

const DIRECTORIES = [
  ...['bin', 'boot', 'etc', 'home', 'lib', 'media', 'mnt', 'opt', 'proc', 'root', 'run', 'sbin'],
  ...['srv', 'sys', 'usr', 'usr/bin', 'usr/sbin', 'usr/local', 'var', 'var/lib', 'var/log'],
];

const passwd = (shell: string): string =>
  `root:x:0:0:root:/root:${shell}\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n`;

interface Distribution {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly pretty: string;
  readonly shell: string;
}

/** The files of a distribution that people look at. */
export function systemFiles(distribution: Distribution): Record<string, string> {
  const { id, name, version, pretty, shell } = distribution;
  return {
    ...Object.fromEntries(DIRECTORIES.map((path) => [`/${path}/`, ''])),
    '/etc/os-release': [
      `PRETTY_NAME="${pretty}"`,
      `NAME="${name}"`,
      `VERSION_ID="${version}"`,
      `ID=${id}\n`,
    ].join('\n'),
    '/etc/passwd': passwd(shell),
    '/etc/group': 'root:x:0:\nnogroup:x:65534:\n',
    '/etc/nsswitch.conf': 'hosts: files dns\n',
  };
}

export const debianFiles = (version: string, codename: string): Record<string, string> =>
  systemFiles({
    id: 'debian',
    name: 'Debian GNU/Linux',
    version,
    pretty: `Debian GNU/Linux ${version} (${codename})`,
    shell: '/bin/bash',
  });

export const alpineFiles = (version: string): Record<string, string> =>
  systemFiles({
    id: 'alpine',
    name: 'Alpine Linux',
    version,
    pretty: `Alpine Linux v${version.split('.').slice(0, 2).join('.')}`,
    shell: '/bin/sh',
  });

/** An image without programs of its own. */
export const EMPTY: ImageContent = {
  sizeBytes: 1_000_000,
  entrypoint: [],
  command: [],
  env: { PATH },
  workingDirectory: '/',
  user: '',
  servesAs: undefined,
  files: {},
  tools: [],
  servers: {},
  programs: () => [],
  isModelled: true,
};

export const debianBased = (sizeBytes: number): ImageContent => ({
  ...EMPTY,
  sizeBytes,
  files: debianFiles('12', 'bookworm'),
  tools: DEBIAN_TOOLS,
});

/** `ps` of BusyBox, which shows all processes, whatever it is asked for. */
export const busyboxPs = (host: ContainerHost): Command => ({
  name: 'ps',
  summary: 'Show list of processes',
  *run({ stdout }) {
    const user = host.user.slice(0, 8).padEnd(9);
    const lines = host
      .processes()
      .map(({ pid, name }) => `${String(pid).padStart(5)} ${user} 0:00 ${name}\n`);
    yield* stdout.write(`PID   USER     TIME  COMMAND\n${lines.join('')}`);
    return 0;
  },
});
