import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ALL_PARTS } from '../../../sim/all-parts.ts';
import { createStandardCluster } from '../../../sim/index.ts';
import { LIMITS } from '../../../sim/limits.ts';
import { type ServedCluster, serveCluster, throwBug } from './serve-cluster.ts';

let served: ServedCluster;
let address: string;

beforeEach(async () => {
  served = serveCluster(createStandardCluster(1, ALL_PARTS), () => 1, throwBug);
  served.server.listen(0, '127.0.0.1');
  await once(served.server, 'listening');
  address = `http://127.0.0.1:${(served.server.address() as AddressInfo).port}`;
});
afterEach(() => served.close());

const PODS = '/api/v1/namespaces/default/pods';
const CONFIGS = '/api/v1/namespaces/default/configmaps';
const post = (path: string, body: string, type = 'application/json'): Promise<Response> =>
  fetch(address + path, { method: 'POST', body, headers: { 'Content-Type': type } });
const statusOf = async (answer: Promise<Response>): Promise<[number, string]> => {
  const response = await answer;
  const { message } = (await response.json()) as { message: string };
  return [response.status, message];
};
const config = (name: string): string => JSON.stringify({ metadata: { name }, data: { a: 'b' } });

test('what cannot be understood is refused in the real words', async () => {
  expect(await statusOf(post(PODS, '{bad'))).toEqual([
    400,
    "the object provided is unrecognized (must be of type Pod): couldn't get version/kind; " +
      "json parse error: invalid character 'b' looking for beginning of object key string ({bad)",
  ]);
  expect(await statusOf(post(PODS, 'x', 'text/plain'))).toContain(415);
  expect(await statusOf(post(PODS, '[]'))).toContain(400);
  expect(await statusOf(post(PODS, '{"kind":"Foo","apiVersion":"v1"}'))).toContain(400);
  expect((await fetch(`${address}/nothing`)).status).toBe(404);
  expect((await fetch(`${address}/api/v1/%zz`)).status).toBe(400);
  expect((await fetch(`${address}${PODS}?labelSelector=a%3D%3D%3Db`)).status).toBe(400);
  expect((await fetch(`${address}${PODS}?resourceVersion=x`)).status).toBe(400);
  expect((await fetch(`${address}${PODS}?continue=x`)).status).toBe(400);
  const accept = { headers: { Accept: 'text/html' } };
  expect((await fetch(address + PODS, accept)).status).toBe(406);
  expect((await fetch(address + PODS, { method: 'PUT', body: '{}' })).status).toBe(405);
});

test('a body above the limit is not read', async () => {
  const [code, message] = await statusOf(post(CONFIGS, 'x'.repeat(LIMITS.requestBytes + 1)));
  expect(code).toBe(413);
  expect(message).toBe(`Request entity is too large: limit is ${LIMITS.requestBytes}`);
});

test('a bug that comes up while time passes is told, and the others go on', async () => {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const bugs: unknown[] = [];
  let isBroken = true;
  const world = {
    ...cluster.world,
    advance(ms: number) {
      if (isBroken) throw new Error('a bug');
      cluster.world.advance(ms);
    },
  };
  const other = serveCluster(
    { ...cluster, world },
    () => 1,
    (bug) => bugs.push(bug),
  );
  other.server.listen(0, '127.0.0.1');
  await once(other.server, 'listening');
  const { port } = other.server.address() as AddressInfo;
  await vi.waitUntil(() => bugs.length > 0, { timeout: 30_000 });
  isBroken = false;
  expect((await fetch(`http://127.0.0.1:${port}${PODS}`)).status).toBe(200);
  other.close();
});

test('a command in a pod that there is not is refused before any upgrade', async () => {
  expect(await statusOf(fetch(`${address}${PODS}/nope/exec?command=ls`))).toEqual([
    404,
    'pods "nope" not found',
  ]);
});

test('pages of another origin get nothing', async () => {
  const headers = { Origin: 'https://example.com' };
  expect((await fetch(address + PODS, { headers })).status).toBe(403);
});

test('noise on the socket ends that connection only', async () => {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  socket.write('\u0000\u0001 nonsense\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toContain('400 Bad Request');
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
});

test('lists come in chunks, and tables', async () => {
  for (const name of ['a', 'b', 'c']) expect((await post(CONFIGS, config(name))).status).toBe(201);
  const first = (await (await fetch(`${address}${CONFIGS}?limit=2`)).json()) as {
    items: unknown[];
    metadata: { continue: string; remainingItemCount: number };
  };
  expect(first.items).toHaveLength(2);
  expect(first.metadata.remainingItemCount).toBe(2);
  const rest = `${CONFIGS}?limit=2&continue=${first.metadata.continue}`;
  expect(await (await fetch(address + rest)).json()).toMatchObject({ items: [{}, {}] });
  const headers = { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
  const table = await (await fetch(address + CONFIGS, { headers })).json();
  expect(table).toMatchObject({ kind: 'Table', columnDefinitions: [{ name: 'Name' }, {}, {}] });
});

test('a hundred watches see every change, and leave nothing behind when they vanish', async () => {
  const watchers = await Promise.all(
    Array.from({ length: 100 }, async () => {
      const abort = new AbortController();
      const response = await fetch(`${address}${CONFIGS}?watch=1&resourceVersion=1`, {
        signal: abort.signal,
      });
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      return { abort, reader };
    }),
  );
  await post(CONFIGS, config('seen'));
  for (const { reader } of watchers) {
    let text = '';
    while (!text.includes('"name":"seen"')) {
      text += Buffer.from((await reader.read()).value ?? []).toString();
    }
  }
  for (const { abort } of watchers) abort.abort();
  await expect.poll(() => served.openStreams()).toBe(0);
});

test('a watch ends when its time is over', async () => {
  const response = await fetch(`${address}${CONFIGS}?watch=1&timeoutSeconds=1`);
  expect(await response.text()).toContain('"type":"ADDED"');
});
