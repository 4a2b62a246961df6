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

/** The tokens of the theme's colours. */
const TOKENS: Readonly<Record<string, string>> = {
  background: 'surface',
  foreground: 'text',
  cursor: 'cursor',
  cursorAccent: 'surface',
  selectionBackground: 'selection',
  scrollbarSliderBackground: 'scroll',
  overviewRulerBorder: 'surface',
  ...Object.fromEntries(COLOURS.map((name) => [name, dashed(name)])),
};

/** The terminal's colours, from the tokens as the page's theme resolves them. */
export function terminalTheme(element: HTMLElement): ITheme {
  // All probes are there before the first is read, so that the styles are resolved once.
  const probes = Object.entries(TOKENS).map(([name, token]) => {
    const probe = document.createElement('span');
    probe.style.color = `var(--terminal-${token})`;
    return { name, probe };
  });
  element.append(...probes.map(({ probe }) => probe));
  const theme = Object.fromEntries(
    probes.map(({ name, probe }) => [name, getComputedStyle(probe).color]),
  );
  for (const { probe } of probes) probe.remove();
  return theme;
}
