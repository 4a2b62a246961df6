import type { Prng } from './prng.ts';
import { decodeUtf8 } from './text.ts';

/** The devices of `/dev` that are files. */
export const DEVICES = ['null', 'zero', 'full', 'random', 'urandom'] as const;
export type Device = (typeof DEVICES)[number];

const ENDLESS: ReadonlySet<string> = new Set(
  DEVICES.filter((name) => name !== 'null').map((name) => `/dev/${name}`),
);

/** Whether reading this file never comes to an end: each read gives more. */
export const isEndless = (path: string): boolean => ENDLESS.has(path);

const ZEROS = '\0'.repeat(4096);
const RANDOM_BYTES = 1024;

/** What one read of a device gives. */
export function readDevice(device: Device, prng: Prng): string {
  if (device === 'null') return '';
  if (device === 'zero' || device === 'full') return ZEROS;
  return decodeUtf8(Uint8Array.from({ length: RANDOM_BYTES }, () => prng.below(256)));
}
