import { expect, test } from 'vitest';
import { ALL_IN_ONE, keep, move, PANELS, restore, show } from './groups.ts';

test('a panel moves to the side and back, and is seen where it goes', () => {
  const beside = move(ALL_IN_ONE, 'details');
  expect(beside).toEqual({ side: ['details'], main: 'cluster', sideMain: 'details' });
  expect(move(beside, 'details')).toEqual({ side: [], main: 'details', sideMain: '' });
  expect(show(beside, 'editor').main).toBe('editor');
  expect(show(move(beside, 'events'), 'details').sideMain).toBe('details');
});

test('the main group is never empty', () => {
  const all = PANELS.reduce(move, ALL_IN_ONE);
  expect(all.side).toHaveLength(PANELS.length - 1);
  expect(all.side).not.toContain(all.main);
});

test('an arrangement comes back, and rubbish does not break it', () => {
  const beside = move(ALL_IN_ONE, 'details');
  expect(restore(keep(beside))).toEqual(beside);
  expect(restore('a,b c d')).toEqual(ALL_IN_ONE);
  expect(restore(undefined)).toEqual(ALL_IN_ONE);
});
