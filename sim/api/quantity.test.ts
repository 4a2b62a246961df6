import { describe, expect, it } from 'vitest';
import {
  addQuantities,
  compareQuantities,
  milliValue,
  parseQuantity,
  wholeValue,
} from './quantity.ts';

const canonical = (text: string): string => {
  const result = parseQuantity(text);
  return result.ok ? result.value.text : result.error;
};

describe('quantities', () => {
  it.each([
    ['1Gi', '1Gi'],
    ['1024Mi', '1Gi'],
    ['8Gi', '8Gi'],
    ['0.5Gi', '512Mi'],
    ['1.5Gi', '1536Mi'],
    ['0.5Ki', '512'],
    ['1000m', '1'],
    ['0.5', '500m'],
    ['1.5', '1500m'],
    ['100m', '100m'],
    ['2', '2'],
    ['1000', '1k'],
    ['1e3', '1e3'],
    ['0', '0'],
    ['0Gi', '0'],
    ['-1Gi', '-1Gi'],
    ['1500M', '1500M'],
    ['10000M', '10G'],
    ['0.1m', '100u'],
    ['1E', '1E'],
  ])('%s is %s', (text, expected) => expect(canonical(text)).toBe(expected));

  it('says why a text is no quantity', () => {
    expect(canonical('1GG')).toBe("unable to parse quantity's suffix");
    expect(canonical('1GGi')).toBe("unable to parse quantity's suffix");
    expect(canonical('lots')).toContain('quantities must match the regular expression');
    expect(canonical('')).toContain('quantities must match the regular expression');
    expect(canonical('1e999999999')).toBe("unable to parse quantity's suffix");
  });

  it('compares and computes', () => {
    expect(compareQuantities('1Gi', '1G')).toBe(1);
    expect(compareQuantities('1000m', '1')).toBe(0);
    expect(addQuantities('250m', '750m')).toBe('1');
    expect(addQuantities('0', '512Mi')).toBe('512Mi');
    expect(milliValue('1.5')).toBe(1500);
    expect(wholeValue('1Ki')).toBe(1024);
    expect(wholeValue('100m')).toBe(1);
  });
});
