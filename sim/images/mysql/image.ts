import type { OwnUser } from '../accounts.ts';
import { debianBased, type ImageContent, oracleBased, UBUNTU_TOOLS, ubuntuFiles } from '../base.ts';
import type { ImageFamily } from '../family.ts';
import { patches, resolveVersion } from '../versions.ts';
import { healthCheck } from './health-check.ts';
import { mysqlServer } from './late-server.ts';
import { ubuntuOf } from './mariadb-versions.ts';
import { mysqlClients } from './part.ts';

const MINORS: readonly (readonly [string, number])[] = [
  ['5.7', 44],
  ['8.0', 44],
  ['8.1', 0],
  ['8.2', 0],
  ['8.3', 0],
  ['8.4', 7],
  ['9.0', 1],
  ['9.1', 0],
  ['9.2', 0],
  ['9.3', 0],
  ['9.4', 0],
  ['9.5', 0],
  ['9.6', 0],
  ['9.7', 4],
];
const VERSIONS = MINORS.flatMap(([minor, last]) => patches(minor, last));
const NAMED: Readonly<Record<string, string>> = { latest: '9.7', innovation: '9.7', lts: '8.4' };

const DATABASE_USER: OwnUser = {
  ...{ name: 'mysql', uid: 999, gid: 999, home: '/var/lib/mysql', shell: '/bin/bash' },
};
const DIRECTORIES = ['/var/lib/mysql', '/var/run/mysqld', '/run/mysqld'];
const SERVES_AS = { uid: 999, gid: 999, umask: 0o027, directories: DIRECTORIES };

const ORACLE_CONFIG = `# For advice on how to change settings please see
# http://dev.mysql.com/doc/refman/8.4/en/server-configuration-defaults.html

[mysqld]
skip-host-cache
skip-name-resolve
datadir=/var/lib/mysql
socket=/var/run/mysqld/mysqld.sock
secure-file-priv=/var/lib/mysql-files
user=mysql

pid-file=/var/run/mysqld/mysqld.pid
[client]
socket=/var/run/mysqld/mysqld.sock

!includedir /etc/mysql/conf.d/
`;

/** The Oracle Linux that the image of a version is made on: 9 came with 8.4, and to 8.0 with it. */
function usualLinux(version: string): string {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major < 8) return '7';
  return major === 8 && (minor === 0 ? patch < 37 : minor < 4) ? '8' : '9';
}

/** The last release of each Oracle Linux. */
const LINUX_RELEASES: ReadonlyMap<string, string> = new Map([
  ['7', '7.9'],
  ['8', '8.10'],
]);

function mysqlContent(version: string, linux = usualLinux(version)): ImageContent {
  const oracle = LINUX_RELEASES.get(linux) ?? '9.6';
  const base = oracleBased(178_000_000, oracle, [DATABASE_USER]);
  const flavour = { kind: 'oracle', version } as const;
  const server = mysqlServer(flavour);
  const release = `${version}-1.el${oracle.split('.')[0]}`;
  return {
    ...base,
    servesAs: SERVES_AS,
    entrypoint: ['docker-entrypoint.sh'],
    command: ['mysqld'],
    env: {
      ...base.env,
      GOSU_VERSION: '1.17',
      MYSQL_MAJOR: version.split('.').slice(0, 2).join('.'),
      MYSQL_VERSION: release,
      MYSQL_SHELL_VERSION: release,
    },
    files: {
      ...base.files,
      '/etc/my.cnf': ORACLE_CONFIG,
      '/etc/mysql/conf.d/': '',
      '/docker-entrypoint-initdb.d/': '',
      '/var/lib/mysql/': '',
      '/var/lib/mysql-files/': '',
      '/var/run/mysqld/': '',
    },
    servers: { 'docker-entrypoint.sh': server, mysqld: server },
    programs: (host) => mysqlClients(host, flavour),
  };
}

const MARIADB_MINORS: readonly (readonly [string, number])[] = [
  ['10.4', 34],
  ['10.5', 29],
  ['10.6', 27],
  ['10.7', 8],
  ['10.8', 8],
  ['10.9', 8],
  ['10.10', 7],
  ['10.11', 18],
  ['11.0', 6],
  ['11.1', 6],
  ['11.2', 6],
  ['11.3', 2],
  ['11.4', 12],
  ['11.5', 2],
  ['11.6', 2],
  ['11.7', 2],
  ['11.8', 8],
  ['12.0', 2],
  ['12.1', 2],
  ['12.2', 2],
  ['12.3', 3],
];
const MARIADB_VERSIONS = MARIADB_MINORS.flatMap(([minor, last]) => patches(minor, last));
const MARIADB_NAMED: Readonly<Record<string, string>> = { latest: '12.2', lts: '11.8' };

function mariadbContent(version: string): ImageContent {
  const base = debianBased(118_000_000);
  const codenames: Readonly<Record<string, string>> = { '2004': 'focal', '2204': 'jammy' };
  const flavour = { kind: 'mariadb', version } as const;
  const server = mysqlServer(flavour);
  const number = ubuntuOf(version);
  const ubuntu = `${number.slice(0, 2)}.${number.slice(2)}`;
  const isNew = !version.startsWith('10.');
  const names = isNew ? ['mariadbd'] : ['mariadbd', 'mysqld'];
  return {
    ...base,
    tools: UBUNTU_TOOLS,
    servesAs: SERVES_AS,
    entrypoint: ['docker-entrypoint.sh'],
    command: ['mariadbd'],
    env: {
      ...base.env,
      GOSU_VERSION: '1.17',
      LANG: 'C.UTF-8',
      MARIADB_VERSION: `1:${version}+maria~ubu${number}`,
    },
    files: {
      ...ubuntuFiles(ubuntu, codenames[number] ?? 'noble', [DATABASE_USER]),
      '/etc/mysql/conf.d/': '',
      '/etc/mysql/mariadb.conf.d/': '',
      '/docker-entrypoint-initdb.d/': '',
      '/var/lib/mysql/': '',
      '/run/mysqld/': '',
    },
    servers: {
      'docker-entrypoint.sh': server,
      ...Object.fromEntries(names.map((name) => [name, server])),
    },
    programs: (host) => [...mysqlClients(host, flavour, !isNew), healthCheck(host)],
  };
}

/** The official image of MariaDB. */
export const MARIADB: ImageFamily = {
  repository: 'docker.io/library/mariadb',
  content(tag) {
    const bare = tag.replace(/-(noble|jammy|focal|ubi\d?)$/, '');
    const version = resolveVersion(MARIADB_VERSIONS, MARIADB_NAMED[bare] ?? bare);
    return version === undefined ? undefined : mariadbContent(version);
  },
};

export const MYSQL: ImageFamily = {
  repository: 'docker.io/library/mysql',
  content(tag) {
    const bare = tag.replace(/-(debian|oracle|oraclelinux\d)$/, '');
    const version = resolveVersion(VERSIONS, NAMED[bare] ?? bare);
    if (version === undefined) return undefined;
    return mysqlContent(version, /-oraclelinux(\d)$/.exec(tag)?.[1]);
  },
};
