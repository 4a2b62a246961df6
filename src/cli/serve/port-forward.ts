import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { connectToPod, type PodConnection, type PodConnections } from './pod-connection.ts';
import { createTunnel, type Tunnel } from './spdy/tunnel.ts';

// Two protocols: SPDY within the WebSocket, as kubectl has it, or channels, two for each port.
// Models kubelet portforward/websocket.go and apiserver/pkg/util/proxy/streamtunnel.go.

const TUNNEL = 'SPDY/3.1+portforward.k8s.io';
const CHANNELS = ['v4.channel.k8s.io', 'channel.k8s.io'];
const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
/** Unsent bytes after which a client's requests are not read until it has caught up. */
const HIGH_WATER_BYTES = 1024 * 1024;
const PING_MS = 30_000;

/** A pod whose ports are forwarded, and the ports when the path names them. */
export interface ForwardPlace {
  readonly namespace: string;
  readonly pod: string;
  readonly ports: readonly number[];
}

/** The port-forwards that go on. */
export interface OpenForwards {
  open(message: IncomingMessage, socket: Duplex, head: Buffer, place: ForwardPlace): void;
  count(): number;
  close(): void;
}

/** Sends, and stops reading while the client does not take what it is sent. */
const senderOf =
  (socket: WebSocket) =>
  (bytes: Buffer): void => {
    if (socket.readyState !== socket.OPEN) return;
    socket.send(bytes, () => {
      if (socket.isPaused && socket.bufferedAmount <= HIGH_WATER_BYTES) socket.resume();
    });
    if (socket.bufferedAmount > HIGH_WATER_BYTES) socket.pause();
  };

/** Each port has a channel for data and one for errors, and each begins with the port's number. */
function openChannels(
  pods: PodConnections,
  { ports, ...place }: ForwardPlace,
  socket: WebSocket,
): Tunnel {
  const send = senderOf(socket);
  const write = (channel: number, bytes: Buffer): void =>
    send(Buffer.concat([Buffer.from([channel]), bytes]));
  const connections = new Map<number, PodConnection>();
  for (const [index, port] of ports.entries()) {
    const number = Buffer.from([port & 0xff, port >> 8]);
    write(index * 2, number);
    write(index * 2 + 1, number);
  }
  const connect = (channel: number, port: number): PodConnection =>
    connectToPod(
      pods,
      { ...place, port },
      {
        data: (answer) => write(channel, answer),
        error: (text) => write(channel + 1, Buffer.from(text)),
        end: () => connections.delete(channel),
      },
    );
  return {
    receive(bytes) {
      const [channel = 0] = bytes;
      const port = ports[channel / 2];
      if (port === undefined) return true;
      const connection = connections.get(channel) ?? connect(channel, port);
      connections.set(channel, connection);
      connection.receive(bytes.subarray(1));
      return true;
    },
    close() {
      for (const connection of connections.values()) connection.close();
      connections.clear();
    },
  };
}

/** Serves port-forwards over WebSockets. */
export function createOpenForwards(pods: PodConnections): OpenForwards {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (offered) => CHANNELS.find((name) => offered.has(name)) ?? false,
  });
  /** Requests for the tunnel. Its name is no token of HTTP, which ws would refuse. */
  const tunnelled = new WeakSet<IncomingMessage>();
  server.on('headers', (lines, message) => {
    if (tunnelled.has(message)) lines.push(`Sec-WebSocket-Protocol: ${TUNNEL}`);
  });
  const open = new Set<WebSocket>();

  const start = (socket: WebSocket, place: ForwardPlace, isTunnel: boolean): void => {
    open.add(socket);
    const pings = setInterval(() => socket.ping(), PING_MS);
    socket.on('error', () => socket.terminate());
    const tunnel = isTunnel
      ? createTunnel(pods, place, senderOf(socket))
      : openChannels(pods, place, socket);
    socket.on('close', () => {
      clearInterval(pings);
      open.delete(socket);
      tunnel.close();
    });
    socket.on('message', (data: Buffer) => {
      if (!tunnel.receive(data)) socket.close();
    });
  };
  return {
    open(message, socket, head, place) {
      const { 'sec-websocket-protocol': offered = '' } = message.headers;
      const isTunnel = offered.split(/, */).includes(TUNNEL);
      if (isTunnel) {
        tunnelled.add(message);
        delete message.headers['sec-websocket-protocol'];
      }
      server.handleUpgrade(message, socket, head, (opened) => start(opened, place, isTunnel));
    },
    count: () => open.size,
    close() {
      for (const socket of open) socket.terminate();
      server.close();
    },
  };
}
