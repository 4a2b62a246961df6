import { fill, type Language } from '../../i18n/index.ts';
import { textOf } from '../../machines/index.ts';
import type { Look } from '../../session/index.ts';
import { create } from '../dom.ts';
import type { TerminalDock } from '../terminal/dock.ts';
import { sayClock } from './clock.ts';

/** Lines of the past that are shown: what a screen and a scroll of it hold. */
const MOST_LINES = 400;

/**
 * Lays the terminal of the instant that is looked at over the terminals in `place`. Returns what
 * takes it away for good.
 */
export function showPastTerminal(
  place: HTMLElement,
  look: Look,
  dock: TerminalDock,
  language: Language,
): () => void {
  const t = language.texts.timeline;
  const cover = create('div', 'past-terminal');
  const title = create('p', 'past-terminal-title');
  const text = create('pre', 'past-terminal-text');
  text.tabIndex = 0;
  text.setAttribute('role', 'region');
  cover.append(title, text);
  const refresh = (): void => {
    const atMs = look.atMs();
    if (atMs === undefined) {
      cover.remove();
      return;
    }
    title.textContent = fill(t.terminalThen, { clock: sayClock(atMs) });
    text.setAttribute('aria-label', title.textContent);
    const lines = textOf(look.shown().output(dock.active())).split('\n');
    text.textContent = lines.slice(-MOST_LINES).join('\n');
    if (!cover.isConnected) place.append(cover);
    text.scrollTop = text.scrollHeight;
  };
  const endings = [look.onChange(refresh), dock.onChange(refresh)];
  return () => {
    for (const end of endings) end();
    cover.remove();
  };
}
