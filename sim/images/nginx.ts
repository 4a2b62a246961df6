import type { Server, ServerStart, Step } from '../node/index.ts';
import { debianBased, type ImageContent } from './base.ts';
import type { ImageFamily } from './family.ts';
import { DOCUMENT_ROOT, servePages, WELCOME } from './nginx-pages.ts';
import { exits, httpService, logged } from './servers.ts';
import { patches, resolveVersion } from './versions.ts';

/** The last patch releases of 1.7, 1.8, … */
const LAST_PATCHES = [12, 1, 15, 3, 13, 2, 12, 2, 12, 1, 10, 0, 10, 2, 6, 1, 4, 0, 5, 3, 5, 1, 4];
const VERSIONS = LAST_PATCHES.flatMap((last, i) => patches(`1.${i + 7}`, last));
const SLIM_TAGS: Readonly<Record<string, string>> = {
  '0.8': '1.11.1',
  '0.9': '1.11.1',
  '0.20': '1.21.6',
  '0.21': '1.23.1',
  '0.24': '1.25.3',
  '0.25': '1.25.5',
  '0.26': '1.27.1',
  '0.27': '1.27.3',
};

const stamp = (epochMs: number): string =>
  new Date(epochMs).toISOString().slice(0, 19).replace(/-/g, '/').replace('T', ' ');

const note = (start: ServerStart, afterMs: number, text: string): Step =>
  logged(afterMs, 'stderr', `${stamp(start.startedAtEpochMs + afterMs)} [notice] 1#1: ${text}`);

const nginxServer = (version: string): Server => ({
  start: (start) => [
    note(start, 60, 'using the "epoll" event method'),
    note(start, 0, `nginx/${version}`),
    note(start, 0, 'start worker processes'),
    {
      type: 'listen',
      afterMs: 10,
      port: 80,
      service: httpService((request) => servePages(start.files, request, version)),
    },
  ],
  stop: (start, nowEpochMs) => {
    const elapsedMs = nowEpochMs - start.startedAtEpochMs;
    const at = { ...start, startedAtEpochMs: start.startedAtEpochMs + elapsedMs };
    return [
      note(at, 0, 'signal 15 (SIGTERM) received, exiting'),
      note(at, 20, 'exit'),
      exits(10, 0),
    ];
  },
});

const nginxContent = (version: string): ImageContent => {
  const base = debianBased(71_000_000);
  const server = nginxServer(version);
  return {
    ...base,
    entrypoint: ['/docker-entrypoint.sh'],
    command: ['nginx', '-g', 'daemon off;'],
    env: { ...base.env, NGINX_VERSION: version },
    files: {
      ...base.files,
      [`${DOCUMENT_ROOT}/index.html`]: WELCOME,
      '/etc/nginx/nginx.conf': 'events {}\nhttp {\n    include /etc/nginx/conf.d/*.conf;\n}\n',
      '/etc/nginx/conf.d/default.conf': `server {\n    listen 80;\n    root ${DOCUMENT_ROOT};\n}\n`,
      '/var/cache/nginx/': '',
      '/var/log/nginx/': '',
    },
    tools: [...base.tools, 'curl'],
    servers: { 'docker-entrypoint.sh': server, nginx: server },
  };
};

export const NGINX: readonly ImageFamily[] = [
  {
    repository: 'docker.io/library/nginx',
    content(tag) {
      const bare = tag.replace(/-?(alpine|perl|otel|slim|bookworm|bullseye)[\w.-]*$/, '');
      const wanted = ['', 'latest', 'mainline', 'stable'].includes(bare) ? '1.29' : bare;
      const version = resolveVersion(VERSIONS, wanted);
      return version === undefined ? undefined : nginxContent(version);
    },
  },
  {
    repository: 'registry.k8s.io/nginx-slim',
    content(tag) {
      const version = SLIM_TAGS[tag];
      if (version === undefined) return undefined;
      return { ...nginxContent(version), entrypoint: [], sizeBytes: 38_000_000 };
    },
  },
];
