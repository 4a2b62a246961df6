import { expect, test } from 'vitest';
import { decodeBase64, decodeUtf8, encodeBase64, encodeUtf8 } from './text.ts';

test('every byte string comes back, valid UTF-8 or not', () => {
  for (let first = 0; first < 256; first++) {
    const bytes = Uint8Array.from([first, 0x41, 0xc3, 0xa9, first, 0xf0, 0x9f, 0x98, 0x80]);
    expect([...encodeUtf8(decodeUtf8(bytes))]).toEqual([...bytes]);
  }
  expect(decodeUtf8(encodeUtf8('né 你好 😀'))).toBe('né 你好 😀');
});

test('base64 round trips and says where it is broken', () => {
  for (const text of ['', 'a', 'ab', 'abc', 'mysqlroot']) {
    const decoded = decodeBase64(encodeBase64(encodeUtf8(text)));
    expect(decoded.ok && decodeUtf8(decoded.bytes)).toBe(text);
  }
  const offsets = ['ab!d', 'ab', 'abcdefg', 'ab=', 'ab=c', 'a===', 'ab==c', 'abc==', 'ab\nc'].map(
    (text) => decodeBase64(text),
  );
  expect(offsets.map((answer) => !answer.ok && answer.offset)).toEqual([2, 0, 4, 3, 2, 1, 4, 4, 1]);
});
