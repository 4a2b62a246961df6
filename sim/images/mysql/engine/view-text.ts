import type {
  Expr,
  Query,
  Schema,
  Select,
  SelectItem,
  TableRef,
  View,
} from '../../../sql/index.ts';
import { type ExpressionStyle, expressionText, quotedName } from './expression-text.ts';

/** What a name in a FROM stands for. */
interface Source {
  readonly alias: string;
  readonly schema: string;
  readonly isAlias: boolean;
  readonly columns: readonly string[];
}

/** What the text of a view is written from. */
export interface ViewContext {
  readonly schemas: ReadonlyMap<string, Schema>;
  /** The database of the view. */
  readonly schema: string;
  /** Whether names carry their database. */
  readonly isQualified: boolean;
}

function columnsOf({ schemas }: ViewContext, schema: string, name: string): readonly string[] {
  const owner = schemas.get(schema);
  const table = owner?.tables.get(name)?.definition.columns.map((column) => column.name);
  return table ?? owner?.views.get(name)?.columns ?? [];
}

function sourcesOf(context: ViewContext, ref: TableRef | undefined): Source[] {
  if (ref === undefined) return [];
  if (ref.kind === 'join')
    return [...sourcesOf(context, ref.left), ...sourcesOf(context, ref.right)];
  if (ref.kind === 'query') {
    const columns = ref.columns.length > 0 ? ref.columns : queryColumns(context, ref.query);
    return [{ alias: ref.alias, schema: '', isAlias: true, columns }];
  }
  if (ref.kind === 'function') {
    return [{ alias: ref.alias, schema: '', isAlias: true, columns: ref.columns }];
  }
  const schema = ref.table.schema === '' ? context.schema : ref.table.schema;
  const columns = columnsOf(context, schema, ref.table.name);
  const isAlias = ref.alias !== '' && ref.alias !== ref.table.name;
  return [{ alias: isAlias ? ref.alias : ref.table.name, schema, isAlias, columns }];
}

function queryColumns(context: ViewContext, query: Query): string[] {
  const { first } = query;
  if (first.kind === 'compound') return queryColumns(context, first);
  if (first.kind === 'values') return [];
  const sources = sourcesOf(context, first.from);
  return first.items.flatMap((item) => {
    if (item.kind === 'star') return starred(sources, item.table).flatMap(({ columns }) => columns);
    return [nameOf(item)];
  });
}

const starred = (sources: readonly Source[], table: string): readonly Source[] =>
  table === '' ? sources : sources.filter(({ alias }) => alias === table);

const nameOf = (item: Extract<SelectItem, { kind: 'expr' }>): string =>
  item.alias !== '' ? item.alias : item.expr.kind === 'column' ? item.expr.name : '';

/** Whether rows can be written through a view: each of them is one row of one table. */
export function isUpdatable({ query }: View): boolean {
  const { first, others, limit } = query;
  return (
    first.kind === 'select' &&
    others.length === 0 &&
    limit === undefined &&
    first.from?.kind === 'table' &&
    !first.isDistinct &&
    first.groupBy.length === 0 &&
    first.having === undefined
  );
}

/** The text of a view's query. Models the print methods of the server's query blocks. */
export function viewText(context: ViewContext, view: View): string {
  return queryText(context, view.query, view.selected, view.text, []);
}

function queryText(
  context: ViewContext,
  query: Query,
  names: readonly string[],
  text: string,
  outer: readonly Source[],
): string {
  const { first, others, orderBy, limit, offset } = query;
  const one = (part: typeof first, given: readonly string[]): string => {
    if (part.kind === 'compound') return `(${queryText(context, part, given, text, outer)})`;
    return part.kind === 'select' ? selectText(context, part, given, outer) : text;
  };
  const parts = others.map(
    ({ how, isAll, select }) => ` ${how}${isAll ? ' all' : ''} ${one(select, [])}`,
  );
  const sources = first.kind === 'select' ? sourcesOf(context, first.from) : [];
  const style = styleOf(context, [...sources, ...outer]);
  const aliases = first.kind === 'select' ? first.items : [];
  const keyText = (expr: Expr): string => {
    const isAlias =
      expr.kind === 'column' &&
      expr.table === '' &&
      aliases.some((item) => item.kind === 'expr' && item.alias === expr.name);
    return isAlias ? quotedName(expr.name) : expressionText(expr, style);
  };
  const order = orderBy
    .map(({ expr, isDescending }) => `${keyText(expr)}${isDescending ? ' desc' : ''}`)
    .join(',');
  const start = offset === undefined ? '' : `${expressionText(offset, style)},`;
  return [
    one(first, names),
    ...parts,
    order === '' ? '' : ` order by ${order}`,
    limit === undefined ? '' : ` limit ${start}${expressionText(limit, style)}`,
  ].join('');
}

function styleOf(context: ViewContext, sources: readonly Source[]): ExpressionStyle {
  const qualified = (source: Source): string =>
    context.isQualified && !source.isAlias && source.schema !== ''
      ? `${quotedName(source.schema)}.${quotedName(source.alias)}`
      : quotedName(source.alias);
  return {
    introducer: '',
    column({ table, name }) {
      const source = sources.find((each) =>
        table === ''
          ? each.columns.some((column) => column.toLowerCase() === name.toLowerCase())
          : each.alias.toLowerCase() === table.toLowerCase(),
      );
      if (source === undefined) return quotedName(name);
      return `${qualified(source)}.${quotedName(name)}`;
    },
    query: (query) => queryText(context, query, [], '', sources),
  };
}

function selectText(
  context: ViewContext,
  select: Select,
  names: readonly string[],
  outer: readonly Source[],
): string {
  const own = sourcesOf(context, select.from);
  const style = styleOf(context, [...own, ...outer]);
  const text = (expr: Expr): string => expressionText(expr, style);
  const place = { start: 0, end: 0 };
  const items = select.items.flatMap((item): { text: string; name: string }[] => {
    if (item.kind === 'expr') return [{ text: text(item.expr), name: nameOf(item) }];
    return starred(own, item.table).flatMap(({ alias, columns }) =>
      columns.map((name) => {
        const column = { kind: 'column', schema: '', table: alias, name, ...place } as const;
        return { text: text(column), name };
      }),
    );
  });
  const list = items.map((item, i) => `${item.text} AS ${quotedName(names[i] ?? item.name)}`);
  const from = select.from === undefined ? '' : ` from ${fromText(context, select.from, style)}`;
  const groups = select.groupBy.map(text).join(',');
  return [
    `select ${select.isDistinct ? 'distinct ' : ''}${list.join(',')}`,
    from,
    select.where === undefined ? '' : ` where ${text(select.where)}`,
    groups === '' ? '' : ` group by ${groups}${select.withRollup ? ' with rollup' : ''}`,
    select.having === undefined ? '' : ` having ${text(select.having)}`,
  ].join('');
}

function fromText(context: ViewContext, ref: TableRef, style: ExpressionStyle): string {
  switch (ref.kind) {
    case 'table': {
      const { schema, name } = ref.table;
      const owner = schema === '' ? context.schema : schema;
      const isFull = context.isQualified || owner !== context.schema;
      const table = isFull ? `${quotedName(owner)}.${quotedName(name)}` : quotedName(name);
      const hasAlias = ref.alias !== '' && ref.alias !== name;
      return hasAlias ? `${table} ${quotedName(ref.alias)}` : table;
    }
    case 'query': {
      const inner = queryText(context, ref.query, ref.columns, '', []);
      return `(${inner}) ${quotedName(ref.alias)}`;
    }
    case 'function':
      return quotedName(ref.alias);
    default: {
      const how = ref.how === 'inner' ? 'join' : `${ref.how} join`;
      const on = ref.on === undefined ? '' : ` on(${expressionText(ref.on, style)})`;
      const [left, right] = [
        fromText(context, ref.left, style),
        fromText(context, ref.right, style),
      ];
      return `(${left} ${how} ${right}${on})`;
    }
  }
}
