/** What a key means to the line editor. */
export type KeyName =
  | 'enter'
  | 'tab'
  | 'shift-tab'
  | 'escape'
  | 'backspace'
  | 'delete'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'home'
  | 'end'
  | 'word-left'
  | 'word-right'
  | 'kill-to-end'
  | 'kill-to-start'
  | 'kill-word-back'
  | 'kill-word-forward'
  | 'kill-space-word-back'
  | 'yank'
  | 'yank-pop'
  | 'undo'
  | 'newline'
  | 'search'
  | 'search-forth'
  | 'interrupt'
  | 'suspend'
  | 'quit'
  | 'end-of-file'
  | 'clear-screen'
  | 'abort';

export type Key =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'key'; readonly name: KeyName };

/**
 * The codes that a terminal sends, and readline's meaning of them: the usual ones. The others come
 * later, with the rest of readline.
 */
const NAMES: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\x1b[Z': 'shift-tab',
  '\x1b': 'escape',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\x1b[3~': 'delete',
  '\x1b[D': 'left',
  '\x1bOD': 'left',
  '\x02': 'left',
  '\x1b[C': 'right',
  '\x1bOC': 'right',
  '\x06': 'right',
  '\x1b[A': 'up',
  '\x1bOA': 'up',
  '\x10': 'up',
  '\x1b[B': 'down',
  '\x1bOB': 'down',
  '\x0e': 'down',
  '\x1b[H': 'home',
  '\x1bOH': 'home',
  '\x01': 'home',
  '\x1b[F': 'end',
  '\x1bOF': 'end',
  '\x05': 'end',
  '\x1bb': 'word-left',
  '\x1b[1;5D': 'word-left',
  '\x1b[1;3D': 'word-left',
  '\x1bf': 'word-right',
  '\x1b[1;5C': 'word-right',
  '\x1b[1;3C': 'word-right',
  '\x0b': 'kill-to-end',
  '\x15': 'kill-to-start',
  '\x17': 'kill-space-word-back',
  '\x1b\x7f': 'kill-word-back',
  '\x1bd': 'kill-word-forward',
  '\x1b[3;5~': 'kill-word-forward',
  '\x19': 'yank',
  '\x1by': 'yank-pop',
  '\x1f': 'undo',
  '\x1b\r': 'newline',
  '\x1b\x08': 'kill-word-back',
  '\x12': 'search',
  '\x13': 'search-forth',
  '\x03': 'interrupt',
  '\x1a': 'suspend',
  '\x1c': 'quit',
  '\x04': 'end-of-file',
  '\x0c': 'clear-screen',
  '\x07': 'abort',
};

/** One escape sequence, one control character, or a run of plain text. */
export const PIECES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what keys send
  /\x1b\[[\d;?]*[ -/]*[@-~]|\x1bO[@-~]|\x1b[^\x1b]?|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f\x1b]+/gu;

/** What a code means; undefined when it is none of the usual ones. */
export const keyNameOf = (code: string): KeyName | undefined => NAMES[code];

/** The keys in what a terminal sent at once. Sequences that mean nothing here are left out. */
export function keysOf(data: string): Key[] {
  const keys: Key[] = [];
  for (const [piece] of data.matchAll(PIECES)) {
    const name = NAMES[piece];
    if (name !== undefined) keys.push({ type: 'key', name });
    else if (piece.charCodeAt(0) >= 0x20) keys.push({ type: 'text', text: piece });
  }
  return keys;
}
