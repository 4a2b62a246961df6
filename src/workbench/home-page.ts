import { fill } from '../i18n/index.ts';
import { browserShelf, createSessionStore, type Progress } from '../session/progress.ts';
import { startTransfer } from './keeping/home-transfer.ts';
import { startFrame } from './site/frame.ts';

startFrame(() => {});

const store = createSessionStore(browserShelf());

interface Visited {
  readonly card: HTMLAnchorElement;
  readonly progress: Progress | undefined;
}

function showState(card: HTMLElement, progress: Progress): void {
  const state = card.querySelector<HTMLElement>('.lesson-state');
  if (state === null) return;
  const { met, total, isDone, assisted } = progress;
  const { done = '', progress: underway = '', assisted: helped = '', visited = '' } = state.dataset;
  // A lesson without tasks is never done.
  if (total === 0) state.textContent = visited;
  else state.textContent = isDone ? done : fill(underway, { met, total });
  if (assisted > 0) state.textContent += ` · ${fill(helped, { count: assisted })}`;
  card.dataset.state = total === 0 ? 'visited' : isDone ? 'done' : 'underway';
}

/** Says of a course how many of its lessons are done, once one of them was opened. */
function showCourse(course: HTMLElement, all: readonly Visited[]): void {
  const own = all.filter(({ card }) => course.contains(card) && card.dataset.total !== '0');
  const place = course.querySelector<HTMLElement>('.course-done');
  if (place === null) return;
  const done = own.filter(({ progress }) => progress?.isDone === true).length;
  place.hidden = own.every(({ progress }) => progress === undefined);
  place.textContent = fill(place.dataset.text ?? '', { done, total: own.length });
  place.style.setProperty('--done', String(own.length === 0 ? 0 : done / own.length));
}

/** The lesson after one that is done, in its course, that is not done itself. */
function nextAfter({ card }: Visited, all: readonly Visited[]): Visited | undefined {
  const course = card.closest('.course');
  return all
    .slice(all.findIndex((one) => one.card === card) + 1)
    .find((one) => course?.contains(one.card) === true && one.progress?.isDone !== true);
}

/** Points the way back to the lesson that was visited last, or to the one after it. */
function showContinue(last: Visited, all: readonly Visited[]): void {
  const link = document.querySelector<HTMLAnchorElement>('#continue');
  if (link === null) return;
  const put = (selector: string, text: string | undefined | null): void => {
    const element = link.querySelector(selector);
    if (element !== null) element.textContent = text ?? '';
  };
  const next = last.progress?.isDone === true ? nextAfter(last, all) : undefined;
  const { card, progress } = next ?? last;
  const { title, next: nextTitle, action, start } = link.dataset;
  link.href = card.href;
  put('.home-go-label', next === undefined ? title : nextTitle);
  put('.home-go-lesson', card.querySelector('.lesson-title')?.textContent);
  put('.home-go-state', progress === undefined ? '' : stateOf(card));
  put('.button', progress === undefined ? start : action);
}

const stateOf = (card: HTMLElement): string =>
  card.querySelector('.lesson-state')?.textContent?.trim() ?? '';

const cards = [...document.querySelectorAll<HTMLAnchorElement>('[data-lesson]')];

/** Shows how far every lesson and course is, and the way on. */
async function showAll(): Promise<void> {
  const all = await Promise.all(
    cards.map(async (card): Promise<Visited> => {
      // A browser that keeps nothing shows every lesson as not started.
      const progress = await store.progress(card.dataset.lesson ?? '').catch(() => undefined);
      if (progress !== undefined) showState(card, progress);
      return { card, progress };
    }),
  );
  for (const course of document.querySelectorAll<HTMLElement>('.course')) showCourse(course, all);
  const visited = (one: Visited): number => one.progress?.visitedEpochMs ?? 0;
  const last = all.toSorted((a, b) => visited(b) - visited(a))[0];
  if (last?.progress !== undefined) showContinue(last, all);
}

await showAll();
startTransfer(store, showAll);
document.documentElement.dataset.ready = 'all';
