import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../api/index.ts';
import { createPrng, type Prng } from '../../kernel/index.ts';
import { parseYaml } from '../manifest/yaml.ts';
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

const WORDS = [
  'web',
  'true',
  '0644',
  'a b',
  'x: y',
  '- z',
  '',
  'é',
  'one\ntwo\n',
  ' lead',
  '#',
  '1e3',
];
const KEYS = ['name', 'image', 'b10', 'b9', 'app.kubernetes.io/name', 'y', 'items', 'k:{"a":1}'];

/** Any value, three levels deep. */
function anyValue(prng: Prng, depth: number): Json {
  const pick = <T>(list: readonly T[]): T => list[prng.below(list.length)] as T;
  const count = prng.below(4);
  switch (prng.below(depth > 0 ? 6 : 4)) {
    case 0:
      return prng.below(1000) - 500;
    case 1:
      return pick([true, false, null, 1.5]);
    case 2:
      return Array.from({ length: 1 + prng.below(25) }, () => pick(WORDS)).join(' ');
    case 3:
      return pick(WORDS);
    case 4:
      return Array.from({ length: count }, () => anyValue(prng, depth - 1));
    default:
      return Object.fromEntries(
        Array.from({ length: count }, () => [pick(KEYS), anyValue(prng, depth - 1)]),
      );
  }
}

const ROUNDS = 400;

test('what is written reads back as the same value', () => {
  const prng = createPrng(3);
  for (let round = 0; round < ROUNDS; round++) {
    const value = { a: anyValue(prng, 3) };
    expect(parseYaml(toYaml(value))).toEqual({ ok: true, value });
  }
});

test('a list is written alike whether or not its objects are known, new or frozen', () => {
  const prng = createPrng(5);
  for (let round = 0; round < ROUNDS; round++) {
    const items = Array.from({ length: 3 }, () => ({ a: anyValue(prng, 3), b: anyValue(prng, 2) }));
    const frozen = items.map((item) => Object.freeze({ ...item }));
    const list = (of: readonly JsonObject[]): JsonObject => ({ items: [...of], kind: 'List' });
    const expected = toYaml(list(items));
    expect([toYaml(list(frozen)), toYaml(list(frozen))]).toEqual([expected, expected]);
    for (const item of items) expect(expected).toContain(toYaml([item]));
  }
});
