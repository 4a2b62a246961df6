import type { Dictionary } from '../../i18n/index.ts';
import { create } from '../dom.ts';

/** Keys that a phone's keyboard lacks, what they send, and which of the texts names them. */
const KEYS = [
  ['Tab', '\t', 'keyTab'],
  ['↑', '\x1b[A', 'keyUp'],
  ['↓', '\x1b[B', 'keyDown'],
  ['←', '\x1b[D', 'keyLeft'],
  ['→', '\x1b[C', 'keyRight'],
  ['|', '|', ''],
  ['-', '-', ''],
  ['/', '/', ''],
] as const;

/** A row of keys below a terminal on a phone. */
export interface ExtraKeys {
  /** What was typed, with Ctrl held when that was tapped before. */
  withModifier(data: string): string;
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
  const add = (button: HTMLButtonElement, press: () => void): void => {
    button.type = 'button';
    // The terminal keeps the focus, and with it the phone's keyboard stays up.
    button.addEventListener('pointerdown', (event) => event.preventDefault());
    button.addEventListener('click', press);
    place.append(button);
  };
  place.replaceChildren();
  add(control, () => hold(!isControlHeld));
  hold(false);
  for (const [text, data, name] of KEYS) {
    const button = create('button', 'extra-key', text);
    if (name !== '') button.setAttribute('aria-label', t[name]);
    add(button, () => send(data));
  }
  return {
    withModifier(data) {
      if (!isControlHeld) return data;
      hold(false);
      const isLetter = /^[a-z@[\\\]^_]$/i.test(data);
      return isLetter ? String.fromCharCode(data.toUpperCase().charCodeAt(0) & 0x1f) : data;
    },
  };
}
