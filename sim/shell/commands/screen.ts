/** The sequences by which a program takes the whole screen of a terminal and gives it back. */
export const TAKE_SCREEN = '\x1b[?1049h\x1b[H\x1b[2J';
export const GIVE_SCREEN = '\x1b[?1049l';
/** Begins a picture of the whole screen anew, at its top left corner. */
export const CLEAR_SCREEN = '\x1b[H\x1b[2J';
export const inverse = (text: string): string => `\x1b[7m${text}\x1b[27m`;
