import { expect, test } from 'vitest';
import { isChangedOutside, isDirty, isFileName, movedTo, pathFrom, quoted } from './files.ts';

const files = [
  { path: '/root/a.yaml', content: 'a' },
  { path: '/root/sub/b.yaml', content: 'b' },
];

test('a file that is gone went to the only new path with its content', () => {
  const [a, b] = files;
  const c = { path: '/root/c.yaml', content: 'a' };
  expect(
    movedTo(
      '/root/a.yaml',
      files,
      [b, c].flatMap((one) => one ?? []),
    ),
  ).toBe(c.path);
  expect(movedTo('/root/a.yaml', files, [])).toBeUndefined();
  expect(movedTo('/root/a.yaml', files, [c, { ...c, path: '/root/d.yaml' }])).toBeUndefined();
  expect(movedTo('/root/a.yaml', files, [{ path: c.path, content: 'other' }])).toBeUndefined();
  expect(
    movedTo(
      '/root/x.yaml',
      files,
      [a, c].flatMap((one) => one ?? []),
    ),
  ).toBeUndefined();
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

test('a file is named from where the shell stands', () => {
  expect(pathFrom('a.yaml', 'learner@ordinal:~$ ')).toBe('a.yaml');
  expect(pathFrom('a.yaml', 'learner@ordinal:~/sub$ ')).toBe('~/a.yaml');
  expect(pathFrom('a b.yaml', '> ')).toBe("~/'a b.yaml'");
});
