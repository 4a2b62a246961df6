import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import { type Dictionary, fill } from '../../i18n/index.ts';
import { create, painted } from '../dom.ts';
import type { Links } from './extras.ts';
import { createExtras } from './late-extras.ts';
import { matchColours, terminalTheme } from './look.ts';
import type { Mentions } from './object-links.ts';

/** Lines that can be scrolled back to. */
const SCROLLBACK = 10_000;
/** Between text and what is behind it: WCAG's AA, which programs' own colours are held to. */
const LEAST_CONTRAST = 4.5;
/** How long a bell is seen; one more meanwhile is not. */
const BELL_MS = 160;

/** Characters handed to the terminal and not yet drawn, from which on the world waits. */
const BUSY_FROM = 200_000;

/**
 * Characters that are drawn at a stretch. xterm leaves the page its frames between two texts that
 * it was handed, and never in the middle of one.
 */
const PIECE = 2_000;

const LINE_HEIGHT = 1.3;
/** Pixels of xterm's scroll bar, in which the matches of a search are marked. */
const SCROLL_BAR_WIDTH = 14;

/** The terminal's screen: what xterm gives, and no more than the rest needs. */
export interface Screen {
  readonly element: HTMLElement;
  columns(): number;
  rows(): number;
  write(text: string): void;
  /** Resolves when what was written first has been painted. */
  shown(): Promise<void>;
  /** Whether it has more to draw than it can at once. */
  isBusy(): boolean;
  focus(): void;
  onData(listener: (data: string) => void): void;
  /** `handler` returns false for keys that the terminal must leave to the browser. */
  onKeyDown(handler: (event: KeyboardEvent) => boolean): void;
  onPaste(listener: (text: string) => void): void;
  /** Called with the title that a program gives the terminal; '' takes it away. */
  onTitle(listener: (title: string) => void): void;
  /** What the bell of a terminal does; here it is seen. */
  ring(): void;
  hasSelection(): boolean;
  selection(): string;
  clearSelection(): void;
  /** Fits it into its place. `before` and `after` bracket the change, when there is one. */
  fit(before: () => void, after: () => void): void;
  restyle(): void;
  /** Brings what makes it better and is not needed for its first line. */
  improve(mentions: Mentions): void;
  /** Finds text in what was printed; its parts come with the first search. */
  finder(): Promise<Finder>;
  dispose(): void;
}

/** Where a search stands: the `at`th of `count` matches, from 1; 0 of 0 for none. */
export interface Found {
  readonly at: number;
  readonly count: number;
}

/** The search of a screen. */
export interface Finder {
  find(text: string, to: 'older' | 'newer'): void;
  onFound(listener: (found: Found) => void): void;
  clear(): void;
}

function createLinks(place: HTMLElement, hint: string): Links {
  return {
    activate(event, address) {
      // As in other terminals, so that a click still selects and focuses. A finger has no Ctrl.
      const isMeant = event.ctrlKey || event.metaKey || matchMedia('(pointer: coarse)').matches;
      const isWeb = /^https?:/i.test(address);
      if (isMeant && isWeb) window.open(address, '_blank', 'noopener,noreferrer');
    },
    hover(_event, address) {
      place.title = fill(hint, { address });
    },
    leave() {
      place.removeAttribute('title');
    },
  };
}

async function createFinder(terminal: Terminal, place: HTMLElement): Promise<Finder> {
  const { SearchAddon } = await import('@xterm/addon-search');
  const search = new SearchAddon();
  // The canvas of the marks is there from now on: the page's start does not wait for one.
  terminal.options.overviewRuler = { width: SCROLL_BAR_WIDTH };
  terminal.loadAddon(search);
  return {
    find(text, to) {
      const decorations = matchColours(place);
      if (to === 'older') search.findPrevious(text, { decorations });
      else search.findNext(text, { decorations });
    },
    onFound: (listener) => {
      search.onDidChangeResults(({ resultIndex, resultCount }) =>
        listener({ at: resultIndex + 1, count: resultCount }),
      );
    },
    clear: () => search.clearDecorations(),
  };
}

/**
 * Text that comes without a key: from an emoji picker, handwriting or dictation. In screen reader
 * mode xterm leaves it to the page.
 */
function onInsertedText(terminal: Terminal, listener: (data: string) => void): void {
  const input = terminal.textarea;
  let isKeyDown = false;
  input?.addEventListener('keydown', () => {
    isKeyDown = true;
  });
  input?.addEventListener('keyup', () => {
    isKeyDown = false;
  });
  input?.addEventListener('input', (event) => {
    const { data, inputType, isComposing } = event as InputEvent;
    if (inputType !== 'insertText' || isComposing || isKeyDown || data === null) return;
    if (terminal.options.screenReaderMode !== true) return;
    listener(data);
    input.value = '';
  });
}

/**
 * Has an input method put its text at the end of what was typed: xterm takes what is added there,
 * and in screen reader mode it lets the arrow keys go through that text.
 */
function composeAtEnd({ textarea }: Terminal): void {
  const goToEnd = (): void => {
    const end = textarea?.value.length ?? 0;
    if (textarea?.selectionEnd !== end) textarea?.setSelectionRange(end, end);
  };
  textarea?.addEventListener('keydown', ({ key, isComposing }) => {
    if (!isComposing && (key === 'Process' || key === 'Unidentified')) goToEnd();
  });
  textarea?.addEventListener('compositionstart', goToEnd);
}

/**
 * About the size that a terminal will have in `element`, so that it need not change the one with
 * which it is made: that would make every row twice.
 */
function likelySize(element: HTMLElement, fontFamily: string, fontSize: number) {
  const { width, height } = element.getBoundingClientRect();
  const context = document.createElement('canvas').getContext('2d');
  if (context === null || width === 0) return {};
  context.font = `${fontSize}px ${fontFamily}`;
  const letter = context.measureText('W');
  const letterHeight = letter.fontBoundingBoxAscent + letter.fontBoundingBoxDescent;
  const rowHeight = Math.floor(Math.ceil(letterHeight) * LINE_HEIGHT);
  return {
    cols: Math.max(2, Math.floor((width - SCROLL_BAR_WIDTH) / letter.width)),
    rows: Math.max(2, Math.floor(height / rowHeight)),
  };
}

/** Creates a screen in `place`. */
export function createScreen(place: HTMLElement, texts: Dictionary['terminal']): Screen {
  const style = getComputedStyle(place);
  const fontFamily = style.getPropertyValue('--font-mono');
  const fontSize = Number.parseFloat(style.getPropertyValue('--terminal-font-size')) || 13;
  const inside = create('div', 'terminal-screen');
  place.append(inside);
  const links = createLinks(inside, texts.linkHint);
  Terminal.strings.tooMuchOutput = texts.tooMuchOutput;
  const terminal = new Terminal({
    ...likelySize(inside, fontFamily, fontSize),
    allowProposedApi: true,
    convertEol: true,
    cursorBlink: false,
    fontFamily,
    fontSize,
    lineHeight: LINE_HEIGHT,
    linkHandler: links,
    macOptionIsMeta: true,
    minimumContrastRatio: LEAST_CONTRAST,
    scrollback: SCROLLBACK,
    // What is cleared by Ctrl-L can be scrolled back to.
    scrollOnEraseInDisplay: true,
    theme: terminalTheme(place),
  });
  const fitter = new FitAddon();
  terminal.loadAddon(fitter);
  terminal.open(inside);
  terminal.textarea?.setAttribute('aria-label', texts.label);
  composeAtEnd(terminal);
  let pending = 0;
  let tellShown = (): void => {};
  const shown = new Promise<void>((resolve) => {
    tellShown = resolve;
  });
  let isDisposed = false;
  /** Shows the text to screen readers too. That lays out the page for each row, so it is later. */
  let describe = async (): Promise<void> => {
    describe = async () => {};
    await painted();
    if (!isDisposed) terminal.options.screenReaderMode = true;
  };
  let finder: Promise<Finder> | undefined;
  let quiet = 0;
  const ring = (): void => {
    if (quiet !== 0) return;
    place.classList.add('terminal-rung');
    quiet = window.setTimeout(() => {
      place.classList.remove('terminal-rung');
      quiet = 0;
    }, BELL_MS);
  };
  terminal.onBell(ring);

  return {
    element: inside,
    columns: () => terminal.cols,
    rows: () => terminal.rows,
    write(text) {
      if (text === '') return;
      void describe();
      pending += text.length;
      const lastFrom = text.length - (text.length % PIECE || PIECE);
      for (let from = 0; from < lastFrom; from += PIECE) {
        terminal.write(text.slice(from, from + PIECE));
      }
      terminal.write(text.slice(lastFrom), () => {
        pending -= text.length;
        void painted().then(tellShown);
      });
    },
    shown: () => shown,
    isBusy: () => pending > BUSY_FROM,
    focus: () => terminal.focus(),
    onData: (listener) => {
      terminal.onData(listener);
      onInsertedText(terminal, listener);
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
      inside.addEventListener('paste', take, true);
    },
    onTitle: (listener) => {
      terminal.onTitleChange(listener);
    },
    ring,
    hasSelection: () => terminal.hasSelection(),
    selection: () => terminal.getSelection(),
    clearSelection: () => terminal.clearSelection(),
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
    improve: createExtras(terminal, links, ({ kind, name }) => {
      inside.title = fill(texts.objectHint, { kind, name });
    }),
    finder() {
      finder ??= createFinder(terminal, place);
      return finder;
    },
    dispose() {
      isDisposed = true;
      clearTimeout(quiet);
      terminal.dispose();
      place.replaceChildren();
    },
  };
}
