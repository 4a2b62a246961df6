import { type Expr, lookup, type OrderItem, type SqlType, textOf } from '../../../sql/index.ts';

/** How names of columns and texts are written in the server's own words. */
export interface ExpressionStyle {
  column(expr: Extract<Expr, { kind: 'column' }>): string;
  /** What stands before a text: its character set, or nothing. */
  readonly introducer: string;
  query(query: NonNullable<Extract<Expr, { kind: 'exists' }>['query']>): string;
}

export const quotedName = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
export const quotedText = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const CALLS = lookup({
  ucase: 'upper',
  lcase: 'lower',
  substring: 'substr',
  mid: 'substr',
  character_length: 'char_length',
  power: 'pow',
  ceil: 'ceiling',
  day: 'dayofmonth',
  current_date: 'curdate',
  current_time: 'curtime',
  current_timestamp: 'now',
  localtime: 'now',
  localtimestamp: 'now',
  schema: 'database',
  version: 'version',
});

function castType({ family, name, length, scale, isUnsigned }: SqlType): string {
  if (family === 'integer') return isUnsigned ? 'unsigned' : 'signed';
  if (family === 'decimal') return `decimal(${length},${scale})`;
  if (family === 'text') return `char${length > 0 ? `(${length})` : ''} charset utf8mb4`;
  return name;
}

/** The expressions of a chain of one operator: `a and b and c`. */
function chain(expr: Expr, operator: 'and' | 'or'): Expr[] {
  if (expr.kind !== 'binary' || expr.operator !== operator) return [expr];
  return [...chain(expr.left, operator), ...chain(expr.right, operator)];
}

const OPERATORS = lookup({ div: 'DIV', '!=': '<>' });

/** An expression as the server writes it down. Models the print methods of its items. */
export function expressionText(expr: Expr, style: ExpressionStyle): string {
  const text = (each: Expr): string => expressionText(each, style);
  const list = (items: readonly Expr[]): string => items.map(text).join(',');
  switch (expr.kind) {
    case 'literal':
      return literalText(expr, style.introducer);
    case 'column':
      return style.column(expr);
    case 'unary':
      return unaryText(expr, text);
    case 'binary': {
      const { operator } = expr;
      if (operator === 'and' || operator === 'or') {
        return `(${chain(expr, operator).map(text).join(` ${operator} `)})`;
      }
      return `(${text(expr.left)} ${OPERATORS.get(operator) ?? operator} ${text(expr.right)})`;
    }
    case 'between': {
      const how = expr.isNegated ? 'not between' : 'between';
      return `(${text(expr.arg)} ${how} ${text(expr.low)} and ${text(expr.high)})`;
    }
    case 'in': {
      const how = expr.isNegated ? 'not in' : 'in';
      const inner = expr.query === undefined ? list(expr.list) : style.query(expr.query);
      if (expr.query !== undefined) {
        return negated(expr.isNegated, `${text(expr.arg)} in (${inner})`);
      }
      return `(${text(expr.arg)} ${how} (${inner}))`;
    }
    case 'like':
      return likeText(expr, text);
    case 'is':
      return `(${text(expr.arg)} is ${expr.isNegated ? 'not ' : ''}${expr.what})`;
    case 'case':
      return caseText(expr, text);
    case 'call':
      return callText(expr, text);
    case 'window':
      return windowText(expr, text);
    case 'cast':
      return `cast(${text(expr.arg)} as ${castType(expr.type)})`;
    case 'subquery':
      return `(${style.query(expr.query)})`;
    case 'exists':
      return `exists(${style.query(expr.query)})`;
    case 'quantified': {
      const how = expr.isAll ? 'all' : 'any';
      return `(${text(expr.left)} ${expr.operator} ${how} (${style.query(expr.query)}))`;
    }
    case 'variable':
      return expr.scope === 'user' ? `(@${quotedName(expr.name)})` : `@@${expr.name}`;
    case 'interval':
      return `interval ${text(expr.amount)} ${expr.unit.toLowerCase()}`;
    case 'row':
      return `(${list(expr.items)})`;
    default:
      return '?';
  }
}

type Print = (expr: Expr) => string;
const negated = (isNegated: boolean, inner: string): string =>
  isNegated ? `(not(${inner}))` : inner;

function likeText(expr: Extract<Expr, { kind: 'like' }>, text: Print): string {
  const [arg, pattern] = [text(expr.arg), text(expr.pattern)];
  const inner = expr.how === 'like' ? `(${arg} like ${pattern})` : `regexp_like(${arg},${pattern})`;
  return negated(expr.isNegated, inner);
}

function caseText(expr: Extract<Expr, { kind: 'case' }>, text: Print): string {
  const operand = expr.operand === undefined ? '' : ` ${text(expr.operand)}`;
  const branches = expr.branches.map(
    ({ when, result }) => ` when ${text(when)} then ${text(result)}`,
  );
  const otherwise = expr.otherwise === undefined ? '' : ` else ${text(expr.otherwise)}`;
  return `(case${operand}${branches.join('')}${otherwise} end)`;
}

function windowText(expr: Extract<Expr, { kind: 'window' }>, text: Print): string {
  const { partitionBy, orderBy } = expr.spec;
  const parts = [
    partitionBy.length > 0 ? `PARTITION BY ${partitionBy.map(text).join(',')} ` : '',
    orderBy.length > 0 ? `ORDER BY ${orderText(orderBy, text)} ` : '',
  ];
  const over = expr.named === '' ? `(${parts.join('')})` : quotedName(expr.named);
  return `${callText(expr.call, text)} OVER ${over}`;
}

/** The keys of an ORDER BY within a function: the direction is always told. */
const orderText = (items: readonly OrderItem[], text: (expr: Expr) => string): string =>
  items.map(({ expr, isDescending }) => `${text(expr)}${isDescending ? ' desc' : ''}`).join(',');

function literalText(
  { value, type }: Extract<Expr, { kind: 'literal' }>,
  introducer: string,
): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `${introducer}${quotedText(value)}`;
  if (typeof value === 'boolean' || (type.name === 'int' && type.length === 1)) {
    return value === true || value === 1n ? 'true' : 'false';
  }
  const isTime = typeof value === 'object' && value.kind !== 'decimal';
  return isTime ? `${value.kind.toUpperCase()}${quotedText(textOf(value))}` : textOf(value);
}

function unaryText(
  { operator, arg }: Extract<Expr, { kind: 'unary' }>,
  text: (expr: Expr) => string,
): string {
  if (operator === '!') return `(not(${text(arg)}))`;
  if (operator === '+') return text(arg);
  if (operator === '-' && arg.kind === 'literal') return `-${text(arg)}`;
  return `${operator}(${text(arg)})`;
}

function callText(expr: Extract<Expr, { kind: 'call' }>, text: (expr: Expr) => string): string {
  const name = CALLS.get(expr.name) ?? expr.name;
  if (expr.isStar) return `${name}(0)`;
  const distinct = expr.isDistinct ? 'distinct ' : '';
  const args = expr.args.map(text).join(',');
  if (name !== 'group_concat') return `${name}(${distinct}${args})`;
  const order = expr.orderBy
    .map((item) => `${text(item.expr)} ${item.isDescending ? 'DESC' : 'ASC'}`)
    .join(',');
  const sorted = order === '' ? '' : ` order by ${order}`;
  return `group_concat(${distinct}${args}${sorted} separator ${quotedText(expr.separator ?? ',')})`;
}
