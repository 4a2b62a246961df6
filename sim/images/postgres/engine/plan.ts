import type { Expr, Query, Select, Statement, Table, TableRef } from '../../../sql/index.ts';
import { deparsed } from './deparse.ts';

type TableOf = (schema: string, name: string) => Table | undefined;

/** A node of a plan: its line, what stands below it, and the nodes that it reads. */
interface Node {
  readonly head: string;
  readonly notes: readonly string[];
  readonly inputs: readonly Node[];
}

const node = (head: string, notes: readonly string[], ...inputs: Node[]): Node => ({
  head,
  notes,
  inputs,
});

function linesOf({ head, notes, inputs }: Node, depth: number): string[] {
  const indent = depth === 0 ? '' : `${' '.repeat(depth * 6 - 4)}->  `;
  const under = ' '.repeat(depth * 6 + 2);
  return [
    `${indent}${head}`,
    ...notes.map((note) => `${under}${note}`),
    ...inputs.flatMap((input) => linesOf(input, depth + 1)),
  ];
}

/** The equality that a key of a table answers, if the condition is one. */
function keyFor(table: Table, where: Expr | undefined): string | undefined {
  if (where?.kind !== 'binary' || where.operator !== '=') return undefined;
  const { left, right } = where;
  if (left.kind !== 'column' || right.kind !== 'literal') return undefined;
  const key = table.definition.keys.find(
    ({ columns, kind }) =>
      columns.length === 1 && columns[0]?.name === left.name && kind !== 'fulltext',
  );
  return key?.name;
}

function scan(table: Table, alias: string, where: Expr | undefined): Node {
  const { name, columns } = table.definition;
  const shown = alias === name ? name : `${name} ${alias}`;
  const condition = where === undefined ? '' : `(${deparsed(where, columns)})`;
  const key = keyFor(table, where);
  if (key !== undefined) {
    return node(`Index Scan using ${key} on ${shown}`, [`Index Cond: ${condition}`]);
  }
  return node(`Seq Scan on ${shown}`, where === undefined ? [] : [`Filter: ${condition}`]);
}

const JOINS = { inner: 'Hash Join', left: 'Hash Left Join', right: 'Hash Right Join' } as const;

function planFrom(from: TableRef, where: Expr | undefined, tableOf: TableOf): Node {
  if (from.kind === 'table') {
    const table = tableOf(from.table.schema, from.table.name);
    return table === undefined
      ? node(`Seq Scan on ${from.alias}`, [])
      : scan(table, from.alias, where);
  }
  if (from.kind === 'function') return node(`Function Scan on ${from.name}`, []);
  if (from.kind === 'query') {
    return node(`Subquery Scan on ${from.alias}`, [], planQuery(from.query, tableOf));
  }
  const left = planFrom(from.left, undefined, tableOf);
  const right = planFrom(from.right, undefined, tableOf);
  const filter = where === undefined ? [] : [`Filter: (${deparsed(where, [])})`];
  if (from.on === undefined || from.how === 'full') {
    return node('Nested Loop', filter, left, node('Materialize', [], right));
  }
  // The smaller side is hashed: of a join over a foreign key, the one that it points to.
  const condition = `Hash Cond: (${deparsed(from.on, [])})`;
  const [outer, inner] = isKeySide(from, tableOf) ? [left, right] : [right, left];
  return node(JOINS[from.how], [condition, ...filter], outer, node('Hash', [], inner));
}

type Join = Extract<TableRef, { kind: 'join' }>;

/** Whether the right side of a join is found by its key. */
function isKeySide({ right, on, how }: Join, tableOf: TableOf): boolean {
  if (how === 'left' || right.kind !== 'table') return true;
  const table = tableOf(right.table.schema, right.table.name);
  const sides = on?.kind === 'binary' ? [on.left, on.right] : [];
  return sides.some(
    (side) =>
      side.kind === 'column' &&
      side.table === right.alias &&
      table?.definition.keys.some(
        ({ kind, columns }) => kind === 'primary' && columns[0]?.name === side.name,
      ),
  );
}

const isAggregate = (select: Select): boolean =>
  select.items.some((item) => {
    const { expr } = item.kind === 'expr' ? item : { expr: undefined };
    return expr?.kind === 'call' && ['count', 'sum', 'avg', 'min', 'max'].includes(expr.name);
  });

function planSelect(select: Select, tableOf: TableOf): Node {
  if (select.from === undefined) return node('Result', []);
  let plan = planFrom(select.from, select.where, tableOf);
  if (select.groupBy.length > 0) {
    const key = select.groupBy.map((expr) => deparsed(expr, [])).join(', ');
    plan = node('HashAggregate', [`Group Key: ${key}`], plan);
  } else if (isAggregate(select)) plan = node('Aggregate', [], plan);
  if (!select.isDistinct) return plan;
  const key = select.items.map((item) => (item.kind === 'expr' ? deparsed(item.expr, []) : '*'));
  return node('HashAggregate', [`Group Key: ${key.join(', ')}`], plan);
}

function planQuery(query: Query, tableOf: TableOf): Node {
  const one = (part: Query['first']): Node =>
    part.kind === 'select'
      ? planSelect(part, tableOf)
      : part.kind === 'compound'
        ? planQuery(part, tableOf)
        : node('Values Scan on "*VALUES*"', []);
  let plan = one(query.first);
  if (query.others.length > 0) {
    const all = [plan, ...query.others.map(({ select }) => one(select))];
    plan = node('Append', [], ...all);
    if (query.others.some(({ isAll }) => !isAll)) plan = node('HashAggregate', [], plan);
  }
  if (query.orderBy.length > 0) {
    const keys = query.orderBy.map(
      ({ expr, isDescending }) => `${deparsed(expr, [])}${isDescending ? ' DESC' : ''}`,
    );
    plan = node('Sort', [`Sort Key: ${keys.join(', ')}`], plan);
  }
  return query.limit === undefined ? plan : node('Limit', [], plan);
}

/** The plan of a statement, without costs. Models the shape of what src/backend/optimizer picks. */
export function planOf(statement: Statement, tableOf: TableOf): string[] {
  switch (statement.kind) {
    case 'query':
      return linesOf(planQuery(statement.query, tableOf), 0);
    case 'insert':
      return linesOf(node(`Insert on ${statement.table.name}`, [], node('Result', [])), 0);
    case 'update':
    case 'delete': {
      const from: TableRef =
        statement.kind === 'update'
          ? statement.from
          : { kind: 'table', table: statement.table, alias: statement.alias };
      const name = from.kind === 'table' ? from.table.name : '';
      const verb = statement.kind === 'update' ? 'Update' : 'Delete';
      return linesOf(node(`${verb} on ${name}`, [], planFrom(from, statement.where, tableOf)), 0);
    }
    default:
      return [];
  }
}
