import { createTty, type KeySignal, type LineRequest, type Tty } from '../kernel/index.ts';
import { createOutbox } from './outbox.ts';

const ESCAPE = '\u001b';

/** The server's end of a remote terminal, whose other end sends keys as they are pressed. */
export interface RemoteTerminal {
  readonly tty: Tty;
  /** Keys, as the other end sends them. */
  type(keys: string): void;
  resize(columns: number, rows: number): void;
  /** What the other end is to show, with carriage returns. */
  take(): string;
}

const ESCAPE_SEQUENCE = new RegExp(`${ESCAPE}(\\[[0-9;]*[A-Za-z~]|O.)`, 'g');

const isShown = (key: string): boolean => key >= ' ' && key !== '\u007f';

/**
 * A terminal with the line discipline of a kernel: keys are echoed, lines are edited with
 * backspace, Ctrl-U and Ctrl-W, and Ctrl-C and Ctrl-D do what they do.
 */
export function createRemoteTerminal(onSignal: (signal: KeySignal) => void): RemoteTerminal {
  const { tty, master } = createTty({ columns: 80, rows: 24 }, onSignal);
  const out = createOutbox();
  let line = '';
  /** The prompt that is on the screen; undefined while no line is asked for. */
  let prompt: string | undefined;
  /** The request that got its line already; the program has not looked yet. */
  let answered: LineRequest | undefined;
  /** What the terminal will say again when a line is taken: it is on the screen already. */
  let repeated = '';

  const show = (text: string): void => out.push(text.replaceAll('\n', '\r\n'));
  master.onOutput((text) => {
    const isKnown = repeated !== '' && text.startsWith(repeated);
    show(isKnown ? text.slice(repeated.length) : text);
    if (isKnown) repeated = '';
  });
  const echoes = (): boolean => {
    const state = master.state();
    return state.type === 'line' && state.request.echo;
  };
  const showPrompt = (): void => {
    const state = master.state();
    if (state.type !== 'line' || prompt !== undefined || state.request === answered) return;
    prompt = state.request.prompt;
    show(prompt + (state.request.echo ? line : ''));
  };
  const erase = (count: number): void => {
    if (echoes()) out.push('\b \b'.repeat(count));
    line = line.slice(0, line.length - count);
  };
  /** What is sent answers the request; what the terminal will say then is on the screen already. */
  const answer = (shown: string, send: () => void): void => {
    if (prompt !== undefined) repeated = `${prompt}${shown}`;
    const state = master.state();
    answered = state.type === 'line' ? state.request : undefined;
    send();
    line = '';
    prompt = undefined;
  };
  const enter = (): void => {
    if (prompt !== undefined) out.push('\r\n');
    answer(`${echoes() ? line : ''}\n`, () => master.sendLine(line));
  };
  const press = (key: string): void => {
    showPrompt();
    if (key === '\r' || key === '\n') enter();
    else if (key === '\u0003') {
      repeated = prompt ?? '';
      prompt = undefined;
      line = '';
      master.interrupt('');
    } else if (key === '\u001a') master.suspend('');
    else if (key === '\u001c') master.quit('');
    else if (key === '\u0004') {
      answer(echoes() ? line : '', () => master.endOfFile(line));
    } else if (key === '\u007f' || key === '\b') erase(Math.min(1, line.length));
    else if (key === '\u0015') erase(line.length);
    else if (key === '\u0017') erase(line.length - line.replace(/\S*\s*$/, '').length);
    else if (isShown(key)) {
      line += key;
      if (echoes()) out.push(key);
    }
  };
  return {
    tty,
    type(keys) {
      // Arrow and function keys are sequences; a kernel's line discipline ignores them.
      for (const key of keys.replaceAll(ESCAPE_SEQUENCE, '')) press(key);
    },
    resize: master.resize,
    take() {
      showPrompt();
      return out.take();
    },
  };
}
