import type { Program } from '../kernel/index.ts';
import { readSome } from './descriptors.ts';
import type { OpenFile } from './types.ts';

export interface LineRead {
  readonly text: string;
  /** Whether the delimiter was there, or as many characters as wanted. */
  readonly isComplete: boolean;
}

/** Reads up to a delimiter, and leaves the rest for whoever reads next. */
export function* readLineFrom(
  file: OpenFile | undefined,
  delimiter: string,
  limit = Number.POSITIVE_INFINITY,
): Program<LineRead> {
  if (file === undefined) return { text: '', isComplete: false };
  let text = '';
  for (;;) {
    const part = yield* readSome(file);
    if (part === undefined) return { text, isComplete: false };
    const at = delimiter === '' ? -1 : part.indexOf(delimiter);
    const room = limit - text.length;
    if (at >= 0 && at < room) {
      file.pending = part.slice(at + 1) + file.pending;
      return { text: text + part.slice(0, at), isComplete: true };
    }
    if (part.length >= room) {
      file.pending = part.slice(room) + file.pending;
      return { text: text + part.slice(0, room), isComplete: true };
    }
    text += part;
  }
}
