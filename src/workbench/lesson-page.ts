import { createActor } from 'xstate';
import { loadReasons } from '../i18n/index.ts';
import { createBootMachine } from '../machines/index.ts';
import {
  type LessonSource,
  loadLesson,
  type PartLoader,
  type ReplayWatcher,
  readLessonData,
  type Session,
  type Standby,
} from '../session/index.ts';
import { announce, byId, idle, nextTask, painted } from './dom.ts';
import { takeEarlyInput } from './early-input.ts';
import { forgetDrafts } from './editor/kept-drafts.ts';
import { createFailures } from './failures.ts';
import { takeFirstPrompt } from './first-prompt.ts';
import { createKeeping, type Opened } from './keeping/keeping.ts';
import { startLayout } from './layout/layout.ts';
import { createNotices } from './notices.ts';
import { type Playing, startPlay } from './play.ts';
import { layOutProse, startProse } from './prose.ts';
import { startFrame } from './site/frame.ts';
import { followKeyboard } from './site/seen-height.ts';
import { createTerminalDock } from './terminal/dock.ts';
import { createReplayWait, type ReplayWait } from './time/replay-wait.ts';
import { createTrail } from './time/trail.ts';
import { createViews } from './views.ts';

/** When the cluster takes longer than this to come, the terminal says so. */
const PATIENCE_MS = 500;
/** The panels wait no longer than this for the answer of a command that was typed early. */
const FRAMES_FOR_ANSWER = 30;

const data = readLessonData(document);
const { texts } = data;
const pageNotices = createNotices(byId('page-notices'));
const notices = createNotices(byId('terminal-notices'));
const failures = createFailures(pageNotices, texts);
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
  branches: () => trail.branches(),
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
/** The text can be read without what its words mean. */
const bringTerms = async (): Promise<void> => {
  await idle();
  const { startTerms } = await import('./site/terms.ts');
  await startTerms(data.locale);
};
/** The cluster is there, or will not be for now: nothing is waited for. */
const endPatience = (): void => {
  clearTimeout(patience);
  notices.hide('starting');
  if (!areTermsStarted) void bringTerms().catch(console.error);
  areTermsStarted = true;
};

/** What outlives a session on this page. */
const trail = createTrail();
const views = createViews();
let play: Playing | undefined;
/**
 * Wall time that the simulator took for the session that is played, and those that it came from:
 * without end when it took long to make it.
 */
let workedMs = 0;
/** What took so long takes long to play again. */
const LONG_WORK_MS = 100;
/** What is played before a lesson is played again with it. */
const workOfStart = ({ start }: LessonSource): number => (start.length > 0 ? LONG_WORK_MS : 0);
/** Stands ready for commands to be undone, and done again. */
let standby: Standby | undefined;
let closePanels = (): void => {};
/** While a log is played again, to take the place of what is played. */
let replacing: ReplayWait | undefined;

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
      const { source, loader, engine: code } = loaded;
      const wait = createReplayWait({
        notices,
        texts,
        text: texts.timeline.replayingKept,
        canStay: false,
        onLong: () => {},
      });
      const found = await keeping.open(source, loader, code, wait).finally(wait.end);
      workedMs = wait.isLong() ? Number.POSITIVE_INFINITY : workOfStart(source);
      if (opening === openings) {
        opened = found;
        trail.restore(found.branches);
      }
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
    onWorked(ms) {
      workedMs += ms;
    },
    terminal,
    notices,
    views,
    onFault: fault,
    reset: () => boot.send({ type: 'RESET' }),
    goOn: (to) => boot.send({ type: 'GO_ON', to }),
    showShared: keeping.show,
  });
  standby ??= engine.createStandby(source, loader, {
    isWorthIt: () => workedMs >= LONG_WORK_MS,
    idle,
  });
  if (!isWatched) standby.follow(session);
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
  const panels = mountPanels(current, { texts, reasons }, layout);
  closePanels = panels.close;
  await panels.done;
  if (play !== current) return;
  // What another tab plays may have gone on meanwhile.
  if (atMs !== undefined) current.look.set(isWatched ? session.nowMs() : atMs);
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

/** Takes what is played off the page, but for the terminal. */
function leave(): void {
  closePanels();
  closePanels = () => {};
  play?.dispose();
  play = undefined;
  notices.clear();
}
function end(): void {
  leave();
  terminal.dispose();
}

boot.on('play', () => {
  if (loaded === undefined || opened === undefined) return;
  endPatience();
  void begin(opened, loaded).catch(failures.panels);
});

/** Puts a terminal in the place of the one that is there; until it is connected it keeps lines. */
function renewTerminal(): void {
  terminal.dispose();
  terminal = openTerminal();
  terminal.focus();
}

type Make = (loaded: Loaded, watcher: ReplayWatcher) => Promise<Session>;

/**
 * Puts another session in the place of the one that is played, unless that was left meanwhile. When
 * it takes long, the one that is played stands still, and a new terminal takes what is typed.
 * `text` says what is waited for then. `onMade` is called before anything is kept of the one that
 * comes.
 */
async function replace(make: Make, text: string, onMade = (): void => {}): Promise<boolean> {
  const before = play;
  if (loaded === undefined || before === undefined || replacing !== undefined) return false;
  const onLong = (): void => {
    before.pacer.stop();
    renewTerminal();
  };
  const wait = createReplayWait({ notices, texts, text, canStay: true, onLong });
  replacing = wait;
  const made = await make(loaded, wait).catch(wait.failed);
  wait.end();
  replacing = undefined;
  if (play !== before || (made === undefined && !wait.isLong())) return false;
  if (made !== undefined) onMade();
  if (wait.isLong()) workedMs = Number.POSITIVE_INFINITY;
  leave();
  if (!wait.isLong()) renewTerminal();
  const session = made ?? before.session;
  const opened = { session, atMs: undefined, branches: trail.branches(), isWatched: false };
  void begin(opened, loaded).catch(failures.panels);
  terminal.focus();
  if (made === undefined) announce(texts.timeline.replayStayed);
  return made !== undefined;
}

boot.on('restart', async () => {
  const make: Make = async ({ engine, source, loader }, watcher) => {
    await keeping.forgetPredictions().catch(() => undefined);
    views.hints = {};
    workedMs = workOfStart(source);
    return engine.startAnew(source, loader, watcher);
  };
  const isDone = await replace(make, texts.time.resetting);
  if (!isDone) return;
  // Also what the editor that is gone kept at its end; the new one has not looked yet.
  forgetDrafts(data.lesson);
  pageNotices.clear();
  announce(texts.time.resetDone);
});

boot.on('goOn', ({ to }) => {
  const make: Make = ({ engine, source, loader }, watcher) => {
    const near = standby?.take(to.log);
    if (near === undefined) return engine.playAgain(source, to.log, loader, watcher);
    return engine.finishReplay(near, to.log, loader, watcher);
  };
  void replace(make, texts.timeline.replaying, to.onMade);
});

boot.on('leave', () => {
  replacing?.stop();
  standby?.stop();
  standby = undefined;
  end();
  terminal = openTerminal();
  setReady('input');
});

boot.on('showFailure', ({ problem }) => {
  setReady('failed');
  if (play !== undefined) {
    failures.fault(problem, play.session.log(), () => boot.send({ type: 'RESET' }));
    return;
  }
  endPatience();
  end();
  failures.boot(problem);
});

// Where "Skip to terminal" leads to.
byId('terminal-pane').addEventListener('focus', () => terminal.focus());
startFrame(() => terminal.restyle());
startProse((command) => {
  layout.show('terminal');
  if (play === undefined || replacing !== undefined) terminal.run(command);
  else play.run(command);
});
boot.start();
