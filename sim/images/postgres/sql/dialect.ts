import { LIMITS } from '../../../limits.ts';
import type { Cursor, Dialect, HeaderSource, Value } from '../../../sql/index.ts';
import { arrayOperator, unnest } from './arrays.ts';
import { pgError, pgErrors } from './errors.ts';
import { PG_AGGREGATES, PG_FUNCTIONS } from './functions.ts';
import { intervalOperator } from './intervals.ts';
import { JSON_OPERATORS } from './json.ts';
import { display, PG_SEMANTICS } from './semantics.ts';
import { generateSeries } from './series.ts';
import { parseType } from './types.ts';

type Token = ReturnType<Cursor['next']>;

/** A statement that only PostgreSQL has, as its words. */
export interface OwnStatement {
  readonly words: readonly string[];
  readonly tokens: readonly Token[];
}

const OWN: ReadonlySet<string> = new Set([
  ...['show', 'set', 'reset', 'grant', 'revoke', 'vacuum', 'analyze', 'comment', 'checkpoint'],
  ...['prepare', 'execute', 'deallocate', 'unlisten'],
  ...['listen', 'notify', 'discard', 'reindex', 'cluster', 'abort', 'lock', 'copy'],
]);
const OWN_CREATE: ReadonlySet<string> = new Set([
  ...['user', 'role', 'extension', 'schema', 'sequence', 'group'],
]);
/** Objects that exist in PostgreSQL and not here: they are refused by their name. */
const NOT_MODELLED: ReadonlySet<string> = new Set([
  ...['aggregate', 'collation', 'domain', 'event', 'function', 'language', 'materialized'],
  ...['operator', 'policy', 'procedure', 'publication', 'rule', 'server', 'statistics'],
  ...['subscription', 'tablespace', 'trigger', 'type'],
]);

/** The kind of object that a definition is about: `create or replace function` defines one. */
function definedKind(cursor: Cursor): string {
  const { word } = cursor.peek(1);
  return word === 'or' ? cursor.peek(3).word : word;
}

/** Whether an ALTER is one of those that dumps write for owners and counters. */
function mentionsOwner(cursor: Cursor): boolean {
  for (let ahead = 2; cursor.peek(ahead).type !== 'end'; ahead++) {
    const [word, next] = [cursor.peek(ahead).word, cursor.peek(ahead + 1).word];
    if (word === 'owner' && next === 'to') return true;
    if (word === 'default' && next === 'nextval') return true;
    if (word === 'add' && next === 'generated') return true;
  }
  return false;
}

function parseOwn(
  cursor: Cursor,
): { readonly kind: 'own'; readonly own: OwnStatement } | undefined {
  const { word } = cursor.peek();
  const isDefinition = ['create', 'alter', 'drop'].includes(word);
  const isExplain = word === 'explain' && cursor.peek(1).word === '(';
  const isOwned = word === 'alter' && mentionsOwner(cursor);
  const isOwn = isDefinition
    ? OWN_CREATE.has(cursor.peek(1).word) || NOT_MODELLED.has(definedKind(cursor)) || isOwned
    : isExplain || OWN.has(word);
  if (!isOwn) return undefined;
  const tokens: Token[] = [];
  while (!cursor.isEnd()) tokens.push(cursor.next());
  return {
    kind: 'own',
    own: { words: tokens.map((token) => (token.word === '' ? token.value : token.word)), tokens },
  };
}

const RESERVED = (
  'all analyse analyze and any array as asc asymmetric both case cast check collate column ' +
  'constraint create current_catalog current_date current_role current_time current_timestamp ' +
  'current_user default deferrable desc distinct do else end except false fetch for foreign from ' +
  'grant group having in initially intersect into lateral leading limit localtime localtimestamp ' +
  'not null offset on only or order placing primary references returning select session_user ' +
  'set some symmetric table then to trailing true union unique user using variadic when where window ' +
  'with join inner left right full cross natural is isnull notnull like ilike similar overlaps'
).split(' ');

/** What the server's catalog calls types. */
const INNER_NAMES: Readonly<Record<string, string>> = {
  int: 'int4',
  smallint: 'int2',
  bigint: 'int8',
  real: 'float4',
  'double precision': 'float8',
  boolean: 'bool',
  char: 'bpchar',
};
const CALLS: Readonly<Record<string, string>> = {
  trim: 'btrim',
  array_element: 'array',
  array_any: '?column?',
  array_all: '?column?',
  ...Object.fromEntries(JSON_OPERATORS.map(([name]) => [name, '?column?'])),
};

function headerOf(source: HeaderSource): string {
  if (source.kind === 'column') return source.name;
  if (source.kind === 'call') {
    // An element is called as the column that holds its array.
    const of = source.name === 'array_element' ? /^(\w+)\[/.exec(source.text)?.[1] : undefined;
    return of ?? CALLS[source.name] ?? source.name;
  }
  if (source.kind === 'cast') return INNER_NAMES[source.name] ?? source.name;
  if (source.kind === 'literal') return '?column?';
  const word = /^(case|exists)\b/i.exec(source.text)?.[1];
  if (word !== undefined) return word.toLowerCase();
  // A query in brackets is called as its column.
  return /^\(\s*select\s+(\w+)\s*(?:\(|\s+from\b)/i.exec(source.text)?.[1] ?? '?column?';
}

/** The dialect of the server. */
export const PG_DIALECT: Dialect<OwnStatement> = {
  name: 'postgres',
  lexis: {
    nameQuote: '"',
    doubleQuotedStrings: false,
    backslashEscapes: false,
    escapeStrings: true,
    dollarQuotes: true,
    hashComments: false,
    dashNeedsBlank: false,
    versionedComments: false,
    variables: false,
    foldsNames: true,
    reserved: new Set(RESERVED),
    pipesConcat: true,
    callsNeedBracket: false,
  },
  errors: pgErrors((value) => display(value as Exclude<Value, null>)),
  semantics: PG_SEMANTICS,
  parseType: (cursor) => parseType(cursor),
  parseOwn,
  functions: PG_FUNCTIONS,
  aggregates: PG_AGGREGATES,
  tooManyRounds: (_rounds, rows) =>
    rows > LIMITS.sqlRecursion ? pgError('54001', 'stack depth limit exceeded') : undefined,
  tableFunctions: new Map([
    ['generate_series', generateSeries],
    ['unnest', unnest],
  ]),
  operator: (sign, a, b) => intervalOperator(sign, a, b) ?? arrayOperator(sign, a, b),
  keepsDeclaredNames: () => false,
  headerOf,
  keyName(table, columns, kind, taken) {
    const base =
      kind === 'primary'
        ? `${table}_pkey`
        : `${table}_${columns.join('_')}_${kind === 'unique' ? 'key' : 'idx'}`;
    let name = base;
    for (let i = 1; taken.has(name); i++) name = `${base}${i}`;
    return name;
  },
  keysForeignKeys: false,
  altersIfExists: true,
  defaultsAreExpressions: true,
  keepsColumnReferences: true,
  collated: (type) => type,
  inherited: (type) => type,
  tableOptions: (own) => own,
  verifyTable: () => undefined,
  verifyForeignKey: () => undefined,
  deprecations: new Map(),
  emptyValue: () => null,
  countsCopiedRows: () => false,
  foreignKeyName: (table, columns) => `${table}_${columns.join('_')}_fkey`,
  checkName: (table, column) => `${table}_${column === '' ? '' : `${column}_`}check`,
};
