/** A hyphen needs no escape here, and with the flag `u` must not have one. */
const escapeRegExp = (c: string): string => c.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');

/** A LIKE pattern as a regular expression. */
export function likePattern(pattern: string, escapeSign: string, ignoresCase: boolean): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const c = pattern.charAt(at);
    if (c === escapeSign && escapeSign !== '' && at + 1 < pattern.length) {
      source += escapeRegExp(pattern.charAt(++at));
    } else if (c === '%') source += '[\\s\\S]*';
    else if (c === '_') source += '[\\s\\S]';
    else source += escapeRegExp(c);
  }
  return new RegExp(`^${source}$`, ignoresCase ? 'iu' : 'u');
}

/** A SIMILAR TO pattern as the text of a regular expression: it has to fit the whole. */
export const similarPattern = (pattern: string): string =>
  `^(?:${pattern.replace(/[.^$]/g, '\\$&').replaceAll('%', '[\\s\\S]*').replaceAll('_', '[\\s\\S]')})$`;

const CLASSES: readonly (readonly [string, string])[] = [
  ['[:alpha:]', 'A-Za-z'],
  ['[:digit:]', '0-9'],
  ['[:alnum:]', 'A-Za-z0-9'],
  ['[:space:]', '\\s'],
  ['[:upper:]', 'A-Z'],
  ['[:lower:]', 'a-z'],
];

/** A regular expression; undefined when it is none. */
export function regularExpression(text: string, ignoresCase: boolean): RegExp | undefined {
  const source = CLASSES.reduce((out, [name, set]) => out.replaceAll(name, set), text);
  try {
    return new RegExp(source, ignoresCase ? 'i' : '');
  } catch {
    return undefined;
  }
}
