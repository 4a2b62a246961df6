import type { Clause, SqlErrors } from '../../../sql/index.ts';
import { MYSQL_ERRORS, mysqlError, syntaxError } from './errors.ts';

const CLAUSES: Readonly<Record<Clause, string>> = {
  list: 'SELECT',
  where: 'WHERE',
  on: 'ON',
  from: 'FROM',
  group: 'GROUP BY',
  having: 'HAVING',
  order: 'ORDER BY',
  limit: 'LIMIT',
};

/** What MariaDB says otherwise than MySQL. Models sql/share/errmsg-utf8.txt of the server. */
export const MARIADB_ERRORS: SqlErrors = {
  ...MYSQL_ERRORS,
  readsItsTarget: () => undefined,
  syntax(text, at) {
    const error = syntaxError(text, at);
    return { ...error, message: error.message.replace('MySQL server', 'MariaDB server') };
  },
  unknownColumn: (name, clause) =>
    mysqlError(1054, '42S22', `Unknown column '${name}' in '${CLAUSES[clause]}'`),
  unknownTargetColumn: (name) =>
    mysqlError(1054, '42S22', `Unknown column '${name}' in 'INSERT INTO'`),
  duplicateKey({ key, values }) {
    const entry = values.join('-').slice(0, 64);
    return mysqlError(1062, '23000', `Duplicate entry '${entry}' for key '${key}'`);
  },
  checkFailed: (name, table, schema) =>
    mysqlError(4025, '23000', `CONSTRAINT \`${name}\` failed for \`${schema}\`.\`${table}\``),
  cannotDrop: (name) =>
    mysqlError(1091, '42000', `Can't DROP COLUMN \`${name}\`; check that it exists`),
  unknownIndex: (name) =>
    mysqlError(1091, '42000', `Can't DROP INDEX \`${name}\`; check that it exists`),
  notSupported: (what) =>
    mysqlError(1235, '42000', `This version of MariaDB doesn't yet support '${what}'`),
};
