import type { TerminalActor } from './painter.ts';
import type { Screen } from './screen.ts';

/** What of a key event tells which key it is. */
export type PressedKey = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'
>;

/** Where the keys go to: the terminal before or behind this one, or a new one. */
export type TerminalStep = 'previous' | 'next' | 'new';

/** The keys of kitty, as a browser keeps those of other terminals for itself. */
const STEPS: Readonly<Record<string, TerminalStep>> = {
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  Enter: 'new',
};

/** Whether the keys are those of a Mac. */
export const hasMacKeys = (): boolean => /^mac/i.test(navigator.platform);

const UNDO = '\x1f';
/** Signs that many of a Mac's keyboards have with Option only, as `|` and `[` of a German one. */
const SIGNS = /^[!-/:-@[-`{-~]$/;

/**
 * What a key sends that the terminal's library knows nothing of; undefined for the others. Models
 * what xterm sends: Ctrl-/ is the same as Ctrl-_.
 */
export function codeOf(key: PressedKey, isMac: boolean): string | undefined {
  if (key.ctrlKey && !key.altKey && !key.metaKey && key.key === '/') return UNDO;
  const isOption = isMac && key.altKey && !key.ctrlKey && !key.metaKey;
  return isOption && SIGNS.test(key.key) ? key.key : undefined;
}

/**
 * Which keys the browser gets: copying a selection, pasting, and Tab where there is nothing to
 * complete. On a Mac, where Cmd does both, Ctrl and a letter are always for the terminal.
 */
export function leavesToBrowser(
  key: PressedKey,
  isMac: boolean,
  hasSelection: boolean,
  isLineEmpty: boolean,
): boolean {
  if (key.key === 'F6' || key.key === 'F1') return true;
  const letter = key.key.toLowerCase();
  if (letter === 'v' && (key.metaKey || key.ctrlKey)) return key.metaKey || !isMac;
  if (letter === 'c' && (key.metaKey || key.ctrlKey))
    return key.metaKey || (hasSelection && !isMac);
  if (key.key !== 'Tab') return false;
  return key.shiftKey || isLineEmpty;
}

/** What handles keys before the terminal does; it answers whether the terminal gets them, too. */
export function createKeyFilter(
  actor: TerminalActor,
  screen: Screen,
  openSearch: () => void,
  send: (code: string) => void,
  go: (to: TerminalStep) => void,
): (event: KeyboardEvent) => boolean {
  const isMac = hasMacKeys();
  /** Copies what is selected; the next Ctrl-C is to end what runs, and not to copy it once more. */
  const copy = (): void => {
    if (!screen.hasSelection()) return;
    void navigator.clipboard.writeText(screen.selection());
    screen.clearSelection();
  };
  /** Does what Ctrl-Shift and a key mean; false for keys that mean nothing. */
  const isOwn = (key: string): boolean => {
    const letter = key.toLowerCase();
    const step = STEPS[key];
    if (step !== undefined) go(step);
    else if (letter === 'f') openSearch();
    else if (letter === 'c') copy();
    else return false;
    return true;
  };
  return (event) => {
    if (event.ctrlKey && event.shiftKey && isOwn(event.key)) {
      event.preventDefault();
      return false;
    }
    const code = codeOf(event, isMac);
    if (code !== undefined) {
      event.preventDefault();
      send(code);
      return false;
    }
    const isLineEmpty = actor.getSnapshot().context.line.text === '';
    const isLeft = leavesToBrowser(event, isMac, screen.hasSelection(), isLineEmpty);
    // The next Ctrl-C is to end what runs, and not to copy the same once more.
    if (isLeft && event.ctrlKey && event.key.toLowerCase() === 'c') {
      window.setTimeout(screen.clearSelection);
    }
    return !isLeft;
  };
}
