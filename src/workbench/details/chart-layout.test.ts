import { expect, test } from 'vitest';
import { layOutChart } from './chart-layout.ts';
import { partsOfYaml } from './yaml-parts.ts';

const CHART = {
  id: 'pod',
  states: [
    { path: 'Syncing', parent: '', isInitial: true },
    { path: 'Syncing.SettingUp', parent: 'Syncing', isInitial: true },
    { path: 'Syncing.Running', parent: 'Syncing', isInitial: false },
    { path: 'Terminating', parent: '', isInitial: false },
    { path: 'Gone', parent: '', isInitial: false },
  ],
  arrows: [
    { from: 'Syncing.SettingUp', to: 'Syncing.Running', on: 'MOUNTED' },
    { from: 'Syncing', to: 'Terminating', on: 'TERMINATE' },
    { from: 'Syncing', to: 'Terminating', on: 'after grace' },
    { from: 'Terminating', to: 'Gone', on: 'REMOVED' },
  ],
};

test.each([200, 400, 900])(
  '%i pixels: no state stands on another or in a strange group',
  (width) => {
    const { boxes, lines } = layOutChart(CHART, width);
    const group = boxes.find(({ isGroup }) => isGroup);
    const states = boxes.filter(({ isGroup }) => !isGroup);
    expect(states.map(({ name }) => name).sort()).toEqual([
      'Gone',
      'Running',
      'SettingUp',
      'Terminating',
    ]);
    for (const [index, a] of states.entries()) {
      for (const b of states.slice(index + 1)) {
        expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y !== b.y).toBe(true);
      }
      const isIn = a.y >= (group?.y ?? 0) && a.y < (group?.y ?? 0) + (group?.height ?? 0);
      expect(isIn).toBe(a.path.startsWith('Syncing.'));
    }
    expect(lines).toHaveLength(3);
    expect(lines.find(({ to }) => to === 'Terminating')?.on).toEqual(['TERMINATE', 'after grace']);
  },
);

test.each([
  'apiVersion: v1',
  '  - name: "a: b"',
  '    - --flag=x',
  '# a note',
  '  replicas: 3',
  '  key-only:',
  '',
])('the parts of %j are the line', (line) => {
  expect(
    partsOfYaml(line)
      .map(({ text }) => text)
      .join(''),
  ).toBe(line);
});
