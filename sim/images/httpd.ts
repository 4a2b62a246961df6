import type { FileSystem, HttpAnswer, HttpRequest } from '../kernel/index.ts';
import type { Server } from '../node/index.ts';
import { commonLine } from './access-log.ts';
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
import { exits, httpService, logged } from './servers.ts';
import { patches, resolveVersion } from './versions.ts';

const VERSIONS = patches('2.4', 66);
const ROOT = '/usr/local/apache2/htdocs';
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** `Mon Nov 23 08:00:00.123000 2026`: how httpd stamps its lines. */
function stamp(epochMs: number): string {
  const date = new Date(epochMs);
  const month = MONTHS.slice(date.getUTCMonth() * 3, date.getUTCMonth() * 3 + 3);
  const time = `${date.toISOString().slice(11, 23)}000`;
  return `${DAYS[date.getUTCDay()]} ${month} ${date.getUTCDate()} ${time} ${date.getUTCFullYear()}`;
}

const answer = (
  request: HttpRequest,
  status: number,
  type: string,
  body: string,
  extra: HttpAnswer['headers'] = [],
): HttpAnswer => ({
  status,
  headers: [
    ['Date', new Date(request.atEpochMs).toUTCString()],
    ['Server', 'Apache/2.4 (Unix)'],
    ...extra,
    ['Content-Length', String(body.length)],
    ['Content-Type', type],
  ],
  body,
});

const errorPage = (title: string, text: string): string =>
  '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n' +
  `<title>${title}</title>\n</head><body>\n<h1>${title.replace(/^\d+ /, '')}</h1>\n` +
  `<p>${text}</p>\n</body></html>\n`;

/** Serves the files below the document root, as httpd does without further configuration. */
function serve(files: FileSystem, request: HttpRequest): HttpAnswer {
  const path = request.path.split('?')[0] ?? '/';
  const wanted = `${ROOT}${path.endsWith('/') ? `${path}index.html` : path}`;
  const content = files.read(wanted);
  const stat = files.stat(wanted);
  if (!content.ok || !stat.ok) {
    const text = 'The requested URL was not found on this server.';
    return answer(request, 404, 'text/html; charset=iso-8859-1', errorPage('404 Not Found', text));
  }
  const { modifiedEpochMs, size } = stat.value;
  return answer(
    request,
    200,
    wanted.endsWith('.html') ? 'text/html' : 'text/plain',
    content.value,
    [
      ['Last-Modified', new Date(modifiedEpochMs).toUTCString()],
      ['ETag', `"${size.toString(16)}-${(modifiedEpochMs * 1000).toString(16)}"`],
      ['Accept-Ranges', 'bytes'],
    ],
  );
}

const httpdServer = (version: string): Server => ({
  start: (start) => {
    if (/^-[vV]$/.test(start.args[0] ?? '')) {
      const shown = `Server version: Apache/${version} (Unix)`;
      return [logged(0, 'stdout', shown, 'Server built:   Oct 21 2025 00:31:16'), exits(0, 0)];
    }
    const at = stamp(start.startedAtEpochMs + 60);
    const unsure =
      "AH00558: httpd: Could not reliably determine the server's fully qualified domain name, " +
      `using ${start.address}. Set the 'ServerName' directive globally to suppress this message`;
    const resuming = `AH00489: Apache/${version} (Unix) configured -- resuming normal operations`;
    return [
      logged(
        60,
        'stderr',
        unsure,
        unsure,
        `[${at}] [mpm_event:notice] [pid 1:tid 1] ${resuming}`,
        `[${at}] [core:notice] [pid 1:tid 1] AH00094: Command line: 'httpd -D FOREGROUND'`,
      ),
      {
        type: 'listen',
        afterMs: 10,
        port: 80,
        service: httpService((request) => {
          const found = serve(start.files, request);
          start.log(`${commonLine(request, found)}\n`);
          return found;
        }),
      },
    ];
  },
  stop: (_start, nowEpochMs, signal) => [
    logged(
      10,
      'stderr',
      `[${stamp(nowEpochMs + 10)}] [mpm_event:notice] [pid 1:tid 1] ` +
        (signal === 'SIGWINCH'
          ? 'AH00492: caught SIGWINCH, shutting down gracefully'
          : 'AH00491: caught SIGTERM, shutting down'),
    ),
    exits(20, 0),
  ],
});

const httpdContent = (version: string, isAlpine: boolean): ImageContent => {
  const base = isAlpine
    ? {
        ...{ ...EMPTY, sizeBytes: 22_000_000, prompts: BUSYBOX_PROMPTS },
        files: alpineFiles('3.22.2'),
        places: ALPINE_PLACES,
        tools: alpineTools(37),
        programs: busyboxPrograms,
      }
    : debianBased(45_000_000);
  const server = httpdServer(version);
  return {
    ...base,
    command: ['httpd-foreground'],
    stopSignal: 'SIGWINCH',
    env: {
      PATH: `/usr/local/apache2/bin:${base.env['PATH']}`,
      HTTPD_PREFIX: '/usr/local/apache2',
      HTTPD_VERSION: version,
      HTTPD_PATCHES: '',
    },
    workingDirectory: '/usr/local/apache2',
    files: {
      ...base.files,
      [`${ROOT}/index.html`]: '<html><body><h1>It works!</h1></body></html>\n',
      '/usr/local/apache2/conf/httpd.conf': `ServerRoot "/usr/local/apache2"\nListen 80\nDocumentRoot "${ROOT}"\n`,
      '/usr/local/apache2/logs/': '',
    },
    servers: { 'httpd-foreground': server, httpd: server },
  };
};

export const HTTPD: ImageFamily = {
  repository: 'docker.io/library/httpd',
  content(tag) {
    const bare = tag.replace(/-?(alpine|bookworm|bullseye|trixie)[\w.-]*$/, '');
    const wanted = ['', 'latest'].includes(bare) ? '2.4' : bare;
    const version = resolveVersion(VERSIONS, wanted);
    return version === undefined ? undefined : httpdContent(version, tag.includes('alpine'));
  },
};
