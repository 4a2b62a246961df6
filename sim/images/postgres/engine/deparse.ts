import type { Column, Expr, SqlType } from '../../../sql/index.ts';
import { display } from '../sql/semantics.ts';
import { typeText } from '../sql/types.ts';

const PRECEDENCE: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  '=': 4,
  '<>': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '||': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
};

type Columns = readonly Pick<Column, 'name' | 'type'>[];

function typeOf(expr: Expr, columns: Columns): SqlType | undefined {
  if (expr.kind === 'column') return columns.find(({ name }) => name === expr.name)?.type;
  if (expr.kind === 'cast' || expr.kind === 'literal') return expr.type;
  if (expr.kind === 'binary') return typeOf(expr.left, columns) ?? typeOf(expr.right, columns);
  return undefined;
}

/** A literal as it stands beside a value of a type. */
function literalText(
  expr: Extract<Expr, { kind: 'literal' }>,
  beside: SqlType | undefined,
  isPretty: boolean,
): string {
  const { value } = expr;
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    const type = beside === undefined || beside.family === 'text' ? 'text' : typeText(beside);
    return `'${value.replaceAll("'", "''")}'::${type}`;
  }
  const text = display(value);
  if (beside?.family === 'decimal' && typeof value === 'bigint') {
    if (text.startsWith('-')) return `'${text}'::integer::numeric`;
    return isPretty ? `${text}::numeric` : `(${text})::numeric`;
  }
  return text.startsWith('-') ? `'${text}'::${beside ? typeText(beside) : 'integer'}` : text;
}

const operand = (
  expr: Expr,
  columns: Columns,
  beside: SqlType | undefined,
  isPretty: boolean,
): string => {
  if (expr.kind === 'literal') return literalText(expr, beside, isPretty);
  const text = deparsed(expr, columns, isPretty);
  // Text of any length is compared as text.
  const isVarchar = expr.kind === 'column' && typeOf(expr, columns)?.name === 'varchar';
  if (!isVarchar) return text;
  return isPretty ? `${text}::text` : `(${text})::text`;
};

/**
 * An expression as the server's catalog shows it: pretty for psql, with all brackets for dumps.
 * Models ruleutils.c.
 */
export function deparsed(expr: Expr, columns: Columns, isPretty = true, outer = 0): string {
  const below = (each: Expr, level = 0): string => deparsed(each, columns, isPretty, level);
  const side = (each: Expr, type: SqlType | undefined): string =>
    operand(each, columns, type, isPretty);
  const bracketed = (text: string, isLow: boolean): string =>
    isLow || !isPretty ? `(${text})` : text;
  switch (expr.kind) {
    case 'literal':
      return literalText(expr, undefined, isPretty);
    case 'column':
      return expr.table === '' ? expr.name : `${expr.table}.${expr.name}`;
    case 'binary': {
      const level = PRECEDENCE[expr.operator] ?? 5;
      const { operator } = expr;
      const isLogical = operator === 'and' || operator === 'or';
      const sides = isLogical
        ? [below(expr.left, level), below(expr.right, level)]
        : [
            side(expr.left, typeOf(expr.right, columns)),
            side(expr.right, typeOf(expr.left, columns)),
          ];
      const text = `${sides[0]} ${isLogical ? operator.toUpperCase() : operator} ${sides[1]}`;
      return bracketed(text, level < outer);
    }
    case 'between': {
      const arg = below(expr.arg);
      const type = typeOf(expr.arg, columns);
      const [low, high] = [side(expr.low, type), side(expr.high, type)];
      const [a, b] = expr.isNegated
        ? [`${arg} < ${low}`, `${arg} > ${high}`]
        : [`${arg} >= ${low}`, `${arg} <= ${high}`];
      const both = [bracketed(a, false), bracketed(b, false)];
      return bracketed(both.join(expr.isNegated ? ' OR ' : ' AND '), false);
    }
    case 'in': {
      const type = typeOf(expr.arg, columns);
      const items = expr.list.map((each) => side(each, type)).join(', ');
      const arg = side(expr.arg, undefined);
      const how = expr.isNegated ? '<> ALL' : '= ANY';
      return bracketed(`${arg} ${how} (ARRAY[${items}])`, false);
    }
    case 'like': {
      const sign = { like: '~~', ilike: '~~*', similar: '~', regexp: '~', iregexp: '~*' }[expr.how];
      const pattern = side(expr.pattern, undefined);
      const not = expr.isNegated ? '!' : '';
      return bracketed(`${side(expr.arg, undefined)} ${not}${sign} ${pattern}`, false);
    }
    case 'is': {
      const what = `${expr.isNegated ? 'NOT ' : ''}${expr.what.toUpperCase()}`;
      return bracketed(`${below(expr.arg)} IS ${what}`, false);
    }
    case 'call': {
      const args = expr.isStar ? '*' : expr.args.map((each) => side(each, undefined)).join(', ');
      return `${expr.name}(${args})`;
    }
    case 'cast': {
      const { arg, type } = expr;
      if (arg.kind === 'literal' && typeof arg.value === 'string') {
        return `'${arg.value.replaceAll("'", "''")}'::${typeText(type)}`;
      }
      const text = below(arg);
      return isPretty ? `${text}::${typeText(type)}` : `(${text})::${typeText(type)}`;
    }
    case 'unary':
      return expr.operator === '!'
        ? `NOT ${below(expr.arg, 3)}`
        : `${expr.operator}${below(expr.arg, 8)}`;
    default:
      return '';
  }
}
