import type { default as MiniSearch, SearchResult } from 'minisearch';
import { byId, create } from '../dom.ts';

interface Entry {
  readonly id: number;
  readonly url: string;
  readonly title: string;
  readonly heading: string;
  readonly text: string;
}

const MOST_RESULTS = 12;
/** Characters of text shown around the first match. */
const AROUND = 90;

/** The words of a text, in Chinese too, where no spaces are between them. */
function wordsOf(text: string): string[] {
  const segmenter = new Intl.Segmenter(document.documentElement.lang, { granularity: 'word' });
  return [...segmenter.segment(text)].flatMap(({ segment, isWordLike }) =>
    isWordLike === true ? [segment.toLowerCase()] : [],
  );
}

async function loadIndex(url: string): Promise<MiniSearch<Entry>> {
  const [{ default: Search }, entries] = await Promise.all([
    import('minisearch'),
    fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status}`);
      return answer.json() as Promise<Entry[]>;
    }),
  ]);
  const index = new Search<Entry>({
    fields: ['title', 'heading', 'text'],
    storeFields: ['url', 'title', 'heading', 'text'],
    tokenize: wordsOf,
    searchOptions: {
      prefix: true,
      fuzzy: 0.15,
      boost: { title: 4, heading: 2 },
      combineWith: 'AND',
    },
  });
  index.addAll(entries);
  return index;
}

/** What has all words of a query, else what has some of them. */
function search(index: MiniSearch<Entry>, query: string): SearchResult[] {
  const all = index.search(query);
  return all.length > 0 ? all : index.search(query, { combineWith: 'OR' });
}

/** Where the shown part of a text begins, so that it has a match and cuts no word. */
function beginOf(text: string, firstMatch: number): number {
  const from = firstMatch - AROUND / 2;
  if (text.length <= 2 * AROUND || from <= 0) return 0;
  const [skipped = ''] =
    /^[^\s，。；、]*[\s.,;:，。；、]*/.exec(text.slice(from, firstMatch)) ?? [];
  return from + skipped.length;
}

/** Finds words where they begin; in Chinese a text does not show where that is. */
function matcherOf(words: readonly string[]): RegExp {
  const any = words
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('|');
  return new RegExp(`((?<![a-z0-9](?=[a-z0-9]))(?:${any}))`, 'giu');
}

/** The part of a text around the first of the words, with the words marked. */
function excerpt(text: string, words: RegExp): HTMLElement {
  const from = beginOf(text, Math.max(0, text.search(words)));
  const part = `${from > 0 ? '… ' : ''}${text.slice(from, from + 2 * AROUND)}`;
  const line = create('span', 'search-text');
  for (const [at, piece] of part.split(words).entries()) {
    line.append(at % 2 === 1 ? create('mark', '', piece) : piece);
  }
  return line;
}

function showResult(entry: Entry, words: RegExp): HTMLElement {
  const item = create('li', '');
  const link = create('a', 'search-result');
  link.href = entry.url;
  const title = create('span', 'search-title', entry.title);
  if (entry.heading !== '') title.append(create('span', 'search-heading', ` › ${entry.heading}`));
  link.append(title, excerpt(entry.text, words));
  item.append(link);
  return item;
}

/** Makes the search work: its index comes when it is first opened. Returns what opens it. */
export function startSearch(): () => void {
  const dialog = byId('search-dialog') as HTMLDialogElement;
  const field = byId('search-field') as HTMLInputElement;
  const results = byId('search-results');
  const status = byId('search-status');
  let index: Promise<MiniSearch<Entry>> | undefined;

  const find = async (): Promise<void> => {
    const query = field.value.trim();
    if (query === '') {
      results.replaceChildren();
      status.textContent = '';
      return;
    }
    try {
      index ??= loadIndex(dialog.dataset.index ?? '');
      const found = search(await index, query);
      if (query !== field.value.trim()) return;
      const first = found.slice(0, MOST_RESULTS);
      const words = matcherOf([...new Set(first.flatMap(({ terms }) => terms))]);
      const lines = first.map((one) => showResult(one as unknown as Entry, words));
      const none = create('li', 'search-none', dialog.dataset.none);
      results.replaceChildren(...(lines.length > 0 ? lines : [none]));
      const said = found.length > 0 ? dialog.dataset.found : dialog.dataset.none;
      status.textContent = (said ?? '').replace('{count}', String(found.length));
    } catch {
      index = undefined;
      results.replaceChildren(create('li', 'search-none', dialog.dataset.failed));
    }
  };
  const links = (): HTMLElement[] => [...results.querySelectorAll<HTMLElement>('a')];
  dialog.addEventListener('keydown', (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    if (by === 0) return;
    const all = links();
    const at = all.indexOf(document.activeElement as HTMLElement) + by;
    event.preventDefault();
    (all[at] ?? (at < 0 ? field : all.at(-1)))?.focus();
  });
  field.addEventListener('keydown', (event) => {
    // Without this a browser would empty the field first.
    if (event.key === 'Escape') dialog.close();
    if (event.key === 'Enter') links()[0]?.click();
  });
  field.addEventListener('input', () => void find());
  results.addEventListener('click', (event) => {
    // A place on this very page does not load it anew.
    if ((event.target as Element).closest('a') !== null) dialog.close();
  });
  return () => {
    dialog.showModal();
    field.select();
  };
}
