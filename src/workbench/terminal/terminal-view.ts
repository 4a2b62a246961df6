import { type Actor, createActor } from 'xstate';
import { fill, type Language } from '../../i18n/index.ts';
import { keysOf, PASTE_LIMIT, readPaste, terminalMachine } from '../../machines/index.ts';
import type { Session, SessionInput } from '../../session/index.ts';
import { prefersReducedMotion } from '../dom.ts';
import type { Notices } from '../notices.ts';
import { layOutChoices } from './choices.ts';
import { type Drawing, draw, erase, freshOutput, NOTHING_DRAWN, unfinishedLine } from './draw.ts';
import { createScreen, type Screen } from './screen.ts';
import { typeOut } from './typist.ts';

/** Characters of output drawn at once; of more only the end is shown, as no eye can follow it. */
const MOST_AT_ONCE = 300_000;
const KEPT_OF_MUCH = 100_000;
const PREVIEW_LINES = 8;
const RESIZE_DELAY_MS = 120;

/** What a terminal needs from the page around it. */
export interface TerminalHost {
  readonly session: Session;
  /** The id of this terminal in the session. */
  readonly terminal: string;
  readonly language: Language;
  readonly notices: Notices;
  input(input: SessionInput): void;
}

/** A terminal on the page. */
export interface TerminalView {
  /** Types a command visibly and runs it. Several lines are run one after the other. */
  run(command: string): void;
  /** Shows what the session has printed since. */
  refresh(): void;
  focus(): void;
  isBusy(): boolean;
  restyle(): void;
  dispose(): void;
}

type TerminalActor = Actor<typeof terminalMachine>;

const inverse = (text: string): string => `\x1b[7m${text}\x1b[27m`;
const dim = (text: string): string => `\x1b[2m${text}\x1b[22m`;

/** What is to be seen below the output, in the state that the terminal is in. */
function drawingOf(
  actor: TerminalActor,
  prefix: string,
  columns: number,
  texts: Language['texts']['terminal'],
): Drawing {
  const snapshot = actor.getSnapshot();
  const { request, line, search, choices } = snapshot.context;
  if (snapshot.matches({ asked: 'searching' })) {
    const template = search.isFound ? texts.search : texts.searchFailed;
    const prompt = fill(template, { query: search.query });
    return { prefix, prompt, text: line.text, cursor: line.cursor, below: [] };
  }
  const isHidden = request !== undefined && !request.echo;
  const shown = {
    prefix,
    prompt: request?.prompt ?? '',
    text: isHidden ? '' : line.text,
    cursor: isHidden ? 0 : line.cursor,
  };
  if (choices === undefined) return { ...shown, below: [] };
  const { rows, hidden } = layOutChoices(choices.choices, choices.chosen, columns - 1);
  const below = rows.map((row) =>
    row.map((cell) => (cell.isChosen ? inverse(cell.text) : cell.text)).join(''),
  );
  if (hidden > 0) below.push(dim(fill(texts.moreChoices, { count: hidden })));
  return { ...shown, below };
}

/** Puts what is new of the output, and the line being typed, on the screen. */
function createPainter(host: TerminalHost, actor: TerminalActor, screen: Screen) {
  let drawn = NOTHING_DRAWN;
  let shown = '';
  const texts = host.language.texts.terminal;
  const drawNow = (prefix: string): string => {
    drawn = drawingOf(actor, prefix, screen.columns(), texts);
    return draw(drawn, screen.columns());
  };
  const newOutput = (output: string): string => {
    const fresh = freshOutput(shown, output);
    if (fresh.length <= MOST_AT_ONCE) return fresh;
    const from = fresh.indexOf('\n', fresh.length - KEPT_OF_MUCH) + 1;
    return `\n${dim(texts.outputCut)}\n${fresh.slice(from)}`;
  };
  return {
    paint(): void {
      const output = host.session.output(host.terminal);
      const fresh = newOutput(output);
      const removal = erase(drawn, screen.columns());
      // What was drawn began with the unfinished line, so the new output follows after it.
      const old = fresh === '' ? '' : drawn.prefix;
      shown = output;
      const prefix = unfinishedLine(output);
      const finished = fresh === '' ? '' : `${old}${fresh}`.slice(0, -prefix.length || undefined);
      screen.write(removal + finished + drawNow(prefix));
    },
    clear(): void {
      screen.write(`\x1b[2J\x1b[3J\x1b[H${drawNow(drawn.prefix)}`);
    },
    erase: () => screen.write(erase(drawn, screen.columns())),
    redraw: () => screen.write(drawNow(drawn.prefix)),
  };
}

type Painter = ReturnType<typeof createPainter>;

/** Tells the machine whether a line is asked for. Returns whether that was news. */
function followSession(host: TerminalHost, actor: TerminalActor): boolean {
  const state = host.session.terminalState(host.terminal);
  const { request } = actor.getSnapshot().context;
  if (state.type === 'running') {
    if (request === undefined) return false;
    actor.send({ type: 'BUSY' });
    return true;
  }
  if (state.request === request) return false;
  actor.send({ type: 'ASKED', request: state.request });
  return true;
}

/** Does what the machine orders. */
function obey(host: TerminalHost, actor: TerminalActor, painter: Painter): void {
  const { terminal } = host;
  actor.on('submit', ({ text }) => host.input({ type: 'line', terminal, text }));
  actor.on('interrupt', () => host.input({ type: 'interrupt', terminal }));
  actor.on('endOfFile', () => host.input({ type: 'end-of-file', terminal }));
  actor.on('complete', ({ text, cursor }) =>
    actor.send({ type: 'CHOICES', list: host.session.complete(terminal, text, cursor) }),
  );
  actor.on('clearScreen', () => painter.clear());
}

function takePaste(host: TerminalHost, actor: TerminalActor, screen: Screen, pasted: string): void {
  const t = host.language.texts.terminal;
  const paste = readPaste(pasted);
  if (paste.type === 'text') {
    if (paste.text !== '') actor.send({ type: 'INSERT', text: paste.text });
    return;
  }
  if (paste.type === 'too-long') {
    const number = new Intl.NumberFormat(document.documentElement.lang);
    const text = fill(t.pasteTooLong, {
      size: number.format(paste.size),
      limit: number.format(PASTE_LIMIT),
    });
    const close = { label: host.language.texts.saved.dismiss, isPrimary: false, run: screen.focus };
    host.notices.show('paste', { text, preview: '', actions: [close] });
    return;
  }
  const { lines } = paste;
  actor.send({ type: 'PASTE', lines });
  const more = lines.length - PREVIEW_LINES;
  const preview = lines.slice(0, PREVIEW_LINES).join('\n');
  const end = (type: 'PASTE_RUN' | 'PASTE_DROP'): void => {
    actor.send({ type });
    screen.focus();
    if (type === 'PASTE_DROP') return;
    const first = actor.getSnapshot().context.line.text;
    actor.send({ type: 'REPLACE', text: '' });
    for (const [index, line] of lines.entries()) {
      const text = index === 0 ? first + line : line;
      host.input({ type: 'line', terminal: host.terminal, text });
    }
  };
  const element = host.notices.show('paste', {
    text: `${fill(t.pasteTitle, { lines: lines.length })} ${t.pasteText}`,
    preview: more > 0 ? `${preview}\n${fill(t.pasteMore, { count: more })}` : preview,
    actions: [
      {
        label: fill(t.pasteRun, { lines: lines.length }),
        isPrimary: true,
        run: () => end('PASTE_RUN'),
      },
      {
        label: host.language.texts.time.cancel,
        isPrimary: false,
        run: () => end('PASTE_DROP'),
      },
    ],
  });
  element.querySelector('button')?.focus();
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    host.notices.hide('paste');
    end('PASTE_DROP');
  });
}

/**
 * Which keys the browser gets: copying a selection, pasting, and Tab where there is nothing to
 * complete.
 */
function leavesToBrowser(event: KeyboardEvent, actor: TerminalActor, screen: Screen): boolean {
  const isControl = event.ctrlKey || event.metaKey;
  const letter = event.key.toLowerCase();
  if (isControl && letter === 'v') return true;
  if (isControl && letter === 'c') return screen.hasSelection() || event.shiftKey || event.metaKey;
  if (event.key !== 'Tab') return false;
  const snapshot = actor.getSnapshot();
  if (snapshot.matches({ asked: 'choosing' })) return false;
  return (
    event.shiftKey || snapshot.context.request === undefined || snapshot.context.line.text === ''
  );
}

function createRunner(host: TerminalHost, actor: TerminalActor, screen: Screen) {
  let stop = (): void => {};
  const waiting: string[] = [];
  const t = host.language.texts.command;
  const enter = (): void => actor.send({ type: 'KEY', key: { type: 'key', name: 'enter' } });

  const typeLines = (lines: readonly string[]): void => {
    const [first = '', ...rest] = lines;
    const show = (part: string): void => actor.send({ type: 'REPLACE', text: part });
    stop();
    stop = typeOut(first, prefersReducedMotion(), show, () => {
      enter();
      for (const line of rest) {
        show(line);
        enter();
      }
    });
  };
  const isAsked = (): boolean => actor.getSnapshot().context.request !== undefined;

  return {
    run(command: string): void {
      screen.focus();
      if (isAsked()) {
        typeLines(command.split('\n'));
        return;
      }
      const wait = (): void => {
        waiting.push(command);
      };
      const stopAndRun = (): void => {
        wait();
        host.input({ type: 'interrupt', terminal: host.terminal });
      };
      host.notices.show('running', {
        text: t.stillRunning,
        preview: command,
        actions: [
          { label: t.stopAndRun, isPrimary: true, run: stopAndRun },
          { label: t.runAfter, isPrimary: false, run: wait },
        ],
      });
    },
    /** Runs what waits for the prompt. */
    goOn(): void {
      if (!isAsked()) return;
      host.notices.hide('running');
      const next = waiting.shift();
      if (next !== undefined) typeLines(next.split('\n'));
    },
    stop: () => stop(),
  };
}

/**
 * The lines that the shell's history begins with, after a reload. Several-line commands are left
 * out.
 */
const earlierLines = (session: Session, terminal: string): string[] =>
  session
    .commands()
    .filter((command) => command.terminal === terminal && !command.line.includes('\n'))
    .map((command) => command.line);

/** Tells the session the size of the screen, when it is not the one that it knows. */
function tellSize(host: TerminalHost, screen: Screen): void {
  const { terminal } = host;
  const [columns, rows] = [screen.columns(), screen.rows()];
  const known = host.session
    .log()
    .inputs.findLast(({ input }) => input.type === 'resize' && input.terminal === terminal)?.input;
  if (known?.type === 'resize' && known.columns === columns && known.rows === rows) return;
  host.input({ type: 'resize', terminal, columns, rows });
}

/** Opens the terminal of a session in `place`. */
export function createTerminalView(place: HTMLElement, host: TerminalHost): TerminalView {
  const { session, terminal } = host;
  const state = session.terminalState(terminal);
  const actor = createActor(terminalMachine, {
    input: {
      history: earlierLines(session, terminal),
      historyName: state.type === 'line' ? state.request.history : 'shell',
    },
  });
  const screen = createScreen(place, host.language.texts.terminal.label);
  const painter = createPainter(host, actor, screen);
  const runner = createRunner(host, actor, screen);
  let isDisposed = false;

  const refresh = (): void => {
    if (isDisposed) return;
    if (!followSession(host, actor)) painter.paint();
    runner.goOn();
  };
  obey(host, actor, painter);
  actor.start();
  followSession(host, actor);
  // What was just submitted may have changed what is asked for; then that news paints.
  actor.subscribe(() => {
    if (!followSession(host, actor)) painter.paint();
  });
  painter.paint();

  screen.onData((data) => {
    for (const key of keysOf(data)) actor.send({ type: 'KEY', key });
  });
  screen.onKeyDown((event) => !leavesToBrowser(event, actor, screen));
  screen.onPaste((text) => takePaste(host, actor, screen, text));
  let resizeTimer = 0;
  const observer = new ResizeObserver(() => {
    clearTimeout(resizeTimer);
    resizeTimer = window.setTimeout(() => {
      if (place.clientWidth === 0 || isDisposed) return;
      screen.fit(painter.erase, () => {
        painter.redraw();
        tellSize(host, screen);
      });
    }, RESIZE_DELAY_MS);
  });
  observer.observe(place);
  tellSize(host, screen);

  return {
    run: runner.run,
    refresh,
    focus: screen.focus,
    isBusy: screen.isBusy,
    restyle: screen.restyle,
    dispose() {
      isDisposed = true;
      runner.stop();
      observer.disconnect();
      actor.stop();
      screen.dispose();
    },
  };
}
