import { byId } from '../dom.ts';
import { startTheme } from '../theme.ts';
import { embedded, startEmbed } from './embed.ts';
import { startOffline } from './offline.ts';
import { startSearch } from './search.ts';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input, textarea, select, [contenteditable]') !== null;

/** Where focus goes with F6, in turn; those that are not to be seen are passed over. */
const LANDMARKS = ['lesson-pane', 'tasks-pane', 'upper', 'terminal-pane'];

/** Moves the focus to the next part of the page. */
function goToNextPart(by: 1 | -1): void {
  const parts = LANDMARKS.map((id) => document.getElementById(id)).filter(
    (part) => part !== null && part.offsetParent !== null,
  ) as HTMLElement[];
  const here = parts.findIndex((part) => part.contains(document.activeElement));
  const next = parts[(here + by + parts.length) % parts.length];
  const find = (what: string) => next?.querySelector<HTMLElement>(what);
  const inside = find('[role=tab][aria-selected=true]') ?? find('button, a');
  // One that takes the focus itself says so.
  (next?.hasAttribute('tabindex') ? next : inside)?.focus();
}

/** Makes what every page has work: theme, search and the help about keys. */
export function startFrame(onThemeChange: () => void): void {
  startTheme(onThemeChange);
  if (embedded() === undefined) startOffline();
  else startEmbed();
  const openSearch = startSearch();
  const keys = byId('keys-dialog') as HTMLDialogElement;
  for (const button of document.querySelectorAll('dialog [data-close]')) {
    button.addEventListener('click', () => button.closest('dialog')?.close());
  }
  byId('search-open').addEventListener('click', openSearch);
  byId('keys-open').addEventListener('click', () => keys.showModal());
  document.addEventListener('keydown', (event) => {
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === 'F1') keys.showModal();
    else if (event.key === 'F6') goToNextPart(event.shiftKey ? -1 : 1);
    else if (event.defaultPrevented || isTyping(event.target)) return;
    else if (document.querySelector('dialog[open]') !== null) return;
    else if (event.key === '?') keys.showModal();
    else if (event.key === '/' || (isCommand && event.key === 'k')) openSearch();
    else return;
    event.preventDefault();
  });
}
