import { encodeUtf8, type Program } from '../../kernel/index.ts';
import { putBack } from '../descriptors.ts';
import { openInput } from './inputs.ts';
import type { Tool } from './tool.ts';

export const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0');
export const printable = (byte: number): string =>
  byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.';

export const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

/** The bytes of the first operand, or the status of the failure. */
export function* readBytes(
  t: Tool,
  describe: (name: string, error: string) => string,
  most: number,
  /** Whether what was read beyond that is there for the next reader. */
  leavesRest = true,
): Program<Uint8Array | number> {
  const names = t.args.operands.slice(0, 1);
  const { bytes, failed } = yield* readAllBytes(t, describe, most, names, leavesRest);
  return failed > 0 ? 2 : bytes;
}

/** The bytes of several files one behind the other, and how many of them could not be read. */
export function* readAllBytes(
  t: Tool,
  describe: (name: string, error: string) => string,
  most: number,
  names: readonly string[],
  leavesRest = true,
): Program<{ readonly bytes: Uint8Array; readonly failed: number }> {
  const parts: string[] = [];
  let failed = 0;
  let left = most;
  for (const name of names.length === 0 ? ['-'] : names) {
    const opened = openInput(t, name);
    if (!opened.ok) {
      yield* t.context.stderr.write(`${describe(name, opened.error)}\n`);
      failed++;
      continue;
    }
    // Not more than is wanted: a device has no end.
    while (left > 0) {
      const part = yield* opened.reader.read();
      if (part === undefined) break;
      parts.push(part.slice(0, left));
      // What was not asked for is left to who reads next.
      if (part.length > left && leavesRest) putBack(opened.reader, part.slice(left), true);
      left -= part.length;
    }
  }
  return { bytes: encodeUtf8(parts.join('')), failed };
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
