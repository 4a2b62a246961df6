import type { Select, SelectItem, TableRef } from '../ast.ts';
import type { Cursor } from '../dialect.ts';

type Call = Extract<TableRef, { kind: 'function' }>;

/** The name that a call in a list of results is joined by; no statement can write it. */
const HIDDEN = '\0series';

/** A call in the list of results that gives rows is joined to the FROM, as a server expands it. */
export function withSeries({ dialect }: Cursor, select: Select): Select {
  const at = select.items.findIndex(
    (item) =>
      item.kind === 'expr' &&
      item.expr.kind === 'call' &&
      dialect.tableFunctions.has(item.expr.name),
  );
  const item = select.items[at];
  if (item?.kind !== 'expr' || item.expr.kind !== 'call') return select;
  const { name, args, start, end } = item.expr;
  const right: Call = { kind: 'function', name, args, alias: HIDDEN, columns: [] };
  const column = { kind: 'column', schema: '', table: HIDDEN, name: HIDDEN, start, end } as const;
  const alias = item.alias === '' ? name : item.alias;
  const replaced: SelectItem = { ...item, expr: column, alias };
  const plain = { how: 'inner', on: undefined, using: [], isNatural: false } as const;
  const from: TableRef =
    select.from === undefined ? right : { kind: 'join', left: select.from, right, ...plain };
  return { ...select, from, items: select.items.with(at, replaced) };
}
