import { keepSetting, readSetting } from '../dom.ts';

/** The share of the first pane (as in tokens.css), its bounds, and how far a key moves it. */
const DEFAULTS: Readonly<Record<string, number>> = {
  columns: 0.36,
  rows: matchMedia('(max-width: 74.99rem)').matches ? 0.58 : 0.54,
  tasks: 0.68,
  exam: 0.34,
  side: 0.62,
};
const LEAST = 0.15;
const MOST = 0.85;
const KEY_STEP = 0.02;

const clamp = (share: number): number => Math.min(MOST, Math.max(LEAST, share));

function startSplitter(splitter: HTMLElement, root: HTMLElement): void {
  const name = splitter.dataset.split ?? '';
  const isColumns = splitter.classList.contains('splitter-columns');
  const container = splitter.parentElement ?? root;
  const initial = Number(readSetting(`split.${name}`));
  let share = initial > 0 && initial < 1 ? initial : (DEFAULTS[name] ?? 0.5);

  const tell = (): void => splitter.setAttribute('aria-valuenow', String(Math.round(share * 100)));
  const setStyle = (): void =>
    document.documentElement.style.setProperty(`--split-${name}`, share.toFixed(4));
  const seenShare = (): number => {
    const box = container.getBoundingClientRect();
    return (splitter.getBoundingClientRect().left - box.left) / box.width;
  };
  const apply = (next: number): void => {
    share = clamp(next);
    setStyle();
    // What stands beside it keeps its least width: the share is what is seen.
    if (isColumns) share = Math.min(share, seenShare());
    setStyle();
    tell();
  };
  const keep = (): void => keepSetting(`split.${name}`, share.toFixed(4));
  const shareAt = (event: PointerEvent): number => {
    const box = container.getBoundingClientRect();
    return isColumns
      ? (event.clientX - box.left) / box.width
      : (event.clientY - box.top) / box.height;
  };

  splitter.tabIndex = 0;
  splitter.setAttribute('role', 'separator');
  splitter.setAttribute('aria-label', splitter.dataset.label ?? '');
  splitter.setAttribute('aria-orientation', isColumns ? 'vertical' : 'horizontal');
  splitter.setAttribute('aria-valuemin', String(LEAST * 100));
  splitter.setAttribute('aria-valuemax', String(MOST * 100));
  // The page has it already (tokens.css, public/early.js). To set it again would cost the style of
  // every element.
  tell();
  splitter.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    splitter.setPointerCapture(event.pointerId);
  });
  splitter.addEventListener('pointermove', (event) => {
    if (splitter.hasPointerCapture(event.pointerId)) apply(shareAt(event));
  });
  splitter.addEventListener('pointerup', keep);
  splitter.addEventListener('dblclick', () => {
    apply(DEFAULTS[name] ?? 0.5);
    keep();
  });
  splitter.addEventListener('keydown', (event) => {
    const back = isColumns ? 'ArrowLeft' : 'ArrowUp';
    const forth = isColumns ? 'ArrowRight' : 'ArrowDown';
    const by = event.key === back ? -KEY_STEP : event.key === forth ? KEY_STEP : 0;
    if (event.key === 'Home') apply(LEAST);
    else if (event.key === 'End') apply(MOST);
    else if (by !== 0) apply(share + by);
    else return;
    event.preventDefault();
    keep();
  });
}

/** Makes every splitter below `root` work by mouse, touch and keyboard; sizes are remembered. */
export function startSplitters(root: HTMLElement): void {
  for (const splitter of root.querySelectorAll<HTMLElement>('[data-split]')) {
    startSplitter(splitter, root);
  }
}
