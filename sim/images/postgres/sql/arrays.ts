import {
  type Accumulator,
  type AggregateSpec,
  type Bound,
  bound,
  type Env,
  type FunctionSpec,
  INTEGER,
  SqlFailure,
  type SqlType,
  special,
  type TableFunctionSpec,
  textOf,
  typeOf,
  type Value,
} from '../../../sql/index.ts';
import { pgError } from './errors.ts';

/** Arrays are kept as the text that shows them: `{1,2,NULL}`. */
export const isArray = ({ name }: SqlType): boolean => name.endsWith('[]');
export const arrayOf = (element: SqlType): SqlType =>
  typeOf('text', `${element.name === 'varchar' ? 'text' : element.name}[]`);

const ELEMENTS: Readonly<Record<string, SqlType['family']>> = {
  int: 'integer',
  bigint: 'integer',
  smallint: 'integer',
  numeric: 'decimal',
  decimal: 'decimal',
  'double precision': 'double',
  real: 'double',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'datetime',
  timestamptz: 'datetime',
};

/** The type of an array's elements. */
export const elementOf = ({ name }: SqlType): SqlType => {
  const element = name.replace(/\[\]$/, '');
  return typeOf(ELEMENTS[element] ?? 'text', element);
};

type Items = readonly (string | null)[];

const quoted = (item: string): string =>
  item === '' || /[\s"\\{},]/.test(item) || /^null$/i.test(item)
    ? `"${item.replace(/["\\]/g, '\\$&')}"`
    : item;

/** `{a,"b c",NULL}`. Models array_out. */
export const arrayText = (items: Items): string =>
  `{${items.map((item) => (item === null ? 'NULL' : /^\{.*\}$/.test(item) ? item : quoted(item))).join(',')}}`;

/** The elements of an array's text. Models array_in; nested arrays stay text. */
export function arrayItems(text: string): (string | null)[] {
  const body = text.trim();
  if (!/^\{.*\}$/s.test(body)) {
    throw new SqlFailure(
      pgError('22P02', `malformed array literal: "${text}"`, {
        detail: 'Array value must start with "{" or dimension information.',
      }),
    );
  }
  const items: (string | null)[] = [];
  let item = '';
  let isQuoted = false;
  let isInside = false;
  let depth = 0;
  const close = (): void => {
    const plain = isQuoted ? item : item.trim();
    items.push(!isQuoted && /^null$/i.test(plain) ? null : plain);
    item = '';
    isQuoted = false;
  };
  for (let at = 1; at < body.length - 1; at++) {
    const c = body.charAt(at);
    if (c === '\\') item += body.charAt(++at);
    else if (c === '"' && depth === 0) {
      isInside = !isInside;
      isQuoted = true;
    } else if (c === ',' && !isInside && depth === 0) close();
    else {
      if (c === '{' && !isInside) depth++;
      if (c === '}' && !isInside) depth--;
      item += c;
    }
  }
  if (body.length > 2) close();
  return items;
}

type Present = Exclude<Value, null>;
const itemOf = (env: Env, value: Value): string | null =>
  value === null
    ? null
    : typeof value === 'boolean'
      ? value
        ? 't'
        : 'f'
      : env.dialect.semantics.display(value);

/** An element's text as a value of its type. */
const asElement = (env: Env, item: string | null | undefined, type: SqlType): Value =>
  item === null || item === undefined ? null : env.dialect.semantics.cast(item, type, env.warn);

/** A function of an array and more. */
const onArray = (
  least: number,
  most: number,
  typeOfResult: (array: SqlType) => SqlType,
  compute: (env: Env, items: Items, rest: readonly Value[], types: readonly SqlType[]) => Value,
): FunctionSpec =>
  special(least, most, (args, env) => {
    const types = args.map(({ type }) => type);
    return bound(typeOfResult(types[0] as SqlType), true, (frame) => {
      const [array, ...rest] = args.map((arg) => arg.eval(frame));
      if (array === null || array === undefined) return null;
      return compute(env, arrayItems(textOf(array)), rest, types);
    });
  });

const TEXT = typeOf('text', 'text');
const INT = typeOf('integer', 'int', { length: 11 });
const BOOLEAN = typeOf('boolean', 'boolean');
const same = (type: SqlType): SqlType => type;

/** Whether an element stands in a relation to a value. */
function quantified(isAll: boolean): FunctionSpec {
  return special(3, 3, (args, env) => {
    const [sign, left, array] = args as readonly [Bound, Bound, Bound];
    return bound(BOOLEAN, true, (frame) => {
      const [value, text] = [left.eval(frame), array.eval(frame)];
      if (value === null || text === null) return null;
      const operator = textOf(sign.eval(frame) as Present);
      const element = isArray(array.type) ? elementOf(array.type) : left.type;
      const tests = arrayItems(textOf(text)).map((item) => {
        if (item === null) return false;
        const order = compared(env, value, asElement(env, item, element) as Present);
        return holds(operator, order);
      });
      return isAll ? tests.every(Boolean) : tests.some(Boolean);
    });
  });
}

function compared(env: Env, a: Present, b: Present): number {
  if (typeof a === 'string' && typeof b === 'string')
    return env.dialect.semantics.compareText(a, b);
  const [x, y] = [Number(textOf(a)), Number(textOf(b))];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return Math.sign(x - y);
  return env.dialect.semantics.compareText(textOf(a), textOf(b));
}

const holds = (operator: string, order: number): boolean =>
  ({
    '=': order === 0,
    '<>': order !== 0,
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
  })[operator] ?? false;

/** What joins arrays: `||`. */
export function arrayOperator(operator: string, a: SqlType, b: SqlType): FunctionSpec | undefined {
  if (operator !== '||' || (!isArray(a) && !isArray(b))) return undefined;
  return special(2, 2, (args, env) => {
    const type = isArray(a) ? a : b;
    return bound(type, true, (frame) => {
      const parts = args.map((arg, i) => {
        const value = arg.eval(frame);
        if (value === null) return [];
        const isOne = !isArray(i === 0 ? a : b) && !/^\{.*\}$/s.test(textOf(value));
        return isOne ? [itemOf(env, value)] : arrayItems(textOf(value));
      });
      return arrayText(parts.flat());
    });
  });
}

const construct: FunctionSpec = special(0, 1_000, (args, env) => {
  const element = args.find(({ type }) => type.family !== 'null')?.type ?? TEXT;
  const type = isArray(element) ? element : arrayOf(element);
  return bound(type, false, (frame) => arrayText(args.map((arg) => itemOf(env, arg.eval(frame)))));
});

/** Functions on arrays, by the names under which the parser or the learner calls them. */
export const ARRAY_FUNCTIONS: readonly (readonly [string, FunctionSpec])[] = [
  ['array', construct],
  [
    'array_element',
    onArray(2, 2, elementOf, (env, items, [index], [type]) =>
      typeof index === 'bigint'
        ? asElement(env, items[Number(index) - 1], elementOf(type as SqlType))
        : null,
    ),
  ],
  ['array_any', quantified(false)],
  ['array_all', quantified(true)],
  [
    'array_length',
    onArray(
      2,
      2,
      () => INT,
      (_env, items, [dimension]) =>
        dimension === 1n && items.length > 0 ? BigInt(items.length) : null,
    ),
  ],
  [
    'cardinality',
    onArray(
      1,
      1,
      () => INT,
      (_env, items) => BigInt(items.length),
    ),
  ],
  [
    'array_upper',
    onArray(
      2,
      2,
      () => INT,
      (_env, items) => (items.length > 0 ? BigInt(items.length) : null),
    ),
  ],
  [
    'array_lower',
    onArray(
      2,
      2,
      () => INT,
      (_env, items) => (items.length > 0 ? 1n : null),
    ),
  ],
  [
    'array_append',
    onArray(2, 2, same, (env, items, [item]) => arrayText([...items, itemOf(env, item ?? null)])),
  ],
  [
    'array_remove',
    onArray(2, 2, same, (env, items, [item]) =>
      arrayText(items.filter((each) => each !== itemOf(env, item ?? null))),
    ),
  ],
  [
    'array_cat',
    onArray(2, 2, same, (_env, items, [other]) =>
      arrayText([
        ...items,
        ...(other === null || other === undefined ? [] : arrayItems(textOf(other))),
      ]),
    ),
  ],
  [
    'array_position',
    onArray(
      2,
      2,
      () => INT,
      (env, items, [item]) => {
        const at = items.indexOf(itemOf(env, item ?? null));
        return at < 0 ? null : BigInt(at + 1);
      },
    ),
  ],
  [
    'array_to_string',
    onArray(
      2,
      3,
      () => TEXT,
      (_env, items, [separator, forNull]) => {
        if (separator === null || separator === undefined) return null;
        const none = forNull === null || forNull === undefined ? undefined : textOf(forNull);
        return items
          .map((item) => item ?? none)
          .filter((item) => item !== undefined)
          .join(textOf(separator));
      },
    ),
  ],
  [
    'string_to_array',
    special(2, 2, (args) =>
      bound(typeOf('text', 'text[]'), true, (frame) => {
        const [text, separator] = args.map((arg) => arg.eval(frame));
        if (text === null || text === undefined) return null;
        if (text === '') return '{}';
        const by = separator === null || separator === undefined ? '' : textOf(separator);
        return arrayText(by === '' && separator !== null ? [textOf(text)] : textOf(text).split(by));
      }),
    ),
  ],
];

/** `unnest(array)` in a FROM. */
export const unnest: TableFunctionSpec = {
  least: 1,
  most: 1,
  bind([array]) {
    const type = array === undefined ? TEXT : elementOf(array.type);
    return {
      column: bound(type, true, () => null),
      rows(frame) {
        const value = array?.eval(frame) ?? null;
        if (value === null) return [];
        return arrayItems(textOf(value)).map((item) =>
          item !== null && type.family === 'integer' ? BigInt(item) : item,
        );
      },
    };
  },
};

/** `array_agg`. */
export const ARRAY_AGG: AggregateSpec = {
  least: 1,
  most: 1,
  isNullable: true,
  typeOf: ({ types }) => arrayOf(types[0] ?? INTEGER),
  create(_call, env): Accumulator {
    const items: (string | null)[] = [];
    return {
      add([value]) {
        items.push(itemOf(env, value ?? null));
      },
      result: () => (items.length === 0 ? null : arrayText(items)),
    };
  },
};
