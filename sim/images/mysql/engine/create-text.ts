import {
  type Column,
  type Key,
  type Options,
  plainColumn,
  type Schema,
  SqlFailure,
  type SqlType,
  type Table,
  textOf,
  type Value,
} from '../../../sql/index.ts';
import type { Flavour } from '../part.ts';
import { mysqlSemantics } from '../sql/semantics.ts';
import { charsetName, charsetOfCollation, usualCollation } from './collations.ts';
import { type ExpressionStyle, expressionText, quotedName } from './expression-text.ts';
import { type Style, styleOf } from './style.ts';

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** A default as SHOW CREATE TABLE has it: without DEFAULT, or undefined. */
function defaultClause(
  { defaultValue, defaultText, type }: Column,
  style: Style,
): string | undefined {
  if (defaultValue === undefined) return undefined;
  if (defaultValue.kind === 'literal') {
    if (defaultValue.value === null) return undefined;
    const text = literalText(defaultValue.value, type);
    const isBare = type.name === 'bit' || (!style.quotesNumbers && isNumber(type));
    if (type.name === 'bit' && /^\d+$/.test(text)) return `b'${BigInt(text).toString(2)}'`;
    return isBare ? text : quoted(text);
  }
  if (isNow(defaultText)) return style.now(type.scale);
  if (!defaultText.startsWith('(')) return defaultText.replace(/^B/, 'b');
  return `(${expressionText(defaultValue, DEFINED)})`;
}

/** A default as the column keeps it: `0` of a decimal(8,2) is `0.00`. */
function literalText(value: Exclude<Value, null>, type: SqlType): string {
  try {
    const kept = SEMANTICS.store(value, plainColumn(type), 1, () => undefined, '');
    return kept === null ? '' : textOf(kept);
  } catch (error) {
    if (error instanceof SqlFailure) return textOf(value);
    throw error;
  }
}

const SEMANTICS = mysqlSemantics(() => '');

/** How expressions of a definition are written down. */
const DEFINED: ExpressionStyle = {
  // Sessions of the images' clients write latin1.
  introducer: '_latin1',
  column: ({ name }) => quotedName(name),
  query: () => '',
};

const isNow = (text: string): boolean => /^(current_timestamp|now|localtime(stamp)?)\b/i.test(text);

const isNumber = ({ family }: SqlType): boolean =>
  family === 'integer' || family === 'decimal' || family === 'double';

/**
 * The character set and the collation behind a type: told when they are the column's own, or not
 * those of the table, or not the usual ones. Models store_create_info of the server.
 */
function collationText(
  { family, collation, isCollated }: SqlType,
  options: Options,
  style: Style,
): string {
  if (family !== 'text') return '';
  const own = collation || style.collation;
  const charset = charsetOfCollation(own) ?? '';
  const table =
    (options.collate ?? usualCollation(charsetName(options.charset ?? ''))) || style.collation;
  const isOther = own !== table;
  const tellsSet = isCollated || isOther;
  const isUsual = usualCollation(charset) === own;
  const tellsCollation = isCollated || !isUsual || (own === style.collation && isOther);
  return (tellsSet ? ` CHARACTER SET ${charset}` : '') + (tellsCollation ? ` COLLATE ${own}` : '');
}

function columnLine(column: Column, style: Style, collationText: string): string {
  const { name, type, isNullable, isAutoIncrement, onUpdateNow, comment, generated } = column;
  const value = defaultClause(column, style);
  const isLong = /text$|blob$/.test(type.name);
  const noDefault = isNullable && (!isLong || style.textsHaveDefaults);
  if (generated !== undefined) {
    const text = expressionText(generated.expr, DEFINED);
    const how = generated.isStored ? 'STORED' : 'VIRTUAL';
    return [
      `${quotedName(name)} ${style.columnType(column)} GENERATED ALWAYS AS (${text}) ${how}`,
      isNullable ? '' : ' NOT NULL',
      comment === '' ? '' : ` COMMENT ${quoted(comment)}`,
    ].join('');
  }
  return [
    `${quotedName(name)} ${style.columnType(column)}${collationText}`,
    isNullable ? (type.name === 'timestamp' ? ' NULL' : '') : ' NOT NULL',
    isAutoIncrement ? ' AUTO_INCREMENT' : '',
    value === undefined
      ? noDefault && !isAutoIncrement
        ? ' DEFAULT NULL'
        : ''
      : ` DEFAULT ${value}`,
    onUpdateNow ? ` ON UPDATE ${style.now(type.scale)}` : '',
    comment === '' ? '' : ` COMMENT ${quoted(comment)}`,
    style.columnCheck(column),
  ].join('');
}

function keyLine({ kind, name, columns }: Key): string {
  const list = columns
    .map(({ name: part, prefix, isDescending }) => {
      const size = prefix > 0 ? `(${prefix})` : '';
      return `${quotedName(part)}${size}${isDescending ? ' DESC' : ''}`;
    })
    .join(',');
  if (kind === 'primary') return `PRIMARY KEY (${list})`;
  const word = kind === 'unique' ? 'UNIQUE KEY' : kind === 'fulltext' ? 'FULLTEXT KEY' : 'KEY';
  return `${word} \`${name}\` (${list})`;
}

const names = (list: readonly string[]): string => list.map((name) => `\`${name}\``).join(', ');

/** SHOW CREATE TABLE. */
export function createTableText(table: Table, kind: Flavour['kind']): string {
  const style = styleOf(kind);
  const { definition, schema, nextAuto } = table;
  const foreign = definition.foreignKeys.map((key) => {
    const parent =
      key.schema === schema ? `\`${key.table}\`` : `\`${key.schema}\`.\`${key.table}\``;
    const rule = (event: string, action: string): string =>
      action === 'no action' ? '' : ` ON ${event} ${action.toUpperCase()}`;
    const target = `REFERENCES ${parent} (${names(key.parentColumns)})`;
    const rules = rule('DELETE', key.onDelete) + rule('UPDATE', key.onUpdate);
    return `CONSTRAINT \`${key.name}\` FOREIGN KEY (${names(key.columns)}) ${target}${rules}`;
  });
  const checks = definition.checks.map(
    ({ name, expr, isEnforced }) =>
      `CONSTRAINT \`${name}\` CHECK ${style.check(expressionText(expr, DEFINED))}` +
      (isEnforced ? '' : ' /*!80016 NOT ENFORCED */'),
  );
  const lines = [
    ...definition.columns.map((column) =>
      columnLine(column, style, collationText(column.type, definition.options, style)),
    ),
    ...definition.keys.map(keyLine),
    ...foreign,
    ...checks,
  ];
  const hasAuto = definition.columns.some(({ isAutoIncrement }) => isAutoIncrement);
  const auto = hasAuto && nextAuto > 1n ? ` AUTO_INCREMENT=${nextAuto}` : '';
  const comment = definition.options.comment;
  const { charset, collate } = charsetOf(definition.options, style);
  const format = definition.options.row_format;
  const head = definition.isTemporary ? 'CREATE TEMPORARY TABLE' : 'CREATE TABLE';
  return (
    `${head} ${quotedName(definition.name)} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n) ` +
    `ENGINE=${engineOf(definition.options)}${auto} DEFAULT CHARSET=${charset}` +
    (collate === '' ? '' : ` COLLATE=${collate}`) +
    (format === undefined ? '' : ` ROW_FORMAT=${format.toUpperCase()}`) +
    (comment === undefined ? '' : ` COMMENT=${quoted(comment)}`)
  );
}

const ENGINES: readonly string[] = ['InnoDB', 'MyISAM', 'MEMORY', 'CSV', 'ARCHIVE', 'BLACKHOLE'];
export const engineOf = (options: Readonly<Record<string, string>>): string =>
  ENGINES.find((name) => name.toLowerCase() === (options.engine ?? '').toLowerCase()) ?? 'InnoDB';

/** The character set of a table or database, and the collation when it is told; else ''. */
function charsetOf(
  options: Readonly<Record<string, string>>,
  style: Style,
): {
  charset: string;
  collate: string;
} {
  const charset = charsetName(options.charset ?? 'utf8mb4');
  const { collate = '' } = options;
  if (collate !== '' && collate !== usualCollation(charset)) return { charset, collate };
  return { charset, collate: charset === 'utf8mb4' ? style.collation : '' };
}

/** SHOW CREATE DATABASE. */
export function createDatabaseText(
  { name, options }: Schema,
  ifNotExists: boolean,
  kind: Flavour['kind'],
): string {
  const style = styleOf(kind);
  const { charset, collate } = charsetOf(options, style);
  const collation = collate === '' ? '' : ` COLLATE ${collate}`;
  const guard = ifNotExists ? '/*!32312 IF NOT EXISTS*/ ' : '';
  return (
    `CREATE DATABASE ${guard}\`${name}\` /*!40100 DEFAULT CHARACTER SET ${charset}${collation} */` +
    style.encryption
  );
}

/** The KEY, Default and Extra of a column in DESCRIBE. */
export function describeColumn(
  table: Table,
  column: Column,
  kind: Flavour['kind'],
): { key: string; defaultText: string | null; extra: string } {
  const { keys } = table.definition;
  const isIn = (key: Key): boolean => key.columns.some(({ name }) => name === column.name);
  const leads = (key: Key): boolean => key.columns[0]?.name === column.name;
  const isPrimary = keys.some((key) => key.kind === 'primary' && isIn(key));
  const isUnique = keys.some(
    (key) => key.kind === 'unique' && key.columns.length === 1 && leads(key),
  );
  const isKeyed = keys.some((key) => key.kind !== 'primary' && leads(key));
  // A unique key without nulls stands for the primary one that is missing.
  const standsIn = isUnique && !column.isNullable && !keys.some(({ kind }) => kind === 'primary');
  const key = isPrimary || standsIn ? 'PRI' : isUnique ? 'UNI' : isKeyed ? 'MUL' : '';
  const { defaultValue, defaultText, type } = column;
  const style = styleOf(kind);
  const isExpression = defaultValue !== undefined && defaultValue.kind !== 'literal';
  const isGenerated = isExpression && (isNow(defaultText) || defaultText.startsWith('('));
  const shown =
    defaultValue === undefined
      ? null
      : defaultValue.kind === 'literal'
        ? defaultValue.value === null
          ? null
          : literalText(defaultValue.value, type)
        : isNow(defaultText)
          ? style.now(type.scale)
          : isExpression && defaultText.startsWith('(')
            ? expressionText(defaultValue, DEFINED).replaceAll("'", "\\'")
            : defaultText;
  const extras = [
    column.isAutoIncrement ? 'auto_increment' : '',
    isGenerated && style.tellsGenerated ? 'DEFAULT_GENERATED' : '',
    column.onUpdateNow ? `on update ${style.now(type.scale)}` : '',
    column.generated === undefined
      ? ''
      : `${column.generated.isStored ? 'STORED' : 'VIRTUAL'} GENERATED`,
  ];
  return { key, defaultText: shown, extra: extras.filter((each) => each !== '').join(' ') };
}
