import type { AlterAction, Statement, TableName } from '../ast.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import type { Table } from '../storage/model.ts';
import { current, latest } from '../storage/rows.ts';
import { addColumn, changeColumn, dropColumn, renameColumn } from './alter-columns.ts';
import {
  dropConstraint,
  dropNamed,
  enforceCheck,
  renameKey,
  verifyNeededKeys,
  verifyTies,
} from './alter-constraints.ts';
import { type Draft, edit, indexOf } from './alter-draft.ts';
import { rebuild } from './alter-rows.ts';
import { convertTexts, setOption } from './alter-texts.ts';
import { done, type Outcome } from './outcome.ts';
import { addCheck, addForeignKey, addKey, verifyGenerated } from './table-parts.ts';
import { baseTable, lookUp, schemaName, schemaOf } from './tables.ts';

function apply(env: Env, draft: Draft, action: AlterAction): void {
  switch (action.kind) {
    case 'add column':
      addColumn(env, draft, action);
      break;
    case 'drop column':
      dropColumn(env, draft, action.name, action.ifExists);
      break;
    case 'change column':
      changeColumn(env, draft, action);
      break;
    case 'rename column':
      renameColumn(env, draft, action);
      break;
    case 'set default': {
      const text =
        action.value === undefined ? '' : env.text.slice(action.value.start, action.value.end);
      const change = { defaultValue: action.value, defaultText: text };
      edit(draft, indexOf(env, draft, action.name), change);
      break;
    }
    case 'set null':
      edit(draft, indexOf(env, draft, action.name), { isNullable: action.isNullable });
      break;
    case 'set type':
      edit(draft, indexOf(env, draft, action.name), { type: action.type });
      break;
    case 'add key':
      addKey(env, draft, action.key);
      break;
    case 'add foreign key':
      addForeignKey(env, draft, action.foreignKey);
      break;
    case 'add check':
      addCheck(env, draft, action.check, '');
      break;
    case 'drop key':
      dropNamed(env, draft, action.name, 'keys');
      break;
    case 'rename key':
      renameKey(env, draft, action);
      break;
    case 'drop constraint':
      dropConstraint(env, draft, action);
      break;
    case 'enforce check':
      enforceCheck(env, draft, action);
      break;
    case 'rebuild':
      if (action.why === 'convert') convertTexts(env, draft);
      break;
    case 'drop primary key':
      dropNamed(
        env,
        draft,
        draft.keys.find(({ kind }) => kind === 'primary')?.name ?? 'PRIMARY',
        'keys',
      );
      break;
    case 'drop foreign key':
      dropNamed(env, draft, action.name, 'foreignKeys');
      break;
    case 'rename table':
      draft.name = action.table.name;
      draft.schema = action.table.schema === '' ? draft.schema : action.table.schema;
      break;
    case 'option':
      setOption(draft.options, action);
  }
}

/** `alter table`. */
export function executeAlterTable(
  env: Env,
  statement: Extract<Statement, { kind: 'alter table' }>,
): Outcome {
  if (statement.ifExists && lookUp(env, statement.table) === undefined) return done('ALTER TABLE');
  const table = baseTable(env, statement.table, 'ALTER');
  for (const row of table.rows) current(row, env.transaction);
  const { definition } = table;
  const draft: Draft = {
    name: definition.name,
    schema: table.schema,
    columns: [...definition.columns],
    keys: [...definition.keys],
    foreignKeys: [...definition.foreignKeys],
    checks: [...definition.checks],
    options: { ...definition.options },
    sources: new Map(definition.columns.map(({ name }, index) => [name, { kind: 'old', index }])),
  };
  for (const action of statement.actions) apply(env, draft, action);
  verifyGenerated(env, draft);
  env.dialect.verifyTable(draft);
  verifyNeededKeys(env, table, draft);
  verifyTies(env, table, draft);
  const { name, columns, keys, foreignKeys, checks, options } = draft;
  const auto = options.auto_increment;
  if (auto !== undefined && BigInt(auto) > table.nextAuto) table.nextAuto = BigInt(auto);
  rebuild(env, table, draft, { ...definition, name, columns, keys, foreignKeys, checks, options });
  if (name !== definition.name || draft.schema !== table.schema) {
    move(env, table, { schema: draft.schema, name, start: 0, end: 0 }, definition.name);
  }
  const isCopied = env.dialect.countsCopiedRows(env, statement.actions, definition);
  const rows = isCopied
    ? table.rows.filter((row) => latest(row, env.transaction) !== undefined).length
    : 0;
  return done('ALTER TABLE', rows, { matched: rows });
}

function move(env: Env, table: Table, to: TableName, oldName: string): void {
  const target = schemaOf(env, to.schema === '' ? table.schema : to.schema);
  if (target.tables.has(to.name)) {
    throw new SqlFailure(env.dialect.errors.tableExists(to.name));
  }
  env.catalog.schemas.get(table.schema)?.tables.delete(oldName);
  const moved: Table = {
    ...table,
    schema: target.name,
    definition: { ...table.definition, name: to.name },
  };
  target.tables.set(to.name, moved);
  moved.unwritten = 'anything';
}

/** `rename table a to b`. */
export function executeRename(
  env: Env,
  { pairs }: Extract<Statement, { kind: 'rename table' }>,
): Outcome {
  for (const { from, to } of pairs) {
    const table = baseTable(env, from, 'RENAME');
    const schema = to.schema === '' ? schemaName(env, from) : to.schema;
    move(env, table, { ...to, schema }, from.name);
  }
  return done('RENAME TABLE');
}

/** `create index` and `drop index`, as changes of their table. */
export function executeIndex(
  env: Env,
  statement: Extract<Statement, { kind: 'create index' | 'drop index' }>,
): Outcome {
  const table =
    statement.kind === 'create index'
      ? statement.table
      : (statement.table ?? ownerOf(env, statement.name, statement.ifExists));
  const tag = statement.kind === 'create index' ? 'CREATE INDEX' : 'DROP INDEX';
  if (table === undefined) return done(tag);
  const action: AlterAction =
    statement.kind === 'create index'
      ? { kind: 'add key', key: statement.key }
      : { kind: 'drop key', name: statement.name };
  executeAlterTable(env, { kind: 'alter table', table, ifExists: false, actions: [action] });
  return done(tag);
}

/** Where indexes have names of their own, the table of one. */
function ownerOf(env: Env, name: string, ifExists: boolean): TableName | undefined {
  const schema = env.catalog.schemas.get(env.session.schema());
  for (const { definition } of schema?.tables.values() ?? []) {
    if (definition.keys.some((key) => key.name === name)) {
      return { schema: '', name: definition.name, start: 0, end: 0 };
    }
  }
  if (ifExists) return undefined;
  throw new SqlFailure(env.dialect.errors.unknownIndex(name));
}
