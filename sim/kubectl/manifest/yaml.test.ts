import { expect, test } from 'vitest';
import { parseYaml, splitDocuments } from './yaml.ts';

const errorOf = (text: string): string => {
  const read = parseYaml(text);
  return read.ok ? JSON.stringify(read.value) : read.error.replace(/^yaml: /, '');
};

test.each([
  ['a:\n  b:\n\tc: x\n', 'line 3: found character that cannot start any token'],
  ['a: x\n\tb: y\n', 'line 2: found a tab character that violates indentation'],
  ['m:\n  name: x\n   labels: {a: b}\n', 'line 3: mapping values are not allowed in this context'],
  ['m:\n  name: a: b\n', 'line 2: mapping values are not allowed in this context'],
  ['a: b: c\n', 'mapping values are not allowed in this context'],
  ['m:\n  name: "open\n', 'line 3: found unexpected end of stream'],
  ['k: a\nm: {name: x\nd: {}\n', "line 2: did not find expected ',' or '}'"],
  ['k: a\nm: {name: x, \nd: {}\n', "line 3: did not find expected ',' or '}'"],
  ['k: a\nm: [a, b\n', "line 2: did not find expected ',' or ']'"],
  ['a:\n    b: 1\n  c: 2\n', 'line 2: did not find expected key'],
  ['a: 1\nb\nc: 2\n', "line 3: could not find expected ':'"],
  ['a:\n- x\nb: 1\n- y\n', 'line 3: did not find expected key'],
  ['s:\n  c:\n  - name: a\n   image: b\n', 'line 3: did not find expected key'],
  [
    's:\n  c:\n  - name: a\n      image: b\n',
    'line 4: mapping values are not allowed in this context',
  ],
  ['a: *nope\n', "unknown anchor 'nope' referenced"],
  ['a: @x\n', 'found character that cannot start any token'],
  ['h: *.x.com\n', 'did not find expected alphabetic or numeric character'],
  ['a: }\n', 'did not find expected node content'],
  ['a: "\\q"\n', 'found unknown escape character'],
  ["a: 'it's'\n", 'did not find expected key'],
  ['k: a\nm: {x: /y?z=1}\n', "line 1: did not find expected ',' or '}'"],
  ['k: a\nm:\n- {a: b, x: [c?]}\n', "line 2: did not find expected ',' or ']'"],
  ['k: a\nm:\n- {x: ?y}\n', 'line 2: did not find expected node content'],
  ['text\nmore: x\n', 'line 2: mapping values are not allowed in this context'],
])('%j', (text, expected) => {
  expect(errorOf(text)).toBe(expected);
});

test.each([
  [
    'y: "2"\non: yes\nmode: 0644\nbig: 1e3\nv: 1.2.3\nz: ~\n',
    '{"true":true,"mode":420,"big":1000,"v":"1.2.3","z":null}',
  ],
  ['a: &l {x: 1}\nb: *l\nc:\n  <<: *l\n  z: 2\n', '{"a":{"x":1},"b":{"x":1},"c":{"x":1,"z":2}}'],
  ['a: "1"\na: "2"\n', '{"a":"2"}'],
  [
    'a: 2026-11-23\nb: 12:30\nc: |\n  x\n  y\nd: >-\n  x\n  y\n',
    '{"a":"2026-11-23","b":"12:30","c":"x\\ny\\n","d":"x y"}',
  ],
  ['{"a": 1,}', '{"a":1}'],
  ['a: {x: "/y?z", ? q : r}\nb: /y?z\n', '{"a":{"x":"/y?z","q":"r"},"b":"/y?z"}'],
  ['# nothing\n', 'null'],
])('%j', (text, expected) => {
  expect(errorOf(text)).toBe(expected);
});

test('documents', () => {
  expect(splitDocuments('---\na: 1\n---\n\nb: 2\n')).toEqual({
    documents: ['', 'a: 1', '\nb: 2\n'],
    error: '',
  });
  expect(splitDocuments('a: 1\n--- x\n').error).not.toBe('');
});

test('binary data is refused as the reader of the real tool refuses it', () => {
  const error = (text: string): string => {
    const read = parseYaml(text);
    return read.ok ? '' : read.error;
  };
  expect(error('a: \0b')).toBe('yaml: control characters are not allowed');
  expect(error('\udcff\udcfe')).toBe('yaml: invalid leading UTF-8 octet');
});
