import type { FileSystem, HttpAnswer, HttpRequest } from '../kernel/index.ts';

export const DOCUMENT_ROOT = '/usr/share/nginx/html';

/** The page that the image comes with. */
export const WELCOME = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`;

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css',
  htm: 'text/html',
  html: 'text/html',
  jpg: 'image/jpeg',
  js: 'application/javascript',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  xml: 'text/xml',
};

const TITLES: Readonly<Record<number, string>> = {
  400: '400 Bad Request',
  301: '301 Moved Permanently',
  403: '403 Forbidden',
  404: '404 Not Found',
  405: '405 Not Allowed',
  416: '416 Requested Range Not Satisfiable',
};

const errorPage = (title: string, version: string): string =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>` +
  `\r\n<hr><center>nginx/${version}</center>\r\n</body>\r\n</html>\r\n`;

const httpDate = (epochMs: number): string => new Date(epochMs).toUTCString();

type Headers = readonly (readonly [string, string])[];

function headersAround(request: HttpRequest, version: string, type: string, length: number) {
  const isClosing =
    request.headers.get('connection')?.toLowerCase() === 'close' ||
    request.headers.get('x-http-version') === '1.0';
  const before: Headers = [
    ['Server', `nginx/${version}`],
    ['Date', httpDate(request.atEpochMs)],
    ['Content-Type', type],
    ['Content-Length', String(length)],
  ];
  const connection: Headers = [['Connection', isClosing ? 'close' : 'keep-alive']];
  return { before, connection };
}

function failure(
  request: HttpRequest,
  version: string,
  status: number,
  extra: Headers,
): HttpAnswer {
  const body = errorPage(TITLES[status] ?? String(status), version);
  const { before, connection } = headersAround(request, version, 'text/html', body.length);
  const [server, date, ...rest] = before as [Headers[0], Headers[0], ...Headers];
  return { status, headers: [server, date, ...rest, ...extra, ...connection], body };
}

/** The file that a path names, or the status of its failure. */
function findFile(files: FileSystem, path: string): string | number {
  const wanted = `${DOCUMENT_ROOT}${path}`;
  const stat = files.stat(wanted);
  if (!stat.ok) return 404;
  if (stat.value.type !== 'directory') return wanted;
  if (!path.endsWith('/')) return 301;
  const index = `${wanted}index.html`;
  return files.stat(index).ok ? index : 403;
}

/** The path of a request without escapes, dots and double slashes; undefined when it leaves. */
function plainPath(path: string): string | undefined {
  let decoded = path.split('?')[0] ?? '/';
  try {
    decoded = decodeURIComponent(decoded);
  } catch {
    return undefined;
  }
  const out: string[] = [];
  const parts = decoded
    .replace(/\/{2,}/g, '/')
    .split('/')
    .slice(1);
  for (const [i, part] of parts.entries()) {
    if (part === '..' && out.pop() === undefined) return undefined;
    if (part !== '.' && part !== '..') out.push(part);
    else if (i === parts.length - 1) out.push('');
  }
  return `/${out.join('/')}`;
}

/** The bytes that `Range` asks for: from, and up to but without; undefined for no such bytes. */
function rangeOf(header: string, size: number): readonly [number, number] | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header);
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') return [Math.max(0, size - Number(last)), size];
  const end = last === '' ? size : Math.min(size, Number(last) + 1);
  return Number(first) < end ? [Number(first), end] : undefined;
}

interface Served {
  readonly content: string;
  readonly size: number;
  readonly modifiedEpochMs: number;
  readonly type: string;
}

/** A file, the part of it that was asked for, or that it has not changed. */
function answerWith(request: HttpRequest, version: string, served: Served): HttpAnswer {
  const { content, size, modifiedEpochMs, type } = served;
  const seconds = Math.floor(modifiedEpochMs / 1000);
  const tag = `"${seconds.toString(16)}-${size.toString(16)}"`;
  const modified: Headers = [['Last-Modified', httpDate(modifiedEpochMs)]];
  const isSame =
    request.headers.get('if-none-match') === tag ||
    request.headers.get('if-modified-since') === httpDate(modifiedEpochMs);
  if (isSame) {
    const { before, connection } = headersAround(request, version, type, 0);
    const headers = [...before.slice(0, 2), ...modified, ...connection, ['ETag', tag] as const];
    return { status: 304, headers, body: '' };
  }
  const asked = request.headers.get('range');
  const range = asked === undefined ? undefined : rangeOf(asked, size);
  if (asked?.startsWith('bytes=') && range === undefined) {
    return failure(request, version, 416, [['Content-Range', `bytes */${size}`]]);
  }
  // A file of text has as many characters as bytes, or is given whole.
  const isWhole = range === undefined || content.length !== size;
  const [from, to] = isWhole ? [0, size] : range;
  const { before, connection } = headersAround(request, version, type, to - from);
  const headers: Headers = [...before, ...modified, ...connection, ['ETag', tag]];
  if (isWhole)
    return { status: 200, headers: [...headers, ['Accept-Ranges', 'bytes']], body: content };
  const part: Headers = [['Content-Range', `bytes ${from}-${to - 1}/${size}`]];
  return { status: 206, headers: [...headers, ...part], body: content.slice(from, to) };
}

/** Serves the files below the document root, as nginx does without further configuration. */
export function servePages(files: FileSystem, request: HttpRequest, version: string): HttpAnswer {
  const path = plainPath(request.path);
  const lacksHost = !request.headers.has('host') && request.headers.get('connection') !== 'close';
  if (!/^[A-Z_-]+$/.test(request.method) || path === undefined || lacksHost) {
    const closing = { ...request, headers: new Map([...request.headers, ['connection', 'close']]) };
    return failure(closing, version, 400, []);
  }
  if (!['GET', 'HEAD', 'POST'].includes(request.method)) {
    return failure(request, version, 405, []);
  }
  const file = findFile(files, path);
  if (file === 301) {
    const host = request.headers.get('host') ?? 'localhost';
    return failure(request, version, 301, [['Location', `http://${host}${path}/`]]);
  }
  if (typeof file === 'number') return failure(request, version, file, []);
  if (request.method === 'POST') return failure(request, version, 405, []);
  const content = files.read(file);
  const stat = files.stat(file);
  if (!content.ok || !stat.ok) return failure(request, version, 403, []);
  const extension = file.slice(file.lastIndexOf('.') + 1);
  const { size, modifiedEpochMs } = stat.value;
  const type = TYPES[extension] ?? 'application/octet-stream';
  return answerWith(request, version, { content: content.value, size, modifiedEpochMs, type });
}
