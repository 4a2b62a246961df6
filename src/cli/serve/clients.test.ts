import { on, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { ALL_PARTS } from '../../../sim/all-parts.ts';
import { createStandardCluster } from '../../../sim/index.ts';
import { type ServedCluster, serveCluster, throwBug } from './serve-cluster.ts';

// Clients that are slow, vanish or say nothing.

const CONFIGS = '/api/v1/namespaces/default/configmaps';
const PODS = '/api/v1/namespaces/default/pods';
const WAIT = { timeout: 10_000, interval: 20 };
const SPEED = 20;

let served: ServedCluster;
let port: number;
let sockets: Set<Socket>;

async function start(): Promise<void> {
  served = serveCluster(createStandardCluster(1, ALL_PARTS), () => SPEED, throwBug);
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
const createPod = async (name = 'web', image = 'nginx:1.25', env: object[] = []): Promise<void> => {
  const spec = { containers: [{ name: 'c', image, env }] };
  await post(PODS, { metadata: { name }, spec });
  const isRunning = async (): Promise<boolean> => {
    const answer = await fetch(`http://127.0.0.1:${port}${PODS}/${name}`);
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

/** Sends bytes as a client with an open WebSocket would, and waits for the connection's end. */
const sendRaw = async (path: string, bytes: Buffer): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  let text = '';
  socket.on('data', (piece: Buffer) => {
    if (text === '') socket.write(bytes);
    text += piece.toString('latin1');
  });
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n' +
      'Sec-WebSocket-Protocol: v5.channel.k8s.io\r\n\r\n',
  );
  await once(socket, 'close');
  return text;
};

test('frames that break the rules end their connection and its command', async () => {
  await createPod();
  const path = `${PODS}/web/exec?command=sleep&command=9999&stdout=1&stdin=1`;
  for (const frame of [
    [0x82, 0x01, 0x00], // not masked
    [0xff, 0x80, 0, 0, 0, 0], // no such opcode
    [0x82, 0xff, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0], // more than anybody may send
    [0x89, 0xfe, 0x10, 0x00, 0, 0, 0, 0], // a ping that is too long
  ]) {
    const text = await sendRaw(path, Buffer.from(frame));
    expect(text).toMatch(/^HTTP\/1\.1 101 /);
    await vi.waitUntil(() => served.openStreams() === 0, WAIT);
  }
});

test('a command that cannot be is refused before the connection is taken over', async () => {
  await createPod();
  const codeOf = async (path: string): Promise<number | undefined> => {
    const socket = webSocket(path, 'v5.channel.k8s.io');
    socket.on('error', () => undefined);
    const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
    answer.resume();
    return answer.statusCode;
  };
  expect(await codeOf(`${PODS}/nosuch/exec?command=ls`)).toBe(404);
  expect(await codeOf(`${PODS}/web/exec?command=ls&container=nosuch`)).toBe(400);
  const spdy = connect(port, '127.0.0.1');
  spdy.write(
    `POST ${PODS}/web/exec?command=ls HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n` +
      'Upgrade: SPDY/3.1\r\n\r\n',
  );
  const [answer] = (await once(spdy, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 400 [\s\S]*only WebSocket is spoken here/);
  expect(served.openStreams()).toBe(0);
});

test('more connections than there may be are not taken, and later ones are', async () => {
  served.server.maxConnections = 20;
  const flood = Array.from({ length: 60 }, () => connect(port, '127.0.0.1'));
  for (const socket of flood) socket.on('error', () => undefined);
  await vi.waitUntil(() => flood.filter(({ closed }) => closed).length === 40, WAIT);
  expect(sockets.size).toBe(20);
  for (const socket of flood) socket.destroy();
  await vi.waitUntil(() => sockets.size === 0, WAIT);
  expect(await post(CONFIGS, { metadata: { name: 'after' } })).toBe(201);
});

test('a forwarded port carries what a server really speaks, or says why it cannot', async () => {
  await createPod('cache', 'redis:7.2');
  const forward = webSocket(`${PODS}/cache/portforward?ports=6379`, 'v4.channel.k8s.io');
  const texts = ['', ''];
  forward.on('message', (data: Buffer) => {
    texts[data[0] ?? 0] += data.subarray(1).toString('latin1');
  });
  await once(forward, 'open');
  forward.send(Buffer.from('\u0000PING\r\n*2\r\n$4\r\nECHO\r\n$2\r\nhi\r\n'));
  await vi.waitUntil(() => texts[0]?.includes('+PONG\r\n$2\r\nhi\r\n'), WAIT);
  forward.terminate();
  await createPod('db', 'postgres:15', [{ name: 'POSTGRES_HOST_AUTH_METHOD', value: 'trust' }]);
  const refusal = async (): Promise<string> => {
    const refused = webSocket(`${PODS}/db/portforward?ports=5432`, 'v4.channel.k8s.io');
    await once(refused, 'open');
    refused.send(Buffer.from([0, 0]));
    for await (const [data] of on(refused, 'message') as AsyncIterable<[Buffer]>) {
      if (data[0] !== 1 || data.length === 3) continue;
      refused.terminate();
      return data.subarray(1).toString();
    }
    return '';
  };
  await vi.waitUntil(async () => (await refusal()).includes('5432 speaks are not modelled'), WAIT);
  await vi.waitUntil(() => served.openStreams() === 0, WAIT);
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
