/** Characters that a paste may have. More is a file, not typing; and it would freeze the page. */
export const PASTE_LIMIT = 100_000;

export type Paste =
  /** Goes into the line at the cursor. */
  | { readonly type: 'text'; readonly text: string }
  /** Is shown first, then run line by line. */
  | { readonly type: 'lines'; readonly lines: readonly string[] }
  | { readonly type: 'too-long'; readonly size: number };

/** What to do with pasted text. Control characters other than tabs are dropped. */
export function readPaste(text: string): Paste {
  if (text.length > PASTE_LIMIT) return { type: 'too-long', size: text.length };
  const clean = text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get in
    .replace(/[\x00-\x08\x0b-\x1f\x7f]/g, '')
    .replace(/\n+$/, '');
  const lines = clean.split('\n');
  return lines.length === 1 ? { type: 'text', text: clean } : { type: 'lines', lines };
}
