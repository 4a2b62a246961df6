import { encodeUtf8, type Program } from '../../kernel/index.ts';
import { openInput, type Tool } from './tool.ts';

export const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0');
export const printable = (byte: number): string =>
  byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.';

export const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

/** All bytes of the operands, or the status of the failure. */
export function* readBytes(
  t: Tool,
  describe: (name: string, error: string) => string,
  most: number,
): Program<Uint8Array | number> {
  const parts: string[] = [];
  for (const name of t.args.operands.length === 0 ? ['-'] : t.args.operands.slice(0, 1)) {
    const opened = openInput(t, name);
    if (!opened.ok) {
      yield* t.context.stderr.write(`${describe(name, opened.error)}\n`);
      return 2;
    }
    // Not more than is wanted: a device has no end.
    for (let left = most; left > 0; ) {
      const part = yield* opened.reader.read();
      if (part === undefined) break;
      parts.push(part);
      left -= part.length;
    }
  }
  return encodeUtf8(parts.join(''));
}

/** How the control characters that C has names for are written. */
export const ESCAPED_BYTES: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};
