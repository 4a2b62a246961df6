import { expect, test } from 'vitest';
import { fillWords, wordsIn } from './variants.ts';

const words = { set: 'ledger', 'last-pod': '3' };

test('words stand for themselves in texts, lists and records; what is no word stays', () => {
  expect(fillWords('kubectl get pod [[set]]-[[last-pod]]', words)).toBe('kubectl get pod ledger-3');
  expect(fillWords('if [[ -f x ]]; then echo [[other]]; fi', words)).toBe(
    'if [[ -f x ]]; then echo [[other]]; fi',
  );
  expect(fillWords([{ script: 'a [[set]]', files: { '[[set]]': '[[set]]' } }], words)).toEqual([
    { script: 'a ledger', files: { '[[set]]': 'ledger' } },
  ]);
});

test('the words of a text are named once', () => {
  expect(wordsIn('[[set]] [[last-pod]] [[set]] [[ x ]]')).toEqual(['set', 'last-pod']);
});
