/** Characters that a backslash makes of a letter, in C and in the tools that follow it. */
export const LETTER_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** The other way: such a character as a backslash and its letter. */
export const ESCAPED_LETTERS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(LETTER_ESCAPES).map(([letter, character]) => [character, `\\${letter}`]),
);
