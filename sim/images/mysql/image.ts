import type { Command } from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';
import { debianBased, type ImageContent, systemFiles } from '../base.ts';
import type { ImageFamily } from '../family.ts';
import { patches, resolveVersion } from '../versions.ts';
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

/** `mysqladmin ping`, for probes that run inside the server's own container. */
const mysqladmin = (host: ContainerHost): Command => ({
  name: 'mysqladmin',
  summary: 'administer a MySQL server',
  *run({ args, stdout, stderr }) {
    if (host.isListening(3306)) {
      if (args.includes('ping')) yield* stdout.write('mysqld is alive\n');
      return 0;
    }
    yield* stderr.write(
      "mysqladmin: connect to server at 'localhost' failed\n" +
        "error: 'Can't connect to local MySQL server through socket " +
        "'/var/run/mysqld/mysqld.sock' (2)'\n" +
        "Check that mysqld is running and that the socket: '/var/run/mysqld/mysqld.sock' exists!\n",
    );
    return 1;
  },
});

function mysqlContent(version: string): ImageContent {
  const base = debianBased(178_000_000);
  const server = mysqlServer(version);
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
    tools: [...base.tools, 'mysql', 'mysqldump'],
    servers: { 'docker-entrypoint.sh': server, mysqld: server },
    programs: (host) => [mysqladmin(host)],
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
