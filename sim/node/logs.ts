import { type Program, type Reader, until } from '../kernel/index.ts';
import { LIMITS } from '../limits.ts';

interface LogLine {
  readonly atEpochMs: number;
  /** Without its line end. */
  readonly text: string;
}

/** What one run of a container wrote, line by line, the newest `LIMITS.logLines` of it. */
export interface ContainerLog {
  append(atEpochMs: number, text: string): void;
  /** No more will come. */
  close(): void;
  reader(options: LogOptions): Reader;
  /** The last lines, each with its line end. */
  tail(lines: number): string;
}

export interface LogOptions {
  readonly isFollowed: boolean;
  readonly tailLines: number | undefined;
  readonly sinceEpochMs: number | undefined;
  readonly hasTimestamps: boolean;
}

/** RFC 3339 with nanoseconds, as container runtimes stamp lines. */
const stamp = (epochMs: number): string => new Date(epochMs).toISOString().replace('Z', '000000Z');

export function createLog(): ContainerLog {
  let lines: LogLine[] = [];
  /** How many lines were dropped from the front. */
  let dropped = 0;
  let pending = '';
  let isClosed = false;
  let lastEpochMs = 0;

  const push = (text: string): void => {
    lines.push({ atEpochMs: lastEpochMs, text });
    if (lines.length <= LIMITS.logLines * 1.5) return;
    const excess = lines.length - LIMITS.logLines;
    lines = lines.slice(excess);
    dropped += excess;
  };
  const render = ({ atEpochMs, text }: LogLine, options: LogOptions): string =>
    `${options.hasTimestamps ? `${stamp(atEpochMs)} ` : ''}${text}\n`;
  const firstIndex = ({ tailLines, sinceEpochMs }: LogOptions): number => {
    const end = dropped + lines.length;
    const tail = tailLines === undefined ? dropped : Math.max(dropped, end - tailLines);
    if (sinceEpochMs === undefined) return tail;
    const since = lines.findIndex((line) => line.atEpochMs >= sinceEpochMs);
    return Math.max(tail, since < 0 ? end : dropped + since);
  };

  return {
    append(atEpochMs, text) {
      lastEpochMs = atEpochMs;
      const parts = (pending + text).split('\n');
      pending = parts.pop() ?? '';
      for (const part of parts) push(part);
    },
    close() {
      if (pending !== '') push(pending);
      pending = '';
      isClosed = true;
    },
    tail: (count) =>
      [...lines.map(({ text }) => text), ...(pending === '' ? [] : [pending])]
        .slice(-count)
        .map((text) => `${text}\n`)
        .join(''),
    reader(options) {
      let next = firstIndex(options);
      const hasMore = (): boolean => dropped + lines.length > next;
      const isReady = (): boolean => !options.isFollowed || hasMore() || isClosed;
      const take = (): string | undefined => {
        if (!hasMore()) return undefined;
        const from = Math.max(0, next - dropped);
        next = dropped + lines.length;
        return lines
          .slice(from)
          .map((line) => render(line, options))
          .join('');
      };
      return { read: () => takeWhen(isReady, take) };
    },
  };
}

function* takeWhen<T>(isReady: () => boolean, take: () => T): Program<T> {
  yield* until(isReady);
  return take();
}
