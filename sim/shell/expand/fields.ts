import { quotePattern } from '../pattern.ts';

/** A stretch of a word that is being expanded. */
export interface Piece {
  readonly text: string;
  /** Nothing in it is special any more. */
  readonly quoted: boolean;
  /** It came from an expansion outside quotes and is split by IFS. */
  readonly split: boolean;
  /** A separator stands behind it, so that it is a field even without text. */
  readonly isKept?: true;
}

/** The fields of a word: one to begin with, more where `"$@"` has breaks. */
export type Fields = Piece[][];

export const plain = (text: string): Piece => ({ text, quoted: false, split: false });
export const quoted = (text: string): Piece => ({ text, quoted: true, split: false });
export const splittable = (text: string): Piece => ({ text, quoted: false, split: true });
export const separated = (text: string): Piece => ({ ...splittable(text), isKept: true });

/** Adds a piece to the last field. */
export function addPiece(fields: Fields, piece: Piece): void {
  (fields.at(-1) as Piece[]).push(piece);
}

/** Splits fields by IFS (undefined when it is unset). Fields without anything in them vanish. */
export function splitFields(fields: Fields, ifs: string | undefined): Fields {
  const separators = ifs ?? ' \t\n';
  const out: Fields = [];
  for (const field of fields) {
    let current: Piece[] | undefined;
    let afterSpace = false;
    for (const piece of field) {
      if (!piece.split) {
        if (piece.text === '' && !piece.quoted) continue;
        current ??= [];
        current.push(piece);
        afterSpace = false;
        continue;
      }
      let run = '';
      const flush = (): void => {
        if (run === '') return;
        current ??= [];
        current.push({ ...piece, text: run });
        run = '';
        afterSpace = false;
      };
      for (const c of piece.text) {
        if (!separators.includes(c)) {
          run += c;
          continue;
        }
        flush();
        const isSpace = c === ' ' || c === '\t' || c === '\n';
        if (current !== undefined) {
          out.push(current);
          current = undefined;
          afterSpace = isSpace;
        } else if (!isSpace) {
          if (!afterSpace) out.push([]);
          afterSpace = false;
        }
      }
      flush();
    }
    if (current !== undefined) out.push(current);
    else if (field.at(-1)?.isKept && !afterSpace) out.push([]);
  }
  return out;
}

export const textOf = (field: readonly Piece[]): string =>
  field.map((piece) => piece.text).join('');

/** A field as a shell pattern: what is quoted matches itself. */
export const patternOf = (field: readonly Piece[]): string =>
  field
    .map((piece) =>
      piece.quoted
        ? quotePattern(piece.text)
        : piece.split
          ? piece.text.replaceAll('\\', '\\\\')
          : piece.text,
    )
    .join('');
