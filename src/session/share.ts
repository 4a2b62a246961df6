import { isModest, isRecord, isSessionLog } from './log-shape.ts';
import { SHARED_PREFIX, type Shared } from './shared.ts';

/** Longer addresses are cut by programs for mail and chat; a file takes their place. */
export const LONGEST_LINK = 8000;
/** Text that a link may grow to: a small link must not fill the memory. */
const MOST_CHARACTERS = 4_000_000;
const FORMAT = 1;

const toBase64Url = (bytes: Uint8Array): string => {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
};

const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> => {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
};

const streamOf = (bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new Blob([bytes]).stream();

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = streamOf(bytes)
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .pipeThrough(new TextDecoderStream())
    .getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += value;
    if (text.length > MOST_CHARACTERS) throw new Error('too large');
  }
}

/** A shared session as the text of a file. */
export const writeShared = ({ log, atMs }: Shared): string =>
  JSON.stringify({ type: 'ordinal-session', format: FORMAT, log, atMs });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a text is the file of a shared session that a newer version wrote. */
export function isNewerShared(text: string): boolean {
  const value = parsed(text);
  const isShared = isRecord(value) && value.type === 'ordinal-session';
  return isShared && typeof value.format === 'number' && value.format > FORMAT;
}

/** Reads the text of a shared session's file; undefined when it is none. */
export function readShared(text: string): Shared | undefined {
  const value = parsed(text);
  if (!isRecord(value) || value.type !== 'ordinal-session' || value.format !== FORMAT) {
    return undefined;
  }
  const { log, atMs } = value;
  if (!isSessionLog(log) || !isModest(log) || typeof atMs !== 'number' || !(atMs >= 0))
    return undefined;
  return { log, atMs: Math.min(Math.floor(atMs), log.endedAtMs) };
}

/**
 * The fragment of an address that carries a session, compressed. Undefined when it would be too
 * long for a link, or the browser cannot compress.
 */
export async function toFragment(shared: Shared): Promise<string | undefined> {
  if (typeof CompressionStream === 'undefined') return undefined;
  const bytes = new TextEncoder().encode(writeShared(shared));
  const packed = streamOf(bytes).pipeThrough(new CompressionStream('deflate-raw'));
  const text = toBase64Url(new Uint8Array(await new Response(packed).arrayBuffer()));
  const fragment = SHARED_PREFIX + text;
  return fragment.length > LONGEST_LINK ? undefined : fragment;
}

/** Reads such a fragment; undefined when it carries none that can be read. */
export async function fromFragment(fragment: string): Promise<Shared | undefined> {
  try {
    return readShared(await inflate(fromBase64Url(fragment.slice(SHARED_PREFIX.length))));
  } catch {
    return undefined;
  }
}
