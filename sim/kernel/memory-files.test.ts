import { expect, test } from 'vitest';
import { createMemoryFiles } from './memory-files.ts';
import { mountFiles } from './mount-files.ts';

const create = (files: Record<string, string> = {}) =>
  createMemoryFiles({ nowEpochMs: () => 1000, files });

test('sizes are bytes of UTF-8, also after appending', () => {
  const files = create({ '/a/b': 'é' });
  files.append('/a/b', '\udcff🙂');
  expect(files.stat('/a/b')).toMatchObject({ ok: true, value: { size: 7, type: 'file' } });
});

test('an executable is known by its content, however that came to be there', () => {
  const files = create({ '/copy': '', '/text': 'no program' });
  files.install([['/bin/ls', 'ls']]);
  const program = (path: string): string | undefined => {
    const stat = files.stat(path);
    return stat.ok ? stat.value.program : undefined;
  };
  const read = files.read('/bin/ls');
  const content = read.ok ? read.value : '';
  for (const [from, to] of [[0, 4], [4, 9], [9]]) files.append('/copy', content.slice(from, to));
  expect(['/bin/ls', '/copy', '/text'].map(program)).toEqual(['ls', 'ls', undefined]);
  files.append('/text', content);
  files.append('/copy', 'more');
  expect(['/copy', '/text'].map(program)).toEqual(['ls', undefined]);
  files.write('/copy', 'no program');
  expect(program('/copy')).toBeUndefined();
});

test('links are followed but by lstat, and loops end', () => {
  const files = create({ '/d/f': 'x' });
  files.symlink('d', '/l');
  files.symlink('/loop', '/loop');
  expect(files.read('/l/f')).toEqual({ ok: true, value: 'x' });
  expect(files.realPath('/l/../l/f')).toEqual({ ok: true, value: '/d/f' });
  expect(files.lstat('/l')).toMatchObject({ value: { type: 'symlink' } });
  expect(files.read('/loop')).toEqual({ ok: false, error: 'ELOOP' });
});

test('hard links share their content', () => {
  const files = create({ '/a': '1' });
  files.link('/a', '/b');
  files.append('/a', '2');
  files.remove('/a');
  expect(files.read('/b')).toEqual({ ok: true, value: '12' });
});

test('errors are errno names', () => {
  const files = create({ '/d/f': '' });
  expect(files.remove('/d')).toEqual({ ok: false, error: 'ENOTEMPTY' });
  expect(files.read('/d')).toEqual({ ok: false, error: 'EISDIR' });
  expect(files.list('/d/f')).toEqual({ ok: false, error: 'ENOTDIR' });
  expect(files.write('/none/f', '')).toEqual({ ok: false, error: 'ENOENT' });
  expect(files.makeDirectory('/d')).toEqual({ ok: false, error: 'EEXIST' });
  expect(files.rename('/d', '/d/e')).toEqual({ ok: false, error: 'EINVAL' });
});

test('a mounted file system shows at its path and stays in place', () => {
  const volume = create({ '/data': 'v' });
  const files = mountFiles(create(), [
    { path: '/var/lib/mysql', files: volume, device: '/dev/sdb', type: 'ext4', isReadOnly: false },
  ]);
  expect(files.read('/var/lib/mysql/data')).toEqual({ ok: true, value: 'v' });
  files.write('/var/lib/mysql/new', 'n');
  expect(volume.read('/new')).toEqual({ ok: true, value: 'n' });
  expect(files.remove('/var/lib/mysql')).toEqual({ ok: false, error: 'EBUSY' });
  expect(files.rename('/var/lib/mysql/new', '/tmp/new')).toEqual({ ok: false, error: 'EINVAL' });
  expect(files.realPath('/var/lib/mysql/new')).toEqual({ ok: true, value: '/var/lib/mysql/new' });
});

test('A name has at most 255 bytes', () => {
  const files = createMemoryFiles({ nowEpochMs: () => 0, files: {} });
  expect(files.write(`/${'é'.repeat(127)}x`, '')).toEqual({ ok: true, value: undefined });
  expect(files.write(`/${'é'.repeat(128)}`, '')).toEqual({ ok: false, error: 'ENAMETOOLONG' });
  expect(files.stat(`/${'a'.repeat(256)}/f`)).toEqual({ ok: false, error: 'ENAMETOOLONG' });
});
