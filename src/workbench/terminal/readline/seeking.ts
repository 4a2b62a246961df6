import { goTo, search } from '../../../machines/index.ts';
import type { Editing } from './editing.ts';

/** Moves in the history by what its lines have in them. */
export interface Seeking {
  /** The next line that begins with what stands before the cursor, or has it in it. */
  byLine(now: Editing, by: 1 | -1, isAnywhere: boolean): Editing | undefined;
  /** The next line with `text` in it, from its start; '' is what was looked for last. */
  byText(now: Editing, by: 1 | -1, text: string): Editing | undefined;
}

/** Creates it for one terminal. Models search.c of readline 8.2. */
export function createSeeking(): Seeking {
  let last = '';
  let found: { line: Editing['line']; query: string } | undefined;

  const went = (now: Editing, at: number, cursor: number | undefined): Editing | undefined => {
    const moved = goTo(now.history, at, now.line.text);
    if (moved === undefined) return undefined;
    const { text, history } = moved;
    const place = Math.min(cursor ?? text.length, text.length);
    return {
      history,
      line: { ...now.line, text, cursor: place, past: [], last: { type: 'other' } },
    };
  };
  return {
    byLine(now, by, isAnywhere) {
      const { line, history } = now;
      const query = found?.line === line ? found.query : line.text.slice(0, line.cursor);
      if (query === '') return went(now, history.at + by, undefined);
      for (let at = history.at + by; at >= 0; at += by) {
        const text = goTo(history, at, line.text)?.text;
        if (text === undefined) return undefined;
        const isFound = isAnywhere ? text.includes(query) : text.startsWith(query);
        if (!isFound || text === line.text) continue;
        const next = went(now, at, isAnywhere ? text.indexOf(query) : query.length);
        if (next !== undefined) found = { line: next.line, query };
        return next;
      }
      return undefined;
    },
    byText(now, by, text) {
      const query = text === '' ? last : text;
      last = query;
      const from = now.history.at + by;
      const start = { at: from, index: by === 1 ? Number.POSITIVE_INFINITY : 0 };
      const place = from < 0 ? undefined : search(now.history, query, start, by);
      return place === undefined || place.at < 0 ? undefined : went(now, place.at, 0);
    },
  };
}
