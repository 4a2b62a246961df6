/** One field of a message as it stands on the wire. */
export interface WireField {
  readonly number: number;
  /** Whole numbers, and the eight bytes of a double. */
  readonly value: bigint;
  /** What has a length: text, bytes, messages. Empty for numbers. */
  readonly bytes: Uint8Array;
}

/** Bytes that are not a protobuf message. */
export class WireError extends Error {}

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;

/** The fields of a message in their order. Models protocol buffers' encoding. */
export function readFields(bytes: Uint8Array): WireField[] {
  const fields: WireField[] = [];
  let at = 0;
  const byte = (): number => {
    const value = bytes[at++];
    if (value === undefined) throw new WireError('unexpected EOF');
    return value;
  };
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const next = byte();
      value |= BigInt(next & 0x7f) << shift;
      if (next < 0x80) return value;
    }
    throw new WireError('proto: integer overflow');
  };
  const fixed = (size: number): bigint => {
    let value = 0n;
    for (let i = 0; i < size; i++) value |= BigInt(byte()) << BigInt(8 * i);
    return value;
  };
  const sized = (): Uint8Array => {
    const length = Number(varint());
    if (length > bytes.length - at) throw new WireError('unexpected EOF');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const none = new Uint8Array();
  while (at < bytes.length) {
    const key = Number(varint());
    const number = key >> 3;
    const type = key & 7;
    if (type === VARINT) fields.push({ number, value: varint(), bytes: none });
    else if (type === FIXED64) fields.push({ number, value: fixed(8), bytes: none });
    else if (type === FIXED32) fields.push({ number, value: fixed(4), bytes: none });
    else if (type === LENGTH) fields.push({ number, value: 0n, bytes: sized() });
    else throw new WireError(`proto: illegal wireType ${type}`);
  }
  return fields;
}

/** A varint as the signed number that Go writes it from. */
export const toNumber = (value: bigint): number => Number(BigInt.asIntN(64, value));
