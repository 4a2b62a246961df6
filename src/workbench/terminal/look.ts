import type { ISearchDecorationOptions } from '@xterm/addon-search';
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

/** The values of tokens as the page's theme resolves them, by the names given to them. */
function resolve(element: HTMLElement, tokens: Readonly<Record<string, string>>) {
  // All probes are there before the first is read, so that the styles are resolved once.
  const probes = Object.entries(tokens).map(([name, token]) => {
    const probe = document.createElement('span');
    probe.style.color = `var(--terminal-${token})`;
    return { name, probe };
  });
  element.append(...probes.map(({ probe }) => probe));
  const colours = probes.map(({ name, probe }) => [name, getComputedStyle(probe).color] as const);
  for (const { probe } of probes) probe.remove();
  return Object.fromEntries(colours);
}

/** The terminal's colours. */
export const terminalTheme = (element: HTMLElement): ITheme => resolve(element, TOKENS);

const toHex = (colour: string): string => {
  const parts = (/\(([^)]*)\)/.exec(colour)?.[1] ?? '').split(/[ ,/]+/).slice(0, 3);
  return `#${parts.map((part) => Math.round(Number(part)).toString(16).padStart(2, '0')).join('')}`;
};

/** How the matches of a search look. The add-on takes no other form of colour. */
export function matchColours(element: HTMLElement): ISearchDecorationOptions {
  const tokens = { match: 'match', active: 'match-active', ruler: 'cursor' };
  const colours = resolve(element, tokens);
  const [match, active, ruler] = ['match', 'active', 'ruler'].map((name) =>
    toHex(colours[name] ?? ''),
  );
  return {
    matchBackground: match ?? '',
    activeMatchBackground: active ?? '',
    matchOverviewRuler: ruler ?? '',
    activeMatchColorOverviewRuler: ruler ?? '',
  };
}
