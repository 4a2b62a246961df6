import { keyNameOf, keysOf, type LineRequest, PIECES } from '../../machines/index.ts';
import type { TerminalActor } from './painter.ts';
import type { ReadlineHost } from './readline/host.ts';
import type { Readline } from './readline/readline.ts';

/** Whether not even the usual keys mean the usual: plain lines are read, or some are bound. */
const isOwn = (request: LineRequest | undefined) =>
  request?.history === '' || request?.shell?.keys !== undefined;

/** Where the keys of a terminal go. */
export interface Keyboard {
  /** Takes what a terminal sends: text, control characters, escape sequences. */
  type(data: string): void;
  /** Fetches what rare keys need, so that none of them has to wait. */
  prepare(): void;
}

/**
 * Creates the keyboard of one terminal. The rare commands of readline come later; a key that may be
 * one of them waits for that, and all behind it do. `onPressed` is called after each key.
 */
export function createKeyboard(
  actor: TerminalActor,
  host: Omit<ReadlineHost, 'actor' | 'type'>,
  onPressed: () => void,
): Keyboard {
  const waiting: string[] = [];
  let readline: Readline | undefined;
  let coming: Promise<void> | undefined;

  const press = (code: string): void => {
    if (actor.getSnapshot().matches('keyed')) actor.send({ type: 'SENT', data: code });
    else if (readline?.take(code) !== true) {
      for (const key of keysOf(code)) actor.send({ type: 'KEY', key });
    }
    onPressed();
  };
  const pressAll = (data: string): void => {
    for (const code of data.match(PIECES) ?? []) press(code);
  };
  const load = (): Promise<void> => {
    coming ??= import('./readline/readline.ts')
      .then(({ createReadline }) => {
        readline = createReadline({ ...host, actor, type: pressAll });
      })
      .catch((error: unknown) => {
        console.error(error);
        coming = undefined;
      });
    return coming;
  };
  const mayBeRare = (code: string): boolean =>
    actor.getSnapshot().matches({ asked: 'typing' }) &&
    (isOwn(actor.getSnapshot().context.request) ||
      (code < ' ' && (code === '\x1b' || keyNameOf(code) === undefined)));
  const goOn = (): void => {
    for (let code = waiting[0]; code !== undefined; code = waiting[0]) {
      if (readline === undefined && mayBeRare(code)) {
        void load().then(() => {
          // Without it the key means nothing.
          if (readline === undefined) waiting.shift();
          goOn();
        });
        return;
      }
      waiting.shift();
      press(code);
    }
  };
  actor.on('list', ({ list }) => void load().then(() => readline?.list(list)));
  return {
    type(data) {
      const isWaiting = waiting.length > 0;
      waiting.push(...(data.match(PIECES) ?? []));
      if (!isWaiting) goOn();
    },
    prepare: () => void load(),
  };
}
