/** What a person's line editor wants of the shell for a line that is not entered. */
export interface LineOrder {
  readonly text: string;
  readonly cursor: number;
  /** The function of readline, or `command` for what `bind -x` gave a key. */
  readonly name: string;
  /** The key, for such a command. */
  readonly key: string;
}

/** Stands between the line, the function, the cursor and the key: no line can have it. */
const MARK = '\0';

/** Whether a line editor sent an order in place of a line. */
export const isOrder = (line: string): boolean => line.includes(MARK);

/** What the line editor sent in place of a line; undefined for a line that was entered. */
export function orderIn(line: string): LineOrder | undefined {
  const [text = '', name, cursor = '', key = ''] = line.split(MARK);
  return name === undefined ? undefined : { text, name, cursor: Number(cursor), key };
}
