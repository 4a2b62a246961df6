import { constants, inflateSync } from 'node:zlib';
import { DICTIONARY, DICTIONARY_ID } from './dictionary.ts';

/** Compressed headers of one connection; more and it has to be made again. */
const MAX_HISTORY_BYTES = 1024 * 1024;

/** Reads the headers of a connection, which are one compressed stream from its first frame on. */
export interface HeaderReader {
  /** The headers of a block, by lower-case name; undefined when it cannot be read. */
  read(block: Buffer): ReadonlyMap<string, string> | undefined;
}

function parse(plain: Buffer): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  let at = 0;
  const word = (): string => {
    const length = plain.readUInt32BE(at);
    const text = plain.toString('latin1', at + 4, at + 4 + length);
    at += 4 + length;
    return text;
  };
  const count = plain.readUInt32BE(at);
  at += 4;
  for (let i = 0; i < count; i++) {
    const name = word();
    headers.set(name.toLowerCase(), word());
  }
  return headers;
}

export function createHeaderReader(): HeaderReader {
  let history = Buffer.alloc(0);
  let known = 0;
  return {
    read(block) {
      // Blocks are small, so it is cheap to begin again each time; and it needs no waiting.
      history = Buffer.concat([history, block]);
      if (history.length > MAX_HISTORY_BYTES) return undefined;
      try {
        const plain = inflateSync(history, {
          dictionary: DICTIONARY,
          finishFlush: constants.Z_SYNC_FLUSH,
        });
        const own = plain.subarray(known);
        known = plain.length;
        return parse(own);
      } catch {
        return undefined;
      }
    },
  };
}

const ZLIB_HEADER = Buffer.from([0x78, 0xbb, 0, 0, 0, 0]);
ZLIB_HEADER.writeUInt32BE(DICTIONARY_ID, 2);

/** No pairs at all: stored, not compressed. */
const NO_PAIRS = [0, 4, 0, 0xfb, 0xff, 0, 0, 0, 0];
/** An empty stored block: readers hand on what they have when they meet it. */
const FLUSH = [0, 0, 0, 0xff, 0xff];
const EMPTY = Buffer.from([...NO_PAIRS, ...FLUSH]);

/** A block without headers, as the first or a later one of a connection. */
export const emptyBlock = (isFirst: boolean): Buffer =>
  isFirst ? Buffer.concat([ZLIB_HEADER, EMPTY]) : EMPTY;
