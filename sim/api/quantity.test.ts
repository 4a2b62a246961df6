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

  it.each([
    ['1m', 1, 1],
    ['1500m', 2, 1500],
    ['2', 2, 2000],
    ['0.5m', 1, 1],
    ['3Ki', 3072, 3_072_000],
    ['128Mi', 134_217_728, 134_217_728_000],
    ['9007199254740993', 9_007_199_254_740_992, 9_007_199_254_740_993_000],
    ['9007199254740991m', 9_007_199_254_741, 9_007_199_254_740_991],
  ])('%s is %d, or %d thousandths', (text, whole, milli) => {
    expect(wholeValue(text)).toBe(whole);
    expect(milliValue(text)).toBe(milli);
  });

  it('compares amounts that are written apart', () => {
    expect(compareQuantities('1', '1000m')).toBe(0);
    expect(compareQuantities('1Ki', '1k')).toBe(1);
    expect(compareQuantities('100m', '0.2')).toBe(-1);
    expect(compareQuantities('9007199254740993', '9007199254740992')).toBe(1);
  });
});
