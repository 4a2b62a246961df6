import type { KeyBindings } from '../../../machines/index.ts';
import { codeOf } from './functions.ts';
import type { ReadlineHost } from './host.ts';

/** Macros that call themselves end there, as in readline. */
const MOST_NESTED = 16;
const USUAL_LIMIT_MS = 500;

/** What a keymap makes its keys do. */
export interface KeymapTarget {
  /** What the shell gave the keys to do, as it is now. */
  bindings(): KeyBindings;
  /** Whether Esc alone means something, so that no sequence begins with it. */
  readonly hasEscape: boolean;
  /** Does what a key means without those. */
  press(code: string): void;
  /** Does what a function does, which is known by a key of emacs mode or by its name. */
  perform(code: string): void;
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

  const { bindings } = target;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  /** Has the keys of a sequence that is not whole mean themselves. */
  const giveUp = (): void => {
    const before = begun;
    begun = [];
    for (const one of before) target.press(one);
  };
  /** What may go on waits so long for it. */
  const limitMs = (): number => {
    const { settings } = host.actor.getSnapshot().context.request?.shell?.keys ?? {};
    return Number(settings?.['keyseq-timeout'] ?? USUAL_LIMIT_MS);
  };
  const run = (key: string): void => {
    const action = bindings()[key];
    if (action?.type === 'command') target.order('command', key);
    else if (action?.type === 'function') {
      if (action.text !== '') target.perform(codeOf(action.text));
    } else if (action !== undefined && nested < MOST_NESTED) {
      nested++;
      host.type(action.text);
      nested--;
    }
  };
  const mayGoOn = (codes: string): boolean => !(codes === '\x1b' && target.hasEscape);
  return {
    take(code) {
      const keys = Object.keys(bindings());
      if (keys.length === 0) return false;
      const isPlain = code.length > 1 && code >= ' ';
      if (isPlain && (begun.length > 0 || keys.some((key) => key >= ' '))) {
        for (const one of code) host.type(one);
        return true;
      }
      clearTimeout(waiting);
      const before = begun;
      const whole = [...before, code].join('');
      begun = [];
      if (keys.includes(whole)) run(whole);
      else if (mayGoOn(whole) && keys.some((key) => key.startsWith(whole))) {
        begun = [...before, code];
        if (whole >= ' ' && limitMs() > 0) waiting = setTimeout(giveUp, limitMs());
      } else if (before.length === 0) return false;
      else for (const one of [...before, code]) target.press(one);
      return true;
    },
    stop() {
      clearTimeout(waiting);
      begun = [];
    },
  };
}
