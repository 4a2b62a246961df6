// SPDY protocol, draft 3.1, section 2.2: the frames that port-forward needs.

export const SYN_STREAM = 1;
export const SYN_REPLY = 2;
export const RST_STREAM = 3;
export const PING = 6;
export const GOAWAY = 7;

export const FIN = 1;
/** RST_STREAM: the stream was refused before anything was done. */
export const REFUSED = 3;

const HEAD_BYTES = 8;
const VERSION = 0x8003;
const ID_MASK = 0x7fffffff;

export type Frame =
  | {
      readonly type: 'control';
      readonly kind: number;
      readonly flags: number;
      readonly body: Buffer;
    }
  | {
      readonly type: 'data';
      readonly stream: number;
      readonly flags: number;
      readonly body: Buffer;
    };

/** The id of the stream that a control frame is about. */
export const streamOf = (body: Buffer): number => body.readUInt32BE(0) & ID_MASK;

/** Cuts what arrives into frames. One that is longer than `maxBytes` ends it with undefined. */
export function createFrameReader(maxBytes: number): (bytes: Buffer) => Frame[] | undefined {
  let rest = Buffer.alloc(0);
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const frames: Frame[] = [];
    while (rest.length >= HEAD_BYTES) {
      const length = rest.readUIntBE(5, 3);
      if (length > maxBytes) return undefined;
      if (rest.length < HEAD_BYTES + length) break;
      const flags = rest.readUInt8(4);
      const body = rest.subarray(HEAD_BYTES, HEAD_BYTES + length);
      const isControl = (rest.readUInt8(0) & 0x80) !== 0;
      frames.push(
        isControl
          ? { type: 'control', kind: rest.readUInt16BE(2), flags, body }
          : { type: 'data', stream: streamOf(rest), flags, body },
      );
      rest = rest.subarray(HEAD_BYTES + length);
    }
    return frames;
  };
}

/** A control frame. */
export function controlFrame(kind: number, body: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt16BE(VERSION, 0);
  head.writeUInt16BE(kind, 2);
  head.writeUIntBE(body.length, 5, 3);
  return Buffer.concat([head, body]);
}

export function dataFrame(stream: number, flags: number, body: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(stream, 0);
  head.writeUInt8(flags, 4);
  head.writeUIntBE(body.length, 5, 3);
  return Buffer.concat([head, body]);
}

/** A number of 32 bits, as control frames hold them. */
export function word(value: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(value);
  return out;
}
