import { expect, test } from 'vitest';
import { homeOf, isChangedOutside, isDirty, isFileName, quoted } from './files.ts';

const files = [
  { path: '/root/a.yaml', content: 'a' },
  { path: '/root/sub/b.yaml', content: 'b' },
];

test('the home directory is what the paths share', () => {
  expect(homeOf(files, '/root')).toBe('/root');
  expect(homeOf(files.slice(1), '/root')).toBe('/root/sub');
  expect(homeOf([], '/root')).toBe('/root');
});

test('a draft is dirty when its text differs, and changed outside when the file does', () => {
  const draft = { path: '/root/a.yaml', text: 'a', base: 'a' };
  expect(isDirty(draft)).toBe(false);
  expect(isDirty({ ...draft, text: 'x' })).toBe(true);
  expect(isChangedOutside(draft, files)).toBe(false);
  expect(isChangedOutside({ ...draft, base: 'old' }, files)).toBe(false);
  expect(isChangedOutside({ ...draft, base: 'old', text: 'mine' }, files)).toBe(true);
});

test('names and quoting', () => {
  expect(isFileName('new.yaml')).toBe(true);
  expect(isFileName('../x')).toBe(false);
  expect(isFileName('')).toBe(false);
  expect(quoted('a b.yaml')).toBe(`'a b.yaml'`);
  expect(quoted('a.yaml')).toBe('a.yaml');
});
