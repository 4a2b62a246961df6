import {
  type FileSystem,
  type HttpAnswer,
  type HttpRequest,
  rememberLast,
} from '../kernel/index.ts';
import type { Server, ServerStart, Step } from '../node/index.ts';
import { accessLine } from './access-log.ts';
import type { OwnUser } from './accounts.ts';
import {
  ALPINE_PLACES,
  alpineFiles,
  alpineTools,
  BUSYBOX_PROMPTS,
  busyboxPrograms,
  debianBased,
  EMPTY,
  type ImageContent,
} from './base.ts';
import type { ImageFamily } from './family.ts';
import { DOCUMENT_ROOT, servePages, WELCOME } from './nginx-pages.ts';
import { exits, httpService, logged } from './servers.ts';
import { compareVersions, patches, resolveVersion } from './versions.ts';

/** The last patch releases of 1.7, 1.8, … */
const LAST_PATCHES = [12, 1, 15, 3, 13, 2, 12, 2, 12, 1, 10, 0, 10, 2, 6, 1, 4, 0, 5, 3, 5, 1, 4];
const VERSIONS = LAST_PATCHES.flatMap((last, i) => patches(`1.${i + 7}`, last));
const STABLE = '1.28';
const MAINLINE = '1.29';
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
const WORKERS = 4;
const FIRST_WORKER = 29;
const CACHES = ['client_temp', 'proxy_temp', 'fastcgi_temp', 'uwsgi_temp', 'scgi_temp'];

interface Build {
  readonly version: string;
  readonly isAlpine: boolean;
  /** Whether its entrypoint prepares the configuration, as the official image does. */
  readonly isOfficial: boolean;
}

const stampOf = rememberLast((epochSeconds: number): string =>
  new Date(epochSeconds * 1000).toISOString().slice(0, 19).replace(/-/g, '/').replace('T', ' '),
);
const stamp = (epochMs: number): string => stampOf(Math.floor(epochMs / 1000));

type Note = (afterMs: number, text: string, level?: string) => Step;

/** What the master process says of itself: each note has the time that those before come to. */
function notesFrom(startedAtEpochMs: number): Note {
  let atMs = startedAtEpochMs;
  return (afterMs, text, level = 'notice') => {
    atMs += afterMs;
    return logged(afterMs, 'stderr', `${stamp(atMs)} [${level}] 1#1: ${text}`);
  };
}

const SCRIPT = '/docker-entrypoint.sh:';
/** Milliseconds that the script takes. */
const SCRIPT_MS = 30;
const IPV6 = '10-listen-on-ipv6-by-default.sh';

const isWritable = (files: FileSystem, path: string): boolean => {
  const text = files.read(path);
  return text.ok && files.write(path, text.value).ok;
};

/** What the official image's entrypoint says. Models its docker-entrypoint.sh. */
function prepared(start: ServerStart, isNew: boolean): string[] {
  const config = '/etc/nginx/conf.d/default.conf';
  const canWrite = start.isPlain || isWritable(start.files, config);
  const ipv6 = canWrite
    ? [
        `${IPV6}: info: Getting the checksum of ${config}`,
        `${IPV6}: info: Enabled listen on IPv6 in ${config}`,
      ]
    : [`${IPV6}: info: can not modify ${config} (read-only file system?)`];
  const folder = '/docker-entrypoint.d';
  return [
    `${SCRIPT} ${folder}/ is not empty, will attempt to perform configuration`,
    `${SCRIPT} Looking for shell scripts in ${folder}/`,
    `${SCRIPT} Launching ${folder}/${IPV6}`,
    ...ipv6,
    ...(isNew ? [`${SCRIPT} Sourcing ${folder}/15-local-resolvers.envsh`] : []),
    `${SCRIPT} Launching ${folder}/20-envsubst-on-templates.sh`,
    `${SCRIPT} Launching ${folder}/30-tune-worker-processes.sh`,
    `${SCRIPT} Configuration complete; ready for start up`,
  ];
}

const HTTP_PORT = 80;

/** The ports of the `listen` lines of its configuration. */
function configuredPorts(files: FileSystem): number[] {
  const folder = '/etc/nginx/conf.d';
  const listed = files.list(folder);
  const names = listed.ok ? listed.value.filter((name) => name.endsWith('.conf')) : [];
  const paths = ['/etc/nginx/nginx.conf', ...names.map((name) => `${folder}/${name}`)];
  const texts = paths.map((path) => files.read(path)).map((text) => (text.ok ? text.value : ''));
  const lines = texts.join('\n').replace(/#.*/g, '');
  const ports = [...lines.matchAll(/\blisten\s+(?:[\d.]+:|\[[\d:a-f]*\]:)?(\d+)\b/g)];
  return [...new Set(ports.map((match) => Number(match[1])))];
}

const ERRNO: Readonly<Record<string, string>> = {
  EACCES: '13: Permission denied',
  EROFS: '30: Read-only file system',
};

/** Why it cannot keep what it needs: the directory that cannot be made, and why. */
function missingCache(files: FileSystem): string | undefined {
  for (const name of CACHES) {
    const path = `/var/cache/nginx/${name}`;
    const made = files.stat(path).ok ? undefined : files.makeDirectory(path);
    if (made?.ok === false && ERRNO[made.error] !== undefined) {
      return `mkdir() "${path}" failed (${ERRNO[made.error]})`;
    }
  }
  const pid = files.write('/run/nginx.pid', '1\n');
  return pid.ok || ERRNO[pid.error] === undefined
    ? undefined
    : `open() "/run/nginx.pid" failed (${ERRNO[pid.error]})`;
}

const answered = (start: ServerStart, request: HttpRequest, version: string): HttpAnswer => {
  const answer = servePages(start.files, request, version);
  start.log(`${accessLine(request, answer)} "-"\n`);
  const path = `${DOCUMENT_ROOT}${request.path.split('?')[0]}`;
  if (answer.status === 404) {
    const host = request.headers.get('host') ?? 'localhost';
    const what = `open() "${path}" failed (2: No such file or directory)`;
    const about = `client: ${request.from}, server: localhost, request: "${request.method} ${request.path} HTTP/1.1", host: "${host}"`;
    start.log(
      `${stamp(request.atEpochMs)} [error] ${FIRST_WORKER}#${FIRST_WORKER}: *1 ${what}, ${about}\n`,
    );
  }
  return answer;
};

/** What `nginx` does with options that do not start it; undefined when it starts. */
function asked(args: readonly string[], version: string): Step[] | undefined {
  const ok = 'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok';
  const test = 'nginx: configuration file /etc/nginx/nginx.conf test is successful';
  const [option = ''] = args;
  if (option === '-v') return [logged(0, 'stderr', `nginx version: nginx/${version}`), exits(0, 0)];
  if (option === '-V') {
    const lines = [`nginx version: nginx/${version}`, 'built by gcc 12.2.0 (Debian 12.2.0-14) '];
    return [logged(0, 'stderr', ...lines, 'TLS SNI support enabled'), exits(0, 0)];
  }
  if (option === '-t') return [logged(0, 'stderr', ok, test), exits(0, 0)];
  return option === '-s' ? [exits(0, 0)] : undefined;
}

const nginxServer = ({ version, isAlpine, isOfficial }: Build): Server => ({
  start: (start) => {
    const own = asked(
      start.args.filter((arg) => arg !== 'nginx'),
      version,
    );
    if (own !== undefined) return own;
    const hasScript = isOfficial && start.args[0] === 'nginx';
    const scriptMs = hasScript ? SCRIPT_MS : 0;
    const note = notesFrom(start.startedAtEpochMs + scriptMs);
    const isNew = compareVersions(version, '1.25') >= 0;
    const script = hasScript ? [logged(scriptMs, 'stdout', ...prepared(start, isNew))] : [];
    const failure = start.isPlain ? undefined : missingCache(start.files);
    if (failure !== undefined) {
      return [
        ...script,
        note(30, failure, 'emerg'),
        logged(0, 'stderr', `nginx: [emerg] ${failure}`),
        exits(0, 1),
      ];
    }
    const compiler = isAlpine ? 'gcc 14.2.0 (Alpine 14.2.0)' : 'gcc 12.2.0 (Debian 12.2.0-14)';
    return [
      ...script,
      note(30, 'using the "epoll" event method'),
      note(0, `nginx/${version}`),
      note(0, `built by ${compiler} `),
      note(0, 'OS: Linux 6.8.0'),
      note(0, 'getrlimit(RLIMIT_NOFILE): 1048576:1048576'),
      note(0, 'start worker processes'),
      ...Array.from({ length: WORKERS }, (_, i) =>
        note(0, `start worker process ${FIRST_WORKER + i}`),
      ),
      ...(start.isPlain ? [HTTP_PORT] : configuredPorts(start.files)).map((port) => ({
        type: 'listen' as const,
        afterMs: 10,
        port,
        service: httpService((request) => answered(start, request, version)),
      })),
    ];
  },
  stop: (_start, nowEpochMs, signal) => {
    const note = notesFrom(nowEpochMs);
    const time = stamp(nowEpochMs);
    const worker = (text: string, i: number): Step => {
      const pid = FIRST_WORKER + i;
      return logged(0, 'stderr', `${time} [notice] ${pid}#${pid}: ${text}`);
    };
    const workers = Array.from({ length: WORKERS }, (_, i) => i);
    const isGraceful = signal === 'SIGQUIT';
    const number = { SIGQUIT: 3, SIGINT: 2 }[signal as string] ?? 15;
    const what = isGraceful ? 'shutting down' : 'exiting';
    const how = `signal ${number} (${number === 15 ? 'SIGTERM' : signal}) received, ${what}`;
    return [
      note(0, how),
      ...workers.map((i) => worker(isGraceful ? 'gracefully shutting down' : 'exiting', i)),
      ...workers.map((i) => worker('exit', i)),
      ...workers.flatMap((i) => [
        note(i === 0 ? 15 : 0, `signal 17 (SIGCHLD) received from ${FIRST_WORKER + i}`),
        note(0, `worker process ${FIRST_WORKER + i} exited with code 0`),
      ]),
      note(5, 'exit'),
      exits(10, 0),
    ];
  },
});

const NGINX_USER: OwnUser = {
  ...{ name: 'nginx', uid: 101, gid: 101, home: '/nonexistent', shell: '/bin/false' },
};

const CONFIG = `
user  nginx;
worker_processes  auto;

error_log  /var/log/nginx/error.log notice;
pid        /run/nginx.pid;


events {
    worker_connections  1024;
}


http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;

    access_log  /var/log/nginx/access.log  main;

    sendfile        on;
    keepalive_timeout  65;

    include /etc/nginx/conf.d/*.conf;
}
`;

const SITE = `server {
    listen       80;
    listen  [::]:80;
    server_name  localhost;

    location / {
        root   ${DOCUMENT_ROOT};
        index  index.html index.htm;
    }

    error_page   500 502 503 504  /50x.html;
    location = /50x.html {
        root   ${DOCUMENT_ROOT};
    }
}
`;

const nginxContent = (build: Build): ImageContent => {
  const { version, isAlpine, isOfficial } = build;
  const base = isAlpine
    ? {
        ...{ ...EMPTY, sizeBytes: 21_000_000, prompts: BUSYBOX_PROMPTS },
        files: alpineFiles('3.22.2', [NGINX_USER]),
        places: ALPINE_PLACES,
        tools: alpineTools(37),
        programs: busyboxPrograms,
      }
    : debianBased(71_000_000, [NGINX_USER]);
  const server = nginxServer(build);
  return {
    ...base,
    entrypoint: ['/docker-entrypoint.sh'],
    command: ['nginx', '-g', 'daemon off;'],
    // It lets requests end.
    stopSignal: isOfficial ? 'SIGQUIT' : 'SIGTERM',
    env: { ...base.env, NGINX_VERSION: version, NJS_VERSION: '0.9.4', PKG_RELEASE: '1~bookworm' },
    files: {
      ...base.files,
      '/docker-entrypoint.d/': '',
      [`${DOCUMENT_ROOT}/index.html`]: WELCOME,
      [`${DOCUMENT_ROOT}/50x.html`]: '<!DOCTYPE html>\n<title>Error</title>\n',
      '/etc/nginx/nginx.conf': CONFIG,
      '/etc/nginx/conf.d/default.conf': SITE,
      '/var/cache/nginx/': '',
      '/var/log/nginx/': '',
    },
    tools: [...base.tools, 'curl', 'envsubst'],
    servers: { 'docker-entrypoint.sh': server, nginx: server },
  };
};

const SUFFIX = /-?(alpine|perl|otel|slim|bookworm|bullseye|trixie)[\w.-]*$/;

export const NGINX: readonly ImageFamily[] = [
  {
    repository: 'docker.io/library/nginx',
    content(tag) {
      const bare = tag.replace(SUFFIX, '');
      const wanted = { '': MAINLINE, latest: MAINLINE, mainline: MAINLINE, stable: STABLE }[bare];
      const version = resolveVersion(VERSIONS, wanted ?? bare);
      const isAlpine = tag.includes('alpine');
      return version === undefined
        ? undefined
        : nginxContent({ version, isAlpine, isOfficial: true });
    },
  },
  {
    repository: 'registry.k8s.io/nginx-slim',
    content(tag) {
      const version = SLIM_TAGS[tag];
      if (version === undefined) return undefined;
      const content = nginxContent({ version, isAlpine: false, isOfficial: false });
      return { ...content, entrypoint: [], sizeBytes: 38_000_000 };
    },
  },
];
