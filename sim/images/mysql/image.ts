import { debianBased, type ImageContent, systemFiles } from '../base.ts';
import type { ImageFamily } from '../family.ts';
import { patches, resolveVersion } from '../versions.ts';
import { mysqlClients } from './part.ts';
import { mysqlServer } from './server.ts';

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

function mysqlContent(version: string): ImageContent {
  const base = debianBased(178_000_000);
  const flavour = { kind: 'oracle', version } as const;
  const server = mysqlServer(flavour);
  const oracle = version.startsWith('8.0') || version.startsWith('5') ? '8.10' : '9.6';
  return {
    ...base,
    entrypoint: ['docker-entrypoint.sh'],
    command: ['mysqld'],
    env: { ...base.env, MYSQL_VERSION: `${version}-1.el9`, MYSQL_MAJOR: version.slice(0, 3) },
    files: {
      ...systemFiles({
        id: 'ol',
        name: 'Oracle Linux Server',
        version: oracle,
        pretty: `Oracle Linux Server ${oracle}`,
        shell: '/bin/bash',
      }),
      '/etc/my.cnf': '[mysqld]\ndatadir=/var/lib/mysql\nsocket=/var/run/mysqld/mysqld.sock\n',
      '/var/lib/mysql/': '',
      '/var/run/mysqld/': '',
    },
    servers: { 'docker-entrypoint.sh': server, mysqld: server },
    programs: (host) => mysqlClients(host, flavour),
  };
}

export const MYSQL: ImageFamily = {
  repository: 'docker.io/library/mysql',
  content(tag) {
    const bare = tag.replace(/-(debian|oracle|oraclelinux\d)$/, '');
    const version = resolveVersion(VERSIONS, NAMED[bare] ?? bare);
    return version === undefined ? undefined : mysqlContent(version);
  },
};
