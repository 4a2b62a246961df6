import { type Dictionary, fill } from '../../i18n/index.ts';
import type { Session, SessionInput } from '../../session/index.ts';
import type { Notices } from '../notices.ts';
import type { Mentions } from './object-links.ts';
import { openedIn } from './opened.ts';
import type { TerminalStep } from './shortcuts.ts';
import { createTab, showTitle, type Tab } from './tab.ts';
import type { TabState } from './tab-state.ts';
import { createTerminalView, type TerminalView } from './terminal-view.ts';

/** What the terminals of a page are connected to. */
export interface DockSession {
  readonly session: Session;
  input(input: SessionInput): void;
  /**
   * Where another tab plays it: says so to who wants to open or close a terminal. Undefined where
   * it is played.
   */
  readonly refuse: (() => void) | undefined;
}

export interface TabViewsHost {
  readonly texts: Dictionary;
  readonly notices: Notices;
  /** Where screens and tabs are put. */
  readonly places: HTMLElement;
  readonly list: HTMLElement;
  withModifier(data: string): string;
  go(to: TerminalStep): void;
  /** A tab was pressed. */
  onPressed(id: string): void;
  /** The focus came into a screen. */
  onEntered(id: string): void;
  /** A command is to run in a terminal of its own. */
  openAnother(command: string): void;
}

/** The screens of the terminals that are open, with their tabs. */
export interface TabViews {
  /** Makes and takes away screens until they are those of `state`, and shows those to be seen. */
  show(state: TabState): void;
  has(id: string): boolean;
  /** The screen of a terminal, which must be open. */
  of(id: string): TerminalView;
  all(): readonly TerminalView[];
  focusTab(id: string): void;
  /** Gives the terminals `ids` their session, and all that come from now on. */
  connect(to: DockSession, ids: readonly string[]): void;
  /** Makes these and all that come better; see `TerminalView`. */
  improve(mentions: Mentions): void;
  dispose(): void;
}

interface Opened extends Tab {
  readonly view: TerminalView;
}

/** Makes the screen and tab of a terminal, which must be in sight to know its size. */
function createOpened(id: string, host: TabViewsHost): Opened {
  const name = fill(host.texts.terminal.name, { number: id });
  const elements = createTab(id, name);
  const { place, tab } = elements;
  host.places.append(place);
  host.list.append(tab);
  tab.addEventListener('click', () => host.onPressed(id));
  place.addEventListener('focusin', () => host.onEntered(id));
  const { texts, notices, withModifier, go, openAnother } = host;
  const titled = (title: string): void => showTitle(elements, id, name, title);
  const view = createTerminalView(place, {
    texts,
    notices,
    withModifier,
    go,
    titled,
    openAnother,
  });
  return { ...elements, view };
}

function remove({ view, place, tab }: Opened): void {
  view.dispose();
  place.remove();
  tab.remove();
}

/** Shows of a terminal what `state` says. */
function arrange(id: string, { place, tab }: Opened, state: TabState): void {
  const isActive = id === state.active;
  place.hidden = id !== state.left && id !== state.right;
  place.classList.toggle('terminal-active', isActive);
  place.style.order = id === state.right ? '1' : '0';
  tab.setAttribute('aria-selected', String(isActive));
  tab.classList.toggle('terminal-tab-seen', !place.hidden);
  tab.tabIndex = isActive ? 0 : -1;
}

/** Creates none at first, in the place of what said that one would come. */
export function createTabViews(host: TabViewsHost): TabViews {
  const opened = new Map<string, Opened>();
  let connected: DockSession | undefined;
  let mentions: Mentions | undefined;
  host.places.querySelector('[data-waiting]')?.remove();
  host.list.replaceChildren();
  const openedAt = (id: string): Opened => opened.get(id) as Opened;
  const connectOne = (id: string): void => {
    if (connected === undefined) return;
    const { session, input } = connected;
    const { view } = openedAt(id);
    if (!openedIn(session).includes(id)) input({ type: 'open', terminal: id });
    view.connect({ session, terminal: id, input });
    if (mentions !== undefined) view.improve(mentions);
  };
  return {
    show(state) {
      for (const [id, one] of opened) {
        if (state.ids.includes(id)) continue;
        remove(one);
        opened.delete(id);
      }
      for (const id of state.ids) {
        const isNew = !opened.has(id);
        if (isNew) opened.set(id, createOpened(id, host));
        arrange(id, openedAt(id), state);
        if (isNew) connectOne(id);
      }
      host.places.classList.toggle('terminal-pair', state.right !== '');
    },
    has: (id) => opened.has(id),
    of: (id) => openedAt(id).view,
    all: () => [...opened.values()].map(({ view }) => view),
    focusTab: (id) => openedAt(id).tab.focus(),
    connect(to, ids) {
      connected = to;
      for (const id of opened.keys()) if (ids.includes(id)) connectOne(id);
    },
    improve(given) {
      mentions = given;
      for (const { view } of opened.values()) view.improve(given);
    },
    dispose() {
      for (const one of opened.values()) remove(one);
      opened.clear();
    },
  };
}
