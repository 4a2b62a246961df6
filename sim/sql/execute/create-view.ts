import type { Statement, TableName } from '../ast.ts';
import type { Env } from '../dialect.ts';
import { type SqlError, SqlFailure } from '../errors.ts';
import type { Schema } from '../storage/model.ts';
import { done, type Outcome } from './outcome.ts';
import { createQueryBinder } from './queries.ts';
import { selectedColumn } from './selected-columns.ts';
import { schemaName, schemaOf } from './tables.ts';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** What is said of a view to alter that is none. */
function wrongView({ dialect }: Env, schema: Schema, { name, start }: TableName): SqlError {
  const { errors } = dialect;
  const isTable = schema.tables.has(name);
  const wrong = isTable ? errors.wrongKind(name, 'table', schema.name) : undefined;
  return wrong ?? errors.unknownTable(schema.name, name, start);
}

/** `create view`. */
export function executeCreateView(
  env: Env,
  statement: Extract<Statement, { kind: 'create view' }>,
): Outcome {
  const { table, orReplace, isAlter, columns, query, text } = statement;
  const { errors } = env.dialect;
  const schema = schemaOf(env, schemaName(env, table));
  const isThere = schema.views.has(table.name);
  if (isAlter && !isThere) throw new SqlFailure(wrongView(env, schema, table));
  const clash =
    schema.tables.has(table.name) && orReplace ? wrongView(env, schema, table) : undefined;
  if (clash !== undefined) throw new SqlFailure(clash);
  const isTaken = schema.tables.has(table.name) || (isThere && !orReplace && !isAlter);
  if (isTaken) throw new SqlFailure(errors.tableExists(table.name));
  const plan = createQueryBinder(env).bind(query, undefined);
  if (columns.length > 0 && columns.length !== plan.columns.length) {
    throw new SqlFailure(errors.viewColumns());
  }
  const names = plan.columns.map(({ name }, i) => columns[i] ?? name);
  const twice = names.find((name, i) => names.findIndex((each) => same(each, name)) < i);
  if (twice !== undefined) throw new SqlFailure(errors.duplicateColumn(twice));
  const fact = (name: string): string => {
    const value = env.session.fact(name);
    return typeof value === 'string' ? value : '';
  };
  schema.views.set(table.name, {
    name: table.name,
    columns: names,
    query,
    text,
    selected: plan.columns.map(({ name }) => name),
    described: plan.columns.map((column, i) => ({
      ...selectedColumn(env, column),
      name: names[i] ?? column.name,
    })),
    algorithm: statement.algorithm,
    security: statement.security,
    check: statement.check,
    definer: statement.definer === '' ? fact('current_user') : statement.definer,
    charset: fact('character_set_client'),
    collation: fact('collation_connection'),
  });
  return done('CREATE VIEW');
}
