/** What a person sees as one character each. */
export const graphemesOf = (text: string): string[] => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  if (/^[\x00-\x7f]*$/.test(text)) return [...text];
  // Not before it is needed: making the first one would hold up the start of the page.
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return [...segmenter.segment(text)].map((part) => part.segment);
};

/** Scripts and signs that take two cells. Models the East Asian Width classes W and F. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b16f}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** Cells of a terminal that one grapheme takes: 0, 1 or 2. */
export function cellsOf(grapheme: string): number {
  if (grapheme >= ' ' && grapheme <= '~' && grapheme.length === 1) return 1;
  if (ZERO.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}

/** Cells of a whole text that does not wrap. */
export const widthOf = (text: string): number =>
  graphemesOf(text).reduce((sum, grapheme) => sum + cellsOf(grapheme), 0);

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const SEQUENCES = /\x1b\[[\d;?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b./g;

/** Text as it is seen: without colours and other sequences. */
export const visible = (text: string): string => text.replace(SEQUENCES, '');

const TAKE = '\x1b[?1049h';
const GIVE = '\x1b[?1049l';
const PICTURE = '\x1b[H\x1b[2J';

/**
 * An output as text. What a program showed while it had the whole screen is left out when it has
 * given the screen back; of one that still has it, the last picture is left.
 */
export function textOf(output: string): string {
  const parts = output.split(TAKE);
  const kept = parts.map((part, i) => {
    const end = i === 0 ? -GIVE.length : part.indexOf(GIVE);
    if (i === 0 || end >= 0) return part.slice(end + GIVE.length);
    const picture = part.split(PICTURE).at(-1) ?? '';
    return i === parts.length - 1 ? picture : '';
  });
  return visible(kept.join(''));
}

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Where the cursor stands after `text` is written from the top left corner, with line wrap. */
export function endOf(text: string, columns: number): Cell {
  let row = 0;
  let column = 0;
  for (const grapheme of graphemesOf(visible(text))) {
    if (grapheme === '\n') {
      row++;
      column = 0;
      continue;
    }
    const cells = cellsOf(grapheme);
    if (column + cells > columns) {
      row++;
      column = 0;
    }
    column += cells;
  }
  return column >= columns ? { row: row + 1, column: 0 } : { row, column };
}
