import type { Locale } from '../../i18n/index.ts';

/** The editor's own words, in other languages than English. They are read while it loads. */
const WORDS: Readonly<Record<Locale, () => Promise<unknown>>> = {
  en: () => Promise.resolve(),
  'zh-cn': () => import('monaco-editor/nls/lang/zh-cn'),
};

/** Loads the full editor in a language. */
export async function loadMonaco(locale: Locale) {
  await WORDS[locale]();
  return import('./monaco.ts');
}
