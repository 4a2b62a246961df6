import type { Program, Reader, Wait } from '../../../kernel/index.ts';

/** The text that a pager shows, as far as it has been read. */
export interface Source {
  readonly lines: readonly string[];
  isEnded(): boolean;
  /**
   * Goes on reading. Answers what has to be waited for before it is called again; undefined when
   * something came or the end was reached.
   */
  pull(): Wait | undefined;
}

/** A source over a reader, which is read no further than somebody asks. */
export function createSource(reader: Reader): Source {
  const lines: string[] = [];
  /** A last line without its end, which is shown and may grow. */
  let isOpen = false;
  let isEnded = false;
  let reading: Program<string | undefined> | undefined;
  const take = (text: string | undefined): void => {
    if (text === undefined) {
      isEnded = true;
      return;
    }
    const parts = text.split('\n');
    if (isOpen) parts[0] = (lines.pop() ?? '') + (parts[0] ?? '');
    const last = parts.pop() ?? '';
    for (const part of parts) lines.push(part);
    isOpen = last !== '';
    if (isOpen) lines.push(last);
  };
  return {
    lines,
    isEnded: () => isEnded,
    pull() {
      reading ??= reader.read();
      const step = reading.next();
      if (!step.done) return step.value;
      reading = undefined;
      take(step.value);
      return undefined;
    },
  };
}
