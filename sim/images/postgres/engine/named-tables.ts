import type { TableName } from '../../../sql/index.ts';

/** Deeper than any statement that the parser lets through. */
const MAX_DEPTH = 2_000;

const isName = (value: object): value is TableName =>
  'schema' in value && 'name' in value && 'start' in value && !('kind' in value);

/** Every name of a table in a statement or in a query, in their order. */
export function namedTables(statement: object): TableName[] {
  const found: TableName[] = [];
  const walk = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
    if (isName(value)) found.push(value);
    for (const each of Object.values(value)) walk(each, depth + 1);
  };
  walk(statement, 0);
  return found;
}
