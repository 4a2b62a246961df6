// What the search of one language looks through: every section of every lesson, and the glossary.
import type { APIRoute } from 'astro';
import { lessonPages } from '../../components/lesson-list.ts';
import { sectionsOf } from '../../components/sections.ts';
import { glossaryOf } from '../../i18n/glossary.ts';
import { DEFAULT_LOCALE, LOCALES, type Locale, pageUrl } from '../../i18n/index.ts';

export const getStaticPaths = () =>
  LOCALES.map((locale) => ({ params: { locale: locale === DEFAULT_LOCALE ? undefined : locale } }));

export const GET: APIRoute = async ({ params }) => {
  const locale = (params.locale ?? DEFAULT_LOCALE) as Locale;
  const base = import.meta.env.BASE_URL;
  const lessons = (await lessonPages(locale)).flatMap((page) =>
    sectionsOf(page.entry.body ?? '').map(({ heading, slug, text }) => ({
      url: `${pageUrl(base, locale, `${page.id}/`)}${slug === '' ? '' : `#${slug}`}`,
      title: page.entry.data.title,
      heading,
      text: heading === '' ? `${page.entry.data.summary} ${text}` : text,
    })),
  );
  const terms = glossaryOf(locale).map(({ id, name, forms, text }) => ({
    url: `${pageUrl(base, locale, 'glossary/')}#${id}`,
    title: name,
    heading: '',
    text: `${text} ${forms.join(' ')}`,
  }));
  const entries = [...lessons, ...terms].map((entry, id) => ({ id, ...entry }));
  return new Response(JSON.stringify(entries), {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
};
