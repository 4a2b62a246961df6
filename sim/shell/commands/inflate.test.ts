import { expect, test } from 'vitest';
import { decodeUtf8 } from '../../kernel/index.ts';
import { gunzip } from './inflate.ts';

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));

test('blocks with fixed codes, with codes of their own, and stored ones are unpacked', () => {
  const fixed = gunzip(bytesOf('H4sIAAAAAAACA8tIzcnJV8hAkFwAO3yK3xIAAAA='), 1000);
  expect(fixed.ok && decodeUtf8(fixed.bytes)).toBe('hello hello hello\n');
  const stored = gunzip(bytesOf('H4sIAAAAAAAEAwEJAPb/c3RvcmVkIMOk59me0AkAAAA='), 1000);
  expect(stored.ok && decodeUtf8(stored.bytes)).toBe('stored ä');
  const packed = [
    'H4sIAAAAAAACA32TO27DQAxE+5xCpdPx/0FOoyQqBBgOYCs5f6QDDMvdAbnzhtyv57Ye23Ksn/dtWZfb/r3sj+P942',
    '1/vLbncR1+zvu/9f67vZYbG1UzlL2jXKFcVd6FZWNRxzJRJZYjOAWqEmnemEs0LDAXtxPGzs4WXG3JKti4tXMNXKVi',
    'BmXtIh9CkyTF1kSIh4H1OZIaUmF37Ew6BautkUzYd4YGNnauYQ6hmGsWnvbZuofq7FYa1pTMRKdIcW1Khw5YkSTDEl',
    '9rlri5hw/UZZTD/5FzkxKHEtwVuHk3c2FupuTGYG0ujK2pShl+W4VGLqPrA/wDpiUtseoEAAA=',
  ].join('');
  const own = gunzip(bytesOf(packed), 10_000);
  expect(own.ok && decodeUtf8(own.bytes).split('\n').length).toBe(42);
  expect(own.ok && decodeUtf8(own.bytes).endsWith('insert into a values (23406);\n')).toBe(true);
});

test('what is no gzip, ends early or is too large is refused', () => {
  expect(gunzip(bytesOf('aGVsbG8='), 1000)).toEqual({ ok: false, error: 'not gzip' });
  const whole = bytesOf('H4sIAAAAAAACA8tIzcnJV8hAkFwAO3yK3xIAAAA=');
  expect(gunzip(whole.subarray(0, 14), 1000)).toEqual({ ok: false, error: 'cut short' });
  const changed = Uint8Array.from(whole, (byte, at) => (at === whole.length - 6 ? byte ^ 1 : byte));
  expect(gunzip(changed, 1000)).toEqual({ ok: false, error: 'wrong sum' });
  expect(gunzip(whole, 5)).toEqual({ ok: false, error: 'too large' });
});

test('members one after another are one text, and what else follows is told', () => {
  const one = bytesOf('H4sIAAAAAAACA8tIzcnJV8hAkFwAO3yK3xIAAAA=');
  const two = gunzip(Uint8Array.from([...one, ...one]), 1000);
  expect(two.ok && decodeUtf8(two.bytes)).toBe('hello hello hello\n'.repeat(2));
  expect(two).toMatchObject({ hasGarbage: false });
  expect(gunzip(Uint8Array.from([...one, 0, 0]), 1000)).toMatchObject({ hasGarbage: false });
  expect(gunzip(Uint8Array.from([...one, 1]), 1000)).toMatchObject({ ok: true, hasGarbage: true });
});
