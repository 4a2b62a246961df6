import type { Locale } from '../../i18n/index.ts';
import { nextTask } from '../dom.ts';
import type { CodeEditor, CodeEditorHost, FieldTexts } from './code-editor.ts';

/** The editor's own words, in other languages than English. They are read while it loads. */
const WORDS: Readonly<Record<Locale, () => Promise<unknown>>> = {
  en: () => Promise.resolve(),
  'zh-cn': () => import('monaco-editor/nls/lang/zh-cn'),
};

const FIELDS: Readonly<Record<Locale, () => Promise<FieldTexts>>> = {
  en: async () => (await import('../../i18n/fields.en.ts')).fieldsEn,
  'zh-cn': async () => (await import('../../i18n/fields.zh-cn.ts')).fieldsZhCn,
};

/** Loads the full editor in a language. */
export async function loadMonaco(locale: Locale) {
  const [fields] = await Promise.all([FIELDS[locale](), WORDS[locale]()]);
  const { createMonaco } = await import('./monaco.ts');
  // To run all its modules took this task; to create it takes another.
  await nextTask();
  return (place: HTMLElement, host: CodeEditorHost): CodeEditor =>
    createMonaco(place, host, fields);
}
