import {
  type Answers,
  connectToPod,
  type PodConnection,
  type PodConnections,
} from '../pod-connection.ts';
import {
  controlFrame,
  createFrameReader,
  dataFrame,
  FIN,
  type Frame,
  GOAWAY,
  PING,
  REFUSED,
  RST_STREAM,
  SYN_REPLY,
  SYN_STREAM,
  streamOf,
  word,
} from './frames.ts';
import { createHeaderReader, emptyBlock } from './headers.ts';

// Models kubelet portforward/httpstream.go: a pair of streams for each connection, which know each
// other by their requestID: first the one for errors, then the one for data.

/** Streams at once; a client that opens more does not close them. */
const MAX_STREAMS = 1_024;
const MAX_FRAME_BYTES = 1024 * 1024;
/** Data frames are cut so that one answer does not hold up the others. */
const PIECE_BYTES = 64 * 1024;
/** Before the headers in a SYN_STREAM: its id, another id, priority and slot. */
const SYN_HEAD_BYTES = 10;

interface Pair {
  readonly error: number;
  data: number;
  connection: PodConnection | undefined;
}

/** Streams over one connection of bytes. */
export interface Tunnel {
  /** False when it is no SPDY, or when the client is done: the connection is to be closed. */
  receive(bytes: Buffer): boolean;
  /** The client is gone: ends its connections. */
  close(): void;
}

export function createTunnel(
  pods: PodConnections,
  place: { readonly namespace: string; readonly pod: string },
  send: (bytes: Buffer) => void,
): Tunnel {
  const read = createFrameReader(MAX_FRAME_BYTES);
  const headers = createHeaderReader();
  const pairs = new Map<string, Pair>();
  const byData = new Map<number, string>();
  let hasReplied = false;

  const reply = (stream: number): void => {
    send(controlFrame(SYN_REPLY, Buffer.concat([word(stream), emptyBlock(!hasReplied)])));
    hasReplied = true;
  };
  const refuse = (stream: number): void =>
    send(controlFrame(RST_STREAM, Buffer.concat([word(stream), word(REFUSED)])));
  const forget = (id: string): void => {
    const pair = pairs.get(id);
    if (pair === undefined) return;
    pairs.delete(id);
    byData.delete(pair.data);
    pair.connection?.close();
    send(dataFrame(pair.error, FIN, Buffer.alloc(0)));
    if (pair.data !== 0) send(dataFrame(pair.data, FIN, Buffer.alloc(0)));
  };
  const answersOf = (id: string, pair: Pair): Answers => ({
    data(bytes) {
      for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
        send(dataFrame(pair.data, 0, bytes.subarray(at, at + PIECE_BYTES)));
      }
    },
    error: (text) => send(dataFrame(pair.error, 0, Buffer.from(text))),
    end: () => forget(id),
  });
  const open = (stream: number, given: ReadonlyMap<string, string>): void => {
    const id = given.get('requestid') ?? '';
    const port = Number(given.get('port'));
    const isError = given.get('streamtype') === 'error';
    const pair = pairs.get(id);
    if (isError && pair === undefined && pairs.size < MAX_STREAMS) {
      pairs.set(id, { error: stream, data: 0, connection: undefined });
      reply(stream);
    } else if (!isError && pair?.data === 0) {
      pair.data = stream;
      byData.set(stream, id);
      reply(stream);
      pair.connection = connectToPod(pods, { ...place, port }, answersOf(id, pair));
    } else refuse(stream);
  };
  const control = (kind: number, body: Buffer): boolean => {
    if (kind === SYN_STREAM) {
      const given = headers.read(body.subarray(SYN_HEAD_BYTES));
      if (given === undefined) return false;
      open(streamOf(body), given);
    } else if (kind === RST_STREAM) {
      const id = byData.get(streamOf(body));
      if (id !== undefined) forget(id);
    } else if (kind === PING) send(controlFrame(PING, body));
    return kind !== GOAWAY;
  };
  const data = (stream: number, flags: number, body: Buffer): void => {
    const id = byData.get(stream);
    if (id === undefined) return;
    if (body.length > 0) pairs.get(id)?.connection?.receive(body);
    if ((flags & FIN) !== 0) forget(id);
  };
  const take = (frame: Frame): boolean => {
    if (frame.type === 'control') return control(frame.kind, frame.body);
    data(frame.stream, frame.flags, frame.body);
    return true;
  };
  return {
    receive: (bytes) => read(bytes)?.every(take) ?? false,
    close() {
      for (const { connection } of pairs.values()) connection?.close();
      pairs.clear();
    },
  };
}
