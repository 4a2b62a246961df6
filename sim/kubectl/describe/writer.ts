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

const INDENTS = ['', '  ', '    ', '      ', '        '];

export function createWriter(): Writer {
  let written = '';
  const write = (level: number, text: string): void => {
    written += (INDENTS[level] ?? '  '.repeat(level)) + text;
  };
  return {
    write,
    line: (level, ...cells) => write(level, `${cells.join('\t')}\n`),
    text: () => written,
  };
}

/** The writer with everything a few levels further in. Models NewNestedPrefixWriter. */
export const nested = (writer: Writer, levels: number): Writer => ({
  ...writer,
  write: (level, text) => writer.write(level + levels, text),
  line: (level, ...cells) => writer.line(level + levels, ...cells),
});

/** The description with its columns aligned. */
export const aligned = (writer: Writer): string => alignTabs(writer.text(), DESCRIBE_LAYOUT);
