/** Something that a proof found wrong, where its author can mend it. */
export interface Problem {
  /** Relative to the lesson's folder. */
  readonly file: string;
  /** From 1; 0 for the file as a whole. */
  readonly line: number;
  readonly message: string;
}

/** The line on which `text` stands first, from 1; 0 when nowhere. */
export function lineOf(source: string, text: string): number {
  const at = source.indexOf(text);
  return at < 0 ? 0 : source.slice(0, at).split('\n').length;
}
