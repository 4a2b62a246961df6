/**
 * The languages of the course, in the order in which they are offered; the first is the default.
 */
export const LOCALES = ['en', 'zh-cn'] as const;

export type Locale = (typeof LOCALES)[number];

export const DEFAULT_LOCALE: Locale = 'en';

/** The language tag of `lang` attributes, and the language's own name. */
export const LOCALE_NAMES: Readonly<
  Record<Locale, { readonly tag: string; readonly name: string }>
> = {
  en: { tag: 'en', name: 'English' },
  'zh-cn': { tag: 'zh-CN', name: '简体中文' },
};

export const isLocale = (text: string | undefined): text is Locale =>
  LOCALES.some((locale) => locale === text);

/**
 * The address of a page. `base` is where the site lies (`/` or `/course/`), `path` is from there
 * and
 * ends with a slash: '' for the course home, `statefulsets/scaling/` for a lesson.
 */
export function pageUrl(base: string, locale: Locale, path: string): string {
  const root = base.endsWith('/') ? base : `${base}/`;
  return `${root}${locale === DEFAULT_LOCALE ? '' : `${locale}/`}${path}`;
}
