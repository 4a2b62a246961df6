const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  a: '\x07',
};

const isBlank = (character: string): boolean => /[\s\0]/.test(character);

/** A character of a string between double quotes, from `at`, and how long it is in the line. */
function escaped(line: string, at: number): { text: string; length: number } {
  const hex = /^\\x([0-9a-fA-F]{2})/.exec(line.slice(at, at + 4));
  if (hex !== null) {
    const code = Number.parseInt(hex[1] as string, 16);
    return { text: String.fromCharCode(code < 0x80 ? code : 0xdc00 + code), length: 4 };
  }
  const next = line.charAt(at + 1);
  if (line.charAt(at) === '\\' && next !== '') {
    return { text: ESCAPES[next] ?? next, length: 2 };
  }
  return { text: line.charAt(at), length: 1 };
}

/**
 * Splits a line into words, with quotes: "a\x01\n" has escapes, 'a' only \'. Undefined when quotes
 * are not closed or a word goes on right behind them. Models sdssplitargs.
 */
export function splitArguments(line: string): string[] | undefined {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (at < line.length && isBlank(line.charAt(at))) at++;
    if (at >= line.length) return words;
    let word = '';
    let quote = '';
    for (;;) {
      const character = line.charAt(at);
      if (quote !== '') {
        if (character === '') return undefined;
        if (character === quote) {
          const after = line.charAt(at + 1);
          if (after !== '' && !isBlank(after)) return undefined;
          at++;
          break;
        }
        if (quote === "'" && line.startsWith("\\'", at)) {
          word += "'";
          at += 2;
        } else {
          const part = quote === '"' ? escaped(line, at) : { text: character, length: 1 };
          word += part.text;
          at += part.length;
        }
      } else if (character === '' || isBlank(character)) {
        break;
      } else if (character === '"' || character === "'") {
        quote = character;
        at++;
      } else {
        word += character;
        at++;
      }
    }
    words.push(word);
  }
}
