import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOST, listen } from './listen.ts';
import { createSiteServer } from './serve-site.ts';

const script = 'export const answer = 42;\n'.repeat(100);
let root = '';
let server: Server;
let port = 0;

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Node's own client, because `fetch` tidies the path before it is sent. */
const ask = (url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    get({ host: HOST, port, path: url, headers, method }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(parts),
        }),
      );
    }).on('error', reject);
  });

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'site-'));
  mkdirSync(path.join(root, '_astro'));
  mkdirSync(path.join(root, 'en', 'lesson'), { recursive: true });
  writeFileSync(path.join(root, 'index.html'), '<p>home</p>');
  writeFileSync(path.join(root, '404.html'), '<p>not found</p>');
  writeFileSync(path.join(root, 'en', 'lesson', 'index.html'), '<p>lesson</p>');
  writeFileSync(path.join(root, '_astro', 'a.B1c2.js'), script);
  writeFileSync(path.join(root, '.sources'), 'hidden');
  server = createSiteServer(root);
  port = (await listen(server, 0)) as number;
});
afterAll(() => {
  server.close();
  rmSync(root, { recursive: true });
});

describe('the site server', () => {
  it('serves pages with a strict policy and asks to revalidate them', async () => {
    const page = await ask('/?x=1');
    expect(page.status).toBe(200);
    expect(page.body.toString()).toBe('<p>home</p>');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src");
    expect(page.headers['content-security-policy']).not.toContain('unsafe-eval');
    expect(page.headers['cache-control']).toBe('no-cache');
    const again = await ask('/?x=1', { 'if-none-match': String(page.headers.etag) });
    expect(again.status).toBe(304);
    expect(again.body.length).toBe(0);
  });

  it('lets other sites frame what is asked for with embed, and nothing else', async () => {
    const policy = async (url: string) => (await ask(url)).headers['content-security-policy'];
    expect(await policy('/?embed')).toMatch(/frame-ancestors \*$/);
    expect(await policy('/?theme=dark&embed=workbench')).toMatch(/frame-ancestors \*$/);
    expect(await policy('/?embedded')).toMatch(/frame-ancestors 'self'$/);
  });

  it('lets hashed assets be kept for ever, and compresses them', async () => {
    const plain = await ask('/_astro/a.B1c2.js');
    expect(plain.headers['cache-control']).toContain('immutable');
    expect(plain.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(plain.body.toString()).toBe(script);
    const br = await ask('/_astro/a.B1c2.js', { 'accept-encoding': 'gzip, deflate, br' });
    expect(br.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(br.body).toString()).toBe(script);
    const gzip = await ask('/_astro/a.B1c2.js', { 'accept-encoding': 'gzip, br;q=0' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.body).toString()).toBe(script);
  });

  it('adds the slash of a folder, and stays on this host', async () => {
    expect((await ask('/en/lesson?a=b')).headers.location).toBe('/en/lesson/?a=b');
    expect((await ask('//en/lesson')).headers.location).toBe('/en/lesson/');
    expect((await ask('/en/lesson/')).body.toString()).toBe('<p>lesson</p>');
  });

  it('hides what is not the site', async () => {
    for (const url of ['/nosuch', '/.sources', '/../package.json', '/%2e%2e/x', '/index.html/']) {
      const answer = await ask(url);
      expect([url, answer.status, answer.body.toString()]).toEqual([url, 404, '<p>not found</p>']);
    }
    expect((await ask('/%')).status).toBe(400);
    expect((await ask('/a%00b')).status).toBe(400);
    expect((await ask('/..%5c..%5cx')).status).toBe(400);
  });

  it('only reads', async () => {
    const head = await ask('/', {}, 'HEAD');
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect((await ask('/', {}, 'POST')).status).toBe(405);
  });
});

describe('listen', () => {
  it('takes the next free port', async () => {
    const other = createServer();
    const next = (await listen(other, port)) as number;
    expect(next).toBeGreaterThan(port);
    other.close();
  });
});
