import { expect, test } from 'vitest';
import { sectionsOf } from './sections.ts';

test('a lesson is divided at its headings, and what is left is plain text', () => {
  const found = sectionsOf(
    'A **set** with `code`.\n\n## Scale up!\n\nSee [it](/x).\n\n```sh\nls -l\n```\n',
  );
  expect(found).toEqual([
    { heading: '', slug: '', text: 'A set with code .' },
    { heading: 'Scale up!', slug: 'scale-up', text: 'See it. sh ls -l' },
  ]);
});
