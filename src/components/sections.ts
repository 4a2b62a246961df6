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

/** Blocks of code without their language, code within a line, and what is between them. */
const PARTS = /```[^\n]*\n([\s\S]*?)```|`([^`\n]*)`|((?:(?!```|`[^`\n]*`)[\s\S])+)/g;

const prose = (text: string): string =>
  text
    .replace(/^(import|export) .*$/gm, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*+/g, '')
    .replace(/[`_>#|]+/g, ' ');

/** A link may have code in its words, so links are undone first. */
const unlinked = (text: string): string => text.replace(/\[(`[^`]*`)\]\([^)]*\)/g, '$1');

const plain = (text: string): string =>
  [...unlinked(text).matchAll(PARTS)]
    .map(([, block, code, between = '']) =>
      block !== undefined ? ` ${block} ` : (code ?? prose(between)),
    )
    .join('')
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
