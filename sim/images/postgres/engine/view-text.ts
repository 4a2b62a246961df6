import type { Query } from '../../../sql/index.ts';

/** The lines of a view's query, each clause on a line of its own. Models get_select_query_def. */
export function viewLines(_query: Query, text: string): string[] {
  const body = text
    .trim()
    .replace(/;$/, '')
    .replace(/^select\s+/i, '');
  const [list = '', ...rest] = body.split(/\s+(?=from\b|where\b|group by\b|order by\b|having\b)/i);
  const items = list.split(/,\s*(?![^(]*\))/);
  const clauses = rest.map((clause) => {
    const [, word = '', tail = ''] =
      /^(from|where|group by|order by|having)\s*(.*)$/is.exec(clause) ?? [];
    const pad = { FROM: '   ', WHERE: '  ', HAVING: '  ' }[word.toUpperCase()] ?? '  ';
    return `${pad}${word.toUpperCase()} ${tail}`;
  });
  const lines = [` SELECT ${items.join(',\n    ')}`, ...clauses].join('\n').split('\n');
  return [...lines.slice(0, -1), `${lines.at(-1)};`];
}
