import { createActor } from 'xstate';
import { loadReasons } from '../i18n/index.ts';
import { createBootMachine } from '../machines/index.ts';
import {
  type LessonSource,
  loadLesson,
  type PartLoader,
  readLessonData,
  type Session,
} from '../session/index.ts';
import { byId, idle, nextTask, painted } from './dom.ts';
import { download } from './download.ts';
import { takeEarlyInput } from './early-input.ts';
import { takeFirstPrompt } from './first-prompt.ts';
import { createKeeping, type Opened } from './keeping/keeping.ts';
import { startLayout } from './layout/layout.ts';
import { createNotices } from './notices.ts';
import { type Playing, startPlay } from './play.ts';
import { layOutProse, startProse } from './prose.ts';
import { startFrame } from './site/frame.ts';
import { followKeyboard } from './site/seen-height.ts';
import { startTerms } from './site/terms.ts';
import { createTerminalDock } from './terminal/dock.ts';
import { createTrail } from './time/trail.ts';

/** When the cluster takes longer than this to come, the terminal says so. */
const PATIENCE_MS = 500;
/** The panels wait no longer than this for the answer of a command that was typed early. */
const FRAMES_FOR_ANSWER = 30;

const data = readLessonData(document);
const { texts } = data;
const pageNotices = createNotices(byId('page-notices'));
const notices = createNotices(byId('terminal-notices'));
const layout = startLayout();
const setReady = (part: string): void => {
  document.documentElement.dataset.ready = part;
};

// What takes its time elsewhere is asked for before the terminal is made.
const engine = import('../session/engine.ts');
const keeping = createKeeping({
  data,
  notices: pageNotices,
  current: () => play,
  reopen: () => boot.send({ type: 'REOPEN' }),
  reset: () => boot.send({ type: 'RESET' }),
});

// The terminal takes input first. What comes now is loaded while it already does.
followKeyboard();

// To start the scripts took this task; the terminal has one of its own. Whoever imports this waits.
await nextTask();
const openTerminal = () => createTerminalDock(data.lesson, texts, notices);
let terminal = openTerminal();
await nextTask();
takeFirstPrompt(terminal, data.prompt);
takeEarlyInput(terminal);
setReady('input');
performance.mark('terminal-input');
const patience = setTimeout(
  () => notices.show('starting', { text: texts.lesson.starting, preview: '', actions: [] }),
  PATIENCE_MS,
);
let areTermsStarted = false;
/** The cluster is there, or will not be for now: nothing is waited for. */
const endPatience = (): void => {
  clearTimeout(patience);
  notices.hide('starting');
  if (!areTermsStarted) void idle().then(() => startTerms(data.locale));
  areTermsStarted = true;
};

/** What outlives a session on this page. */
const trail = createTrail();
let play: Playing | undefined;
/** What is looked at stays so when another session takes the place of the one that is played. */
let selected = '';
let closePanels = (): void => {};

interface Loaded {
  readonly source: LessonSource;
  readonly loader: PartLoader;
  readonly engine: Awaited<typeof engine>;
}

let loaded: Loaded | undefined;
let opened: Opened | undefined;
/** The lesson may come free while it is opened to be looked at: then the last opening counts. */
let openings = 0;
const boot = createActor(
  createBootMachine(
    async () => {
      const [code, source] = await Promise.all([engine, loadLesson(data)]);
      loaded = { source, loader: code.createPartLoader(), engine: code };
    },
    async () => {
      if (loaded === undefined) return;
      openings += 1;
      const opening = openings;
      const found = await keeping.open(loaded.source, loaded.loader, loaded.engine);
      if (opening === openings) opened = found;
      // To boot the cluster took this task; to show it takes another.
      await nextTask();
    },
  ),
);

const fault = (thrown: unknown): void => {
  const problem = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  console.error(thrown);
  play?.pacer.stop();
  boot.send({ type: 'FAULT', problem });
};

/** Lets a command that was typed early, and waits for its parts, be answered first. */
async function answered(session: Session): Promise<void> {
  if (session.missingPart() === undefined) return;
  for (let frame = 0; frame < FRAMES_FOR_ANSWER && terminal.isRunning(); frame++) await painted();
}

/** Puts the play of a session on the page, which shows the instant `atMs` or now. */
async function begin(opened: Opened, { loader, source, engine }: Loaded) {
  const { session, atMs, isWatched } = opened;
  play = startPlay(session, {
    data: engine.ofVariant(data, session.words),
    texts,
    isWatched,
    refuse: keeping.refuse,
    keeper: keeping.keeper(),
    loader,
    source,
    trail,
    createLook: engine.createLook,
    terminal,
    notices,
    selected,
    onFault: fault,
    reset: () => boot.send({ type: 'RESET' }),
    goOn: (log) => boot.send({ type: 'GO_ON', log }),
    showShared: keeping.show,
  });
  setReady('terminal');
  performance.mark('terminal-ready');
  const current = play;
  if (atMs !== undefined) current.pacer.setPaused(true);
  const usual = loader.loadUsual().catch(() => undefined);
  // The prompt is to be seen before the main thread is busy with the panels.
  await painted();
  const [{ mountPanels }, reasons] = await Promise.all([
    import('./panels.ts'),
    loadReasons(data.locale),
    answered(session),
  ]);
  if (play !== current) return;
  const panels = mountPanels({ ...current, language: { texts, reasons } }, layout);
  closePanels = panels.close;
  await panels.done;
  if (play !== current) return;
  if (atMs !== undefined) current.look.set(atMs);
  setReady('all');
  await layOutProse();
  await usual;
  await idle();
  if (play === current) {
    terminal.improve({
      in: (line) => engine.objectsNamedIn(current.look.shown(), line),
      show: current.selection.choose,
    });
  }
  void loadLater(loader, current).catch(() => undefined);
}

/** Brings what is wanted soon: by the first command, by the next one, by an object's text. */
async function loadLater(loader: PartLoader, current: Playing): Promise<void> {
  await loader.load('printing');
  // An object's text may be shown where time stands still.
  if (play === current) current.refresh();
  await loader.loadAll(idle);
}

function end(): void {
  closePanels();
  closePanels = () => {};
  selected = play?.selection.uid() ?? '';
  play?.dispose();
  play = undefined;
  terminal.dispose();
  notices.clear();
}

boot.on('play', () => {
  if (loaded === undefined || opened === undefined) return;
  endPatience();
  void begin(opened, loaded).catch(showPanelFailure);
});

/** Puts another session in the place of the one that is played, unless that was left meanwhile. */
async function replace(make: (loaded: Loaded) => Promise<Session>): Promise<boolean> {
  const before = play;
  if (loaded === undefined) return false;
  const session = await make(loaded);
  if (play !== before) return false;
  end();
  terminal = openTerminal();
  void begin({ session, atMs: undefined, isWatched: false }, loaded).catch(showPanelFailure);
  terminal.focus();
  return true;
}

boot.on('restart', async () => {
  const isDone = await replace(async ({ engine, source, loader }) => {
    await keeping.forgetPredictions().catch(() => undefined);
    return engine.startAnew(source, loader);
  });
  if (!isDone) return;
  pageNotices.clear();
  byId('announcer').textContent = texts.time.resetDone;
});

boot.on('goOn', ({ log }) => {
  void replace(({ engine, source, loader }) => engine.playAgain(source, log, loader));
});

boot.on('leave', () => {
  end();
  terminal = openTerminal();
  setReady('input');
});

/** The terminal works, and what stands beside it could not be fetched. */
function showPanelFailure(thrown: unknown): void {
  console.error(thrown);
  for (const element of document.querySelectorAll('[data-waiting]')) element.remove();
  pageNotices.show('failure', {
    text: texts.failure.page,
    preview: thrown instanceof Error ? thrown.message : String(thrown),
    actions: [{ label: texts.failure.reload, isPrimary: true, run: () => location.reload() }],
  });
}

/** The page could not start. */
function showBootFailure(problem: string): void {
  endPatience();
  end();
  for (const element of document.querySelectorAll('[data-waiting]')) element.remove();
  const { bootTitle, bootText, reload } = texts.failure;
  pageNotices.show('failure', {
    text: `${bootTitle}. ${bootText}`,
    preview: problem,
    actions: [{ label: reload, isPrimary: true, run: () => location.reload() }],
  });
}

boot.on('showFailure', ({ problem }) => {
  setReady('failed');
  if (play === undefined) {
    showBootFailure(problem);
    return;
  }
  // Enough to play the fault again.
  const report = JSON.stringify({ problem, log: play.session.log() }, undefined, 2);
  const t = texts.failure;
  pageNotices.show('failure', {
    text: `${t.title}. ${t.text}`,
    preview: problem.split('\n')[0] ?? '',
    actions: [
      {
        label: texts.time.resetConfirm,
        isPrimary: true,
        run: () => boot.send({ type: 'RESET' }),
      },
      { label: t.report, isPrimary: false, run: () => download('ordinal-fault.json', report) },
    ],
  });
});

// Where "Skip to terminal" leads to.
byId('terminal-pane').addEventListener('focus', () => terminal.focus());
startFrame(() => terminal.restyle());
startProse((command) => {
  layout.show('terminal');
  if (play === undefined) terminal.run(command);
  else play.run(command);
});
boot.start();
