import { describe, expect, it } from 'vitest';
import { parseRequirements } from './label-parser.ts';
import { forLabels, formatRequirements, matchesLabels, requirementsOf, selects } from './labels.ts';

const parsed = (text: string): string => {
  const result = parseRequirements(text);
  return result.ok ? formatRequirements(result.value) : result.error;
};
const matches = (selector: string, labels: Record<string, string>): boolean => {
  const result = parseRequirements(selector);
  return result.ok && matchesLabels(result.value, labels);
};

describe('label selectors', () => {
  it('parses equality and sets', () => {
    expect(parsed('')).toBe('');
    expect(parsed('b=2, a==1 ,c!=x')).toBe('a==1,b=2,c!=x');
    expect(parsed('tier in (b, a),!canary,env')).toBe('!canary,env,tier in (a,b)');
    expect(parsed('x notin (),in=notin')).toBe('in=notin,x notin ()');
    expect(parsed('n>3')).toBe('n>3');
  });

  it.each([
    ['q=r=s', "found '=', expected: ',' or 'end of string'"],
    ['=q', "found '=', expected: !, identifier, or 'end of string'"],
    ['a,', "found '', expected: identifier after ','"],
    ['a in b', "unable to parse requirement: found 'b' expected: '('"],
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
    [
      'n>x',
      "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' " +
        'operators, the value must be an integer',
    ],
  ])('refuses %s', (text, error) => expect(parsed(text)).toBe(error));

  it('names a bad key', () => {
    expect(parsed('-bad=1')).toMatch(
      /^unable to parse requirement: <nil>: Invalid value: "-bad": name part must consist of/,
    );
  });

  it('matches', () => {
    expect(matches('app=web', { app: 'web' })).toBe(true);
    expect(matches('app!=web', {})).toBe(true);
    expect(matches('app in (a,web),!x', { app: 'web' })).toBe(true);
    expect(matches('!app', { app: 'web' })).toBe(false);
    expect(matches('n>3,n<9', { n: '5' })).toBe(true);
    expect(matches('app', { toString: 'x' })).toBe(false);
  });

  it('takes LabelSelectors', () => {
    const selector = {
      matchLabels: { app: 'web' },
      matchExpressions: [{ key: 'tier', operator: 'In', values: ['b', 'a'] }],
    };
    expect(formatRequirements(requirementsOf(selector) ?? [])).toBe('app=web,tier in (a,b)');
    expect(selects(selector, { app: 'web', tier: 'a' })).toBe(true);
    expect(selects(undefined, {})).toBe(false);
    expect(selects({}, {})).toBe(true);
  });
});

it('asks once about labels that many objects in a row share', () => {
  const asked: unknown[] = [];
  const isWeb = forLabels((labels) => {
    asked.push(labels);
    return labels?.app === 'web';
  });
  const [web, db] = [{ app: 'web' }, { app: 'db' }];
  expect([undefined, undefined, web, web, db, web].map(isWeb)).toEqual([
    ...[false, false, true, true, false, true],
  ]);
  expect(asked).toEqual([undefined, web, db, web]);
});
