import { describe, expect, it } from 'vitest';
import { type ProgramRule, parseArguments, usageOf } from './arguments.ts';

const rule: ProgramRule<'script' | 'json'> = {
  name: 'grade',
  summary: 'Plays a script in a lesson.',
  operands: ['LESSON'],
  flags: {
    script: { value: 'FILE', summary: 'the script' },
    json: { value: '', summary: 'prints JSON' },
  },
};
const refusal = (...args: string[]): string => {
  const result = parseArguments(rule, args);
  return result.ok ? '' : (result.message.split('\n')[0] as string);
};

describe('parseArguments', () => {
  it('reads flags and operands in any order', () => {
    expect(parseArguments(rule, ['--script', 'a.sh', 'x/y', '--json'])).toEqual({
      ok: true,
      value: { operands: ['x/y'], flags: { script: 'a.sh', json: '' } },
    });
    expect(parseArguments(rule, ['--script=a=b', '--', '--x'])).toEqual({
      ok: true,
      value: { operands: ['--x'], flags: { script: 'a=b' } },
    });
  });

  it('says what is wrong', () => {
    expect(refusal('x', '--nosuch')).toBe('unknown flag --nosuch');
    expect(refusal('x', '--toString')).toBe('unknown flag --toString');
    expect(refusal('x', '--script')).toBe('--script needs a value');
    expect(refusal('x', '--json=1')).toBe('--json takes no value');
    expect(refusal('x', '--json', '--json')).toBe('--json is given twice');
    expect(refusal()).toBe('LESSON is missing');
    expect(refusal('--help')).toBe('usage: grade LESSON [--script FILE] [--json]');
    expect(refusal('x', 'y')).toBe("do not know what to do with 'y'");
  });
});

describe('usageOf', () => {
  it('is made from the rule', () => {
    expect(usageOf(rule)).toBe(
      [
        'usage: grade LESSON [--script FILE] [--json]',
        'Plays a script in a lesson.',
        '  --script FILE  the script',
        '  --json         prints JSON',
      ].join('\n'),
    );
  });
});
