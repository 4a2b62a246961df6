import { expect, test } from 'vitest';
import type { SessionLog } from '../../sim/lesson/index.ts';
import { fromFragment, readShared, toFragment, writeShared } from './share.ts';
import { SHARED_PREFIX } from './shared.ts';

const log = (text: string): SessionLog => ({
  engine: '1',
  lesson: 'a/b',
  seed: 7,
  endedAtMs: 1234,
  inputs: [{ atMs: 5, input: { type: 'line', terminal: '1', text } }],
});

test('a session goes into a link and comes out as it was', async () => {
  const shared = { log: log('echo 序号 🙂'), atMs: 600 };
  const fragment = (await toFragment(shared)) ?? '';
  expect(fragment).toMatch(/^#session=[\w-]+$/);
  expect(await fromFragment(fragment)).toEqual(shared);
});

test('what is too long for a link goes into a file', async () => {
  let seed = 1;
  const noise = Array.from({ length: 20_000 }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (seed % 90));
  }).join('');
  const shared = { log: log(noise), atMs: 0 };
  expect(await toFragment(shared)).toBeUndefined();
  expect(readShared(writeShared(shared))).toEqual(shared);
});

test('a link that is cut, foreign or not in order is none', async () => {
  const fragment = (await toFragment({ log: log('ls'), atMs: 0 })) ?? '';
  expect(await fromFragment(fragment.slice(0, -8))).toBeUndefined();
  expect(await fromFragment(`${SHARED_PREFIX}%%%`)).toBeUndefined();
  const late = { ...log('ls'), endedAtMs: 1 };
  expect(readShared(writeShared({ log: late, atMs: 0 }))).toBeUndefined();
  const endless = { ...log('ls'), endedAtMs: 1e15 };
  expect(readShared(writeShared({ log: endless, atMs: 0 }))).toBeUndefined();
});

test('a small link cannot fill the memory', async () => {
  const packed = new Blob(['x'.repeat(5_000_000)])
    .stream()
    .pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = Buffer.from(await new Response(packed).arrayBuffer());
  expect(await fromFragment(SHARED_PREFIX + bytes.toString('base64url'))).toBeUndefined();
});
