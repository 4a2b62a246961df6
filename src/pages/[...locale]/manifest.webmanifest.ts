// What a browser needs to install the course like a program.
import type { APIRoute } from 'astro';
import { texts } from '../../components/page-texts.ts';
import { DEFAULT_LOCALE, LOCALE_NAMES, LOCALES, type Locale, pageUrl } from '../../i18n/index.ts';

export const getStaticPaths = () =>
  LOCALES.map((locale) => ({ params: { locale: locale === DEFAULT_LOCALE ? undefined : locale } }));

export const GET: APIRoute = ({ params }) => {
  const locale = (params.locale ?? DEFAULT_LOCALE) as Locale;
  const base = import.meta.env.BASE_URL;
  const t = texts(locale);
  const home = pageUrl(base, DEFAULT_LOCALE, '');
  const icon = (name: string, sizes: string, purpose: string) => ({
    src: `${home}icons/${name}.png`,
    sizes,
    type: 'image/png',
    purpose,
  });
  const manifest = {
    id: home,
    name: `${t.site.name} · ${t.site.tagline}`,
    short_name: t.site.name,
    description: t.home.lead,
    lang: LOCALE_NAMES[locale].tag,
    start_url: pageUrl(base, locale, ''),
    scope: home,
    display: 'standalone',
    background_color: '#14322f',
    theme_color: '#14322f',
    icons: [
      icon('icon-192', '192x192', 'any'),
      icon('icon-512', '512x512', 'any'),
      icon('icon-maskable-512', '512x512', 'maskable'),
    ],
  };
  return new Response(JSON.stringify(manifest), {
    headers: { 'content-type': 'application/manifest+json; charset=utf-8' },
  });
};
