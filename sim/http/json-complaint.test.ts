import { expect, test } from 'vitest';
import { jsonComplaint } from './json-complaint.ts';

test.each([
  ['', 'unexpected end of JSON input'],
  ['{bad', "invalid character 'b' looking for beginning of object key string"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 2}', "invalid character '2' after object key:value pair"],
  ['[1 2]', "invalid character '2' after array element"],
  ['{"a":}', "invalid character '}' looking for beginning of value"],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ['{} x', "invalid character 'x' after top-level value"],
  ['nul', 'unexpected end of JSON input'],
  ['nulx', "invalid character 'x' in literal null (expecting 'l')"],
  ['"a\nb"', "invalid character '\\n' in string literal"],
  ['"\\q"', "invalid character 'q' in string escape code"],
  ['"\\u12g4"', "invalid character 'g' in \\u hexadecimal character escape"],
  ['-x', "invalid character 'x' in numeric literal"],
  ['1.x', "invalid character 'x' after decimal point in numeric literal"],
  ['1ex', "invalid character 'x' in exponent of numeric literal"],
  ['01', "invalid character '1' after top-level value"],
  ["'a'", "invalid character '\\'' looking for beginning of value"],
  ['\u001f\u008b', "invalid character '\\x1f' looking for beginning of value"],
  ['é', "invalid character 'Ã' looking for beginning of value"],
  ['['.repeat(20_000), 'exceeded max depth'],
])('says of %j what Go says', (text, complaint) => {
  expect(jsonComplaint(text)).toBe(complaint);
});

test.each([
  'null',
  ' {"a": [1, -2.5e+3, true, false, "x\\u00e9\\n"], "b": {}, "c": []} ',
  '0',
  '"é"',
  '{"a":{"b":[[],{}]}}',
])('has nothing to say of %s', (text) => {
  expect(jsonComplaint(text)).toBeUndefined();
});
