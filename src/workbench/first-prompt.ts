import { byId } from './dom.ts';
import type { TerminalDock } from './terminal/dock.ts';

/**
 * Lets a terminal take the place of the prompt that its page has in it, once it has painted the
 * same. A lesson that was begun has no such prompt: what it shows comes with its session.
 */
export function takeFirstPrompt(terminal: TerminalDock, prompt: string): void {
  const first = byId('terminal-first');
  if (!document.documentElement.classList.contains('at-start')) {
    first.remove();
    return;
  }
  terminal.expect(prompt);
  void terminal.shown().then(() => first.remove());
}
