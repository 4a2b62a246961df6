import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** What the pages may load. Inline styles are what the terminal and the editor need. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "worker-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * The policy of an address. A page that is asked for with `embed` may stand in the frame of any
 * site: nobody is signed in here, and what it keeps in there is apart from what it keeps elsewhere.
 */
export function policyOf(url: string): string {
  const isEmbedded = new URLSearchParams(url.split('?', 2)[1] ?? '').has('embed');
  return `${CONTENT_SECURITY_POLICY}; frame-ancestors ${isEmbedded ? '*' : "'self'"}`;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.sh': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
  '.yaml': 'application/yaml; charset=utf-8',
};
const isCompressible = (type: string): boolean => !/^(image\/(?!svg)|font\/woff)/.test(type);

/** Smaller bodies gain nothing from compression. */
const COMPRESS_FROM_BYTES = 1024;

type Encoding = 'br' | 'gzip' | 'identity';
type Found =
  | { readonly type: 'file'; readonly file: string }
  | { readonly type: 'redirect'; readonly to: string }
  | { readonly type: 'bad' }
  | { readonly type: 'missing' };

/**
 * Finds what a request's path stands for below `root`. Never leaves `root`; dot files are hidden.
 */
export function findFile(root: string, url: string): Found {
  const [raw = '/', query = ''] = url.split(/\?(.*)/s, 2);
  let decoded: string;
  try {
    decoded = decodeURIComponent(raw);
  } catch {
    return { type: 'bad' };
  }
  if (!decoded.startsWith('/') || /[\0\\]/.test(decoded)) return { type: 'bad' };
  const parts = decoded.split('/').filter((part) => part !== '');
  if (parts.some((part) => part.startsWith('.'))) return { type: 'missing' };
  const file = path.join(root, ...parts);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isDirectory()) {
    if (!decoded.endsWith('/')) {
      const to = `/${parts.map(encodeURIComponent).join('/')}/`;
      return { type: 'redirect', to: query === '' ? to : `${to}?${query}` };
    }
    const index = path.join(file, 'index.html');
    return existsSync(index) ? { type: 'file', file: index } : { type: 'missing' };
  }
  return stat?.isFile() && !decoded.endsWith('/') ? { type: 'file', file } : { type: 'missing' };
}

const chooseEncoding = (request: IncomingMessage, type: string, bytes: number): Encoding => {
  if (!isCompressible(type) || bytes < COMPRESS_FROM_BYTES) return 'identity';
  const accepted = String(request.headers['accept-encoding'] ?? '')
    .split(',')
    .filter((item) => !/;\s*q=0(\.0*)?\s*$/.test(item))
    .map((item) => item.split(';')[0]?.trim());
  if (accepted.includes('br')) return 'br';
  return accepted.includes('gzip') ? 'gzip' : 'identity';
};

/** Level 5 takes a twentieth of the time of the best one and gives 90 % of what that saves. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const encode = (body: Buffer, encoding: Encoding): Buffer => {
  if (encoding === 'br') return brotliCompressSync(body, BROTLI);
  return encoding === 'gzip' ? gzipSync(body) : body;
};

/** Creates a server of the built site in `root`. It is not listening yet. */
export function createSiteServer(root: string): Server {
  const encoded = new Map<string, Buffer>();

  const read = (file: string, encoding: Encoding): Buffer => {
    if (encoding === 'identity') return readFileSync(file);
    const key = `${encoding} ${file} ${statSync(file).mtimeMs}`;
    const body = encoded.get(key) ?? encode(readFileSync(file), encoding);
    encoded.set(key, body);
    return body;
  };

  const sendFile = (request: IncomingMessage, response: ServerResponse, file: string): void => {
    const type = CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream';
    const stat = statSync(file);
    const encoding = chooseEncoding(request, type, stat.size);
    const digest = createHash('sha256').update(`${file} ${stat.size} ${stat.mtimeMs} ${encoding}`);
    const tag = `"${digest.digest('base64url').slice(0, 22)}"`;
    const isHashed = path.relative(root, file).startsWith(`_astro${path.sep}`);
    response.setHeader('etag', tag);
    response.setHeader('vary', 'accept-encoding');
    response.setHeader(
      'cache-control',
      isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    if (response.statusCode === 200 && request.headers['if-none-match'] === tag) {
      response.writeHead(304).end();
      return;
    }
    const body = read(file, encoding);
    if (encoding !== 'identity') response.setHeader('content-encoding', encoding);
    response.setHeader('content-type', type);
    response.setHeader('content-length', body.length);
    response.end(request.method === 'HEAD' ? undefined : body);
  };

  const sendText = (response: ServerResponse, status: number, text: string): void => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
  };

  return createServer((request, response) => {
    response.setHeader('content-security-policy', policyOf(request.url ?? '/'));
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('referrer-policy', 'no-referrer');
    response.setHeader('x-content-type-options', 'nosniff');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      sendText(response, 405, 'Only GET and HEAD.');
      return;
    }
    const found = findFile(root, request.url ?? '/');
    if (found.type === 'file') sendFile(request, response, found.file);
    else if (found.type === 'redirect') response.writeHead(301, { location: found.to }).end();
    else if (found.type === 'bad') sendText(response, 400, 'This address is not valid.');
    else {
      response.statusCode = 404;
      const page = path.join(root, '404.html');
      if (existsSync(page)) sendFile(request, response, page);
      else sendText(response, 404, 'Nothing is here.');
    }
  });
}
