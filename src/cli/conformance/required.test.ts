import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../../test/conformance/compare.mjs';
import { differencesOf, rowOf } from './report.ts';
import { raise, shortfalls } from './required.ts';

const none = { total: 0, equal: 0, differences: [] };
const judgement = (equal: number): Judgement => ({
  id: 'p01',
  commands: {
    total: 3,
    equal,
    differences: [{ step: 2, cmd: 'ls', verdict: 'stdout', expected: 'a\nb', actual: 'a\nc' }],
  },
  objects: none,
  orders: none,
  events: { total: 1, equal: 0, differences: [{ missing: 'Pod a Killing' }] },
});

describe('what is required', () => {
  it('only grows', () => {
    expect(raise({ z: {} }, judgement(2))).toEqual({ p01: { commands: 2 }, z: {} });
    expect(raise({ p01: { commands: 3, events: 1 } }, judgement(2))).toEqual({
      p01: { commands: 3, events: 1 },
    });
  });

  it('says what falls short', () => {
    expect(shortfalls({ p01: { commands: 2 } }, judgement(2))).toEqual([]);
    expect(shortfalls({}, judgement(0))).toEqual([]);
    expect(shortfalls({ p01: { commands: 3 } }, judgement(2))).toEqual([
      'commands: 2 of 3 are equal, 3 were before',
    ]);
  });
});

describe('the report', () => {
  it('has a row for a recording and a block for each difference', () => {
    expect(rowOf(judgement(2)).split(/ +/)).toEqual(['p01', '2/3', '0/0', '0/0', '0/1']);
    expect(differencesOf(judgement(2), 23)).toBe(
      [
        '## p01 commands, step: 2, cmd: ls, verdict: stdout',
        'a            a',
        'b          | c',
        '',
        '## p01 events, missing: Pod a Killing',
      ].join('\n'),
    );
  });
});
