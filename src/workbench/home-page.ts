import { fill } from '../i18n/index.ts';
import { browserShelf, createSessionStore, type Progress } from '../session/progress.ts';
import { startTransfer } from './keeping/home-transfer.ts';
import { startFrame } from './site/frame.ts';

startFrame(() => {});

const store = createSessionStore(browserShelf());

function showState(card: HTMLElement, progress: Progress): void {
  const state = card.querySelector<HTMLElement>('.lesson-state');
  if (state === null) return;
  const { met, total, isDone, assisted } = progress;
  const { done = '', progress: underway = '', assisted: helped = '' } = state.dataset;
  state.textContent = isDone ? done : fill(underway, { met, total });
  if (assisted > 0) state.textContent += ` · ${fill(helped, { count: assisted })}`;
  card.dataset.state = isDone ? 'done' : 'underway';
  card.style.setProperty('--progress', String(total === 0 ? 0 : met / total));
}

/** Points the way back to the lesson that was visited last. */
function showContinue(card: HTMLAnchorElement): void {
  const link = document.querySelector<HTMLAnchorElement>('#continue');
  if (link === null) return;
  const put = (selector: string, text: string | undefined | null): void => {
    const element = link.querySelector(selector);
    if (element !== null) element.textContent = text ?? '';
  };
  link.href = card.href;
  put('.home-go-label', link.dataset.title);
  put('.home-go-lesson', card.querySelector('.lesson-title')?.textContent);
  put('.button', link.dataset.action);
}

const cards = [...document.querySelectorAll<HTMLAnchorElement>('[data-lesson]')];

/** Shows how far every lesson is, and the way back to the last one. */
async function showAll(): Promise<void> {
  const visits = await Promise.all(
    cards.map(async (card) => {
      // A browser that keeps nothing shows every lesson as not started.
      const progress = await store.progress(card.dataset.lesson ?? '').catch(() => undefined);
      if (progress !== undefined) showState(card, progress);
      return { card, visitedEpochMs: progress?.visitedEpochMs ?? 0 };
    }),
  );
  const last = visits.reduce((a, b) => (b.visitedEpochMs > a.visitedEpochMs ? b : a), {
    card: cards[0] as HTMLAnchorElement,
    visitedEpochMs: 0,
  });
  if (last.visitedEpochMs > 0) showContinue(last.card);
}

await showAll();
startTransfer(store, showAll);
document.documentElement.dataset.ready = 'all';
