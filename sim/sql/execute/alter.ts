import type { AlterAction, ColumnPlace, Expr, Statement, TableName } from '../ast.ts';
import { bindExpression } from '../bind/expressions.ts';
import { columnsIn } from '../bind/names.ts';
import { createScope } from '../bind/scope.ts';
import { frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import type { Check, Column, ForeignKey, Key, Table, TableDefinition } from '../storage/model.ts';
import { current, latest } from '../storage/rows.ts';
import { textOf, type Value } from '../values.ts';
import { convertTexts, inherited, setOption } from './alter-texts.ts';
import { childrenKeys, clashError, findClash, verifyChecks, verifyParents } from './constraints.ts';
import {
  addCheck,
  addColumnParts,
  addForeignKey,
  addKey,
  columnOf,
  verifyGenerated,
} from './define.ts';
import { withGenerated } from './generated.ts';
import { storeValue } from './insert.ts';
import { done, type Outcome } from './outcome.ts';
import { createQueryBinder } from './select.ts';
import { baseTable, lookUp, schemaName, schemaOf } from './tables.ts';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A table while it is altered; each column remembers where its values come from. */
interface Draft {
  name: string;
  schema: string;
  columns: Column[];
  keys: Key[];
  foreignKeys: ForeignKey[];
  checks: Check[];
  options: Record<string, string>;
  readonly sources: Map<string, Source>;
}

type Source = { readonly kind: 'old'; readonly index: number } | { readonly kind: 'new' };

function indexOf(env: Env, draft: Draft, name: string): number {
  const index = draft.columns.findIndex((column) => same(column.name, name));
  if (index >= 0) return index;
  throw new SqlFailure(env.dialect.errors.unknownTableColumn(name, draft.name));
}

function place(
  env: Env,
  draft: Draft,
  column: Column,
  where: ColumnPlace,
  otherwise: number,
): void {
  const at =
    where.kind === 'first'
      ? 0
      : where.kind === 'after'
        ? indexOf(env, draft, where.name) + 1
        : otherwise;
  draft.columns.splice(at, 0, column);
}

function addColumn(
  env: Env,
  draft: Draft,
  { column: spec, place: where, ifNotExists }: Extract<AlterAction, { kind: 'add column' }>,
): void {
  if (draft.columns.some(({ name }) => same(name, spec.name))) {
    const error = env.dialect.errors.duplicateColumn(spec.name);
    if (!ifNotExists) throw new SqlFailure(error);
    env.warn('Note', error.code, error.message);
    return;
  }
  draft.sources.set(spec.name, { kind: 'new' });
  place(env, draft, inherited(env, draft, columnOf(spec, false)), where, draft.columns.length);
  addColumnParts(env, draft, spec);
}

function renameIn(draft: Draft, from: string, to: string): void {
  draft.keys = draft.keys.map((key) => ({
    ...key,
    columns: key.columns.map((column) =>
      same(column.name, from) ? { ...column, name: to } : column,
    ),
  }));
  draft.foreignKeys = draft.foreignKeys.map((key) => ({
    ...key,
    columns: key.columns.map((name) => (same(name, from) ? to : name)),
  }));
}

function changeColumn(
  env: Env,
  draft: Draft,
  { name, column: spec, place: where }: Extract<AlterAction, { kind: 'change column' }>,
): void {
  const index = indexOf(env, draft, name);
  const before = draft.columns[index] as Column;
  const source = draft.sources.get(before.name);
  const isInPrimary = draft.keys.some(
    (key) => key.kind === 'primary' && key.columns.some((column) => column.name === before.name),
  );
  draft.columns.splice(index, 1);
  if (draft.columns.some((column) => same(column.name, spec.name))) {
    throw new SqlFailure(env.dialect.errors.duplicateColumn(spec.name));
  }
  draft.sources.delete(before.name);
  if (source !== undefined) draft.sources.set(spec.name, source);
  renameIn(draft, before.name, spec.name);
  place(env, draft, inherited(env, draft, columnOf(spec, isInPrimary)), where, index);
  addColumnParts(env, draft, spec);
}

function dropColumn(env: Env, draft: Draft, name: string, ifExists: boolean): void {
  const index = draft.columns.findIndex((column) => same(column.name, name));
  if (index < 0) {
    if (ifExists) return;
    throw new SqlFailure(env.dialect.errors.cannotDrop(name, draft.name));
  }
  if (draft.columns.length === 1) throw new SqlFailure(env.dialect.errors.lastColumn());
  refuseNeeded(env, draft, name);
  draft.columns.splice(index, 1);
  draft.keys = draft.keys
    .map((key) => ({ ...key, columns: key.columns.filter((column) => !same(column.name, name)) }))
    .filter(({ columns }) => columns.length > 0);
}

const uses = (expr: Expr, name: string): boolean =>
  columnsIn(expr).some((column) => same(column, name));

/** A column that a foreign key, a check or another column needs stays as it is called. */
function refuseNeeded(env: Env, draft: Draft, name: string): void {
  const { errors } = env.dialect;
  const dependent = draft.columns.find(({ generated }) => generated && uses(generated.expr, name));
  if (dependent !== undefined) throw new SqlFailure(errors.generatedFrom(name));
  const foreignKey = draft.foreignKeys.find(({ columns }) =>
    columns.some((column) => same(column, name)),
  );
  const needed = foreignKey && errors.neededColumn(name, foreignKey.name);
  if (needed !== undefined) throw new SqlFailure(needed);
  // A check of this column alone goes with it.
  draft.checks = draft.checks.filter(({ expr }) =>
    columnsIn(expr).some((each) => !same(each, name)),
  );
  const check = draft.checks.find(({ expr }) => uses(expr, name));
  const checked = check && errors.neededByCheck(name, check.name);
  if (checked !== undefined) throw new SqlFailure(checked);
}

function edit(draft: Draft, index: number, change: Partial<Column>): void {
  draft.columns[index] = { ...(draft.columns[index] as Column), ...change };
}

function dropNamed(env: Env, draft: Draft, name: string, from: 'keys' | 'foreignKeys'): void {
  const { errors } = env.dialect;
  const isNamed = (each: { readonly name: string }): boolean => same(each.name, name);
  if (!draft[from].some(isNamed)) throw new SqlFailure(errors.cannotDrop(name, draft.name));
  if (from === 'keys') draft.keys = draft.keys.filter((each) => !isNamed(each));
  else draft.foreignKeys = draft.foreignKeys.filter((each) => !isNamed(each));
}

function dropConstraint(
  env: Env,
  draft: Draft,
  { name, what }: Extract<AlterAction, { kind: 'drop constraint' }>,
): void {
  const isNamed = (each: { readonly name: string }): boolean => same(each.name, name);
  const isThere =
    draft.checks.some(isNamed) ||
    (what === 'constraint' && (draft.foreignKeys.some(isNamed) || draft.keys.some(isNamed)));
  if (!isThere) {
    throw new SqlFailure(env.dialect.errors.unknownConstraint(name, draft.name, what));
  }
  draft.checks = draft.checks.filter((each) => !isNamed(each));
  if (what === 'check') return;
  draft.foreignKeys = draft.foreignKeys.filter((each) => !isNamed(each));
  draft.keys = draft.keys.filter((each) => !isNamed(each));
}

function renameKey(
  env: Env,
  draft: Draft,
  { name, to }: Extract<AlterAction, { kind: 'rename key' }>,
): void {
  const at = draft.keys.findIndex((key) => same(key.name, name));
  const key = draft.keys[at];
  if (key === undefined) throw new SqlFailure(env.dialect.errors.unknownKey(name, draft.name));
  if (draft.keys.some((each) => each !== key && same(each.name, to))) {
    throw new SqlFailure(env.dialect.errors.duplicateKeyName(to));
  }
  draft.keys[at] = { ...key, name: to };
}

/** An index stays while a foreign key of this table, or one that points to it, needs it. */
function verifyNeededKeys(env: Env, table: Table, draft: Draft): void {
  const { errors } = env.dialect;
  const gone = table.definition.keys.filter(
    (key) => !draft.keys.some(({ kind, name }) => kind === key.kind && same(name, key.name)),
  );
  if (gone.length === 0) return;
  const own = draft.foreignKeys.map(({ columns }) => columns);
  const others = childrenKeys(env, table).map(({ key }) => key.parentColumns);
  for (const columns of [...own, ...others]) {
    const covers = (key: Key): boolean =>
      columns.every((column, i) => same(key.columns[i]?.name ?? '', column));
    const lost = gone.find(covers);
    const needed = lost && errors.neededIndex(lost.name);
    if (needed !== undefined && !draft.keys.some(covers)) throw new SqlFailure(needed);
  }
}

/** The types of columns that foreign keys tie together still agree. */
function verifyTies(env: Env, table: Table, draft: Draft): void {
  const { schemas } = env.catalog;
  for (const key of draft.foreignKeys) {
    const isSelf = key.schema === table.schema && key.table === table.definition.name;
    const parent = schemas.get(key.schema)?.tables.get(key.table)?.definition.columns;
    env.dialect.verifyForeignKey(key, draft.columns, isSelf ? draft.columns : parent);
  }
  for (const { child, key } of childrenKeys(env, table)) {
    if (child !== table) env.dialect.verifyForeignKey(key, child.definition.columns, draft.columns);
  }
}

function renameColumn(
  env: Env,
  draft: Draft,
  action: Extract<AlterAction, { kind: 'rename column' }>,
): void {
  const index = indexOf(env, draft, action.name);
  const before = (draft.columns[index] as Column).name;
  if (draft.columns.some(({ generated }) => generated && uses(generated.expr, before))) {
    throw new SqlFailure(env.dialect.errors.generatedFrom(before));
  }
  if (draft.columns.some((column, i) => i !== index && same(column.name, action.to))) {
    throw new SqlFailure(env.dialect.errors.duplicateColumn(action.to));
  }
  const source = draft.sources.get(before);
  draft.sources.delete(before);
  if (source !== undefined) draft.sources.set(action.to, source);
  renameIn(draft, before, action.to);
  edit(draft, index, { name: action.to });
}

function enforceCheck(
  env: Env,
  draft: Draft,
  action: Extract<AlterAction, { kind: 'enforce check' }>,
): void {
  const { name, isEnforced } = action;
  const at = draft.checks.findIndex((check) => same(check.name, name));
  const check = draft.checks[at];
  if (check === undefined) {
    throw new SqlFailure(env.dialect.errors.unknownConstraint(name, draft.name, 'check'));
  }
  draft.checks[at] = { ...check, isEnforced };
}

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

/** The values of a column that is new: its default, or what its type is when it is empty. */
function fillOf(env: Env, column: Column, hasRows: boolean): Value {
  if (column.defaultValue !== undefined) {
    const context = createQueryBinder(env).expressions(createScope([], undefined), 'list');
    const value = bindExpression(context, column.defaultValue).eval(frameOf([], undefined));
    return value === null ? null : env.dialect.semantics.store(value, column, 1, env.warn, '');
  }
  if (column.isNullable) return null;
  const empty = env.dialect.emptyValue(column);
  // A strict session refuses a day that is none, if there is a row that would have it.
  const isDay = column.type.family === 'date' || column.type.family === 'datetime';
  if (!isDay || !hasRows || empty === null) return empty;
  return env.dialect.semantics.store(textOf(empty), column, 1, env.warn, '');
}

function rebuild(env: Env, table: Table, draft: Draft, definition: TableDefinition): void {
  const fills = draft.columns.map((column) =>
    draft.sources.get(column.name)?.kind === 'new'
      ? fillOf(env, column, table.rows.length > 0)
      : null,
  );
  const { semantics } = env.dialect;
  let number = 0;
  const next: Table = { ...table, definition, rows: [], keys: new Map() };
  const convert = (values: readonly Value[], row: number): readonly Value[] => {
    const plain = draft.columns.map((column, i) => {
      const source = draft.sources.get(column.name);
      if (source?.kind !== 'old') {
        return column.isAutoIncrement ? BigInt(row) : (fills[i] ?? null);
      }
      const value = values[source.index] ?? null;
      const isLax = !semantics.isStrict();
      return value === null ? null : storeValue(env, value, column, row, isLax, definition.name);
    });
    return withGenerated(env, next, plain, row);
  };
  const fresh = table.rows.map((row) => {
    number++;
    const versions = row.versions.map(({ values, by }) => ({
      by,
      values: values && convert(values, number),
    }));
    return { ...row, versions };
  });
  next.rows = fresh;
  for (const row of fresh) {
    const values = latest(row, env.transaction);
    if (values === undefined) continue;
    draft.columns.forEach((column, i) => {
      if (values[i] === null && !column.isNullable) {
        throw new SqlFailure(env.dialect.errors.nullInColumn(column.name, draft.name));
      }
    });
    const clash = findClash(env, next, values, row);
    if (clash !== undefined) throw clashError(env, next, clash.key, values);
    verifyChecks(env, next, values);
    verifyParents(env, next, values);
  }
  table.definition = definition;
  table.rows = fresh;
  table.keys = new Map();
  table.unwritten = 'anything';
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
