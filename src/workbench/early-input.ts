import { embedded } from './site/embed.ts';
import type { TerminalDock } from './terminal/dock.ts';

/** Below this the terminal is behind a tab, and a phone's keyboard would cover the page. */
const HAS_TERMINAL_IN_SIGHT = '(min-width: 48rem) and (min-height: 30rem) and (pointer: fine)';

const hasFocus = (): boolean =>
  document.activeElement !== null && document.activeElement !== document.body;

/**
 * Gives a terminal what was typed while the page still loaded (public/early.js keeps it), and
 * the focus, when nothing else has it. A first Tab goes where it would have gone without that.
 */
export function takeEarlyInput(terminal: TerminalDock): void {
  const { dataset } = document.documentElement;
  const typed = dataset.typed ?? '';
  delete dataset.typed;
  terminal.type(typed);
  const isElsewhere = location.hash !== '' && location.hash !== '#terminal-pane';
  const isWanted = typed !== '' || (matchMedia(HAS_TERMINAL_IN_SIGHT).matches && !isElsewhere);
  if (!isWanted || hasFocus() || embedded() !== undefined) return;
  terminal.focus();
  if (typed !== '') return;
  // The first key or click decides: whoever uses the terminal has taken the focus.
  const undecided = new AbortController();
  const decide = (event: Event): void => {
    undecided.abort();
    if (!(event instanceof KeyboardEvent) || event.key !== 'Tab' || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    document.querySelector<HTMLElement>('.skip-link')?.focus();
  };
  const options = { capture: true, signal: undecided.signal };
  addEventListener('keydown', decide, options);
  addEventListener('pointerdown', decide, options);
}
