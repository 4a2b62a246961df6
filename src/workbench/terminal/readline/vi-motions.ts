import { EMPTY_LINE, left, right } from '../../../machines/index.ts';

/** Where a motion of vi leads; an operator takes the character there too when it is inclusive. */
export interface Motion {
  readonly to: number;
  readonly isInclusive: boolean;
}

type Class = 'blank' | 'word' | 'other';

const classOf = (character: string, isBig: boolean): Class =>
  /\s/.test(character) ? 'blank' : isBig || /[\p{L}\p{N}_]/u.test(character) ? 'word' : 'other';

const classAt = (text: string, at: number, isBig: boolean): Class =>
  at < 0 || at >= text.length ? 'blank' : classOf(text.charAt(at), isBig);

/** The start of the next word: `w`, or `W`. */
function nextWord(text: string, from: number, isBig: boolean): number {
  let at = from;
  const first = classAt(text, at, isBig);
  while (at < text.length && first !== 'blank' && classAt(text, at, isBig) === first) at++;
  while (at < text.length && classAt(text, at, isBig) === 'blank') at++;
  return at;
}

/** The end of the word, or of the next one: `e`, or `E`. */
function wordEnd(text: string, from: number, isBig: boolean): number {
  let at = from + 1;
  while (at < text.length && classAt(text, at, isBig) === 'blank') at++;
  const own = classAt(text, at, isBig);
  while (at + 1 < text.length && classAt(text, at + 1, isBig) === own) at++;
  return Math.min(at, Math.max(0, text.length - 1));
}

/** The start of the word, or of the one before: `b`, or `B`. */
function previousWord(text: string, from: number, isBig: boolean): number {
  let at = from - 1;
  while (at > 0 && classAt(text, at, isBig) === 'blank') at--;
  const own = classAt(text, at, isBig);
  while (at > 0 && classAt(text, at - 1, isBig) === own) at--;
  return Math.max(0, at);
}

const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The bracket that belongs to the next one from the cursor on: `%`. */
function matching(text: string, from: number): number | undefined {
  let at = from;
  while (at < text.length && !'()[]{}'.includes(text.charAt(at))) at++;
  const own = text.charAt(at);
  if (own === '') return undefined;
  const isOpening = own in PAIRS;
  const other = isOpening
    ? PAIRS[own]
    : Object.keys(PAIRS).find((opening) => PAIRS[opening] === own);
  let depth = 0;
  for (const by = isOpening ? 1 : -1; at >= 0 && at < text.length; at += by) {
    if (text[at] === own) depth++;
    if (text[at] === other && --depth === 0) return at;
  }
  return undefined;
}

/** A search within the line: `f`, `F`, `t` or `T` and what is looked for. */
export interface CharacterSearch {
  readonly key: string;
  readonly character: string;
}

/** Where `f`, `F`, `t` and `T` lead; undefined when there is no such character. */
export function findInLine(
  text: string,
  from: number,
  { key, character }: CharacterSearch,
  count: number,
): Motion | undefined {
  const by = key === 'f' || key === 't' ? 1 : -1;
  const isBefore = key === 't' || key === 'T';
  let at = from;
  for (let left = count; left > 0; left--) {
    at += by;
    while (at >= 0 && at < text.length && text[at] !== character) at += by;
  }
  if (at < 0 || at >= text.length) return undefined;
  return { to: isBefore ? at - by : at, isInclusive: by === 1 };
}

const lineAt = (text: string, cursor: number) => ({ ...EMPTY_LINE, text, cursor });
const repeated = (count: number, from: number, step: (at: number) => number): number => {
  let at = from;
  for (let left = count; left > 0; left--) at = step(at);
  return at;
};

/** Where a key of the command mode leads; undefined when it is no motion. */
export function motionOf(
  key: string,
  text: string,
  from: number,
  count: number,
): Motion | undefined {
  const to = (at: number, isInclusive = false): Motion => ({ to: at, isInclusive });
  const isBig = key >= 'A' && key <= 'Z';
  switch (key) {
    case 'h':
    case '\b':
    case '\x7f':
    case '\x1b[D':
      return to(repeated(count, from, (at) => left(lineAt(text, at))));
    case 'l':
    case ' ':
    case '\x1b[C':
      return to(repeated(count, from, (at) => right(lineAt(text, at))));
    case '0':
    case '\x1b[H':
      return to(0);
    case '^':
      return to(/^\s*/.exec(text)?.[0].length ?? 0);
    case '$':
    case '\x1b[F':
      return to(Math.max(0, text.length - 1), text !== '');
    case '|':
      return to(Math.min(count - 1, text.length));
    case 'w':
    case 'W':
      return to(repeated(count, from, (at) => nextWord(text, at, isBig)));
    case 'e':
    case 'E':
      return to(
        repeated(count, from, (at) => wordEnd(text, at, isBig)),
        text !== '',
      );
    case 'b':
    case 'B':
      return to(repeated(count, from, (at) => previousWord(text, at, isBig)));
    case '%': {
      const at = matching(text, from);
      return at === undefined ? undefined : to(at, at > from);
    }
    default:
      return undefined;
  }
}
