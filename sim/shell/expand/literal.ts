import { addPiece, type Fields, plain, quoted } from './fields.ts';

/** Pieces of unquoted literal text: a backslash quotes what follows it. */
export function literalPieces(text: string, fields: Fields): void {
  if (!text.includes('\\')) {
    addPiece(fields, plain(text));
    return;
  }
  for (const match of text.matchAll(/\\\n|\\([\s\S])|[^\\]+|\\$/gu)) {
    const [whole, escaped] = match;
    if (whole === '\\\n') continue;
    addPiece(fields, escaped === undefined ? plain(whole) : quoted(escaped));
  }
}

/** Text of `${x:-…}` in double quotes: there a backslash also quotes the closing brace. */
export const unescapeQuoted = (text: string): string => text.replace(/\\\n|\\(["$`\\}])/g, '$1');
