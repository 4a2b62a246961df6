import { type KeyName, keyNameOf, wordRight } from '../../../machines/index.ts';
import type { ReadlineHost } from './host.ts';

/** The keys of Ctrl-R and Ctrl-S that come later than the search itself. */
export interface Searching {
  /** Takes one key; false for those that the search knows, and where nothing is searched. */
  take(code: string): boolean;
}

const KNOWN: ReadonlySet<KeyName | undefined> = new Set<KeyName>([
  ...(['backspace', 'search', 'search-forth', 'enter', 'interrupt', 'abort', 'escape'] as const),
]);

/** Creates it for one terminal. Models isearch.c of readline 8.2. */
export function createSearching({ actor }: ReadlineHost): Searching {
  /** Looks for more: for what stands behind the place where it was found, too. */
  const takeMore = (isWord: boolean): void => {
    const { line, search } = actor.getSnapshot().context;
    const from = line.cursor + search.query.length;
    const to = isWord ? wordRight({ ...line, cursor: from }) : line.text.length;
    const text = line.text.slice(from, to);
    if (text !== '') actor.send({ type: 'KEY', key: { type: 'text', text } });
  };
  return {
    take(code) {
      if (!actor.getSnapshot().matches({ asked: 'searching' })) return false;
      if (code === '\x17' || code === '\x19') {
        takeMore(code === '\x17');
        return true;
      }
      const isText = code >= ' ' && code !== '\x7f';
      if (code !== '\n' && (isText || KNOWN.has(keyNameOf(code)))) return false;
      // Any other key ends the search, and then means what it always does.
      actor.send({ type: 'KEY', key: { type: 'key', name: 'escape' } });
      return code === '\n';
    },
  };
}
