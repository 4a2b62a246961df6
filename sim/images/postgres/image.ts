import { lateCommand } from '../../kernel/index.ts';
import { alpineFiles, busyboxTools, debianBased, EMPTY, type ImageContent } from '../base.ts';
import { entrypoint } from '../entrypoint.ts';
import type { ImageFamily } from '../family.ts';
import { patches, resolveVersion } from '../versions.ts';
import { POSTGRES_PROGRAMS } from './part.ts';

const MINORS: readonly (readonly [string, number])[] = [
  ['12', 22],
  ['13', 22],
  ['14', 19],
  ['15', 18],
  ['16', 10],
  ['17', 6],
  ['18', 0],
];
const VERSIONS = MINORS.flatMap(([major, last]) => patches(major, last));

const postgresContent = (version: string, isAlpine: boolean): ImageContent => {
  const base = isAlpine
    ? {
        ...EMPTY,
        sizeBytes: 101_000_000,
        files: alpineFiles('3.22.0'),
        tools: [...busyboxTools(37), 'getent', 'bash'],
      }
    : debianBased(157_000_000);
  const full = isAlpine ? version : `${version} (Debian ${version}-1.pgdg12+1)`;
  return {
    ...base,
    entrypoint: ['docker-entrypoint.sh'],
    command: ['postgres'],
    env: {
      ...base.env,
      PG_MAJOR: version.split('.')[0] ?? '',
      PG_VERSION: isAlpine ? version : `${version}-1.pgdg12+1`,
      PGDATA: '/var/lib/postgresql/data',
      LANG: 'en_US.utf8',
    },
    files: {
      ...base.files,
      '/var/lib/postgresql/data/': '',
      '/var/run/postgresql/': '',
      '/docker-entrypoint-initdb.d/': '',
    },
    programs(host) {
      const shown = host.versionOf('postgresql', full);
      return [
        entrypoint(host, 'postgres', (word) => word.startsWith('-')),
        lateCommand('postgres', 'the PostgreSQL server', POSTGRES_PROGRAMS, (programs) =>
          programs.createServer(shown, host),
        ),
        lateCommand('psql', 'the PostgreSQL client', POSTGRES_PROGRAMS, (programs) =>
          programs.createPsql(shown, host),
        ),
        lateCommand('pg_isready', 'whether a server answers', POSTGRES_PROGRAMS, (programs) =>
          programs.createIsReady(host),
        ),
      ];
    },
  };
};

export const POSTGRES: ImageFamily = {
  repository: 'docker.io/library/postgres',
  content(tag) {
    const isAlpine = tag.includes('alpine');
    const bare = tag.replace(/-?(alpine|bookworm|bullseye|trixie)[\w.-]*$/, '');
    const version = resolveVersion(VERSIONS, ['', 'latest'].includes(bare) ? '18' : bare);
    return version === undefined ? undefined : postgresContent(version, isAlpine);
  },
};
