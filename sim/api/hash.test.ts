import { describe, expect, it } from 'vitest';
import { fnv32, fnv32a, revisionHash, safeEncode } from './hash.ts';

describe('hashes', () => {
  it('are the published ones', () => {
    expect(fnv32a('')).toBe(0x811c9dc5);
    expect(fnv32a('foobar')).toBe(0xbf9cf968);
    expect(fnv32('foobar')).toBe(0x31f0b262);
    expect(safeEncode('0123456789')).toBe('456789bcdf');
  });

  it('does not depend on the order of keys', () => {
    const a = { spec: { template: { $patch: 'replace', spec: { x: 1, y: '<' } } } };
    const b = { spec: { template: { spec: { y: '<', x: 1 }, $patch: 'replace' } } };
    expect(revisionHash(a, 0)).toBe(revisionHash(b, 0));
    expect(revisionHash(a, 1)).not.toBe(revisionHash(a, 0));
  });
});
