/** A seeded source of whole numbers. The same seed and the same calls give the same numbers. */
export interface Prng {
  /** A whole number from 0 to `bound - 1`. */
  below(bound: number): number;
  /** An independent generator whose seed depends on this one's seed and `name` only. */
  split(name: string): Prng;
  /** `length` characters, each taken from `alphabet`. */
  text(length: number, alphabet: string): string;
}

/** The alphabet of generated names. Models apimachinery/pkg/util/rand. */
export const SAFE_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** FNV-32a over the UTF-16 units of `text`: enough to spread seeds. */
const hashSeed = (seed: number, text: string): number => {
  let hash = (seed ^ 0x811c9dc5) >>> 0;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return hash;
};

/** Creates a generator (mulberry32) from a 32-bit seed. */
export function createPrng(seed: number): Prng {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  return {
    below: (bound) => next() % bound,
    split: (name) => createPrng(hashSeed(seed, name)),
    text(length, alphabet) {
      const codes = new Array<number>(length);
      for (let i = 0; i < length; i++) codes[i] = alphabet.charCodeAt(next() % alphabet.length);
      return String.fromCharCode(...codes);
    },
  };
}

/** What stands in each place of a version 4 UUID, of which one character is drawn. */
const UUID_PLACES: readonly string[] = [...'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'].map((place) =>
  place === 'x' ? '0123456789abcdef' : place === 'y' ? '89ab' : place,
);

/** A version 4 UUID, in one piece: every object keeps one. */
export function uuid(prng: Prng): string {
  const codes = UUID_PLACES.map((choice) =>
    choice.charCodeAt(choice.length === 1 ? 0 : prng.below(choice.length)),
  );
  return String.fromCharCode(...codes);
}
