import { create } from '../dom.ts';

/** What the page has of one terminal: where its screen is, and the tab that shows it. */
export interface Tab {
  readonly place: HTMLElement;
  readonly tab: HTMLButtonElement;
}

/** Characters of a title that a tab has room for. */
const TITLE_LENGTH = 24;
const clipped = (title: string): string =>
  title.length > TITLE_LENGTH ? `${title.slice(0, TITLE_LENGTH)}…` : title;

/** Creates both, each telling of the other. */
export function createTab(id: string, name: string): Tab {
  const place = create('div', 'terminal-place');
  const tab = create('button', 'terminal-tab', name);
  tab.type = 'button';
  tab.id = `terminal-tab-${id}`;
  tab.setAttribute('role', 'tab');
  tab.setAttribute('aria-controls', `terminal-place-${id}`);
  place.id = `terminal-place-${id}`;
  place.setAttribute('role', 'tabpanel');
  place.setAttribute('aria-labelledby', tab.id);
  return { place, tab };
}

/** Shows on a tab the title that a program gave its terminal. */
export function showTitle({ tab }: Tab, id: string, name: string, title: string): void {
  const shown = title.trim();
  tab.textContent = shown === '' ? name : `${id}: ${clipped(shown)}`;
  tab.title = shown;
}
