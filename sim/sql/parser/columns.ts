import type {
  CheckSpec,
  ColumnSpec,
  Expr,
  ForeignKeySpec,
  GeneratedColumn,
  KeySpec,
  ReferentialAction,
} from '../ast.ts';
import type { Cursor } from '../dialect.ts';
import { lookup } from '../lookup.ts';
import type { SqlType } from '../values.ts';
import { bracketed } from './cursor.ts';
import { parseExpression } from './expressions.ts';

interface Draft {
  isNullable: boolean | undefined;
  defaultValue: Expr | undefined;
  defaultText: string;
  isAutoIncrement: boolean;
  /** The collation behind other attributes, or ''. */
  collation: string;
  onUpdateNow: boolean;
  isPrimary: boolean;
  isUnique: boolean;
  comment: string;
  check: CheckSpec | undefined;
  references: ForeignKeySpec | undefined;
  generated: GeneratedColumn | undefined;
}

/** Words that are a default without brackets. */
const DEFAULT_WORDS: ReadonlySet<string> = new Set([
  ...['null', 'true', 'false', 'current_timestamp', 'localtime', 'localtimestamp'],
  ...['date', 'time', 'timestamp'],
]);

/** A value, a call, or anything in brackets. */
function parseDefault(cursor: Cursor, draft: Draft): void {
  const { start, type, word } = cursor.peek();
  const isCall = type === 'word' && cursor.peek(1).word === '(';
  const isKnown = isCall || DEFAULT_WORDS.has(word) || type !== 'word';
  if (!isKnown && !cursor.dialect.defaultsAreExpressions) cursor.fail();
  draft.defaultValue = parseExpression(cursor);
  draft.defaultText = cursor.text.slice(start, cursor.lastEnd());
}

function parseCheck(cursor: Cursor, name: string): CheckSpec {
  cursor.expect('check', '(');
  const { start } = cursor.peek();
  const expr = parseExpression(cursor);
  const text = cursor.text.slice(start, cursor.lastEnd());
  cursor.expect(')');
  return { name, expr, text, isEnforced: parseEnforced(cursor) };
}

const parseEnforced = (cursor: Cursor): boolean => {
  if (cursor.accept('not', 'enforced')) return false;
  cursor.acceptAny('enforced');
  return true;
};

/** `(expression) [virtual | stored]`, behind AS. */
function parseGenerated(cursor: Cursor, draft: Draft): void {
  cursor.expect('(');
  const { start } = cursor.peek();
  const expr = parseExpression(cursor);
  const text = cursor.text.slice(start, cursor.lastEnd());
  cursor.expect(')');
  const how = cursor.acceptAny('virtual', 'stored', 'persistent');
  draft.generated = { expr, text, isStored: how === 'stored' || how === 'persistent' };
}

function skipBrackets(cursor: Cursor): void {
  let depth = 0;
  do {
    const { word } = cursor.next();
    if (word === '(') depth++;
    if (word === ')') depth--;
  } while (depth > 0 && !cursor.isEnd());
}

const ATTRIBUTES = lookup<(cursor: Cursor, draft: Draft) => void>({
  not: (cursor, draft) => {
    cursor.expect('null');
    draft.isNullable = false;
  },
  null: (_cursor, draft) => {
    draft.isNullable = true;
  },
  default: parseDefault,
  auto_increment: (_cursor, draft) => {
    draft.isAutoIncrement = true;
  },
  on: (cursor, draft) => {
    cursor.expect('update');
    parseExpression(cursor);
    draft.onUpdateNow = true;
  },
  primary: (cursor, draft) => {
    cursor.accept('key');
    draft.isPrimary = true;
  },
  key: (_cursor, draft) => {
    draft.isPrimary = true;
  },
  unique: (cursor, draft) => {
    cursor.accept('key');
    draft.isUnique = true;
  },
  comment: (cursor, draft) => {
    draft.comment = cursor.string();
  },
  collate: (cursor, draft) => {
    draft.collation = cursor.next().value;
  },
  charset: (cursor) => {
    cursor.next();
  },
  character: (cursor) => {
    cursor.expect('set');
    cursor.next();
  },
  as: parseGenerated,
  visible: () => undefined,
  invisible: () => undefined,
  generated: (cursor, draft) => {
    const isAlways = cursor.accept('always');
    if (!isAlways) cursor.expect('by', 'default');
    cursor.expect('as');
    if (cursor.is('(')) {
      parseGenerated(cursor, draft);
      return;
    }
    cursor.expect('identity');
    if (cursor.is('(')) skipBrackets(cursor);
    draft.isAutoIncrement = true;
    draft.isNullable = false;
    draft.defaultText = `generated ${isAlways ? 'always' : 'by default'} as identity`;
  },
});

/** `name type attribute…`. */
export function parseColumn(cursor: Cursor): ColumnSpec {
  const name = cursor.name();
  const type = cursor.dialect.parseType(cursor, 'column');
  return { name, ...parseAttributes(cursor, name, type) };
}

function parseAttributes(cursor: Cursor, name: string, type: SqlType): Omit<ColumnSpec, 'name'> {
  const isSerial = type.name === 'serial' || type.name === 'bigserial';
  const draft: Draft = {
    isNullable: isSerial ? false : undefined,
    defaultValue: undefined,
    defaultText: '',
    isAutoIncrement: isSerial,
    collation: '',
    onUpdateNow: false,
    isPrimary: false,
    isUnique: false,
    comment: '',
    check: undefined,
    references: undefined,
    generated: undefined,
  };
  let constraint = '';
  for (;;) {
    const { word, type: tokenType } = cursor.peek();
    const attribute = tokenType === 'word' ? ATTRIBUTES.get(word) : undefined;
    if (attribute !== undefined) {
      cursor.next();
      attribute(cursor, draft);
    } else if (cursor.accept('constraint')) constraint = cursor.is('check') ? '' : cursor.name();
    else if (word === 'check') draft.check = parseCheck(cursor, constraint);
    else if (word === 'references') {
      draft.references = parseReferences(cursor, constraint, [name]);
    } else {
      const { collation, ...rest } = draft;
      return { type: cursor.dialect.collated(type, collation), ...rest };
    }
  }
}

function parseAction(cursor: Cursor): ReferentialAction {
  if (cursor.accept('set', 'null')) return 'set null';
  if (cursor.accept('no', 'action')) return 'no action';
  const word = cursor.acceptAny('cascade', 'restrict');
  return word === undefined ? cursor.fail() : (word as 'cascade' | 'restrict');
}

function parseReferences(cursor: Cursor, name: string, columns: string[]): ForeignKeySpec {
  cursor.expect('references');
  const parent = cursor.tableName();
  const parentColumns = cursor.is('(') ? bracketed(cursor, () => cursor.name()) : [];
  let onDelete: ReferentialAction = 'no action';
  let onUpdate: ReferentialAction = 'no action';
  while (cursor.accept('on')) {
    if (cursor.accept('delete')) onDelete = parseAction(cursor);
    else {
      cursor.expect('update');
      onUpdate = parseAction(cursor);
    }
  }
  return { name, columns, parent, parentColumns, onDelete, onUpdate };
}

const parseKeyColumns = (cursor: Cursor): KeySpec['columns'] =>
  bracketed(cursor, () => {
    const name = cursor.name();
    const isPrefixed = cursor.accept('(');
    const prefix = isPrefixed ? cursor.integer() : 0;
    if (isPrefixed) cursor.expect(')');
    return { name, prefix, isDescending: cursor.acceptAny('asc', 'desc') === 'desc' };
  });

function skipIndexOptions(cursor: Cursor): void {
  for (;;) {
    if (cursor.accept('using')) cursor.next();
    else if (cursor.accept('comment')) cursor.string();
    else if (cursor.acceptAny('visible', 'invisible') === undefined) return;
  }
}

/** A key with its columns, behind the words that begin it. */
export function parseKey(cursor: Cursor, kind: KeySpec['kind'], given: string): KeySpec {
  const isNamed = kind !== 'primary' && cursor.isName() && !cursor.is('using');
  const name = isNamed ? cursor.name() : given;
  skipIndexOptions(cursor);
  const columns = parseKeyColumns(cursor);
  skipIndexOptions(cursor);
  return { kind, name, columns };
}

/** What one part of a table's definition is, besides a column. */
export type TablePart =
  | { readonly kind: 'key'; readonly key: KeySpec }
  | { readonly kind: 'foreign key'; readonly foreignKey: ForeignKeySpec }
  | { readonly kind: 'check'; readonly check: CheckSpec };

/** Reads a key or a constraint; undefined when the next words are a column. */
export function parseTablePart(cursor: Cursor): TablePart | undefined {
  const isConstraint = cursor.accept('constraint');
  const isNamed = isConstraint && cursor.isName();
  const name = isNamed ? cursor.name() : '';
  if (cursor.accept('primary', 'key')) {
    return { kind: 'key', key: parseKey(cursor, 'primary', 'PRIMARY') };
  }
  if (cursor.accept('foreign', 'key')) {
    if (cursor.isName()) cursor.name();
    const columns = bracketed(cursor, () => cursor.name());
    return { kind: 'foreign key', foreignKey: parseReferences(cursor, name, columns) };
  }
  if (cursor.is('check', '(')) return { kind: 'check', check: parseCheck(cursor, name) };
  if (cursor.accept('unique')) {
    cursor.acceptAny('key', 'index');
    return { kind: 'key', key: parseKey(cursor, 'unique', name) };
  }
  if (isConstraint) cursor.fail();
  if (cursor.accept('fulltext') || cursor.accept('spatial')) {
    cursor.acceptAny('key', 'index');
    return { kind: 'key', key: parseKey(cursor, 'fulltext', '') };
  }
  if (!cursor.dialect.lexis.foldsNames && cursor.acceptAny('key', 'index') !== undefined) {
    return { kind: 'key', key: parseKey(cursor, 'index', '') };
  }
  return undefined;
}

/** `[name =] value` pairs behind a table's definition. */
export function parseTableOptions(cursor: Cursor): Record<string, string> {
  const options: Record<string, string> = {};
  for (;;) {
    cursor.acceptAny(',');
    const isDefault = cursor.accept('default');
    const { type } = cursor.peek();
    if (
      type !== 'word' ||
      cursor.is('partition') ||
      cursor.is('as') ||
      cursor.is('select') ||
      cursor.is('with')
    ) {
      if (isDefault) cursor.fail();
      return options;
    }
    const first = cursor.word();
    if (first === 'character') cursor.expect('set');
    const name = first === 'character' ? 'charset' : first;
    const isKnown = TABLE_OPTIONS.has(name);
    if (!isKnown) {
      cursor.reset(cursor.mark() - 1);
      return cursor.fail();
    }
    cursor.accept('=');
    options[name] = cursor.next().value;
  }
}

const TABLE_OPTIONS: ReadonlySet<string> = new Set([
  ...['engine', 'charset', 'collate', 'comment', 'auto_increment', 'row_format', 'encryption'],
  ...['tablespace', 'stats_persistent', 'key_block_size', 'max_rows', 'min_rows'],
]);
