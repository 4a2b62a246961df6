import type { IBuffer, ILink, ILinkProvider, Terminal } from '@xterm/xterm';

/** A part of a line of output that names something, from `from` to before `to`. */
export interface Mention {
  readonly from: number;
  readonly to: number;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** What the page knows of the names in the output of a terminal. */
export interface Mentions {
  in(line: string): readonly Mention[];
  show(uid: string): void;
}

/** What a link to an object does. */
export interface ObjectLinks extends Mentions {
  hover(mention: Mention): void;
  leave(): void;
}

interface Cell {
  /** From 1, as links count. */
  readonly x: number;
  readonly y: number;
}

/** The whole line to which row `y` belongs, counted from 0, and where each character stands. */
function lineAt(buffer: IBuffer, y: number): { text: string; cells: Cell[] } {
  let first = y;
  while (first > 0 && buffer.getLine(first)?.isWrapped === true) first--;
  let text = '';
  const cells: Cell[] = [];
  for (let row = first; ; row++) {
    const line = buffer.getLine(row);
    if (line === undefined || (row > first && !line.isWrapped)) return { text, cells };
    for (let x = 0; x < line.length; x++) {
      const characters = line.getCell(x)?.getChars() || ' ';
      // The second half of a wide character is a cell of no width.
      if (line.getCell(x)?.getWidth() === 0) continue;
      for (const _ of characters.split('')) cells.push({ x: x + 1, y: row + 1 });
      text += characters;
    }
  }
}

/** What makes the names of objects in the output lead to them. */
export function objectLinks(terminal: Terminal, objects: ObjectLinks): ILinkProvider {
  const link = (mention: Mention, text: string, cells: Cell[]): ILink[] => {
    const { from, to, uid } = mention;
    const [start, end] = [cells[from], cells[to - 1]];
    if (start === undefined || end === undefined) return [];
    return [
      {
        range: { start, end },
        text: text.slice(from, to),
        activate: (event) => {
          // A click alone selects and focuses, as it does on an address.
          if (event.ctrlKey || event.metaKey) objects.show(uid);
        },
        hover: () => objects.hover(mention),
        leave: objects.leave,
      },
    ];
  };
  return {
    provideLinks(y, answer) {
      const { text, cells } = lineAt(terminal.buffer.active, y - 1);
      answer(objects.in(text).flatMap((mention) => link(mention, text, cells)));
    },
  };
}
