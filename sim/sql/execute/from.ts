import type { TableRef } from '../ast.ts';
import { bindExpression } from '../bind/expressions.ts';
import { createScope, type Source } from '../bind/scope.ts';
import { SqlFailure } from '../errors.ts';
import type { FromContext, FromPlan } from './from-plan.ts';
import {
  hasColumn,
  hideMerged,
  joinRows,
  nullable,
  sharedNames,
  starOfJoin,
  usingCondition,
  widthOf,
} from './joins.ts';
import { planFunction, planOf, planTable } from './scans.ts';

/** Binds a FROM; its columns begin at `offset` of the row. */
export function planFrom(context: FromContext, ref: TableRef, offset = 0): FromPlan {
  if (ref.kind === 'table') return planTable(context, ref, offset);
  if (ref.kind === 'query') {
    const plan = context.bindQuery(ref.query, context.outer);
    const columns = plan.columns.map((column, i) => ({
      ...column,
      name: ref.columns[i] ?? column.name,
    }));
    return planOf({ ...plan, columns }, ref.alias, '', offset);
  }
  if (ref.kind === 'function') return planFunction(context, ref, offset);
  return planJoin(context, ref, offset);
}

type Join = Extract<TableRef, { kind: 'join' }>;

function planJoin(context: FromContext, join: Join, offset: number): FromPlan {
  const { env } = context;
  const plain = { ...context, mayUseKeyOrder: false };
  const left = planFrom(plain, join.left, offset);
  const right = planFrom(plain, join.right, offset + widthOf(left));
  const aliases = new Set(left.sources.map(({ alias }) => alias.toLowerCase()));
  const twice = right.sources.find(({ alias }) => alias !== '' && aliases.has(alias.toLowerCase()));
  if (twice !== undefined) throw new SqlFailure(env.dialect.errors.duplicateAlias(twice.alias));
  const names = sharedNames(join, left, right);
  const merged = new Set(names.map((name) => name.toLowerCase()));
  const both = [...left.sources, ...right.sources];
  const missing = names.find((name) => !hasColumn(left, name) || !hasColumn(right, name));
  if (missing !== undefined) {
    throw new SqlFailure(env.dialect.errors.unknownColumn(missing, 'from', -1));
  }
  const condition = join.on ?? usingCondition(names, left, right);
  const scope = createScope(both, context.outer);
  const test =
    condition === undefined
      ? undefined
      : bindExpression(context.expressions(scope, 'on'), condition);
  const leftSources =
    join.how === 'right' || join.how === 'full' ? nullable(left.sources) : left.sources;
  const rightSources =
    join.how === 'left' || join.how === 'full' ? nullable(right.sources) : right.sources;
  const isRight = join.how === 'right';
  const hide = (source: Source): Source => hideMerged(source, merged);
  return {
    sources: isRight
      ? [...leftSources.map(hide), ...rightSources]
      : [...leftSources, ...rightSources.map(hide)],
    star:
      isRight && !env.dialect.lexis.foldsNames
        ? starOfJoin(env, names, [right, right, left])
        : starOfJoin(env, names, [isRight ? right : left, left, right]),
    tables: [...left.tables, ...right.tables],
    rows: (outer) => joinRows(env, join, left, right, test, outer),
  };
}
