import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import { WebLinksAddon } from '@xterm/addon-web-links';
import type { ILinkHandler, Terminal } from '@xterm/xterm';
import { hasGraphics } from './graphics.ts';

export { objectLinks } from './object-links.ts';

/** What a link does: the same for addresses in a text, and for those that a program gives it. */
export interface Links extends ILinkHandler {
  activate(event: MouseEvent, address: string): void;
  hover(event: MouseEvent, address: string): void;
  leave(): void;
}

/** The full tables of wide characters (the basic ones are there), links, and fast drawing. */
export async function loadExtras(
  terminal: Terminal,
  { activate, hover, leave }: Links,
): Promise<void> {
  terminal.loadAddon(new UnicodeGraphemesAddon());
  terminal.loadAddon(new WebLinksAddon(activate, { hover, leave }));
  if (!(await hasGraphics())) return;
  const { WebglAddon } = await import('@xterm/addon-webgl');
  // A terminal that was closed meanwhile is off the page.
  if (terminal.element?.isConnected !== true) return;
  const graphics = new WebglAddon();
  graphics.onContextLoss(() => graphics.dispose());
  terminal.loadAddon(graphics);
}
