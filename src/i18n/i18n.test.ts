import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { en } from './en.ts';
import { fieldsEn } from './fields.en.ts';
import { fieldsZhCn } from './fields.zh-cn.ts';
import { fill, pageUrl, sayWhy } from './index.ts';
import { enReasons } from './reasons.en.ts';
import { zhCnReasons } from './reasons.zh-cn.ts';
import { zhCn } from './zh-cn.ts';

type Tree = { readonly [key: string]: string | Tree };

const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
const names = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort();

describe('both languages', () => {
  test.each([
    ['page', flat(en), flat(zhCn)],
    ['fields', Object.entries(fieldsEn), Object.entries(fieldsZhCn)],
    ['reasons', Object.entries(enReasons), Object.entries(zhCnReasons)],
  ] as const)(
    '%s: no text is empty, and values are filled in where they are in the other',
    (_, a, b) => {
      const other = new Map(b);
      for (const [key, text] of a) {
        expect(text, key).not.toBe('');
        expect(names(other.get(key) ?? ''), key).toEqual(names(text));
      }
    },
  );
});

/** Codes that simulator and lessons give, as far as they are written out. */
function codesInSources(): string[] {
  const root = path.join(import.meta.dirname, '..', '..');
  const isTest = (name: string): boolean => /\.test\.ts$|\/testing[/.]|test-/.test(name);
  const sources = ['sim', 'lessons'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !isTest(name))
      .map((name) => readFileSync(path.join(root, folder, name), 'utf8')),
  );
  const direct = /(?:because|\borigin)\(\s*'([^']+)'/g;
  // Codes that are chosen first and given later.
  const indirect =
    /'((?:statefulset|deployment|replicaset|scheduler|kubelet|pod|volume|claim|gc)\.[a-z]\w+)'/g;
  const codes = sources.flatMap((text) =>
    [...text.matchAll(direct), ...text.matchAll(indirect)].map((match) => match[1] ?? ''),
  );
  return [...new Set(codes)].sort();
}

test('every reason that the simulator gives has a sentence', () => {
  expect(codesInSources().filter((code) => !(code in enReasons))).toEqual([]);
});

test('a reason in words; an unknown one as its code and values', () => {
  const why = { code: 'statefulset.waitReady', values: { pod: 'web-1' } };
  expect(sayWhy(why, enReasons)).toBe('waits until web-1 is running and ready');
  expect(sayWhy(why, { 'statefulset.waitReady': 'own: {pod}' }, enReasons)).toBe('own: web-1');
  expect(sayWhy({ code: 'new.someThing', values: { a: 1 } }, enReasons)).toBe(
    'new some Thing (a: 1)',
  );
});

test('filling and addresses', () => {
  expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}');
  expect(pageUrl('/', 'en', 'statefulsets/scaling/')).toBe('/statefulsets/scaling/');
  expect(pageUrl('/course', 'zh-cn', '')).toBe('/course/zh-cn/');
});
