import type { Command } from '../kernel/index.ts';
import type { ContainerHost } from '../node/index.ts';
import {
  ALPINE_ACCOUNTS,
  accountFiles,
  BUSYBOX_ACCOUNTS,
  DEBIAN_ACCOUNTS,
  ORACLE_ACCOUNTS,
  type OwnUser,
} from './accounts.ts';
import { EMPTY, type ImageContent, PLAIN_PROMPT } from './empty.ts';
import { MERGED_PLACES } from './program-places.ts';
import { DEBIAN_TOOLS, ORACLE_TOOLS } from './userland.ts';

export { EMPTY, type ImageContent } from './empty.ts';
export { ALPINE_PLACES, BUSYBOX_PLACES } from './program-places.ts';
export { alpineTools, busyboxTools, DEBIAN_TOOLS, PROCPS, UBUNTU_TOOLS } from './userland.ts';

type Files = Readonly<Record<string, string>>;

const directories = (names: string): Files =>
  Object.fromEntries(names.split(' ').map((path) => [`/${path}/`, '']));

const SYSTEM =
  'dev etc home proc root sys tmp usr/bin usr/lib usr/sbin usr/local/bin usr/share var/log var/lib';
const APT = 'var/lib/apt var/lib/apt/lists var/lib/dpkg';
const DEBIAN_DIRECTORIES = `${SYSTEM} ${APT} boot media mnt opt run srv usr/lib64 var/cache`;
const APK = 'lib/apk lib/apk/db';
const ALPINE_DIRECTORIES = `${SYSTEM} bin lib ${APK} media mnt opt run sbin srv var/cache`;
const ORACLE_DIRECTORIES = `${SYSTEM} afs boot media mnt opt run srv usr/lib64 var/cache`;
const BUSYBOX_DIRECTORIES =
  'bin dev etc home lib lib64 proc root sys tmp usr/sbin var/spool var/www';

const lines = (text: string): string => `${text.trim().replace(/^ +/gm, '')}\n`;

/** Debian's own prompt and history settings for each bash at a terminal. */
const BASHRC = "PS1='\\u@\\h:\\w\\$ '\n";
const NSSWITCH = 'passwd:         files\ngroup:          files\nhosts:          files dns\n';

/** A Debian of a major version, with the users that an image adds. */
export const debianFiles = (
  version: string,
  codename: string,
  own: readonly OwnUser[] = [],
): Files => ({
  ...directories(DEBIAN_DIRECTORIES),
  ...accountFiles(DEBIAN_ACCOUNTS, own),
  '/etc/bash.bashrc': BASHRC,
  '/etc/debian_version': `${DEBIAN_POINTS[version] ?? version}\n`,
  '/etc/nsswitch.conf': NSSWITCH,
  '/etc/os-release': lines(`PRETTY_NAME="Debian GNU/Linux ${version} (${codename})"
    NAME="Debian GNU/Linux"
    VERSION_ID="${version}"
    VERSION="${version} (${codename})"
    VERSION_CODENAME=${codename}
    ID=debian
    HOME_URL="https://www.debian.org/"
    SUPPORT_URL="https://www.debian.org/support"
    BUG_REPORT_URL="https://bugs.debian.org/"`),
});

/** The newest point releases. */
const DEBIAN_POINTS: Readonly<Record<string, string>> = {
  '11': '11.11',
  '12': '12.12',
  '13': '13.2',
};

export const ubuntuFiles = (
  version: string,
  codename: string,
  own: readonly OwnUser[] = [],
): Files => {
  const name = `${codename.charAt(0).toUpperCase()}${codename.slice(1)}`;
  const animal = { focal: 'Fossa', jammy: 'Jellyfish', noble: 'Numbat' }[codename] ?? '';
  const point = { '20.04': '20.04.6', '22.04': '22.04.5', '24.04': '24.04.3' }[version] ?? version;
  return {
    ...directories(DEBIAN_DIRECTORIES),
    ...accountFiles(DEBIAN_ACCOUNTS, [...(version === '24.04' ? [UBUNTU_USER] : []), ...own]),
    '/etc/bash.bashrc': BASHRC,
    '/etc/nsswitch.conf': NSSWITCH,
    '/etc/os-release': lines(`PRETTY_NAME="Ubuntu ${point} LTS"
      NAME="Ubuntu"
      VERSION_ID="${version}"
      VERSION="${point} LTS (${name} ${animal})"
      VERSION_CODENAME=${codename}
      ID=ubuntu
      ID_LIKE=debian
      HOME_URL="https://www.ubuntu.com/"
      SUPPORT_URL="https://help.ubuntu.com/"
      BUG_REPORT_URL="https://bugs.launchpad.net/ubuntu/"
      PRIVACY_POLICY_URL="https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"
      UBUNTU_CODENAME=${codename}`),
  };
};

const UBUNTU_USER: OwnUser = {
  ...{ name: 'ubuntu', uid: 1000, gid: 1000 },
  ...{ home: '/home/ubuntu', shell: '/bin/bash' },
};

export const alpineFiles = (version: string, own: readonly OwnUser[] = []): Files => ({
  ...directories(ALPINE_DIRECTORIES),
  ...accountFiles(ALPINE_ACCOUNTS, own),
  '/etc/alpine-release': `${version}\n`,
  '/etc/nsswitch.conf': 'hosts: files dns\n',
  '/etc/os-release': lines(`NAME="Alpine Linux"
    ID=alpine
    VERSION_ID=${version}
    PRETTY_NAME="Alpine Linux v${version.split('.').slice(0, 2).join('.')}"
    HOME_URL="https://alpinelinux.org/"
    BUG_REPORT_URL="https://gitlab.alpinelinux.org/alpine/aports/-/issues"`),
});

export const oracleFiles = (version: string, own: readonly OwnUser[] = []): Files => ({
  ...directories(ORACLE_DIRECTORIES),
  ...accountFiles(ORACLE_ACCOUNTS, own),
  '/etc/os-release': lines(`NAME="Oracle Linux Server"
    VERSION="${version}"
    ID="ol"
    ID_LIKE="fedora"
    VARIANT="Server"
    VARIANT_ID="server"
    VERSION_ID="${version}"
    PLATFORM_ID="platform:el${version.split('.')[0]}"
    PRETTY_NAME="Oracle Linux Server ${version}"
    ANSI_COLOR="0;31"
    CPE_NAME="cpe:/o:oracle:linux:${version.replace('.', ':')}:server"
    HOME_URL="https://linux.oracle.com/"
    BUG_REPORT_URL="https://github.com/oracle/oracle-linux"

    ORACLE_BUGZILLA_PRODUCT="Oracle Linux ${version.split('.')[0]}"
    ORACLE_BUGZILLA_PRODUCT_VERSION=${version}
    ORACLE_SUPPORT_PRODUCT="Oracle Linux"
    ORACLE_SUPPORT_PRODUCT_VERSION=${version}`),
});

/** The BusyBox image has no release file. */
export const BUSYBOX_FILES: Files = {
  ...directories(BUSYBOX_DIRECTORIES),
  ...accountFiles(BUSYBOX_ACCOUNTS),
};

/** A `sh` that is dash, and one that is BusyBox's. */
const DASH_PROMPTS = { bash: '\\u@\\h:\\w\\$ ', sh: '\\$ ' };
export const BUSYBOX_PROMPTS = { bash: PLAIN_PROMPT, sh: '\\w \\$ ' };

export const debianBased = (
  sizeBytes: number,
  own: readonly OwnUser[] = [],
  version = '12',
): ImageContent => ({
  ...EMPTY,
  sizeBytes,
  files: debianFiles(version, version === '13' ? 'trixie' : 'bookworm', own),
  tools: DEBIAN_TOOLS,
  places: MERGED_PLACES,
  prompts: DASH_PROMPTS,
});

/** The bash of each Oracle Linux. */
const ORACLE_BASH: ReadonlyMap<string, string> = new Map([
  ['7', '4.2'],
  ['8', '4.4'],
  ['9', '5.1'],
]);

export const oracleBased = (
  sizeBytes: number,
  version: string,
  own: readonly OwnUser[],
): ImageContent => {
  const bash = ORACLE_BASH.get(version.split('.')[0] ?? '') ?? '5.1';
  return {
    ...EMPTY,
    sizeBytes,
    files: oracleFiles(version, own),
    tools: ORACLE_TOOLS,
    places: MERGED_PLACES,
    prompts: { bash: `bash-${bash}\\$ `, sh: `sh-${bash}\\$ ` },
  };
};

/** `ps` of BusyBox, which shows all processes, whatever it is asked for. */
export const busyboxPs = (host: ContainerHost): Command => ({
  name: 'ps',
  summary: 'Show list of processes',
  *run({ stdout }) {
    const user = host.user.slice(0, 8).padEnd(9);
    const rows = host
      .processes()
      .map(({ pid, name }) => `${String(pid).padStart(5)} ${user} 0:00 ${name}\n`);
    yield* stdout.write(`PID   USER     TIME  COMMAND\n${rows.join('')}`);
    return 0;
  },
});

/** Another name of a shell that is there: `ash` is BusyBox's `sh`. */
export const shellAlias = (host: ContainerHost, name: string, shell: string): Command => ({
  name,
  summary: `the shell; here it is ${shell}`,
  *run(context) {
    const command = host.commands().get(shell);
    return command === undefined ? 127 : yield* command.run({ ...context, name: shell });
  },
});

/** The programs of a BusyBox that are not among the shell's tools. */
export const busyboxPrograms = (host: ContainerHost): Command[] => [
  busyboxPs(host),
  shellAlias(host, 'ash', 'sh'),
];
