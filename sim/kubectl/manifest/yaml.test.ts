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
  ['a:\n  - b\n  c: d\n', "line 2: did not find expected '-' indicator"],
  ['- a\nb: c\n', "line 1: did not find expected '-' indicator"],
  ['a:\n  - b\n - c\n', 'line 2: did not find expected key'],
  ['s:\n  c:\n    - name: a\n     image: b\n', "line 3: did not find expected '-' indicator"],
  ['s:\n  c:\n    - name: a\n    image: b\n', "line 3: did not find expected '-' indicator"],
  ['a:\n  - b:\n      - c\n     - d\n', 'line 3: did not find expected key'],
  [
    '# c\na:\n  - b: |\n      text: x\n    c: d\n   e: f\n',
    "line 5: did not find expected '-' indicator",
  ],
  ['a: b\nc: - d\n', 'line 2: block sequence entries are not allowed in this context'],
  [
    'a:\n  b: |\n\tx\n  c: d\n',
    'line 3: found a tab character where an indentation space is expected',
  ],
  ['m:\n  n: x\n  {{- if .V }}\n  c: d\n  {{- end }}\n', "line 4: could not find expected ':'"],
  [
    'm:\n  - a: b\n  {{- range .x }}\n  - c: d\n  {{- end }}\n',
    "line 4: could not find expected ':'",
  ],
  ['```yaml\na: b\n```\n', 'found character that cannot start any token'],
  ['m: {name: x, labels:{a: b}}\n', "did not find expected ',' or '}'"],
  ['m: [a:[b]]\n', "did not find expected ',' or ']'"],
  ['a: "\\x1"\n', 'did not find expected hexdecimal number'],
  ['%YAML 1.2\n', 'found incompatible YAML document'],
  ['# x\n%YAML 1.2\na: b\n', 'line 1: found incompatible YAML document'],
  ['%YAML 1.1\na: b\n', 'line 1: did not find expected <document start>'],
  ['%YAML\n', 'did not find expected version number'],
  ['%FOO\n', 'found unknown directive name'],
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
