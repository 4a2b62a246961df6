/** Stops the scan; it never leaves this file. */
class Complaint extends Error {}

const shown = (character: string): string => (character === "'" ? `'\\''` : `'${character}'`);

/** What Go's decoder says about text that is not JSON; '' when it is. */
export function jsonComplaint(text: string): string {
  let at = 0;
  const peek = (): string => {
    while (/\s/.test(text.charAt(at))) at++;
    return text.charAt(at);
  };
  const refuse = (character: string, where: string): never => {
    if (character === '') throw new Complaint('unexpected end of JSON input');
    throw new Complaint(`invalid character ${shown(character)} ${where}`);
  };
  const string = (): void => {
    at++;
    while (text.charAt(at) !== '"') {
      if (at >= text.length) refuse('', '');
      at += text.charAt(at) === '\\' ? 2 : 1;
    }
    at++;
  };
  /** A word that begins as one of the three that there are. */
  const refuseLiteral = (): void => {
    const meant = ['true', 'false', 'null'].find((one) => one.startsWith(peek()));
    if (meant === undefined || peek() === '') refuse(peek(), 'looking for beginning of value');
    const letters = [...(meant ?? '')];
    const i = letters.findIndex((letter, offset) => text.charAt(at + offset) !== letter);
    refuse(text.charAt(at + i), `in literal ${meant} (expecting '${letters[i]}')`);
  };
  const literal = (): void => {
    const word = /^(true|false|null|-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?)/.exec(
      text.slice(at),
    )?.[0];
    if (word === undefined) refuseLiteral();
    at += word?.length ?? 0;
  };
  const members = (close: string, what: string, one: () => void): void => {
    at++;
    if (peek() === close) {
      at++;
      return;
    }
    for (;;) {
      one();
      const next = peek();
      at++;
      if (next === close) return;
      if (next !== ',') refuse(next, `after ${what}`);
    }
  };
  const value = (): void => {
    const first = peek();
    if (first === '{') members('}', 'object key:value pair', pair);
    else if (first === '[') members(']', 'array element', value);
    else if (first === '"') string();
    else literal();
  };
  const pair = (): void => {
    if (peek() !== '"') refuse(peek(), 'looking for beginning of object key string');
    string();
    if (peek() !== ':') refuse(peek(), 'after object key');
    at++;
    value();
  };
  try {
    value();
    if (peek() !== '') refuse(peek(), 'after top-level value');
    return '';
  } catch (error) {
    if (error instanceof Complaint) return error.message;
    throw error;
  }
}
