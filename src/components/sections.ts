/** A part of a lesson's text under one heading; the first has none. */
export interface Section {
  readonly heading: string;
  /** The heading's id on the page. */
  readonly slug: string;
  readonly text: string;
}

/** As the site's Markdown makes the ids of headings. */
export const slugOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

const plain = (text: string): string =>
  text
    .replace(/^(import|export) .*$/gm, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*_>#|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** The sections of a lesson's Markdown, as plain text. */
export function sectionsOf(markdown: string): Section[] {
  const parts = markdown.split(/^## +(.*)$/m);
  const sections: Section[] = [{ heading: '', slug: '', text: plain(parts[0] ?? '') }];
  for (let i = 1; i < parts.length; i += 2) {
    const heading = plain(parts[i] ?? '');
    sections.push({ heading, slug: slugOf(heading), text: plain(parts[i + 1] ?? '') });
  }
  return sections;
}
