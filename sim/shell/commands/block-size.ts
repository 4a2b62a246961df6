/** The unit in which a tool counts bytes. */
export interface BlockSize {
  readonly bytes: number;
  /** What stands behind each number: a size that is a letter only is shown with it. */
  readonly suffix: string;
}

const LETTERS = 'KMGTPE';

/**
 * `M`, `1M`, `KB`, `512` as a unit; undefined when it is none. Models gnulib's human_options and
 * xstrtoumax.
 */
export function blockSizeOf(text: string): BlockSize | undefined {
  const [, digits = '', letter = '', ending = ''] = /^(\d*)([kKMGTPE]?)(iB|B)?$/.exec(text) ?? [];
  const power = letter === '' ? 0 : LETTERS.indexOf(letter.toUpperCase()) + 1;
  if ((digits === '' && power === 0) || (ending !== '' && power === 0)) return undefined;
  const base = ending === 'B' ? 1000 : 1024;
  const bytes = Number(digits === '' ? '1' : digits) * base ** power;
  if (bytes === 0) return undefined;
  return { bytes, suffix: digits === '' ? unitName(power, base) : '' };
}

const unitName = (power: number, base: number): string => {
  const letter = LETTERS.charAt(power - 1);
  if (base === 1024) return letter;
  return `${power === 1 ? 'k' : letter}B`;
};

/** `1K`, `512B`, `1kB`: how a unit is called in a heading. */
export function blockName(bytes: number): string {
  for (const base of [1024, 1000]) {
    let [count, power] = [bytes, 0];
    while (count % base === 0 && power < LETTERS.length) {
      count /= base;
      power++;
    }
    if (power > 0) return `${count}${unitName(power, base)}`;
  }
  return `${bytes}B`;
}

/** So many bytes in a unit, rounded up as all tools do that tell of space. */
export const inBlocks = (bytes: number, { bytes: unit, suffix }: BlockSize): string =>
  `${Math.ceil(bytes / unit)}${suffix}`;
