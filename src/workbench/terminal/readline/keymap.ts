import { codeOf } from './functions.ts';
import type { ReadlineHost } from './host.ts';

/** Macros that call themselves end there, as in readline. */
const MOST_NESTED = 16;

/** What a keymap makes its keys do. */
export interface KeymapTarget {
  /** Does what a key means without a shell's bindings. */
  press(code: string): void;
  /** Has the shell run what `bind -x` gave a key. */
  order(name: string, key: string): void;
}

/** The bindings that the shell has for its keys. */
export interface Keymap {
  /** Takes one key; false when no binding begins with it. */
  take(code: string): boolean;
  /** Forgets the keys of a sequence that is not whole. */
  stop(): void;
}

/** Creates it for one terminal: the bindings come with what the shell asks. */
export function createKeymap(host: ReadlineHost, target: KeymapTarget): Keymap {
  /** The keys of a sequence that is not whole yet. */
  let begun: string[] = [];
  let nested = 0;

  const bindings = () => host.actor.getSnapshot().context.request?.keys?.bindings ?? {};
  const run = (key: string): void => {
    const action = bindings()[key];
    if (action?.type === 'command') target.order('command', key);
    else if (action?.type === 'function') {
      if (action.text !== '') target.press(codeOf(action.text));
    } else if (action !== undefined && nested < MOST_NESTED) {
      nested++;
      host.type(action.text);
      nested--;
    }
  };
  return {
    take(code) {
      const keys = Object.keys(bindings());
      if (keys.length === 0) return false;
      const isPlain = code.length > 1 && code >= ' ';
      if (isPlain && (begun.length > 0 || keys.some((key) => key >= ' '))) {
        for (const one of code) host.type(one);
        return true;
      }
      const before = begun;
      const whole = [...before, code].join('');
      begun = [];
      if (keys.includes(whole)) run(whole);
      else if (keys.some((key) => key.startsWith(whole))) begun = [...before, code];
      else if (before.length === 0) return false;
      else for (const one of [...before, code]) target.press(one);
      return true;
    },
    stop() {
      begun = [];
    },
  };
}
