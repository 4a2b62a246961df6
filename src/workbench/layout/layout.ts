import { byId, keepSetting, readSetting } from '../dom.ts';
import { embedded } from '../site/embed.ts';
import * as groups from './groups.ts';
import { startSplitters } from './splitter.ts';
import { startTabs } from './tabs.ts';

/**
 * The panes of a lesson. On a phone one of them is seen; on wider screens the text, the tasks, the
 * terminal and one or two of the panels.
 */
export type Pane = 'lesson' | 'tasks' | 'terminal' | groups.Panel;

export interface Layout {
  /** Brings a pane to where it can be seen. */
  show(pane: Pane): void;
  /** The same, beside what is seen already where there is room for both. */
  showBeside(panel: groups.Panel): void;
  /** Called each time that a pane is brought up or the arrangement changes. */
  onShow(listener: (pane: Pane) => void): () => void;
  isShown(pane: Pane): boolean;
}

/** Two groups of panels stand beside each other from this size on. */
const HAS_ROOM = '(min-width: 64rem) and (min-height: 30rem)';
/** Pixels that the upper half must have before something is put beside by itself. */
const BESIDE_FROM = 680;

type Large = 'upper' | 'terminal' | '';

/** Makes tabs, groups and splitters work. */
export function startLayout(): Layout {
  const root = byId('layout');
  const upper = byId('upper');
  const hasRoom = matchMedia(HAS_ROOM);
  const listeners = new Set<(pane: Pane) => void>();
  let wanted = groups.restore(readSetting('panels'));
  let large: Large = '';
  const group = (name: 'main' | 'side') => {
    const element = upper.querySelector<HTMLElement>(`[data-group=${name}]`) as HTMLElement;
    return {
      element,
      list: element.querySelector('[role=tablist]') as HTMLElement,
      body: element.querySelector('.upper-body') as HTMLElement,
    };
  };
  const [main, side] = [group('main'), group('side')];
  /** What is seen where all panels are in one group. */
  let only = wanted.main;
  const current = (): groups.Groups =>
    hasRoom.matches ? wanted : { ...groups.ALL_IN_ONE, main: only };

  const tell = (pane: Pane): void => {
    for (const listener of listeners) listener(pane);
  };
  const arrange = (): void => {
    const { side: beside, main: first, sideMain } = current();
    for (const panel of groups.PANELS) {
      const place = beside.includes(panel) ? side : main;
      const isSeen = panel === (place === side ? sideMain : first);
      const tab = byId(`upper-${panel}-tab`);
      const pane = byId(`${panel}-pane`);
      // Moving an element that stands right would lose its focus and its scroll.
      if (tab.parentElement !== place.list) place.list.append(tab);
      if (pane.parentElement !== place.body) place.body.append(pane);
      pane.hidden = !isSeen;
    }
    side.element.hidden = beside.length === 0;
    upper.classList.toggle('upper-pair', beside.length > 0);
    mainTabs.select(first);
    sideTabs.select(sideMain);
  };
  const change = (next: groups.Groups): void => {
    wanted = next;
    keepSetting('panels', groups.keep(wanted));
    arrange();
  };
  const setLarge = (next: Large): void => {
    large = next;
    byId('workbench').dataset.large = large;
    for (const button of root.querySelectorAll<HTMLElement>('[data-enlarge]')) {
      const isLarge = button.dataset.enlarge === large;
      button.setAttribute('aria-pressed', String(isLarge));
      const label = (isLarge ? button.dataset.shrinkLabel : button.dataset.label) ?? '';
      button.title = label;
      button.setAttribute('aria-label', label);
    }
  };
  const show = (pane: Pane): void => {
    root.dataset.pane = pane;
    narrow.select(pane);
    const part: Large = pane === 'terminal' ? 'terminal' : 'upper';
    if (large !== '' && large !== part && pane !== 'lesson' && pane !== 'tasks') setLarge('');
    if (groups.isPanel(pane)) {
      only = pane;
      change(groups.show(wanted, pane));
    }
    tell(pane);
  };

  const isAlone = embedded() === 'workbench';
  if (isAlone) for (const pane of ['lesson', 'tasks']) byId(`${pane}-tab`).remove();
  const narrow = startTabs(root.querySelector('.pane-tabs') as HTMLElement, 'pane', (name) =>
    show(name as Pane),
  );
  const onTab = (name: string): void => show(name as Pane);
  const mainTabs = startTabs(main.list, 'upper', onTab);
  const sideTabs = startTabs(side.list, 'upper', onTab);
  const onClick = (id: string, act: () => void): void => byId(id).addEventListener('click', act);
  onClick('panel-beside', () => {
    const panel = wanted.main;
    change(groups.move(wanted, panel));
    tell(panel);
  });
  onClick('panel-back', () => {
    if (wanted.sideMain === '') return;
    const panel = wanted.sideMain;
    const before = wanted.main;
    // What was seen stays in sight.
    change(groups.show(groups.move(wanted, panel), before));
    tell(before);
  });
  for (const button of root.querySelectorAll<HTMLElement>('[data-enlarge]')) {
    const part = button.dataset.enlarge as Large;
    button.addEventListener('click', () => setLarge(large === part ? '' : part));
  }
  hasRoom.addEventListener('change', arrange);
  startSplitters(root);
  arrange();
  if (isAlone) {
    root.dataset.pane = 'terminal';
    narrow.select('terminal');
  }
  return {
    show,
    showBeside(panel) {
      const standsAlone = hasRoom.matches && !wanted.side.includes(panel);
      const isSeen = root.dataset.pane !== panel && wanted.main === panel;
      if (standsAlone && !isSeen && upper.clientWidth >= BESIDE_FROM)
        change(groups.move(wanted, panel));
      show(panel);
    },
    onShow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isShown: (pane) => byId(`${pane}-pane`).checkVisibility(),
  };
}
