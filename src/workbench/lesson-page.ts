import '@xterm/xterm/css/xterm.css';
import { createActor } from 'xstate';
import { fill, type Language, loadLanguage } from '../i18n/index.ts';
import { createBootMachine } from '../machines/index.ts';
import {
  browserShelf,
  createSessionStore,
  loadLesson,
  openSession,
  readLessonData,
  startAnew,
} from '../session/index.ts';
import { byId } from './dom.ts';
import { download } from './download.ts';
import { startLayout } from './layout/layout.ts';
import { createNotices } from './notices.ts';
import { type Play, startPlay } from './play.ts';
import { startProse } from './prose.ts';
import { startTheme } from './theme.ts';

const data = readLessonData(document);
const store = createSessionStore(browserShelf());
const pageNotices = createNotices(byId('page-notices'));
const layout = startLayout();
const panels = import('./panels.ts');

let play: Play | undefined;
let closePanels = (): void => {};
let language: Language | undefined;

/** What a fault report holds: enough to play the fault again. */
const report = (problem: string): string =>
  JSON.stringify({ problem, log: play?.session.log() }, undefined, 2);

const boot = createActor(
  createBootMachine(async () => {
    const [loadedLanguage, source, kept] = await Promise.all([
      loadLanguage(data.locale),
      loadLesson(data),
      // A browser that keeps nothing starts every visit anew.
      store.load(data.lesson).catch(() => ({ type: 'none' }) as const),
    ]);
    language = loadedLanguage;
    return { source, language: loadedLanguage, opened: await openSession(source, kept, store) };
  }),
);

const fault = (thrown: unknown): void => {
  const problem = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  console.error(thrown);
  play?.pacer.stop();
  boot.send({ type: 'FAULT', problem });
};

function saveProblem(problem: string): void {
  const t = language?.texts.saved;
  if (t === undefined) return;
  pageNotices.show('save', {
    text: fill(t.failed, { reason: problem }),
    preview: '',
    actions: [{ label: t.dismiss, isPrimary: false, run: () => {} }],
  });
}

/** Puts the play of a session on the page. */
async function begin(session: Play['session'], texts: Language): Promise<void> {
  const reset = (): void => boot.send({ type: 'RESET' });
  play = startPlay(session, data, texts, {
    store,
    onFault: fault,
    onSaveProblem: saveProblem,
    reset,
  });
  document.documentElement.dataset.ready = 'terminal';
  performance.mark('terminal-ready');
  const current = play;
  const { mountPanels } = await panels;
  if (play === current) closePanels = mountPanels(current, layout);
  document.documentElement.dataset.ready = 'all';
}

function end(): void {
  closePanels();
  closePanels = () => {};
  play?.dispose();
  play = undefined;
}

boot.on('play', () => {
  const { loaded } = boot.getSnapshot().context;
  if (loaded === undefined) return;
  const { opened } = loaded;
  const t = loaded.language.texts.saved;
  if (opened.lost !== undefined) {
    const { problem, value } = opened.lost;
    const save = () =>
      download(`${data.lesson.replace('/', '-')}-saved.json`, JSON.stringify(value));
    pageNotices.show('lost', {
      text: fill(t.unreadable, { reason: problem }),
      preview: '',
      actions: [
        { label: t.download, isPrimary: true, run: save },
        { label: t.dismiss, isPrimary: false, run: () => {} },
      ],
    });
  }
  void begin(opened.session, loaded.language);
});

boot.on('restart', () => {
  const { loaded } = boot.getSnapshot().context;
  if (loaded === undefined) return;
  end();
  pageNotices.clear();
  void store.forget(data.lesson).catch(saveProblem);
  void begin(startAnew(loaded.source), loaded.language);
  byId('announcer').textContent = loaded.language.texts.time.resetDone;
  play?.terminal.focus();
});

boot.on('showFailure', ({ problem }) => {
  document.documentElement.dataset.ready = 'failed';
  for (const element of document.querySelectorAll('[data-waiting]')) element.remove();
  const t = language?.texts;
  if (t === undefined || play === undefined) {
    const f = t?.failure;
    pageNotices.show('failure', {
      text: f === undefined ? problem : `${f.bootTitle}. ${f.bootText}`,
      preview: problem,
      actions: [{ label: f?.reload ?? 'Reload', isPrimary: true, run: () => location.reload() }],
    });
    return;
  }
  const save = () => download('ordinal-fault.json', report(problem));
  pageNotices.show('failure', {
    text: `${t.failure.title}. ${t.failure.text}`,
    preview: problem.split('\n')[0] ?? '',
    actions: [
      { label: t.time.resetConfirm, isPrimary: true, run: () => boot.send({ type: 'RESET' }) },
      { label: t.failure.report, isPrimary: false, run: save },
    ],
  });
});

startTheme(() => play?.terminal.restyle());
startProse((command) => {
  layout.show('terminal');
  play?.terminal.run(command);
});
boot.start();
