import type { Program, Reader } from '../../kernel/index.ts';
import { toBytes } from './values.ts';

/** Reads records; how they are separated may change between two of them. */
export interface RecordReader {
  /** The next record as bytes; undefined at the end. */
  next(separator: string, pattern: (source: string) => RegExp): Program<string | undefined>;
}

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/**
 * The first record of `text`; undefined when more must be read to know. An empty separator means
 * blank lines.
 */
function cut(
  text: string,
  separator: string,
  pattern: (source: string) => RegExp,
  isEnded: boolean,
): Cut | undefined {
  const start = separator === '' ? (/^\n*/.exec(text)?.[0].length ?? 0) : 0;
  if (start === text.length) return undefined;
  if (separator.length === 1) {
    const at = text.indexOf(separator);
    return at < 0 ? undefined : { start, end: at, next: at + 1 };
  }
  const divider = pattern(separator === '' ? '\\n\\n+' : separator);
  divider.lastIndex = start;
  for (let found = divider.exec(text); found !== null; found = divider.exec(text)) {
    if (found[0] === '') {
      divider.lastIndex++;
      continue;
    }
    const next = found.index + found[0].length;
    // It may go on with what comes next.
    if (next === text.length && !isEnded && separator !== '\n') return undefined;
    return { start, end: found.index, next };
  }
  return undefined;
}

/** Records of a reader. */
export function createRecordReader(reader: Reader, beforeRead: () => Program<void>): RecordReader {
  let pending = '';
  let isEnded = false;
  return {
    *next(separator, pattern) {
      for (;;) {
        const found = cut(pending, separator, pattern, isEnded);
        if (found !== undefined) {
          const record = pending.slice(found.start, found.end);
          pending = pending.slice(found.next);
          return record;
        }
        if (isEnded) {
          const rest = separator === '' ? pending.replace(/^\n+|\n$/g, '') : pending;
          pending = '';
          if (rest === '') return undefined;
          return separator === '\n' ? rest.replace(/\n$/, '') : rest;
        }
        yield* beforeRead();
        const part = yield* reader.read();
        if (part === undefined) isEnded = true;
        else pending += toBytes(part);
      }
    },
  };
}
