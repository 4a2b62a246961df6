import { encodeUtf8 } from './text.ts';

// POSIX.1-1988 ustar, and of pax and GNU what long names need.

const BLOCK = 512;
const NAME_BYTES = 100;

export interface TarEntry {
  readonly name: string;
  readonly type: 'file' | 'directory' | 'symlink';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly modifiedEpochMs: number;
  /** Of a symbolic link. */
  readonly target: string;
  readonly content: string;
}

const TYPE_FLAGS = { file: '0', directory: '5', symlink: '2' } as const;

const lengthOf = (text: string): number => encodeUtf8(text).length;
const padded = (text: string, length: number): string =>
  text + '\0'.repeat(Math.max(0, length - lengthOf(text)));
const octal = (value: number, length: number): string =>
  `${value.toString(8).padStart(length - 1, '0')}\0`;
const toBlock = (text: string): string => padded(text, Math.ceil(lengthOf(text) / BLOCK) * BLOCK);

/** What stands in a header, but for its checksum. */
interface Head {
  readonly name: string;
  readonly flag: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly seconds: number;
  readonly target: string;
}

function headText(head: Head): string {
  const before =
    padded(head.name, NAME_BYTES) +
    octal(head.mode, 8) +
    octal(head.uid, 8) +
    octal(head.gid, 8) +
    octal(head.size, 12) +
    octal(head.seconds, 12);
  const after = `${head.flag}${padded(head.target, NAME_BYTES)}ustar\x0000`;
  const bytes = encodeUtf8(`${before}        ${after}`);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  return padded(`${before}${sum.toString(8).padStart(6, '0')}\0 ${after}`, BLOCK);
}

/** A name that is too long comes before its entry, as the content of one of its own. */
function longName(name: string): string {
  if (lengthOf(name) <= NAME_BYTES) return '';
  const own = { mode: 0, uid: 0, gid: 0, seconds: 0, target: '' };
  const head = { ...own, name: '././@LongLink', flag: 'L', size: lengthOf(name) + 1 };
  return headText(head) + toBlock(`${name}\0`);
}

function entryText(entry: TarEntry): string {
  const { name, type, mode, uid, gid, modifiedEpochMs, target, content } = entry;
  const head = headText({
    name: lengthOf(name) <= NAME_BYTES ? name : name.slice(0, NAME_BYTES),
    flag: TYPE_FLAGS[type],
    mode,
    uid,
    gid,
    size: type === 'file' ? lengthOf(content) : 0,
    seconds: Math.floor(modifiedEpochMs / 1000),
    target,
  });
  return longName(name) + head + (type === 'file' ? toBlock(content) : '');
}

/** The archive of these entries. */
export const tarText = (entries: readonly TarEntry[]): string =>
  entries.map(entryText).join('') + '\0'.repeat(2 * BLOCK);

const PAX_PATH = /^\d+ path=(.*)$/m;

/** The entries of an archive; undefined when it is none. */
export function parseTar(
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => string,
): TarEntry[] | undefined {
  const entries: TarEntry[] = [];
  const text = (from: number, length: number): string =>
    decode(bytes.subarray(from, from + length)).split('\0')[0] ?? '';
  const number = (from: number, length: number): number =>
    Number.parseInt(text(from, length).trim() || '0', 8);
  let longer = '';
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    if (bytes[at] === 0) break;
    if (text(at + 257, 5) !== 'ustar') return undefined;
    const size = number(at + 124, 12);
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    const flag = text(at + 156, 1);
    const prefix = text(at + 345, 155);
    const plain = text(at, NAME_BYTES);
    const name = longer || (prefix === '' ? plain : `${prefix}/${plain}`);
    const head = {
      name,
      mode: number(at + 100, 8),
      uid: number(at + 108, 8),
      gid: number(at + 116, 8),
      modifiedEpochMs: number(at + 136, 12) * 1000,
      target: text(at + 157, NAME_BYTES),
      content: '',
    };
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (flag === 'L') longer = decode(content).split('\0')[0] ?? '';
    else if (flag === 'x') longer = PAX_PATH.exec(decode(content))?.[1] ?? '';
    else if (flag !== 'g') {
      longer = '';
      if (flag === '5') entries.push({ ...head, type: 'directory' });
      else if (flag === '2') entries.push({ ...head, type: 'symlink' });
      else entries.push({ ...head, type: 'file', content: decode(content) });
    }
  }
  return bytes.length < BLOCK ? undefined : entries;
}
