import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import { terminalTheme } from './look.ts';

/** Characters handed to the terminal and not yet drawn, from which on the world waits. */
const BUSY_FROM = 200_000;

/** The terminal's screen: what xterm gives, and no more than the rest needs. */
export interface Screen {
  readonly element: HTMLElement;
  columns(): number;
  rows(): number;
  write(text: string): void;
  /** Whether it has more to draw than it can at once. */
  isBusy(): boolean;
  focus(): void;
  onData(listener: (data: string) => void): void;
  /** `handler` returns false for keys that the terminal must leave to the browser. */
  onKeyDown(handler: (event: KeyboardEvent) => boolean): void;
  onPaste(listener: (text: string) => void): void;
  hasSelection(): boolean;
  /** Fits it into its place. `before` and `after` bracket the change, when there is one. */
  fit(before: () => void, after: () => void): void;
  restyle(): void;
  dispose(): void;
}

/** Creates a screen in `place`. */
export function createScreen(place: HTMLElement, label: string): Screen {
  const style = getComputedStyle(place);
  const terminal = new Terminal({
    allowProposedApi: true,
    convertEol: true,
    cursorBlink: false,
    fontFamily: style.getPropertyValue('--font-mono'),
    fontSize: Number.parseFloat(style.getPropertyValue('--terminal-font-size')) || 13,
    lineHeight: 1.3,
    macOptionIsMeta: true,
    overviewRuler: { width: 10 },
    screenReaderMode: true,
    scrollback: 5000,
    theme: terminalTheme(place),
  });
  const fitter = new FitAddon();
  terminal.loadAddon(fitter);
  terminal.open(place);
  terminal.textarea?.setAttribute('aria-label', label);
  fitter.fit();
  // Wide characters are right from the first screen on in the basic tables; the full ones come
  // after.
  void import('@xterm/addon-unicode-graphemes').then(({ UnicodeGraphemesAddon }) =>
    terminal.loadAddon(new UnicodeGraphemesAddon()),
  );
  let pending = 0;

  return {
    element: place,
    columns: () => terminal.cols,
    rows: () => terminal.rows,
    write(text) {
      if (text === '') return;
      pending += text.length;
      terminal.write(text, () => {
        pending -= text.length;
      });
    },
    isBusy: () => pending > BUSY_FROM,
    focus: () => terminal.focus(),
    onData: (listener) => {
      terminal.onData(listener);
    },
    onKeyDown(handler) {
      terminal.attachCustomKeyEventHandler((event) => event.type !== 'keydown' || handler(event));
    },
    onPaste(listener) {
      const take = (event: ClipboardEvent): void => {
        event.preventDefault();
        event.stopPropagation();
        listener(event.clipboardData?.getData('text/plain') ?? '');
      };
      place.addEventListener('paste', take, true);
    },
    hasSelection: () => terminal.hasSelection(),
    fit(before, after) {
      const wanted = fitter.proposeDimensions();
      if (wanted === undefined || Number.isNaN(wanted.cols) || wanted.cols < 2) return;
      if (wanted.cols === terminal.cols && wanted.rows === terminal.rows) return;
      before();
      // The empty write comes back when all before it is drawn.
      terminal.write('', () => {
        terminal.resize(wanted.cols, Math.max(2, wanted.rows));
        after();
      });
    },
    restyle() {
      terminal.options.theme = terminalTheme(place);
    },
    dispose() {
      terminal.dispose();
      place.replaceChildren();
    },
  };
}
