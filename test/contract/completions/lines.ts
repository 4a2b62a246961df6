/** What is typed behind `kubectl `, each up to a bar: there Tab is pressed. */
export interface Lines {
  readonly title: string;
  /** Where ours offers what the real tool offers. */
  readonly equal: string;
  /** Where the real tool offers nothing of its own, and ours more. */
  readonly more: string;
}

/** The lines of a text. The blanks before a line are the text's, those behind it the line's. */
export const linesIn = (text: string): string[] =>
  text
    .split('|')
    .slice(0, -1)
    .map((line) => `kubectl ${line.trimStart()}`);
