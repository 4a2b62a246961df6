import type { PageSubject } from './subject.ts';

/** How long and how hard a page is to read. */
export interface Readability {
  readonly words: number;
  /** Flesch–Kincaid grade for English; characters a sentence for Chinese. */
  readonly grade: number;
}

const syllablesOf = (word: string): number => {
  const groups = word
    .toLowerCase()
    .replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, '')
    .match(/[aeiouy]{1,2}/g);
  return Math.max(1, groups?.length ?? 1);
};

/** Measures the prose of a page. */
export function readabilityOf({ page, language }: PageSubject): Readability {
  if (language === 'zh-cn') {
    const characters = page.prose.match(/\p{Script=Han}/gu)?.length ?? 0;
    const sentences = Math.max(1, page.prose.match(/[。！？；]/g)?.length ?? 1);
    return { words: characters, grade: characters / sentences };
  }
  const words = page.prose.match(/[A-Za-z][A-Za-z'’-]*/g) ?? [];
  const sentences = Math.max(1, page.prose.match(/[.!?:](\s|$)/g)?.length ?? 1);
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  const count = Math.max(1, words.length);
  return {
    words: words.length,
    grade: 0.39 * (count / sentences) + 11.8 * (syllables / count) - 15.59,
  };
}
