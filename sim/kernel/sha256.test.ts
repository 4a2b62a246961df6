import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256 } from './sha256.ts';

describe('sha256', () => {
  it('equals the one of Node for all paddings', () => {
    for (const text of [
      '',
      'node-1',
      'ä€😀',
      ...[55, 56, 63, 64, 119, 200].map((n) => 'x'.repeat(n)),
    ]) {
      expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
    }
  });
});
