import { expect, test } from 'vitest';
import type { Json } from '../../api/index.ts';
import { compareKeys, toYaml } from './yaml.ts';

test.each<[Json, string]>([
  ['true', '"true"\n'],
  ['y', '"y"\n'],
  ['1', '"1"\n'],
  ['1e3', '"1e3"\n'],
  ['0644', '"0644"\n'],
  ['12:30', '"12:30"\n'],
  ['null', '"null"\n'],
  ['', '""\n'],
  ['2026-11-23T05:25:58Z', '"2026-11-23T05:25:58Z"\n'],
  ['*/1 * * * *', "'*/1 * * * *'\n"],
  ['a: b', "'a: b'\n"],
  ['-Mbignum=bpi', '-Mbignum=bpi\n'],
  ['- x', "'- x'\n"],
  ['a\tb', '"a\\tb"\n'],
  ['127.0.0.1', '127.0.0.1\n'],
  ['1.2.3', '1.2.3\n'],
  ['@x', "'@x'\n"],
  [{ a: {}, b: [], c: null }, 'a: {}\nb: []\nc: null\n'],
  [{ a: 'x\ny\n' }, 'a: |\n  x\n  y\n'],
  [{ a: 'x\ny' }, 'a: |-\n  x\n  y\n'],
  [{ a: 'x\n\n' }, 'a: |+\n  x\n\n'],
  [{ a: ' x\n' }, 'a: |2\n   x\n'],
  [{ a: 'x \ny' }, 'a: "x \\ny"\n'],
  [{ a: [{ b: 1, c: [2] }, [3, 4]] }, 'a:\n- b: 1\n  c:\n  - 2\n- - 3\n  - 4\n'],
  [{ 'k:{"name":"c"}': {}, '.': {} }, '.: {}\nk:{"name":"c"}: {}\n'],
  [
    { a: `${'word '.repeat(16)}end` },
    `a: ${'word '.repeat(15).trim()} word\n  end\n`.replace(' word\n', ' word\n'),
  ],
])('%j', (value, expected) => {
  expect(toYaml(value)).toBe(expected);
});

test('keys are ordered naturally', () => {
  expect(['a10', 'a9', 'A', 'b', '$patch', '.', 'a'].sort(compareKeys)).toEqual([
    '$patch',
    '.',
    'A',
    'a',
    'a9',
    'a10',
    'b',
  ]);
});
