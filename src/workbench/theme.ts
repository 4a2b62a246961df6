import { byId, keepSetting, readSetting } from './dom.ts';

const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

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
    const next = THEMES[(THEMES.indexOf(current()) + 1) % THEMES.length] ?? 'auto';
    keepSetting('theme', next);
    show(next);
    onChange();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', onChange);
}
