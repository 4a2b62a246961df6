import type { Server } from '../node/index.ts';
import { debianBased, type ImageContent } from './base.ts';
import type { ImageFamily } from './family.ts';
import { exits, logged } from './servers.ts';
import { patches, resolveVersion } from './versions.ts';

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
const PORT = 6379;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** `23 Nov 2026 08:00:00.123`: how redis stamps its lines. */
function stamp(epochMs: number): string {
  const date = new Date(epochMs);
  const month = MONTHS.slice(date.getUTCMonth() * 3, date.getUTCMonth() * 3 + 3);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${day} ${month} ${date.getUTCFullYear()} ${date.toISOString().slice(11, 23)}`;
}

const redisServer = (version: string): Server => ({
  start: ({ startedAtEpochMs: at }) => [
    logged(
      40,
      'stdout',
      `1:C ${stamp(at + 40)} * oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo`,
      `1:C ${stamp(at + 40)} * Redis version=${version}, bits=64, modified=0, pid=1, just started`,
      `1:M ${stamp(at + 40)} * Running mode=standalone, port=${PORT}.`,
      `1:M ${stamp(at + 40)} * Server initialized`,
    ),
    { type: 'listen', afterMs: 10, port: PORT, service: { protocol: 'tcp', speaksFirst: false } },
    logged(0, 'stdout', `1:M ${stamp(at + 50)} * Ready to accept connections tcp`),
  ],
  stop: (_start, now) => [
    logged(
      10,
      'stdout',
      `1:signal-handler (${Math.floor(now / 1000)}) Received SIGTERM scheduling shutdown...`,
      `1:M ${stamp(now + 10)} * User requested shutdown...`,
      `1:M ${stamp(now + 10)} * Saving the final RDB snapshot before exiting.`,
      `1:M ${stamp(now + 10)} # Redis is now ready to exit, bye bye...`,
    ),
    { type: 'write', afterMs: 0, path: '/data/dump.rdb', content: `REDIS${version}` },
    exits(10, 0),
  ],
});

const redisContent = (version: string): ImageContent => {
  const base = debianBased(46_000_000);
  const server = redisServer(version);
  return {
    ...base,
    entrypoint: ['docker-entrypoint.sh'],
    command: ['redis-server'],
    env: { ...base.env, REDIS_VERSION: version },
    workingDirectory: '/data',
    files: { ...base.files, '/data/': '' },
    tools: [...base.tools, 'redis-cli'],
    servers: { 'docker-entrypoint.sh': server, 'redis-server': server },
  };
};

export const REDIS: ImageFamily = {
  repository: 'docker.io/library/redis',
  content(tag) {
    const bare = tag.replace(/-?(alpine|bookworm|bullseye)[\w.-]*$/, '');
    const wanted = ['', 'latest'].includes(bare) ? '8.2' : bare;
    const version = resolveVersion(VERSIONS, wanted);
    return version === undefined ? undefined : redisContent(version);
  },
};
