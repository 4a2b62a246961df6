import type { CommonTable, Query } from '../ast.ts';
import type { Plan, PlanColumn } from '../bind/context.ts';
import type { Scope } from '../bind/scope.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { type Column, plainColumn } from '../storage/model.ts';
import type { Binding, Row } from './binding.ts';
import { bindOperand } from './operand.ts';
import { distinct } from './ordering.ts';

/** Whether the FROM of a query is, or begins with, a table of the name. */
function refersTo({ first }: Query, name: string): boolean {
  if (first.kind !== 'select') return false;
  let from = first.from;
  while (from?.kind === 'join') from = from.left;
  return from?.kind === 'table' && from.table.name.toLowerCase() === name.toLowerCase();
}

/** Puts rows of a recursive step into the columns that the first part has declared. */
function fitting(env: Env, columns: readonly PlanColumn[]): (row: Row) => Row {
  const { semantics } = env.dialect;
  if (!semantics.fitsRecursion) return (row) => row;
  const texts = columns.map(({ type }) => type.family === 'text' && type.length > 0);
  if (!texts.includes(true)) return (row) => row;
  return (row) =>
    row.map((value, i) =>
      texts[i] === true && typeof value === 'string'
        ? semantics.store(value, columnOf(columns[i] as PlanColumn), 1, env.warn, '')
        : value,
    );
}

const columnOf = ({ name, type, isNullable }: PlanColumn): Column => ({
  ...plainColumn(type),
  name,
  isNullable,
});

/**
 * Binds a table of WITH RECURSIVE: what the second part finds is fed to it again, until it finds
 * nothing.
 */
export function bindRecursive(
  binding: Binding,
  { name, columns: names, query }: CommonTable,
  outer: Scope | undefined,
): Plan {
  const { env, common } = binding;
  const { dialect, session } = env;
  const [step] = query.others;
  if (step === undefined) {
    const failure = refersTo(query, name) ? dialect.errors.recursionWithoutUnion(name) : undefined;
    if (failure !== undefined) throw new SqlFailure(failure);
    return binding.bindQuery(query, outer, common);
  }
  const given = bindOperand(binding, query.first, outer);
  const columns = given.columns.map((column, i) => ({
    ...column,
    name: names[i] ?? column.name,
    isNullable: true,
  }));
  const base: Plan = { ...given, columns };
  let working: Row[] = [];
  const self: Plan = { ...base, usesOuter: true, rows: () => working };
  const known = new Map([...common, [name.toLowerCase(), self]]);
  const next = bindOperand({ ...binding, common: known }, step.select, outer);
  const fitted = fitting(env, columns);
  return {
    ...base,
    rows(frame) {
      let all = base.rows(frame);
      working = all;
      for (let round = 1; working.length > 0; round++) {
        const failure = dialect.tooManyRounds(round, all.length, session);
        if (failure !== undefined) throw new SqlFailure(failure);
        working = next.rows(frame).map(fitted);
        all = all.concat(working);
      }
      return step.isAll ? all : distinct(env, all, columns);
    },
  };
}
