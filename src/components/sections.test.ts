import { expect, test } from 'vitest';
import { sectionsOf } from './sections.ts';

test('a lesson is divided at its headings, and what is left is plain text', () => {
  const found = sectionsOf(
    'A **set** with `code`.\n\n## Scale up!\n\nSee [it](/x).\n\n```sh\nls -l\n```\n',
  );
  expect(found).toEqual([
    { heading: '', slug: '', text: 'A set with code.' },
    { heading: 'Scale up!', slug: 'scale-up', text: 'See it. ls -l' },
  ]);
});

test('code is kept as it is written, and its language is no word of the text', () => {
  const [found] = sectionsOf(
    'Ask for `<pod>.<service>` of [`MY_SET`](/y).\n\n```text\n$ echo *\n<none>\n```\n\n> Done',
  );
  expect(found?.text).toBe('Ask for <pod>.<service> of MY_SET. $ echo * <none> Done');
});
