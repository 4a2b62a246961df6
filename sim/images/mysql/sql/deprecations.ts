const leaving = 'is deprecated and will be removed in a future release.';
const warning = (code: number, message: string) => ({ code, message });

/**
 * What MySQL still reads and warns of, by the parser's names. Models warn_about_deprecated_* and
 * push_deprecated_warn of the server; recorded from MySQL 9.7.
 */
export const DEPRECATIONS: ReadonlyMap<
  string,
  { readonly code: number; readonly message: string }
> = new Map([
  [
    'values()',
    warning(
      1287,
      `'VALUES function' ${leaving} Please use an alias (INSERT INTO ... VALUES (...) AS alias) ` +
        'and replace VALUES(col) in the ON DUPLICATE KEY UPDATE clause with alias.col instead',
    ),
  ],
  [
    ':=',
    warning(
      1287,
      `Setting user variables within expressions ${leaving} Consider alternatives: ` +
        "'SET variable=expression, ...', or 'SELECT expression(s) INTO variables(s)'.",
    ),
  ],
  ['&&', warning(1287, `'&&' ${leaving} Please use AND instead`)],
  [
    '||',
    warning(
      1287,
      "'|| as a synonym for OR' is deprecated and will be removed in a future release. Please use OR instead",
    ),
  ],
  ['!', warning(1287, `'!' ${leaving} Please use NOT instead`)],
  [
    'sql_calc_found_rows',
    warning(1287, `SQL_CALC_FOUND_ROWS ${leaving} Consider using two separate queries instead.`),
  ],
  ['integer width', warning(1681, `Integer display width ${leaving}`)],
  [
    'zerofill',
    warning(
      1681,
      `The ZEROFILL attribute ${leaving} Use the LPAD function to zero-pad numbers, or store the ` +
        'formatted numbers in a CHAR column.',
    ),
  ],
  ['year width', warning(1287, `'YEAR(4)' ${leaving} Please use YEAR instead`)],
  [
    'float digits',
    warning(1681, `Specifying number of digits for floating point data types ${leaving}`),
  ],
  [
    'unsigned float',
    warning(
      1681,
      'UNSIGNED for decimal and floating point data types is deprecated and support for it will ' +
        'be removed in a future release.',
    ),
  ],
  [
    'utf8',
    warning(
      3719,
      "'utf8' is currently an alias for the character set UTF8MB3, but will be an alias for " +
        'UTF8MB4 in a future release. Please consider using UTF8MB4 in order to be unambiguous.',
    ),
  ],
  ['utf8mb3', warning(1287, `'utf8mb3' ${leaving} Please use utf8mb4 instead`)],
  [
    'binary attribute',
    warning(
      1287,
      `'BINARY as attribute of a type' ${leaving} Please use a CHARACTER SET clause with _bin ` +
        'collation instead',
    ),
  ],
]);
