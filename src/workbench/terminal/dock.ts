import { type Dictionary, fill } from '../../i18n/index.ts';
import { announce, byId, keepSetting, readSetting } from '../dom.ts';
import type { Notices } from '../notices.ts';
import { buttonsOf, showTools, startAdviceButton, startButtons } from './dock-tools.ts';
import { createExtraKeys } from './extra-keys.ts';
import type { Mentions } from './object-links.ts';
import { freshId, openedIn } from './opened.ts';
import type { TerminalStep } from './shortcuts.ts';
import * as tabs from './tab-state.ts';
import { createTabViews, type DockSession } from './tab-views.ts';
import type { TerminalView } from './terminal-view.ts';

/** The terminals of a lesson: tabs, and two of them side by side. */
export interface TerminalDock {
  /** Shows a prompt before there is a session, up to the first line that is entered. */
  expect(prompt: string): void;
  /** Resolves when what was written first has been painted. */
  shown(): Promise<void>;
  /** Gives the terminals their session, and opens those that it had. To be called once. */
  connect(to: DockSession): void;
  /** Brings what makes the terminals better and takes time that nobody should wait for. */
  improve(mentions: Mentions): void;
  /** Runs a command in the active terminal. */
  run(command: string): void;
  /** The same at a pace that can be followed. Returns what stops the typing. */
  demonstrate(command: string): () => void;
  /** Takes keys as a keyboard sends them. */
  type(data: string): void;
  refresh(): void;
  focus(): void;
  find(): void;
  isBusy(): boolean;
  /** The id of the active terminal in the session. */
  active(): string;
  /** Calls when another terminal is shown. Returns what ends that. */
  onChange(listener: () => void): () => void;
  /** What is typed at the prompt of the active terminal, and not entered. */
  typed(): string;
  /** The text that a program in one of them wants to have edited. */
  editing():
    | { readonly terminal: string; readonly path: string; readonly text: string }
    | undefined;
  /** Whether a program runs in one of them. */
  isRunning(): boolean;
  restyle(): void;
  dispose(): void;
}

/** Says which terminal another tab has opened or closed. */
function sayFollowed(before: readonly string[], now: readonly string[], t: Dictionary['terminal']) {
  const [opened] = now.filter((id) => !before.includes(id));
  const [closed] = before.filter((id) => !now.includes(id));
  if (opened !== undefined) announce(fill(t.openedElsewhere, { number: opened }));
  else if (closed !== undefined) announce(fill(t.closedElsewhere, { number: closed }));
}

/** Whether terminals can be opened and closed here; says so if not. */
function mayChange(host: DockSession | undefined, t: Dictionary['terminal']): boolean {
  if (host?.refuse === undefined) return true;
  host.refuse();
  announce(t.watched);
  return false;
}

/** Creates the terminals of the page's lesson; one of them takes input at once. */
export function createTerminalDock(
  lesson: string,
  texts: Dictionary,
  notices: Notices,
): TerminalDock {
  const t = texts.terminal;
  const setting = `terminals.${lesson}`;
  const places = byId('terminal-places');
  const list = byId('terminal-tabs');
  const listening = new AbortController();
  const listeners = new Set<() => void>();
  let state = tabs.FIRST_TAB;
  let host: DockSession | undefined;

  const keys = createExtraKeys(byId('extra-keys'), t, (data) => active().type(data));
  const views = createTabViews({
    texts,
    notices,
    places,
    list,
    withModifier: keys.withModifier,
    go,
    onPressed(id) {
      change(tabs.show(state, id));
      active().focus();
    },
    onEntered(id) {
      if (state.active !== id && views.has(id)) change(tabs.show(state, id));
    },
    openAnother(command) {
      if (open()) active().run(command, 'quick');
    },
  });
  const active = (): TerminalView => views.of(state.active);
  const isWatched = (): boolean => host?.refuse !== undefined;
  const render = (): void => {
    views.show(state);
    showTools(state, isWatched(), t);
  };
  const change = (next: tabs.TabState): void => {
    state = next;
    // What is shown while one looks on is not how the lesson is left.
    if (host !== undefined && !isWatched()) keepSetting(setting, tabs.keep(state));
    render();
    for (const listener of listeners) listener();
  };
  /** Shows what the tab that plays the lesson has opened and closed since. */
  const followSession = (): void => {
    if (host?.refuse === undefined) return;
    const before = state.ids;
    const next = tabs.follow(state, openedIn(host.session));
    if (next === state) return;
    change(next);
    sayFollowed(before, next.ids, t);
  };

  /** Opens one more, unless there are enough. Answers whether one may. */
  function open(): boolean {
    if (!mayChange(host, t)) return false;
    if (state.ids.length < tabs.MOST_TERMINALS)
      change(tabs.add(state, freshId(host?.session, state.ids)));
    return true;
  }
  function go(to: TerminalStep): void {
    const next = tabs.neighbour(state, to === 'next' ? 1 : -1);
    if (to === 'new' && !open()) return;
    if (to !== 'new' && next !== undefined) change(tabs.show(state, next));
    active().focus();
  }
  const toggleBeside = (): void => {
    const next = tabs.nextBeside(state);
    if (state.right !== '') change(tabs.alone(state));
    else if (next !== '' || mayChange(host, t))
      change(tabs.beside(state, next || freshId(host?.session, state.ids)));
    else return;
    active().focus();
  };
  const close = (): void => {
    const terminal = state.active;
    const next = tabs.close(state, terminal);
    if (next === state || !mayChange(host, t)) return;
    change(next);
    // What runs in it would go on unseen.
    if (host !== undefined && openedIn(host.session).includes(terminal)) {
      host.input({ type: 'close', terminal });
    }
    active().focus();
  };
  const onTabKey = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
    const next = tabs.neighbour(state, by);
    if (event.key === 'Delete') close();
    else if (by !== 0 && next !== undefined) {
      change(tabs.show(state, next));
      views.focusTab(next);
    } else return;
    event.preventDefault();
  };
  list.addEventListener('keydown', onTabKey, { signal: listening.signal });
  startAdviceButton(listening.signal, () => active().focus());
  startButtons(listening.signal, {
    'terminal-new': () => go('new'),
    'terminal-beside': toggleBeside,
    'terminal-close': close,
    ...buttonsOf(active),
  });
  render();

  return {
    expect: (prompt) => active().expect(prompt),
    shown: () => active().shown(),
    connect(to) {
      host = to;
      state = tabs.restore(readSetting(setting), openedIn(to.session));
      // The terminal that has taken input so far becomes the active one.
      if (state.active !== '1' && state.ids.includes('1')) state = tabs.show(state, '1');
      views.connect(to, state.ids);
      if (isWatched()) state = tabs.follow(state, openedIn(to.session));
      render();
    },
    run: (command) => active().run(command, 'quick'),
    demonstrate(command) {
      const view = active();
      view.run(command, 'watchable');
      return view.stopTyping;
    },
    type: (data) => active().type(data),
    improve: views.improve,
    refresh() {
      followSession();
      for (const view of views.all()) view.refresh();
    },
    focus: () => active().focus(),
    find: () => active().find(),
    active: () => state.active,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    typed: () => active().typed(),
    isBusy: () => views.all().some((view) => view.isBusy()),
    editing() {
      if (host === undefined) return undefined;
      for (const terminal of state.ids) {
        const asked = views.has(terminal) ? host.session.terminalState(terminal) : undefined;
        if (asked?.type === 'edit') return { terminal, ...asked.request };
      }
      return undefined;
    },
    isRunning: () =>
      state.ids.some((id) => views.has(id) && host?.session.terminalState(id).type === 'running'),
    restyle() {
      for (const view of views.all()) view.restyle();
    },
    dispose() {
      listening.abort();
      views.dispose();
      places.replaceChildren();
      list.replaceChildren();
    },
  };
}
