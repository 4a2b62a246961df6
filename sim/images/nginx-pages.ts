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
  301: '301 Moved Permanently',
  403: '403 Forbidden',
  404: '404 Not Found',
  405: '405 Not Allowed',
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

/** Serves the files below the document root, as nginx does without further configuration. */
export function servePages(files: FileSystem, request: HttpRequest, version: string): HttpAnswer {
  const path = (request.path.split('?')[0] ?? '/').replace(/\/{2,}/g, '/');
  const file = findFile(files, path);
  if (file === 301) {
    const host = request.headers.get('host') ?? 'localhost';
    return failure(request, version, 301, [['Location', `http://${host}${path}/`]]);
  }
  if (typeof file === 'number') return failure(request, version, file, []);
  if (!['GET', 'HEAD'].includes(request.method)) return failure(request, version, 405, []);
  const content = files.read(file);
  const stat = files.stat(file);
  if (!content.ok || !stat.ok) return failure(request, version, 403, []);
  const extension = file.slice(file.lastIndexOf('.') + 1);
  const { size, modifiedEpochMs } = stat.value;
  const type = TYPES[extension] ?? 'application/octet-stream';
  const { before, connection } = headersAround(request, version, type, size);
  const seconds = Math.floor(modifiedEpochMs / 1000);
  const headers: Headers = [
    ...before,
    ['Last-Modified', httpDate(modifiedEpochMs)],
    ...connection,
    ['ETag', `"${seconds.toString(16)}-${size.toString(16)}"`],
    ['Accept-Ranges', 'bytes'],
  ];
  return { status: 200, headers, body: content.value };
}
