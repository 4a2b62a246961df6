import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import { WebLinksAddon } from '@xterm/addon-web-links';
import type { ILinkHandler, Terminal } from '@xterm/xterm';
import { linkObjects, type ObjectLinks } from './object-links.ts';

/** What a link does: the same for addresses in a text, and for those that a program gives it. */
export interface Links extends ILinkHandler {
  activate(event: MouseEvent, address: string): void;
  hover(event: MouseEvent, address: string): void;
  leave(): void;
}

/** Whether this browser draws with its graphics processor, and not slower than without it. */
function hasGraphics(): boolean {
  const canvas = document.createElement('canvas');
  const graphics = canvas.getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  const info = graphics?.getExtension('WEBGL_debug_renderer_info');
  if (graphics === null || info === null || info === undefined) return false;
  const renderer = String(graphics.getParameter(info.UNMASKED_RENDERER_WEBGL));
  graphics.getExtension('WEBGL_lose_context')?.loseContext();
  return !/swiftshader|llvmpipe|software/i.test(renderer);
}

/** The full tables of wide characters (the basic ones are there), links, and fast drawing. */
export async function loadExtras(
  terminal: Terminal,
  { activate, hover, leave }: Links,
  objects: ObjectLinks,
): Promise<void> {
  terminal.loadAddon(new UnicodeGraphemesAddon());
  terminal.loadAddon(new WebLinksAddon(activate, { hover, leave }));
  linkObjects(terminal, objects);
  if (!hasGraphics()) return;
  const { WebglAddon } = await import('@xterm/addon-webgl');
  const graphics = new WebglAddon();
  graphics.onContextLoss(() => graphics.dispose());
  terminal.loadAddon(graphics);
}
