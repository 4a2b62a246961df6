/** Characters that a shell would take for something else. */
const SPECIAL = /[\s"$&'()*;<=>?[\\^`|!]|^[#~]|^[{}]$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x1f\x7f\ud800-\udfff]/u;

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
};

const escaped = (c: string): string => {
  const code = c.charCodeAt(0);
  const byte = code >= 0xd800 ? code & 0xff : code;
  return ESCAPES[c] ?? `\\${byte.toString(8).padStart(3, '0')}`;
};

function inQuotes(name: string): string {
  if (!CONTROL.test(name)) {
    const fitsDouble = name.includes("'") && !/["$\\`!]/.test(name);
    return fitsDouble ? `"${name}"` : `'${name.replaceAll("'", "'\\''")}'`;
  }
  const parts = name
    .split(new RegExp(`((?:${CONTROL.source})+)`, 'u'))
    .map((part, i) =>
      i % 2 === 1 ? `$'${[...part].map(escaped).join('')}'` : `'${part.replaceAll("'", "'\\''")}'`,
    );
  return parts.filter((part, i) => part !== "''" || i === 0).join('');
}

/** A file's name as messages of coreutils quote it, whatever it is. Models `quoteaf`. */
export const quotedName = inQuotes;

/** A file's name before a colon: quoted only when it has to be. Models `quotef`. */
export const shownName = (name: string): string =>
  name === '' || name.includes(':') || SPECIAL.test(name) || CONTROL.test(name)
    ? inQuotes(name)
    : name;

/** A file's name as `ls` shows it on a terminal. */
export const listedName = (name: string): string =>
  SPECIAL.test(name) || CONTROL.test(name) ? inQuotes(name) : name;
