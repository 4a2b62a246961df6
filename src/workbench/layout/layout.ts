import { byId } from '../dom.ts';
import { startSplitters } from './splitter.ts';
import { startTabs } from './tabs.ts';

/**
 * The panes of a lesson. On a phone one of them is seen; on wider screens the text and all but one
 * are.
 */
export type Pane = 'lesson' | 'tasks' | 'terminal' | 'cluster' | 'editor';

export interface Layout {
  /** Brings a pane to where it can be seen. */
  show(pane: Pane): void;
  /** Called when the editor is first brought up, and each time after. */
  onShow(listener: (pane: Pane) => void): () => void;
  isShown(pane: Pane): boolean;
}

const UPPER: readonly Pane[] = ['cluster', 'editor'];

/** Makes tabs and splitters work. */
export function startLayout(): Layout {
  const root = byId('layout');
  const listeners = new Set<(pane: Pane) => void>();
  const tell = (pane: Pane): void => {
    for (const listener of listeners) listener(pane);
  };
  const showUpper = (pane: Pane): void => {
    for (const other of UPPER) byId(`${other}-pane`).hidden = other !== pane;
  };
  const narrow = startTabs(root.querySelector('.pane-tabs') as HTMLElement, 'pane', (name) => {
    const pane = name as Pane;
    root.dataset.pane = pane;
    if (UPPER.includes(pane)) {
      showUpper(pane);
      upper.select(pane);
    }
    tell(pane);
  });
  const upper = startTabs(root.querySelector('.upper-tabs') as HTMLElement, 'upper', (name) => {
    const pane = name as Pane;
    showUpper(pane);
    tell(pane);
  });
  startSplitters(root);
  return {
    show(pane) {
      root.dataset.pane = pane;
      narrow.select(pane);
      if (UPPER.includes(pane)) {
        showUpper(pane);
        upper.select(pane);
      }
      tell(pane);
    },
    onShow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isShown: (pane) => byId(`${pane}-pane`).offsetParent !== null,
  };
}
