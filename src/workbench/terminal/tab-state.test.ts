import { expect, test } from 'vitest';
import {
  add,
  alone,
  beside,
  close,
  FIRST_TAB,
  follow,
  keep,
  nextBeside,
  restore,
  show,
} from './tab-state.ts';

const seen = ({ left, right, active }: ReturnType<typeof show>): string =>
  [left, right]
    .map((id) => (id === active ? `[${id}]` : id))
    .join(' ')
    .trim();

test('a new terminal is shown in place of the active one', () => {
  const two = add(FIRST_TAB, '2');
  expect(seen(two)).toBe('[2]');
  expect(seen(show(two, '1'))).toBe('[1]');
  expect(show(two, '9')).toBe(two);
});

test('two stand side by side, and a third takes the place of the one with the focus', () => {
  expect(nextBeside(FIRST_TAB)).toBe('');
  const two = beside(FIRST_TAB, '2');
  expect(seen(two)).toBe('1 [2]');
  expect(seen(add(two, '3'))).toBe('1 [3]');
  expect(seen(add(show(two, '1'), '3'))).toBe('[3] 2');
  expect(seen(alone(two))).toBe('[2]');
  expect(nextBeside(alone(two))).toBe('1');
});

test('closing leaves its neighbour, and never nothing', () => {
  const three = add(add(FIRST_TAB, '2'), '3');
  expect(seen(close(three, '3'))).toBe('[2]');
  expect(seen(close(three, '1'))).toBe('[3]');
  expect(seen(close(beside(FIRST_TAB, '2'), '1'))).toBe('[2]');
  expect(close(FIRST_TAB, '1')).toBe(FIRST_TAB);
});

test('what is opened and closed elsewhere is followed, and what is shown stays otherwise', () => {
  const two = follow(FIRST_TAB, ['1', '2']);
  expect(two.ids).toEqual(['1', '2']);
  expect(seen(two)).toBe('[2]');
  const back = show(two, '1');
  expect(follow(back, ['1', '2'])).toBe(back);
  expect(follow(back, ['1'])).toEqual(FIRST_TAB);
  expect(seen(follow(back, ['2', '3']))).toBe('[3]');
  expect(follow(back, ['2', '3']).ids).toEqual(['2', '3']);
  expect(follow(FIRST_TAB, [])).toBe(FIRST_TAB);
});

test('what is kept comes back as far as the session has it', () => {
  const state = beside(add(FIRST_TAB, '2'), '1');
  expect(restore(keep(state), ['1', '2'])).toEqual({ ...state, active: '2' });
  expect(restore(keep(state), ['1'])).toEqual({ ids: ['1'], left: '1', right: '', active: '1' });
  expect(restore(undefined, ['1', '2']).ids).toEqual(['1', '2']);
  expect(restore(undefined, [])).toEqual(FIRST_TAB);
  expect(restore('rubbish', ['1'])).toEqual(FIRST_TAB);
});
