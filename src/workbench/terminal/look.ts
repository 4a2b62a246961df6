import type { ITheme } from '@xterm/xterm';

const COLOURS = [
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const;

const dashed = (name: string): string => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

/** The terminal's colours, from the tokens as the page's theme resolves them. */
export function terminalTheme(element: HTMLElement): ITheme {
  const probe = document.createElement('span');
  element.append(probe);
  const colour = (token: string): string => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const theme: Record<string, string> = {
    background: colour('terminal-surface'),
    foreground: colour('terminal-text'),
    cursor: colour('terminal-cursor'),
    cursorAccent: colour('terminal-surface'),
    selectionBackground: colour('terminal-selection'),
    overviewRulerBorder: colour('terminal-surface'),
    scrollbarSliderBackground: colour('terminal-scroll'),
  };
  for (const name of COLOURS) theme[name] = colour(`terminal-${dashed(name)}`);
  probe.remove();
  return theme;
}
