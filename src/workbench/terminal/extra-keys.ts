import type { Dictionary } from '../../i18n/index.ts';
import { create } from '../dom.ts';

/** Keys that a phone's keyboard lacks, what they send, and which of the texts names them. */
const KEYS = [
  ['Esc', '\x1b', 'keyEscape'],
  ['Tab', '\t', 'keyTab'],
  ['↑', '\x1b[A', 'keyUp'],
  ['↓', '\x1b[B', 'keyDown'],
  ['←', '\x1b[D', 'keyLeft'],
  ['→', '\x1b[C', 'keyRight'],
  ['|', '|', ''],
  ['-', '-', ''],
  ['/', '/', ''],
] as const;

const ARROWS: ReadonlySet<string> = new Set(['\x1b[A', '\x1b[B', '\x1b[C', '\x1b[D']);

/** How long a key is held before it repeats, and the time between two of them. */
const HOLD_MS = 400;
const REPEAT_MS = 70;

/** A row of keys below a terminal on a phone. */
export interface ExtraKeys {
  /** What was typed, with Ctrl held when that was tapped before. */
  withModifier(data: string): string;
}

/** What a key sends while Ctrl is held: control characters, and arrows that go by words. */
export function withControl(data: string): string {
  if (/^[a-z@[\\\]^_]$/i.test(data)) {
    return String.fromCharCode(data.toUpperCase().charCodeAt(0) & 0x1f);
  }
  if (data === ' ') return '\0';
  if (data === '/' || data === '-') return '\x1f';
  return ARROWS.has(data) ? data.replace('[', '[1;5') : data;
}

/** Calls `press` when a button is pressed, and again and again while it is held. */
function onHeld(button: HTMLButtonElement, press: () => void): void {
  let timer = 0;
  let isRepeating = false;
  const stop = (): void => clearTimeout(timer);
  const repeat = (): void => {
    isRepeating = true;
    press();
    timer = window.setTimeout(repeat, REPEAT_MS);
  };
  button.addEventListener('pointerdown', (event) => {
    // The terminal keeps the focus, and with it the phone's keyboard stays up.
    event.preventDefault();
    isRepeating = false;
    stop();
    timer = window.setTimeout(repeat, HOLD_MS);
  });
  for (const end of ['pointerup', 'pointercancel', 'pointerleave'])
    button.addEventListener(end, stop);
  // A long press would open the browser's menu.
  button.addEventListener('contextmenu', (event) => event.preventDefault());
  button.addEventListener('click', () => {
    if (!isRepeating) press();
    isRepeating = false;
  });
}

/** Fills `place` with the keys; `send` takes what they send. */
export function createExtraKeys(
  place: HTMLElement,
  t: Dictionary['terminal'],
  send: (data: string) => void,
): ExtraKeys {
  let isControlHeld = false;
  const control = create('button', 'extra-key', 'Ctrl');
  const hold = (isHeld: boolean): void => {
    isControlHeld = isHeld;
    control.setAttribute('aria-pressed', String(isHeld));
  };
  const withModifier = (data: string): string => {
    if (!isControlHeld) return data;
    hold(false);
    return withControl(data);
  };
  place.replaceChildren(control);
  control.type = 'button';
  control.addEventListener('pointerdown', (event) => event.preventDefault());
  control.addEventListener('click', () => hold(!isControlHeld));
  hold(false);
  for (const [text, data, name] of KEYS) {
    const button = create('button', 'extra-key', text);
    button.type = 'button';
    if (name !== '') button.setAttribute('aria-label', t[name]);
    onHeld(button, () => send(withModifier(data)));
    place.append(button);
  }
  return { withModifier };
}
