import type { Dictionary } from './en.ts';
import type { Locale } from './locales.ts';
import type { Reasons } from './why.ts';

/** What a page says in one language: its own texts, and the simulator's reasons. */
export interface Language {
  readonly texts: Dictionary;
  readonly reasons: Reasons;
}

/** Loads the simulator's reasons in one language; the other's stay where they are. */
export async function loadReasons(locale: Locale): Promise<Reasons> {
  if (locale === 'zh-cn') return (await import('./reasons.zh-cn.ts')).zhCnReasons;
  return (await import('./reasons.en.ts')).enReasons;
}
