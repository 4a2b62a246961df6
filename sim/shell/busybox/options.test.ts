import { expect, test } from 'vitest';
import { APPLETS } from './applets.ts';
import { optionProblem } from './options.ts';

const found = (name: string, args: readonly string[], isMusl = false): string | number => {
  const applet = APPLETS.get(name);
  if (applet === undefined) throw new Error(`no applet ${name}`);
  const { text, operands } = optionProblem(applet, args, isMusl);
  return text === '' ? operands : text;
};

test('getopt of glibc and of musl name a wrong option in their own words', () => {
  expect(found('ls', ['-Z'])).toBe("invalid option -- 'Z'");
  expect(found('ls', ['-Z'], true)).toBe('unrecognized option: Z');
  expect(found('ls', ['--nosuch'])).toBe("unrecognized option '--nosuch'");
  expect(found('ls', ['--nosuch'], true)).toBe('unrecognized option: nosuch');
  expect(found('cut', ['-d'])).toBe("option requires an argument -- 'd'");
  expect(found('cut', ['-d'], true)).toBe('option requires an argument: d');
  expect(found('cp', ['--recursive=x'])).toBe("option '--recursive' doesn't allow an argument");
});

test('values of options are no words', () => {
  expect(found('grep', ['-A', '1', 'a', '-nm2', 'f'])).toBe(2);
  expect(found('mkdir', ['--mode', '700', 'd', '-p'])).toBe(1);
  expect(found('sed', ['-i.bak', 's/a/b/', '--', '-f'])).toBe(2);
});

test('options end at the first word where a program follows', () => {
  expect(found('timeout', ['-s', 'KILL', '5', 'ls', '-Z'])).toBe(3);
  expect(found('xargs', ['-n1', 'ls', '--nosuch'])).toBe(2);
});

test('a row of the table that goes on keeps all long options', () => {
  expect([...(APPLETS.get('tar')?.longs.keys() ?? [])]).toContain('no-same-permissions');
  expect(APPLETS.get('sort')?.misuse).toBe(2);
});
