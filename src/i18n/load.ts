import type { Dictionary } from './en.ts';
import type { Locale } from './locales.ts';
import type { Reasons } from './why.ts';

/** What a page says in one language: its own texts, and the simulator's reasons. */
export interface Language {
  readonly texts: Dictionary;
  readonly reasons: Reasons;
}

/** Loads one language; the other stays where it is. */
export async function loadLanguage(locale: Locale): Promise<Language> {
  if (locale === 'zh-cn') {
    const [{ zhCn }, { zhCnReasons }] = await Promise.all([
      import('./zh-cn.ts'),
      import('./reasons.zh-cn.ts'),
    ]);
    return { texts: zhCn, reasons: zhCnReasons };
  }
  const [{ en }, { enReasons }] = await Promise.all([import('./en.ts'), import('./reasons.en.ts')]);
  return { texts: en, reasons: enReasons };
}
