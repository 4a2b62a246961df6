import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { ALL_PARTS } from '../../../sim/all-parts.ts';
import { createStandardCluster } from '../../../sim/index.ts';
import { type ServedCluster, serveCluster } from './serve-cluster.ts';

// Clients that are slow, vanish or say nothing.

const CONFIGS = '/api/v1/namespaces/default/configmaps';
const PODS = '/api/v1/namespaces/default/pods';
const WAIT = { timeout: 10_000, interval: 20 };
const SPEED = 20;

let served: ServedCluster;
let port: number;
let sockets: Set<Socket>;

async function start(): Promise<void> {
  served = serveCluster(createStandardCluster(1, ALL_PARTS), () => SPEED);
  sockets = new Set();
  served.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  served.server.listen(0, '127.0.0.1');
  await once(served.server, 'listening');
  port = (served.server.address() as AddressInfo).port;
}
beforeEach(start);
afterEach(() => served.close());

const post = async (path: string, body: unknown): Promise<number> => {
  const headers = { 'Content-Type': 'application/json', Connection: 'close' };
  const url = `http://127.0.0.1:${port}${path}`;
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  await answer.text();
  return answer.status;
};
const createPod = async (): Promise<void> => {
  const spec = { containers: [{ name: 'c', image: 'nginx:1.25' }] };
  await post(PODS, { metadata: { name: 'web' }, spec });
  const isRunning = async (): Promise<boolean> => {
    const answer = await fetch(`http://127.0.0.1:${port}${PODS}/web`);
    return ((await answer.json()) as { status: { phase: string } }).status.phase === 'Running';
  };
  await vi.waitUntil(isRunning, WAIT);
};
const watch = (): Socket => {
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET ${CONFIGS}?watch=1&resourceVersion=1 HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  return socket;
};
const webSocket = (path: string, protocol: string): WebSocket =>
  new WebSocket(`ws://127.0.0.1:${port}${path}`, protocol);

test('a watcher that does not read costs no more than a piece of what it misses', async () => {
  const client = watch();
  client.pause();
  await vi.waitUntil(() => served.openStreams() === 1, WAIT);
  const filler = 'x'.repeat(100_000);
  const count = 60;
  for (let i = 0; i < count; i++) {
    expect(await post(CONFIGS, { metadata: { name: `c-${i}` }, data: { filler } })).toBe(201);
  }
  const unsent = [...sockets].reduce((sum, { writableLength }) => sum + writableLength, 0);
  expect(unsent).toBeLessThan(1_000_000);
  let last = '';
  client.on('data', (piece) => {
    last = (last + piece.toString('latin1')).slice(-filler.length * 3);
  });
  client.resume();
  await vi.waitUntil(() => last.includes(`"name":"c-${count - 1}"`), WAIT);
  client.destroy();
  await vi.waitUntil(() => served.openStreams() === 0, WAIT);
});

test('half a request keeps nobody from being served', async () => {
  const silent = Array.from({ length: 20 }, () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST ${CONFIGS} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{`);
    return socket;
  });
  expect(await post(CONFIGS, { metadata: { name: 'a' } })).toBe(201);
  for (const socket of silent) socket.destroy();
  await vi.waitUntil(() => sockets.size === 0, WAIT);
});

test('commands and port-forwards end with their clients', async () => {
  await createPod();
  const exec = webSocket(
    `${PODS}/web/exec?command=sleep&command=9999&stdout=1`,
    'v5.channel.k8s.io',
  );
  const forward = webSocket(`${PODS}/web/portforward?ports=80`, 'v4.channel.k8s.io');
  await Promise.all([once(exec, 'open'), once(forward, 'open')]);
  expect(served.openStreams()).toBe(2);
  exec.terminate();
  forward.terminate();
  await vi.waitUntil(() => served.openStreams() === 0, WAIT);
});

test('a tunnel that speaks nonsense is closed', async () => {
  await createPod();
  const forward = webSocket(`${PODS}/web/portforward?ports=80`, 'v4.channel.k8s.io');
  await once(forward, 'open');
  forward.send(Buffer.from([0, ...Buffer.from('nonsense\r\n\r\n')]));
  const answers: string[] = [];
  forward.on('message', (data: Buffer) => answers.push(data.toString('latin1')));
  await vi.waitUntil(() => answers.some((text) => text.includes('400 Bad Request')), WAIT);
  forward.terminate();
});

test('closing leaves no connection, no timer and no listener behind', async () => {
  const resources = (): number =>
    process.getActiveResourcesInfo().filter((name) => /^(TCP|Timeout)/.test(name)).length;
  served.close();
  await vi.waitUntil(() => sockets.size === 0, WAIT);
  const before = resources();
  await start();
  await createPod();
  const clients = Array.from({ length: 20 }, watch);
  const exec = webSocket(
    `${PODS}/web/exec?command=sleep&command=9999&stdout=1`,
    'v5.channel.k8s.io',
  );
  exec.on('error', () => undefined);
  for (const client of clients) client.on('error', () => undefined);
  await once(exec, 'open');
  await vi.waitUntil(() => served.openStreams() === 21, WAIT);
  served.close();
  await vi.waitUntil(() => sockets.size === 0 && served.openStreams() === 0, WAIT);
  for (const client of clients) client.destroy();
  await vi.waitUntil(() => resources() <= before, WAIT);
});
