import { type Dictionary, en } from '../i18n/en.ts';
import type { Locale } from '../i18n/index.ts';
import { zhCn } from '../i18n/zh-cn.ts';

export type { Locale };

/** The texts that pages are built with. */
export const texts = (locale: Locale): Dictionary => (locale === 'zh-cn' ? zhCn : en);
