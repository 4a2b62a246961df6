import { expect, test } from 'vitest';
import type { CommandContext } from '../../kernel/index.ts';
import { BUSYBOX_WORDS } from '../busybox/words.ts';
import { calledAs } from './called-as.ts';
import type { Message } from './gnu.ts';
import { textOf } from './message.ts';

const GNU_TOOL = { name: 'rm' } as CommandContext;

test.each<[string, Message, string, string]>([
  ['rm', ['isDirectory', "it's"], `cannot remove "it's": Is a directory`, "'it's' is a directory"],
  ['mv', ['cannotStat', 'a', 'Gone'], "cannot stat 'a': Gone", "can't rename 'a': Gone"],
  ['head', ['unopened', 'a', 'Gone'], "cannot open 'a' for reading: Gone", 'a: Gone'],
  ['tail', ['unopened', 'a', 'Gone'], "cannot open 'a' for reading: Gone", "can't open 'a': Gone"],
  ['sort', ['unreadable', 'a b', 'Gone'], "'a b': Gone", "'a b': Gone"],
])('%s words %j as its build does', (name, message, gnu, busybox) => {
  const said: string[] = [];
  const words = BUSYBOX_WORDS[name] ?? {};
  const applet = { name, words, onSaid: (code: string) => said.push(code) };
  expect(textOf(GNU_TOOL, message)).toBe(gnu);
  expect(textOf(applet as unknown as CommandContext, message)).toBe(busybox);
  expect(said).toEqual([message[0]]);
});

test('a tool of coreutils complains under its path, others under their name', () => {
  expect(calledAs({ name: '/bin/rm' } as CommandContext, 'rm')).toBe('/bin/rm');
  expect(calledAs({ name: './x/gzip' } as CommandContext, 'gzip')).toBe('gzip');
  expect(calledAs({ name: 'rm' } as CommandContext, 'rm')).toBe('rm');
  expect(calledAs({ name: '/bin/firm' } as CommandContext, 'rm')).toBe('rm');
});
