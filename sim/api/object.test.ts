import { describe, expect, it } from 'vitest';
import { freeze, share } from './object.ts';

describe('share', () => {
  it('gives back the other one when both are alike', () => {
    const other = { a: { b: [1, 'two', null] } };
    expect(share({ a: { b: [1, 'two', null] } }, other)).toBe(other);
  });

  it('takes over the parts that are alike, and keeps what differs', () => {
    const other = { same: { n: 1 }, differs: { n: 1 }, list: [{ n: 1 }, { n: 2 }] };
    const value = { same: { n: 1 }, differs: { n: 2 }, list: [{ n: 1 }, { n: 3 }] };
    const shared = share(value, other);
    expect(shared).toEqual({ same: { n: 1 }, differs: { n: 2 }, list: [{ n: 1 }, { n: 3 }] });
    expect(shared.same).toBe(other.same);
    expect(shared.list[0]).toBe(other.list[0]);
    expect(other).toEqual({ same: { n: 1 }, differs: { n: 1 }, list: [{ n: 1 }, { n: 2 }] });
  });

  it('keeps another order of keys, which people see', () => {
    const value = { b: 1, a: 2 };
    expect(share(value, { a: 2, b: 1 })).toBe(value);
    expect(Object.keys(share({ map: value }, { map: { a: 2, b: 1 } }).map)).toEqual(['b', 'a']);
  });

  it('tells apart what is missing, undefined, an array and a map', () => {
    const missing: object = {};
    expect(share(missing, { a: undefined })).toBe(missing);
    const list: object = [];
    expect(share(list, {})).toBe(list);
    const longer = [1, 2];
    expect(share(longer, [1])).toBe(longer);
    expect(share(longer, undefined)).toBe(longer);
    expect(share(longer, null)).toBe(longer);
  });

  it('leaves alone what is frozen', () => {
    const frozen = freeze({ a: { n: 1 }, b: 2 });
    expect(share(frozen, { a: { n: 1 }, b: 3 })).toBe(frozen);
  });
});
