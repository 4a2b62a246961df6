import type { Query, Select, Values } from '../ast.ts';
import type { Plan } from '../bind/context.ts';
import { bindExpression } from '../bind/expressions.ts';
import { createScope, type Scope } from '../bind/scope.ts';
import { frameOf } from '../bound.ts';
import { commonType } from '../operate/convert.ts';
import { type Binding, contextOf } from './binding.ts';
import { bindSelect } from './select.ts';

function bindValues(binding: Binding, { rows }: Values, outer: Scope | undefined): Plan {
  const scope = createScope([], outer);
  const context = contextOf(binding, scope, 'list');
  const table = rows.map((row) => row.map((expr) => bindExpression(context, expr)));
  const first = table[0] ?? [];
  const { foldsNames } = binding.env.dialect.lexis;
  const columns = first.map((cell, i) => ({
    name: foldsNames ? `column${i + 1}` : `column_${i}`,
    type: commonType(table.map((row) => (row[i] ?? cell).type)),
    isNullable: true,
    origin: undefined,
  }));
  return {
    columns,
    usesOuter: scope.usesOuter,
    rows: (frame) => table.map((row) => row.map((cell) => cell.eval(frameOf([], frame)))),
  };
}

const BARE = { orderBy: [], limit: undefined, offset: undefined };

/** Binds what stands on one side of UNION, EXCEPT or INTERSECT. */
export function bindOperand(
  binding: Binding,
  operand: Select | Query | Values,
  outer: Scope | undefined,
): Plan {
  if (operand.kind === 'compound') return binding.bindQuery(operand, outer, binding.common);
  if (operand.kind === 'values') return bindValues(binding, operand, outer);
  return bindSelect(binding, operand, BARE, outer);
}
