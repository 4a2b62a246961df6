import { DEFAULT_LOCALE, isLocale } from '../i18n/index.ts';
import { type LessonPage, lessonPages } from './lesson-list.ts';

/** The lesson whose page is being made, by the parameters of its address. */
export async function lessonOfPage(
  params: Readonly<Record<string, string | undefined>>,
): Promise<LessonPage> {
  const { course, lesson, locale = DEFAULT_LOCALE } = params;
  const pages = isLocale(locale) ? await lessonPages(locale) : [];
  const page = pages.find(({ id }) => id === `${course}/${lesson}`);
  if (page === undefined) throw new Error(`there is no lesson ${course}/${lesson} in ${locale}`);
  return page;
}
