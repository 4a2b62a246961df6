import type { Expr, SelectItem } from '../ast.ts';
import type { Env, HeaderSource } from '../dialect.ts';

/** The header of an item: its alias, or what the dialect makes of its text. */
export function headerOf(env: Env, item: Extract<SelectItem, { kind: 'expr' }>): string {
  if (item.alias !== '') return item.alias;
  const { expr } = item;
  const text = env.text.slice(item.start, item.end);
  return env.dialect.headerOf(sourceOf(expr, text));
}

function sourceOf(expr: Expr, text: string): HeaderSource {
  if (expr.kind === 'column') return { kind: 'column', name: expr.name };
  if (expr.kind === 'literal') return { kind: 'literal', value: expr.value, text };
  if (expr.kind === 'call') return { kind: 'call', name: expr.name, text };
  if (expr.kind === 'window') return { kind: 'call', name: expr.call.name, text };
  if (expr.kind === 'cast') return { kind: 'cast', name: expr.type.name, text };
  if (expr.kind === 'case') return { kind: 'call', name: 'case', text };
  return { kind: 'other', text };
}
