import type { Prng } from '../kernel/index.ts';

const MODULUS = 0x7fffffff;
/** What bash takes for a seed of 0. */
const INSTEAD_OF_ZERO = 123_459_876;

/** The numbers of `$RANDOM` after `RANDOM=seed`. Models lib/sh/random.c of bash 5.2. */
export function createSeededRandom(seed: string, source: Prng): Prng {
  let state = Number(BigInt.asUintN(32, BigInt(/^\s*-?\d+/.exec(seed)?.[0].trim() ?? 0)));
  let last = 0;
  const next = (): number => {
    const from = state === 0 ? INSTEAD_OF_ZERO : state;
    const high = Math.trunc(from / 127_773);
    const made = 16_807 * (from - 127_773 * high) - 2836 * high;
    state = made < 0 ? made + MODULUS : made;
    return ((state >>> 16) ^ (state & 0xffff)) & 0x7fff;
  };
  return {
    ...source,
    below(bound) {
      let value = next();
      // Two equal numbers never follow each other.
      while (value === last) value = next();
      last = value;
      return value % bound;
    },
  };
}
