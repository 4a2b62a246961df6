import { type Command, lateCommand } from '../../kernel/index.ts';
import type { OwnUser } from '../accounts.ts';
import {
  ALPINE_PLACES,
  alpineFiles,
  alpineTools,
  BUSYBOX_PROMPTS,
  busyboxPrograms,
  debianBased,
  EMPTY,
  type ImageContent,
  PROCPS,
} from '../base.ts';
import { entrypoint } from '../entrypoint.ts';
import type { ImageFamily } from '../family.ts';
import { patches, resolveVersion } from '../versions.ts';
import { oldPlace } from './data-place.ts';
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
const TOOLS = [
  ...['createdb', 'dropdb', 'createuser', 'dropuser'],
  ...['pg_dump', 'pg_restore', 'pg_dumpall'],
];
const VERSIONS = MINORS.flatMap(([major, last]) => patches(major, last));

/** The first major version with a directory of its own. */
const NEW_PLACE_SINCE = 18;

const userOf = (uid: number, shell: string): OwnUser => ({
  ...{ name: 'postgres', uid, gid: uid, home: '/var/lib/postgresql', shell },
});

/** The entrypoint; since 18 it looks for data at the old place before it starts a server. */
const checked = (entry: Command, major: number): Command => ({
  ...entry,
  *run(context) {
    const isServer = /^(-.*|postgres|)$/.test(context.args[0] ?? '');
    const text = isServer && major >= NEW_PLACE_SINCE ? oldPlace(context) : undefined;
    if (text === undefined) return yield* entry.run(context);
    yield* context.stderr.write(text);
    return 1;
  },
});

const postgresContent = (version: string, isAlpine: boolean): ImageContent => {
  const base = isAlpine
    ? {
        ...EMPTY,
        sizeBytes: 101_000_000,
        files: alpineFiles('3.22.2', [userOf(70, '/bin/sh')]),
        places: ALPINE_PLACES,
        tools: [...alpineTools(37), 'bash'],
        prompts: BUSYBOX_PROMPTS,
      }
    : debianBased(157_000_000, [userOf(999, '/bin/bash')]);
  const uid = isAlpine ? 70 : 999;
  const own = isAlpine ? [] : PROCPS;
  // From 18 on each major version has a directory of its own below the volume.
  const major = version.split('.')[0] ?? '';
  const data =
    Number(major) >= NEW_PLACE_SINCE
      ? `/var/lib/postgresql/${major}/docker`
      : '/var/lib/postgresql/data';
  const full = isAlpine ? version : `${version} (Debian ${version}-1.pgdg12+1)`;
  return {
    ...base,
    tools: [...base.tools, ...own],
    servesAs: { uid, gid: uid, umask: 0o077, directories: [data, '/var/run/postgresql'] },
    entrypoint: ['docker-entrypoint.sh'],
    command: ['postgres'],
    // It ends its clients' sessions.
    stopSignal: 'SIGINT',
    env: {
      ...base.env,
      PATH: isAlpine ? (base.env.PATH ?? '') : `${base.env.PATH}:/usr/lib/postgresql/${major}/bin`,
      GOSU_VERSION: '1.19',
      LANG: 'en_US.utf8',
      PG_MAJOR: major,
      PG_VERSION: isAlpine ? version : `${version}-1.pgdg12+1`,
      PGDATA: data,
    },
    files: {
      ...base.files,
      [`${data}/`]: '',
      '/var/run/postgresql/': '',
      '/docker-entrypoint-initdb.d/': '',
    },
    programs(host) {
      const shown = host.versionOf('postgresql', full);
      return [
        ...(isAlpine ? busyboxPrograms(host) : []),
        checked(
          entrypoint(host, 'postgres', (word) => word.startsWith('-')),
          Number(major),
        ),
        lateCommand('postgres', 'the PostgreSQL server', POSTGRES_PROGRAMS, (programs) =>
          programs.createServer(shown, host),
        ),
        lateCommand('psql', 'the PostgreSQL client', POSTGRES_PROGRAMS, (programs) =>
          programs.createPsql(shown, host),
        ),
        lateCommand('pg_isready', 'whether a server answers', POSTGRES_PROGRAMS, (programs) =>
          programs.createIsReady(shown, host),
        ),
        ...TOOLS.map((name) =>
          lateCommand(name, 'a client of PostgreSQL', POSTGRES_PROGRAMS, (programs) =>
            programs.createTool(name, shown, host),
          ),
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
