import { type Command, lateCommand } from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';
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
} from '../base.ts';
import { entrypoint } from '../entrypoint.ts';
import type { ImageFamily } from '../family.ts';
import { patches, resolveVersion } from '../versions.ts';
import { REDIS_PROGRAMS } from './part.ts';

const MINORS: readonly (readonly [string, number])[] = [
  ['5.0', 14],
  ['6.0', 20],
  ['6.2', 20],
  ['7.0', 15],
  ['7.2', 11],
  ['7.4', 6],
  ['8.0', 4],
  ['8.2', 2],
];
const VERSIONS = MINORS.flatMap(([minor, last]) => patches(minor, last));

/** The client that k8sutils has. */
const CLIENT_VERSION = '7.0.15';

/** `redis-cli`, whose code comes when it first runs. */
export const redisCli = (host: ContainerHost, version = CLIENT_VERSION): Command =>
  lateCommand('redis-cli', 'the Redis client', REDIS_PROGRAMS, (programs) =>
    programs.createCli(version, host),
  );

const isForServer = (word: string): boolean => word.startsWith('-') || word.endsWith('.conf');

const userOf = (gid: number): OwnUser => ({
  ...{ name: 'redis', uid: 999, gid, home: '/home/redis', shell: '/bin/sh' },
});

const redisContent = (version: string, isAlpine: boolean): ImageContent => {
  const base = isAlpine
    ? {
        ...EMPTY,
        sizeBytes: 17_000_000,
        files: alpineFiles('3.22.2', [userOf(1000)]),
        places: ALPINE_PLACES,
        tools: alpineTools(37),
        prompts: BUSYBOX_PROMPTS,
      }
    : debianBased(46_000_000, [userOf(999)]);
  return {
    ...base,
    entrypoint: ['docker-entrypoint.sh'],
    command: ['redis-server'],
    env: { ...base.env, GOSU_VERSION: '1.17', REDIS_VERSION: version },
    workingDirectory: '/data',
    servesAs: { uid: 999, gid: isAlpine ? 1000 : 999, umask: 0o077, directories: ['/data'] },
    files: { ...base.files, '/data/': '' },
    programs(host) {
      const shown = host.versionOf('redis', version);
      return [
        ...(isAlpine ? busyboxPrograms(host) : []),
        entrypoint(host, 'redis-server', isForServer),
        lateCommand('redis-server', 'the Redis server', REDIS_PROGRAMS, (programs) =>
          programs.createServer(shown, host),
        ),
        redisCli(host, shown),
      ];
    },
  };
};

const family = (repository: string, suffix: RegExp): ImageFamily => ({
  repository,
  content(tag) {
    const isAlpine = tag.includes('alpine');
    const bare = tag.replace(suffix, '');
    const wanted = ['', 'latest'].includes(bare) ? '8.2' : bare;
    const version = resolveVersion(VERSIONS, wanted);
    return version === undefined ? undefined : redisContent(version, isAlpine);
  },
});

export const REDIS = family(
  'docker.io/library/redis',
  /-?(alpine|bookworm|bullseye|trixie)[\w.-]*$/,
);
