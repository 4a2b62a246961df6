import '@xterm/xterm/css/xterm.css';
import { createActor } from 'xstate';
import { fill, type Language, loadReasons } from '../i18n/index.ts';
import { createBootMachine } from '../machines/index.ts';
import {
  browserShelf,
  createSessionStore,
  type LessonData,
  type LessonSource,
  loadLesson,
  type PartLoader,
  readLessonData,
  type Session,
} from '../session/index.ts';
import { byId } from './dom.ts';
import { download } from './download.ts';
import { takeEarlyInput } from './early-input.ts';
import { startLayout } from './layout/layout.ts';
import { createNotices } from './notices.ts';
import { type Play, type PlayHost, startPlay } from './play.ts';
import { startProse } from './prose.ts';
import { startQuestions } from './quiz.ts';
import { startFrame } from './site/frame.ts';
import { startTerms } from './site/terms.ts';
import { createTerminalDock } from './terminal/dock.ts';
import { createTrail } from './time/trail.ts';

/** When the cluster takes longer than this to come, the terminal says so. */
const PATIENCE_MS = 500;

const data = readLessonData(document);
const { texts } = data;
const store = createSessionStore(browserShelf());
const pageNotices = createNotices(byId('page-notices'));
const notices = createNotices(byId('terminal-notices'));
const layout = startLayout();
const setReady = (part: string): void => {
  document.documentElement.dataset.ready = part;
};

// The terminal takes input first. What comes now is loaded while it already does.
const openTerminal = () => createTerminalDock(data.lesson, texts, notices);
let terminal = openTerminal();
takeEarlyInput(terminal);
setReady('input');
performance.mark('terminal-input');
const engine = import('../session/engine.ts');
const panels = import('./panels.ts');
const patience = setTimeout(
  () => notices.show('starting', { text: texts.lesson.starting, preview: '', actions: [] }),
  PATIENCE_MS,
);

/** What outlives a session on this page. */
const trail = createTrail();
let play: Play | undefined;
let closePanels = (): void => {};

const boot = createActor(
  createBootMachine(async () => {
    const [{ openSession, createPartLoader, createLook, ofVariant }, reasons, source, kept] =
      await Promise.all([
        engine,
        loadReasons(data.locale),
        loadLesson(data),
        // A browser that keeps nothing starts every visit anew.
        store.load(data.lesson).catch(() => ({ type: 'none' }) as const),
      ]);
    const language: Language = { texts, reasons };
    const loader = createPartLoader();
    const opened = await openSession(source, kept, store, loader);
    return { source, language, loader, opened, createLook, ofVariant };
  }),
);

const fault = (thrown: unknown): void => {
  const problem = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  console.error(thrown);
  play?.pacer.stop();
  boot.send({ type: 'FAULT', problem });
};

function saveProblem(problem: string): void {
  pageNotices.show('save', {
    text: fill(texts.saved.failed, { reason: problem }),
    preview: '',
    actions: [{ label: texts.saved.dismiss, isPrimary: false, run: () => {} }],
  });
}

interface Loaded {
  readonly source: LessonSource;
  readonly language: Language;
  readonly loader: PartLoader;
  readonly createLook: PlayHost['createLook'];
  ofVariant(data: LessonData, words: Session['words']): LessonData;
}

/** Puts the play of a session on the page. */
async function begin(session: Session, loaded: Loaded) {
  const { language, loader, source, createLook } = loaded;
  play = startPlay(session, {
    data: loaded.ofVariant(data, session.words),
    language,
    store,
    loader,
    source,
    trail,
    createLook,
    terminal,
    notices,
    onFault: fault,
    onSaveProblem: saveProblem,
    reset: () => boot.send({ type: 'RESET' }),
    goOn: (log) => boot.send({ type: 'GO_ON', log }),
  });
  setReady('terminal');
  performance.mark('terminal-ready');
  const current = play;
  const { mountPanels } = await panels;
  if (play !== current) return;
  closePanels = mountPanels(current, layout);
  setReady('all');
  // What has not come by now is wanted soon: by the first command, or by the next one.
  void loader.loadAll().catch(() => undefined);
}

function end(): void {
  closePanels();
  closePanels = () => {};
  play?.dispose();
  play = undefined;
  terminal.dispose();
  notices.clear();
}

/** What could not be brought back is offered as a file. */
function tellLoss({ problem, value }: { readonly problem: string; readonly value: unknown }): void {
  const t = texts.saved;
  const save = () => download(`${data.lesson.replace('/', '-')}-saved.json`, JSON.stringify(value));
  pageNotices.show('lost', {
    text: fill(t.unreadable, { reason: problem }),
    preview: '',
    actions: [
      { label: t.download, isPrimary: true, run: save },
      { label: t.dismiss, isPrimary: false, run: () => {} },
    ],
  });
}

boot.on('play', () => {
  const { loaded } = boot.getSnapshot().context;
  if (loaded === undefined) return;
  const { lost, session } = loaded.opened;
  clearTimeout(patience);
  notices.hide('starting');
  if (lost !== undefined) tellLoss(lost);
  void begin(session, loaded);
});

boot.on('restart', async () => {
  const { loaded } = boot.getSnapshot().context;
  if (loaded === undefined) return;
  const { startAnew } = await engine;
  const session = await startAnew(loaded.source, loaded.loader);
  end();
  pageNotices.clear();
  void store.forget(data.lesson).catch(saveProblem);
  terminal = openTerminal();
  void begin(session, loaded);
  byId('announcer').textContent = texts.time.resetDone;
  terminal.focus();
});

boot.on('goOn', async ({ log }) => {
  const { loaded } = boot.getSnapshot().context;
  if (loaded === undefined) return;
  const { playAgain } = await engine;
  const session = await playAgain(loaded.source, log, loaded.loader);
  end();
  terminal = openTerminal();
  void begin(session, loaded);
  terminal.focus();
});

/** The page could not start. */
function showBootFailure(problem: string): void {
  clearTimeout(patience);
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
setTimeout(() => startTerms(data.locale), 0);
startProse((command) => {
  layout.show('terminal');
  terminal.run(command);
});
startQuestions();
boot.start();
