import { createActor } from 'xstate';
import { type ChoiceList, NEW_SHELL_LINE, terminalMachine } from '../../machines/index.ts';
import { createFindBar } from './find-bar.ts';
import type { TerminalHost } from './host.ts';
import { createKeyboard } from './keyboard.ts';
import { createOutlet, type TerminalLink } from './link.ts';
import type { Mentions } from './object-links.ts';
import { createPainter, type TerminalActor } from './painter.ts';
import { pasteClipboard, takePaste } from './paste-notice.ts';
import { createRunner } from './runner.ts';
import { createScreen, type Screen } from './screen.ts';
import { createKeyFilter } from './shortcuts.ts';
import type { Pace } from './typist.ts';

const RESIZE_DELAY_MS = 120;

/**
 * A terminal on the page. It takes input from the beginning; what is entered before it is
 * connected is kept and runs then.
 */
export interface TerminalView {
  /** Shows a prompt before there is a session, up to the first line that is entered. */
  expect(prompt: string): void;
  /** Resolves when what was written first has been painted. */
  shown(): Promise<void>;
  /** Gives the terminal its session. To be called once. */
  connect(link: TerminalLink): void;
  /** Brings what makes it better and takes time that nobody should wait for. To be called once. */
  improve(mentions: Mentions): void;
  /** Types a command visibly and runs it. Several lines are run one after the other. */
  run(command: string, pace: Pace): void;
  /** Stops typing what is being typed visibly, and drops the half that stands there. */
  stopTyping(): void;
  /** Takes keys as a keyboard sends them. */
  type(data: string): void;
  /** Shows what the session has printed since. */
  refresh(): void;
  focus(): void;
  /** Opens the search of what was printed. */
  find(): void;
  /** Pastes what the clipboard holds, where no key does. */
  paste(): void;
  /** What is typed at the prompt and not entered yet. */
  typed(): string;
  isBusy(): boolean;
  restyle(): void;
  dispose(): void;
}

/** Tells the machine whether a line is asked for. Returns whether that was news. */
function followSession({ session, terminal }: TerminalLink, actor: TerminalActor): boolean {
  const state = session.terminalState(terminal);
  const snapshot = actor.getSnapshot();
  const { request } = snapshot.context;
  if (state.type === 'key') {
    if (snapshot.matches('keyed')) return false;
    actor.send({ type: 'KEYS_ASKED' });
    return true;
  }
  if (state.type !== 'line') {
    if (request === undefined && !snapshot.matches('keyed')) return false;
    actor.send({ type: 'BUSY' });
    return true;
  }
  if (state.request === request) return false;
  actor.send({ type: 'ASKED', request: state.request });
  return true;
}

/** Tells the session the size of the screen, when it is not the one that it knows. */
function tellSize({ session, terminal, input }: TerminalLink, screen: Screen): void {
  const [columns, rows] = [screen.columns(), screen.rows()];
  const known = session
    .log()
    .inputs.findLast((one) => one.input.type === 'resize' && one.input.terminal === terminal);
  const size = known?.input;
  if (size?.type === 'resize' && size.columns === columns && size.rows === rows) return;
  input({ type: 'resize', terminal, columns, rows });
}

/** Calls `onResize` when the size of `place` has changed and rests. Returns what ends that. */
function watchSize(place: HTMLElement, onResize: () => void): () => void {
  let timer = 0;
  const observer = new ResizeObserver(() => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (place.clientWidth > 0) onResize();
    }, RESIZE_DELAY_MS);
  });
  observer.observe(place);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}

/** Opens a terminal in `place`. */
export function createTerminalView(place: HTMLElement, host: TerminalHost): TerminalView {
  const { texts } = host;
  const actor = createActor(terminalMachine);
  const screen = createScreen(place, texts.terminal);
  const findBar = createFindBar(place, texts.terminal, screen);
  const painter = createPainter(texts, actor, screen);
  const outlet = createOutlet(painter.echo);
  const target = { ...host, actor, screen, outlet };
  const runner = createRunner(target);
  let isDisposed = false;

  const show = (): void => {
    const link = outlet.link();
    if (link !== undefined) {
      // What is new comes back as a change of the machine, and is painted then.
      if (followSession(link, actor)) return;
    }
    painter.paint(link);
  };
  actor.on('submit', ({ text }) => {
    outlet.submit(text);
    // Nobody has read the line yet, and so nobody asks for another.
    if (outlet.link() === undefined) actor.send({ type: 'BUSY' });
  });
  actor.on('interrupt', ({ typed }) => outlet.interrupt(typed));
  actor.on('suspend', ({ typed }) => outlet.suspend(typed));
  actor.on('quit', ({ typed }) => outlet.quit(typed));
  actor.on('endOfFile', ({ typed }) => outlet.endOfFile(typed));
  actor.on('clearScreen', painter.clear);
  actor.on('bell', () => {
    const { request } = actor.getSnapshot().context;
    if (request?.shell?.keys?.settings['bell-style'] !== 'none') screen.ring();
  });
  const complete = (text: string, cursor: number): ChoiceList => {
    const link = outlet.link();
    return link?.session.complete(link.terminal, text, cursor) ?? { from: cursor, choices: [] };
  };
  actor.on('complete', ({ text, cursor }) => {
    actor.send({ type: 'CHOICES', list: complete(text, cursor) });
  });
  const { columns, rows } = screen;
  const { print, hold, release } = painter;
  const keys = { columns, rows, complete, print, hold, release };
  const keyboard = createKeyboard(actor, keys, () => {
    // A key may end the program that read it: the next one is for the shell.
    const link = outlet.link();
    if (link !== undefined) followSession(link, actor);
  });
  actor.start();
  actor.subscribe(show);

  actor.on('keys', ({ text }) => outlet.keys(text));

  screen.onData((data) => keyboard.type(host.withModifier(data)));
  screen.onKeyDown(createKeyFilter(actor, screen, findBar.open, keyboard.type, host.go));
  screen.onTitle(host.titled);
  screen.onPaste((text) => takePaste(target, text));
  const endWatch = watchSize(place, () =>
    screen.fit(painter.hold, () => {
      painter.release();
      const link = outlet.link();
      if (link !== undefined) tellSize(link, screen);
    }),
  );

  return {
    expect(prompt) {
      const request = { prompt, echo: true, history: [], shell: NEW_SHELL_LINE };
      actor.send({ type: 'ASKED', request });
    },
    shown: screen.shown,
    connect(link) {
      painter.restart();
      painter.skipAdvice(link);
      outlet.connect(link);
      tellSize(link, screen);
      show();
    },
    improve(mentions) {
      if (isDisposed) return;
      screen.improve(mentions);
      keyboard.prepare();
    },
    run: runner.run,
    stopTyping() {
      runner.stop();
      if (actor.getSnapshot().context.line.text !== '') actor.send({ type: 'REPLACE', text: '' });
    },
    type: keyboard.type,
    refresh() {
      const link = outlet.link();
      if (isDisposed || link === undefined) return;
      show();
      runner.goOn();
    },
    focus: screen.focus,
    find: findBar.open,
    paste: () => void pasteClipboard(target),
    typed: () => actor.getSnapshot().context.line.text,
    isBusy: screen.isBusy,
    restyle: screen.restyle,
    dispose() {
      isDisposed = true;
      runner.stop();
      endWatch();
      actor.stop();
      screen.dispose();
    },
  };
}
