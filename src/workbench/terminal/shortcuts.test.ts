import { expect, test } from 'vitest';
import { withControl } from './extra-keys.ts';
import { codeOf, leavesToBrowser, type PressedKey } from './shortcuts.ts';

const key = (name: string, held: Partial<PressedKey> = {}): PressedKey => ({
  key: name,
  code: '',
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});
const CONTROL = { ctrlKey: true };
const COMMAND = { metaKey: true };
const OPTION = { altKey: true };

test('Ctrl-/ undoes, and signs that a Mac has with Option are signs', () => {
  expect(codeOf(key('/', CONTROL), false)).toBe('\x1f');
  expect(codeOf(key('/'), false)).toBeUndefined();
  expect(codeOf(key('|', OPTION), true)).toBe('|');
  expect(codeOf(key('|', OPTION), false)).toBeUndefined();
  expect(codeOf(key('b', OPTION), true)).toBeUndefined();
});

test('Ctrl-C copies only what is selected; on a Mac that is for Cmd-C', () => {
  const isLeft = (held: Partial<PressedKey>, isMac: boolean, hasSelection: boolean) =>
    leavesToBrowser(key('c', held), isMac, hasSelection, false);
  expect(isLeft(CONTROL, false, false)).toBe(false);
  expect(isLeft(CONTROL, false, true)).toBe(true);
  expect(isLeft(CONTROL, true, true)).toBe(false);
  expect(isLeft(COMMAND, true, true)).toBe(true);
});

test('Ctrl-V pastes; on a Mac it quotes the next key', () => {
  expect(leavesToBrowser(key('v', CONTROL), false, false, false)).toBe(true);
  expect(leavesToBrowser(key('v', CONTROL), true, false, false)).toBe(false);
  expect(leavesToBrowser(key('v', COMMAND), true, false, false)).toBe(true);
});

test('Tab leaves an empty line, and Shift-Tab every line', () => {
  expect(leavesToBrowser(key('Tab'), false, false, true)).toBe(true);
  expect(leavesToBrowser(key('Tab'), false, false, false)).toBe(false);
  expect(leavesToBrowser(key('Tab', { shiftKey: true }), false, false, false)).toBe(true);
});

test('what the keys of a phone send while Ctrl is held', () => {
  expect(withControl('c')).toBe('\x03');
  expect(withControl('\x1b[D')).toBe('\x1b[1;5D');
  expect(withControl('/')).toBe('\x1f');
  expect(withControl('\t')).toBe('\t');
});
