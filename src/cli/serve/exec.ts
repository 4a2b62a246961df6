import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { RemoteCommand, RunningCommand } from '../../../sim/http/index.ts';
import { decodeUtf8, encodeUtf8 } from '../../../sim/kernel/index.ts';

// Models k8s.io/apimachinery/pkg/util/remotecommand: channels in one WebSocket, the first byte of
// a message says which.

const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const ERROR = 3;
const RESIZE = 4;
/** In version 5 a message of this channel names the channel that ends. */
const CLOSE = 255;
/** Unsent bytes after which a connection gets nothing more until it has caught up. */
const HIGH_WATER_BYTES = 1024 * 1024;
const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
/** How often a silent client is asked whether it is still there. */
const PING_MS = 30_000;

export type Started = ReturnType<RemoteCommand['start']>;

/** The commands that run over connections. */
export interface OpenCommands {
  /** Takes the connection over for a command that was started, or says there why it was not. */
  open(message: IncomingMessage, socket: Duplex, head: Buffer, started: Started): void;
  /** Hands over what the commands wrote. */
  pump(): void;
  count(): number;
  close(): void;
}

/** How a command ended, as the error channel says it. */
function endText(exitCode: number): string {
  if (exitCode === 0) return JSON.stringify({ metadata: {}, status: 'Success' });
  return JSON.stringify({
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${exitCode}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  });
}

function frame(channel: number, text: string): Uint8Array {
  const content = encodeUtf8(text);
  const out = new Uint8Array(content.length + 1);
  out[0] = channel;
  out.set(content, 1);
  return out;
}

interface Connection {
  readonly socket: WebSocket;
  readonly running: RunningCommand;
}

function receive({ running }: Connection, message: Uint8Array): void {
  const [channel] = message;
  const content = message.subarray(1);
  if (channel === STDIN) running.input(decodeUtf8(content));
  else if (channel === CLOSE && content[0] === STDIN) running.endInput();
  else if (channel === RESIZE) {
    const size = /"Width":(\d+).*"Height":(\d+)/.exec(decodeUtf8(content));
    if (size !== null) running.resize(Number(size[1]), Number(size[2]));
  }
}

/** Serves exec and attach over WebSockets; `after` lets the cluster react to what was sent. */
export function createOpenCommands(after: () => void): OpenCommands {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (offered) => PROTOCOLS.find((name) => offered.has(name)) ?? false,
  });
  const open = new Set<Connection>();

  const pumpOne = (connection: Connection): void => {
    const { socket, running } = connection;
    if (socket.bufferedAmount > HIGH_WATER_BYTES) return;
    const output = running.takeOutput();
    if (output !== '') socket.send(frame(STDOUT, output));
    const error = running.takeError();
    if (error !== '') socket.send(frame(STDERR, error));
    if (socket.isPaused && !running.isInputFull()) socket.resume();
    const exitCode = running.exitCode();
    if (exitCode === undefined || output !== '' || error !== '') return;
    open.delete(connection);
    socket.send(frame(ERROR, endText(exitCode)));
    socket.close(1000);
  };
  const start = (socket: WebSocket, started: Started): void => {
    if (!started.ok) {
      socket.send(frame(ERROR, JSON.stringify(started.status)));
      socket.close(1000);
      return;
    }
    const connection = { socket, running: started.value };
    open.add(connection);
    const pings = setInterval(() => socket.ping(), PING_MS);
    socket.on('message', (data: Buffer) => {
      if (data.length === 0) return;
      receive(connection, data);
      after();
      if (connection.running.isInputFull()) socket.pause();
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(pings);
      open.delete(connection);
      connection.running.hangUp();
    });
    after();
  };
  return {
    open(message, socket, head, started) {
      // A handshake that fails ends the connection, and with it the command.
      const hangUp = (): void => {
        if (started.ok) started.value.hangUp();
      };
      socket.once('close', hangUp);
      server.handleUpgrade(message, socket, head, (opened) => {
        socket.off('close', hangUp);
        start(opened, started);
      });
    },
    pump() {
      for (const connection of open) pumpOne(connection);
    },
    count: () => open.size,
    close() {
      for (const { socket } of open) socket.terminate();
      server.close();
    },
  };
}
