import { byId, keepSetting, readSetting } from './dom.ts';

const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

const SYSTEM_DARK = '(prefers-color-scheme: dark)';

/** The next theme at a press: from the system's own the first press changes what is seen. */
function themeAfter(theme: Theme): Theme {
  const order = matchMedia(SYSTEM_DARK).matches ? THEMES : THEMES.toReversed();
  return order[(order.indexOf(theme) + 1) % order.length] ?? 'auto';
}

const current = (): Theme => THEMES.find((theme) => theme === readSetting('theme')) ?? 'auto';

/**
 * Makes the theme button work. `onChange` is called when the colours have changed, for any reason.
 */
export function startTheme(onChange: () => void): void {
  const button = byId('theme-switch');
  const show = (theme: Theme): void => {
    const label = `${button.dataset.label}: ${button.dataset[theme]}`;
    button.setAttribute('aria-label', label);
    button.title = label;
    button.dataset.theme = theme;
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  const { theme } = document.documentElement.dataset;
  show(THEMES.find((known) => known === theme) ?? 'auto');
  button.addEventListener('click', () => {
    const next = themeAfter(current());
    keepSetting('theme', next);
    show(next);
    onChange();
  });
  matchMedia(SYSTEM_DARK).addEventListener('change', onChange);
}
