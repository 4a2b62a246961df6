import { alignTabs, DESCRIBE_LAYOUT } from '../output/tabwriter.ts';

/**
 * Collects a description; levels are two spaces each, tabs end the cells that are aligned at the
 * end.
 */
export interface Writer {
  /** Adds text at a level, as it is. */
  write(level: number, text: string): void;
  /** Adds one whole line. */
  line(level: number, ...cells: readonly (string | number | boolean)[]): void;
  /** What was written, its tabs as they are. */
  text(): string;
}

export function createWriter(): Writer {
  const parts: string[] = [];
  const write = (level: number, text: string): void => {
    parts.push('  '.repeat(level) + text);
  };
  return {
    write,
    line: (level, ...cells) => write(level, `${cells.join('\t')}\n`),
    text: () => parts.join(''),
  };
}

/** The description with its columns aligned. */
export const aligned = (writer: Writer): string => alignTabs(writer.text(), DESCRIBE_LAYOUT);
