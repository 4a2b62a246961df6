import { type Dictionary, fill } from '../../i18n/index.ts';
import { byId } from '../dom.ts';
import { isAdviceOn, setAdvice } from './adviser.ts';
import { MOST_TERMINALS, type TabState } from './tab-state.ts';
import type { TerminalView } from './terminal-view.ts';

const button = (id: string): HTMLButtonElement => byId(id) as HTMLButtonElement;

/** Calls an act when the button of its id is used. */
export function startButtons(
  signal: AbortSignal,
  acts: Readonly<Record<string, () => void>>,
): void {
  for (const [id, act] of Object.entries(acts))
    button(id).addEventListener('click', act, { signal });
}

/** The buttons that are for the active terminal alone. */
export const buttonsOf = (active: () => TerminalView): Readonly<Record<string, () => void>> => ({
  'terminal-find': () => active().find(),
  'terminal-paste': () => active().paste(),
});

/** The button that switches advice on and off; `then` is called when it has been used. */
export function startAdviceButton(signal: AbortSignal, then: () => void): void {
  const advice = button('terminal-advice');
  const show = (): void => advice.setAttribute('aria-pressed', String(isAdviceOn()));
  show();
  const toggle = (): void => {
    setAdvice(!isAdviceOn());
    show();
    then();
  };
  advice.addEventListener('click', toggle, { signal });
}

/** Shows beside the tabs what can be done with them; where one only looks on, nothing. */
export function showTools(state: TabState, isWatched: boolean, t: Dictionary['terminal']): void {
  const isBeside = state.right !== '';
  const split = button('terminal-beside');
  const label = isBeside ? t.alone : t.beside;
  split.title = label;
  split.setAttribute('aria-label', label);
  split.setAttribute('aria-pressed', String(isBeside));
  const adding = button('terminal-new');
  adding.disabled = state.ids.length >= MOST_TERMINALS;
  const closing = button('terminal-close');
  closing.hidden = state.ids.length < 2;
  const name = fill(t.close, { number: state.active });
  closing.setAttribute('aria-label', name);
  closing.title = isWatched ? t.watched : name;
  adding.title = isWatched ? t.watched : t.new;
  for (const tool of [adding, closing]) tool.setAttribute('aria-disabled', String(isWatched));
}
